"""Funnel limits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, poisson

from tideturn.methods.rates.errors import CountsInvalid, ParametersInvalid
from tideturn.methods.rates.funnel import proportion_funnel, rate_funnel
from tideturn.methods.rates.overdispersion import Overdispersion, dispersion


def test_rate_funnel_limits_are_those_of_the_poisson_distribution():
    found = rate_funnel([10], [10.0], target=1, multiplier=1)

    # P(X ≤ 3) = 0.0103 and P(X ≤ 4) = 0.0293 for a mean of 10, so the lower limit lies between the two.
    lower, upper = found.lower[0, 0] * 10, found.upper[0, 0] * 10
    assert 3 < lower < 4
    assert lower == pytest.approx(4 - (poisson.cdf(4, 10) - 0.025) / poisson.pmf(4, 10))
    assert 16 < upper < 17


def test_proportion_funnel_limits_are_those_of_the_binomial_distribution():
    found = proportion_funnel([10], [50], target=20)

    upper = binom.ppf(0.975, 50, 0.2)
    part = (binom.cdf(upper, 50, 0.2) - 0.975) / binom.pmf(upper, 50, 0.2)
    assert found.upper[0, 0] == pytest.approx((upper - part) / 50 * 100)


def test_rate_funnel_takes_all_places_together_for_a_target():
    assert rate_funnel([10, 20, np.nan], [1000, 2000, 9e9], multiplier=1000).target == pytest.approx(10)


def test_rate_funnel_counts_the_levels_that_a_place_lies_beyond():
    found = rate_funnel([10, 19, 30, 3, 0, np.nan], [10.0] * 6, target=100, multiplier=100)

    assert found.beyond.tolist() == [0, 1, 2, -1, -2, 0]


def test_rate_funnel_is_narrower_for_larger_places():
    found = rate_funnel([10, 100, 1000], [10.0, 100.0, 1000.0], target=100, multiplier=100)

    assert (np.diff(found.lower) > 0).all()
    assert (np.diff(found.upper) < 0).all()


def test_proportion_funnel_stays_between_none_and_all():
    found = proportion_funnel([1, 2], [2, 2], target=50, overdispersion=Overdispersion.MULTIPLICATIVE)

    assert found.lower.min() >= 0
    assert found.upper.max() <= 100


def overdispersed():
    generator = np.random.default_rng(3)
    expected = generator.uniform(50, 200, 400)
    return generator.poisson(expected * generator.gamma(1 / 0.04, 0.04, 400)), expected


def test_dispersion_finds_the_variance_that_was_put_in():
    observed, expected = overdispersed()

    found = dispersion(observed / expected - 1, 1 / expected, winsorised=0)

    assert found.between == pytest.approx(0.04, rel=0.2)


def test_overdispersion_of_winsorised_places_is_smaller_and_still_there():
    observed, expected = overdispersed()

    found = rate_funnel(observed, expected, target=1, multiplier=1, overdispersion=Overdispersion.ADDITIVE).dispersion

    assert 0.02 < found.between < 0.04
    assert found.phi > 3


@pytest.mark.parametrize("manner", [Overdispersion.MULTIPLICATIVE, Overdispersion.ADDITIVE])
def test_overdispersion_widens_limits_so_that_fewer_places_stand_out(manner):
    observed, expected = overdispersed()

    strict = rate_funnel(observed, expected, target=1, multiplier=1)
    mild = rate_funnel(observed, expected, target=1, multiplier=1, overdispersion=manner)

    assert (strict.beyond != 0).mean() > 0.3
    assert (mild.beyond != 0).mean() < 0.12


def test_overdispersion_leaves_exact_limits_where_there_is_only_chance():
    observed, expected = [100, 101, 99, 100], [100.0] * 4

    mild = rate_funnel(observed, expected, target=1, multiplier=1, overdispersion=Overdispersion.MULTIPLICATIVE)

    assert (mild.upper == rate_funnel(observed, expected, target=1, multiplier=1).upper).all()


def test_dispersion_is_not_moved_by_a_few_extremes():
    deviation, variance = np.array([0.5, -0.5] * 20 + [50.0]), np.ones(41)

    assert dispersion(deviation, variance).phi == 1
    assert dispersion(deviation, variance, winsorised=0).phi > 50


def test_dispersion_of_one_place_is_none():
    assert dispersion(np.array([3.0]), np.array([1.0])).phi == 1


@pytest.mark.parametrize(
    ("events", "base", "error"),
    [([0, 0], [5, 5], CountsInvalid), ([[1]], [[2]], CountsInvalid), ([1.5], [2], CountsInvalid)],
)
def test_rate_funnel_refuses_what_gives_no_funnel(events, base, error):
    with pytest.raises(error):
        rate_funnel(events, base)


def test_funnels_refuse_targets_that_are_none():
    with pytest.raises(ParametersInvalid):
        rate_funnel([1], [2], target=0)
    with pytest.raises(ParametersInvalid):
        proportion_funnel([1], [2], target=100)
    with pytest.raises(CountsInvalid):
        proportion_funnel([3], [2])


@given(mean=st.floats(0.05, 5000))
def test_rate_funnel_limits_contain_the_target_and_widen(mean):
    found = rate_funnel([1], [mean], target=1, multiplier=1)

    # For the smallest places even nothing is no surprise, and one event may lie within what is likely.
    assert (found.lower[:, 0] <= 1).all()
    assert found.lower[1, 0] <= found.lower[0, 0] <= found.upper[0, 0] <= found.upper[1, 0]
