"""Normal scores of counts, sparse ones too."""

import numpy as np
import pytest
from scipy import stats

from tideturn.methods.detection.combining.scores import HIGHEST, LOWEST, expected_scores

COUNTS = np.arange(60)


def scores_of(mean):
    return expected_scores(stats.poisson.sf(COUNTS - 1, mean), stats.poisson.sf(COUNTS, mean))


@pytest.mark.parametrize("mean", [0.1, 1.0, 5.0, 20.0])
def test_expected_scores_have_mean_zero_and_no_more_spread_than_normal_ones(mean):
    chances = stats.poisson.pmf(COUNTS, mean)

    scores = scores_of(mean)

    assert chances @ scores == pytest.approx(0, abs=2e-3)
    assert chances @ scores**2 <= 1.0


def test_scores_of_middling_p_values_would_not_have_mean_zero():
    """The reason for the expectation: a score of the mid p-value, which is often used, leans to one side."""
    chances = stats.poisson.pmf(COUNTS, 0.1)
    middle = (stats.poisson.sf(COUNTS - 1, 0.1) + stats.poisson.sf(COUNTS, 0.1)) / 2

    assert abs(chances @ stats.norm.isf(middle)) > 0.04


def test_expected_scores_of_counts_without_steps_are_normal_quantiles():
    pvalues = np.array([0.5, 0.1, 0.001])

    assert expected_scores(pvalues, pvalues) == pytest.approx(stats.norm.isf(pvalues))


def test_expected_scores_keep_missing_weeks_missing():
    scores = expected_scores(np.array([np.nan, 0.3]), np.array([np.nan, 0.2]))

    assert np.isnan(scores[0])
    assert np.isfinite(scores[1])


def test_expected_scores_are_bounded_and_finite_at_the_ends():
    scores = expected_scores(np.array([0.0, 1e-310, 1.0, 1.0]), np.array([0.0, 0.0, 1.0, 0.9999999]))

    assert list(scores) == [HIGHEST, HIGHEST, LOWEST, LOWEST]


def test_expected_score_of_a_count_that_could_be_anything_is_zero():
    assert expected_scores(np.array([1.0]), np.array([0.0]))[0] == pytest.approx(0)
