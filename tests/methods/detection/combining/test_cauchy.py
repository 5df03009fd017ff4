"""One p-value of several."""

import numpy as np
import pytest
from scipy import stats

from tideturn.methods.detection.combining.cauchy import combined_pvalues


def test_combined_pvalues_of_one_is_itself():
    pvalues = np.array([[1e-200, 1e-16, 1e-14, 1e-6, 0.02, 0.5]])

    assert combined_pvalues(pvalues) == pytest.approx(pvalues[0], rel=1e-6)


def test_combined_pvalues_reproduces_the_formula():
    pvalues = np.array([0.01, 0.2, 0.6])
    statistic = np.mean(np.tan(np.pi * (0.5 - pvalues)))

    assert combined_pvalues(pvalues) == pytest.approx(stats.cauchy.sf(statistic))


def test_combined_pvalues_leaves_out_what_is_missing():
    with_gap = combined_pvalues(np.array([[0.01, np.nan], [np.nan, np.nan], [0.2, np.nan]]))

    assert with_gap[0] == pytest.approx(combined_pvalues(np.array([0.01, 0.2])))
    assert np.isnan(with_gap[1])


def test_combined_pvalues_is_not_hushed_by_one_near_one():
    assert combined_pvalues(np.array([1e-4, 1.0])) < 3e-4


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.9])
def test_combined_pvalues_holds_its_level_whatever_the_dependence(correlation):
    chance = np.random.default_rng(5)
    shared, own = chance.standard_normal((1, 200_000)), chance.standard_normal((8, 200_000))
    pvalues = stats.norm.sf(np.sqrt(correlation) * shared + np.sqrt(1 - correlation) * own)

    share = np.mean(combined_pvalues(pvalues) <= 0.005)

    assert share <= 0.005 * 1.2
    assert np.mean(pvalues.min(axis=0) <= 0.005) > 0.005 * 1.4, "the smallest of them does not hold it"
