"""How much past the prediction of a part of the year without cases rests on."""

import numpy as np
import pytest

from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.engine import Engine
from tideturn.methods.detection.farrington import FlexibleFarrington, farrington_flexible, thresholds


@pytest.mark.parametrize("engine", [Engine.NUMBA, Engine.NUMPY])
def test_an_own_part_of_the_year_without_cases_amounts_to_its_own_weeks(monkeypatch, engine):
    counts = np.zeros((1, 416))
    counts[0, np.arange(416) % 52 == 20] = 6.0  # never within three weeks of the judged week's anniversaries
    seen = []
    original = thresholds.predict
    monkeypatch.setattr(thresholds, "predict", lambda inputs, **rest: seen.append(inputs) or original(inputs, **rest))

    farrington_flexible(
        batch_of(counts), weeks=[415], parameters=FlexibleFarrington(limit_cases=0, trend=False), engine=engine
    )

    assert seen[0].exposure[0] == pytest.approx(35.0, rel=1e-6)


def test_a_falling_trend_makes_no_more_of_the_past_than_half_as_much_again(monkeypatch):
    counts = np.zeros((1, 416))
    counts[0, 156:260] = 1.0  # nothing for three years since
    seen = []
    original = thresholds.predict
    monkeypatch.setattr(thresholds, "predict", lambda inputs, **rest: seen.append(inputs) or original(inputs, **rest))

    farrington_flexible(batch_of(counts), weeks=[415], parameters=FlexibleFarrington(limit_cases=0))

    own_weeks = 35
    assert seen[0].exposure[0] == pytest.approx(thresholds.WEEKS_FOR_ONE * own_weeks, rel=1e-6)
    assert seen[0].expected[0] < 0.1


@pytest.mark.parametrize("trend", [True, False])
def test_an_uncertain_trend_is_taken_to_raise_the_mean(monkeypatch, trend):
    counts = np.tile([0.0, 0.0, 1.0, 0.0], (1, 104))
    seen = []
    original = thresholds.predict
    monkeypatch.setattr(thresholds, "predict", lambda inputs, **rest: seen.append(inputs) or original(inputs, **rest))

    found = farrington_flexible(
        batch_of(counts), weeks=[415], parameters=FlexibleFarrington(limit_cases=0, trend=trend)
    )  # fmt: skip

    too_many = (found.expected[0, 0] - seen[0].expected[0]) * seen[0].exposure[0]
    if trend:
        assert 0.02 < too_many < thresholds.TOO_HIGH_BY
    else:
        assert too_many == pytest.approx(0.0, abs=1e-6)
