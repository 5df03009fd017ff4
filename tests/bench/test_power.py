import numpy as np
import pytest

from bench.power import found_of
from bench.simulated_series import LASTS_AT_MOST, outbreaks, shares_of_weeks
from bench.watching_outbreaks import matched


def test_found_of_counts_the_first_alarm_while_the_outbreak_lasts():
    alarms = np.array([[0, 1, 1], [0, 0, 1], [0, 0, 1], [0, 0, 0]], dtype=bool)

    found = found_of(alarms, lasts=np.array([3, 3, 2, 3]))

    np.testing.assert_array_equal(found.weeks, [1, 2, np.nan, np.nan])
    assert found.share == 0.5


def test_matched_leaves_no_more_than_the_rate_above_it():
    null = np.arange(1000.0)

    level = matched(null, 0.005)

    assert (null > level).sum() == 5


def test_matched_is_quiet_where_too_many_weeks_are_tied():
    null = np.array([0.0] * 90 + [np.inf] * 10)

    assert not (null > matched(null, 0.005)).any()


def test_outbreaks_have_the_size_asked_for_and_a_case_at_least():
    means = np.full(4000, 20.0)

    cases = outbreaks(np.random.default_rng(1), means, 2.0, 5)

    assert cases.shape == (4000, LASTS_AT_MOST)
    assert cases.sum(axis=1).min() >= 1
    assert cases.sum(axis=1).mean() == pytest.approx(5 * np.sqrt(40.0), rel=0.02)
    np.testing.assert_allclose(cases.sum(axis=0) / cases.sum(), shares_of_weeks(), atol=0.01)
