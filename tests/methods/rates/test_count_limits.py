"""Limits of a count, against published tables."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.methods.rates.count_limits import Limits, byar_limits, count_limits, exact_limits
from tideturn.methods.rates.errors import CountsInvalid, ParametersInvalid

# 95 % limits of a Poisson count: E. S. Pearson and H. O. Hartley, Biometrika Tables for Statisticians I, table 40.
PUBLISHED = [(0, 0, 3.69), (1, 0.0253, 5.57), (2, 0.242, 7.22), (5, 1.62, 11.67), (10, 4.80, 18.39), (20, 12.22, 30.89)]


@pytest.mark.parametrize(("events", "lower", "upper"), PUBLISHED)
def test_exact_limits_are_the_published_ones(events, lower, upper):
    found = exact_limits(events)

    assert np.round(found, 4) == pytest.approx((lower, upper), abs=0.0051)


@pytest.mark.parametrize(("events", "lower", "upper"), [row for row in PUBLISHED if row[0] >= 5])
def test_byar_limits_are_close_to_the_exact_ones(events, lower, upper):
    assert np.array(byar_limits(events)) == pytest.approx((lower, upper), rel=0.006)


def test_byar_limits_are_those_of_the_formula():
    lower, upper = byar_limits(100)

    assert lower == pytest.approx(100 * (1 - 1 / 900 - 1.96 / 30) ** 3)
    assert upper == pytest.approx(101 * (1 - 1 / 909 + 1.96 / (3 * 101**0.5)) ** 3)


def test_byar_limits_of_nothing_begin_at_nothing():
    lower, upper = byar_limits([0])

    assert lower == [0]
    assert upper == pytest.approx([(1 - 1 / 9 + 1.96 / 3) ** 3])


def test_byar_limits_never_fall_below_zero_where_the_formula_would():
    assert byar_limits(1, confidence=0.999)[0] == 0


def test_count_limits_of_a_missing_count_are_missing():
    for limits in Limits:
        assert np.isnan(count_limits([np.nan], confidence=0.95, limits=limits)).all()


def test_exact_limits_refuse_a_yearly_mean():
    with pytest.raises(CountsInvalid, match="sum over the years"):
        exact_limits([3.2])


@pytest.mark.parametrize("events", [-1, np.inf])
def test_byar_limits_refuse_what_is_no_count(events):
    with pytest.raises(CountsInvalid):
        byar_limits([events])


@pytest.mark.parametrize("confidence", [0, 1, 95, np.nan])
def test_limits_refuse_what_is_no_confidence(confidence):
    with pytest.raises(ParametersInvalid):
        byar_limits([1], confidence=confidence)


@given(events=st.integers(0, 10**7), limits=st.sampled_from(list(Limits)))
def test_count_limits_contain_the_count_and_widen_with_confidence(events, limits):
    narrow, wide = (count_limits(events, confidence=confidence, limits=limits) for confidence in (0.8, 0.998))

    assert 0 <= wide[0] <= narrow[0] <= events <= narrow[1] <= wide[1]


@given(events=st.integers(0, 10**6), limits=st.sampled_from(list(Limits)))
def test_count_limits_rise_with_the_count(events, limits):
    lower, upper = count_limits([events, events + 1], confidence=0.95, limits=limits)

    assert lower[0] <= lower[1]
    assert upper[0] < upper[1]
