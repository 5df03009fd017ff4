"""P-values from replications."""

import math

import numpy as np
import pytest
from scipy import stats

from tideturn.methods.detection.scanning.significance import (
    gumbel_pvalue,
    monte_carlo_pvalue,
    sequential_pvalue,
    stopping_at,
)

MAXIMA = np.array([1.0, 4.0, 2.0, 5.0, 3.0, 4.0, 0.5, 6.0, 2.5])


@pytest.mark.parametrize(("ratio", "pvalue"), [(7.0, 0.1), (6.0, 0.2), (4.0, 0.5), (0.0, 1.0)])
def test_monte_carlo_pvalue_counts_the_real_data_and_the_ties(ratio, pvalue):
    assert monte_carlo_pvalue(ratio, MAXIMA) == pytest.approx(pvalue)


def test_stopping_at_ends_with_the_replication_of_the_last_exceedance():
    until = stopping_at(4.0, 3)

    assert until(MAXIMA[:5]) is None
    assert until(MAXIMA[:6]) == 6
    assert until(MAXIMA) == 6, "what was done beyond must not count"


def test_sequential_pvalue_is_exceedances_over_replications():
    assert sequential_pvalue(4.0, MAXIMA[:6], exceedances=3) == pytest.approx(3 / 6)


def test_sequential_pvalue_of_a_ratio_seldom_reached_is_the_monte_carlo_one():
    assert sequential_pvalue(5.5, MAXIMA, exceedances=3) == pytest.approx(2 / 10)


def test_sequential_pvalue_of_a_weaker_cluster_is_never_smaller():
    weaker = [sequential_pvalue(ratio, MAXIMA[:6], exceedances=3) for ratio in (4.0, 3.0, 2.0, 0.0)]

    assert weaker == sorted(weaker)


def test_gumbel_pvalue_is_that_of_the_distribution_with_the_same_moments():
    maxima = stats.gumbel_r(loc=6, scale=1.4).rvs(20000, random_state=3)

    for ratio in (5.0, 9.0, 15.0, 25.0):
        assert gumbel_pvalue(ratio, maxima) == pytest.approx(stats.gumbel_r(6, 1.4).sf(ratio), rel=0.35)


def test_gumbel_pvalue_far_below_all_replications_is_one():
    assert gumbel_pvalue(-1e6, MAXIMA) == 1.0


@pytest.mark.parametrize("maxima", [np.array([2.0]), np.array([2.0, 2.0])])
def test_gumbel_pvalue_of_replications_that_do_not_differ_is_not_given(maxima):
    assert math.isnan(gumbel_pvalue(1.0, maxima))
