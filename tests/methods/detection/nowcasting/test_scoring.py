"""Scores, on numbers that can be worked out by hand."""

import numpy as np
import pytest

from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.nowcasting.scoring import coverage, interval_score, weighted_interval_score


def test_coverage_counts_bounds_as_inside_and_leaves_out_what_is_not_known():
    assert coverage([1, 1, 1, np.nan], [3, 3, 3, 3], [1, 3, 4, 2]) == pytest.approx(2 / 3)
    assert np.isnan(coverage([np.nan], [1], [1]))


def test_interval_score_is_the_width_and_a_penalty_outside():
    assert interval_score([2, 2, 2], [6, 6, 6], [4, 1, 9], level=0.5).tolist() == [4, 4 + 4 * 1, 4 + 4 * 3]


def test_interval_score_refuses_a_level_in_per_cent():
    with pytest.raises(ParametersInvalid):
        interval_score(1, 2, 1, level=95)


def test_weighted_interval_score_by_hand():
    # |8 − 5| / 2 = 1.5; 0.5 / 2 · (2 + 4 · 2) = 2.5; 0.1 / 2 · 8 = 0.4; all over 2.5
    found = weighted_interval_score(median=5, intervals=[(0.5, 4, 6), (0.9, 1, 9)], truth=8)

    assert found == pytest.approx((1.5 + 2.5 + 0.4) / 2.5)


def test_weighted_interval_score_without_intervals_is_the_absolute_error():
    assert weighted_interval_score(median=[5, 7], intervals=[], truth=[8, 7]).tolist() == [3, 0]


def test_weighted_interval_score_prefers_the_true_distribution():
    generator = np.random.default_rng(7)
    truth = generator.normal(0, 1, 20_000)

    def mean_score(scale):
        intervals = [(0.5, -0.674 * scale, 0.674 * scale), (0.95, -1.96 * scale, 1.96 * scale)]
        return weighted_interval_score(median=0, intervals=intervals, truth=truth).mean()

    assert mean_score(1.0) < min(mean_score(0.6), mean_score(1.6))
