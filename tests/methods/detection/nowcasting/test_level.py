"""The level of a series just before, and estimates drawn towards their like."""

import numpy as np
import pytest

from tideturn.methods.detection.nowcasting.level import VARIATION_AT_LEAST, learn_level
from tideturn.methods.detection.nowcasting.shrinkage import Moments, shrunk


def test_learn_level_is_the_ratio_of_reports_to_shares_before():
    reported, share = np.array([[8.0, 12.0, 5.0, 1.0]]), np.array([[1.0, 1.0, 0.5, 0.1]])

    level = learn_level(reported, share, periods=2)

    assert level.mean[0, 2:] == pytest.approx([(8 + 12 + 0.5) / 2, (12 + 5 + 0.5) / 1.5])


def test_learn_level_passes_over_periods_of_which_nothing_is_known():
    reported, share = np.array([[10.0, np.nan, 3.0]]), np.ones((1, 3))

    assert learn_level(reported, share, periods=2).mean[0, 2] == pytest.approx(10.5)


def test_learn_level_of_the_first_period_is_that_of_all():
    assert learn_level(np.array([[4.0, 6.0]]), np.ones((1, 2)), periods=8).mean[0, 0] == pytest.approx(10.5 / 2)


def test_learn_level_finds_how_far_periods_stray():
    generator = np.random.default_rng(3)
    steady = generator.poisson(50, (100, 80)).astype(float)
    straying = generator.poisson(generator.gamma(2, 25, (100, 80))).astype(float)

    shapes = [learn_level(counts, np.ones((100, 80)), periods=8).shape for counts in (steady, straying)]

    assert shapes[0].mean() > 0.8 / VARIATION_AT_LEAST
    # The mean of eight periods strays as well, by an eighth of the variance.
    assert shapes[1].mean() == pytest.approx(2 / (1 + 1 / 8), rel=0.3)


def test_shrunk_keeps_what_is_well_known_and_draws_in_what_is_not():
    moments = Moments(np.array([50.0, 5.0, 0.0]), np.array([100.0, 10.0, 0.0]), np.array([1e-6, 1e6, 0.0]))

    found = shrunk(moments, towards=0.1, spread=0.1)

    assert found == pytest.approx([0.5, 0.1, 0.1], abs=1e-3)
