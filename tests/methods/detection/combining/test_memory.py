"""What goes together by chance, learnt from the past."""

import numpy as np
import pytest

from tideturn.methods.detection.combining.looks import Look
from tideturn.methods.detection.combining.memory import WEEKS_BEFORE_TRUST, WEEKS_NOT_INCLUDED, memory_of

WEEKS = 260


def shared_scores(correlation, seed=3):
    chance = np.random.default_rng(seed)
    own, week = chance.standard_normal((40, 3, WEEKS)), chance.standard_normal((40, 1, WEEKS))
    return np.sqrt(1 - correlation) * own + np.sqrt(correlation) * week


def test_inflation_is_that_of_indicators_that_rise_together():
    memory = memory_of(shared_scores(0.4), longest=4)

    inflation = memory.inflation(Look((0, 1, 2), (1, 1, 1)))

    assert inflation[-1] == pytest.approx(1 + 2 * 0.4, abs=0.08)


def test_inflation_is_that_of_weeks_that_resemble_each_other():
    scores = shared_scores(0.0)
    for week in range(1, WEEKS):
        scores[..., week] = 0.5 * scores[..., week - 1] + np.sqrt(0.75) * scores[..., week]

    inflation = memory_of(scores, longest=4).inflation(Look((1,), (4,)))

    assert inflation[-1] == pytest.approx(1 + 2 * (3 * 0.5 + 2 * 0.25 + 0.125) / 4, abs=0.1)


def test_inflation_of_unequal_windows_is_the_variance_of_their_sum():
    scores = shared_scores(0.3)
    scores[:, 1, 1:] = (scores[:, 1, 1:] + scores[:, 0, :-1]) / np.sqrt(2)
    total = scores[:, 0, 1:-1] + scores[:, 0, 2:] + scores[:, 1, 2:]

    inflation = memory_of(scores, longest=2).inflation(Look((0, 1), (2, 1)))

    assert inflation[-1] == pytest.approx(np.var(total) / 3, abs=0.08)


def test_inflation_never_makes_light_of_independent_scores():
    memory = memory_of(-np.abs(shared_scores(0.0)) * np.array([1.0, -1.0, 1.0])[:, None], longest=2)

    assert memory.inflation(Look((0, 1), (1, 1))).min() == 1.0


def test_inflation_takes_nothing_for_known_at_first():
    inflation = memory_of(shared_scores(0.9), longest=2).inflation(Look((0, 1), (1, 1)))

    first = WEEKS_NOT_INCLUDED + WEEKS_BEFORE_TRUST
    assert (inflation[:first] == 1.0).all()
    assert inflation[first] > 1.0


def test_inflation_does_not_know_the_latest_half_year():
    scores = shared_scores(0.2)
    changed = scores.copy()
    changed[..., 100] = 2.5

    before, after = (memory_of(each, longest=2).inflation(Look((0, 1), (2, 2))) for each in (scores, changed))

    assert np.array_equal(before[: 100 + WEEKS_NOT_INCLUDED], after[: 100 + WEEKS_NOT_INCLUDED])
    assert after[100 + WEEKS_NOT_INCLUDED] > before[100 + WEEKS_NOT_INCLUDED]


def test_memory_of_less_than_half_a_year_is_empty():
    memory = memory_of(shared_scores(0.9)[..., :20], longest=8)

    assert not memory.covariances.any()


def test_inflation_leaves_missing_weeks_out():
    scores = shared_scores(0.4)
    scores[np.random.default_rng(1).random(scores.shape) < 0.2] = np.nan

    inflation = memory_of(scores, longest=1).inflation(Look((0, 1, 2), (1, 1, 1)))

    assert inflation[-1] == pytest.approx(1.8, abs=0.1)
