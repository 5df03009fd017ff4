"""The nowcast as a whole: calibrated where the truth is known, and an answer or a reason everywhere."""

import numpy as np
import pytest

from tests.methods.detection.nowcasting.simulating import simulated
from tideturn.methods.detection.errors import BatchInvalid, ParametersInvalid
from tideturn.methods.detection.nowcasting.lawless import lawless
from tideturn.methods.detection.nowcasting.nowcast import nowcast
from tideturn.methods.detection.nowcasting.parameters import NowcastParameters
from tideturn.methods.detection.nowcasting.predictive import Predictive
from tideturn.methods.detection.nowcasting.scoring import coverage
from tideturn.methods.detection.nowcasting.triangle import triangle_of
from tideturn.methods.detection.outcome import Status


def last_week(**simulation):
    truth, counts = simulated(periods=60, **simulation)
    return truth[:, -1], nowcast(triangle_of(counts)).at(slice(-1, None)).predictive


@pytest.mark.parametrize("concentration", [15.0, 1e6])
def test_nowcast_covers_the_truth_as_often_as_it_says(concentration):
    truth, found = last_week(series=1500, mean=60.0, seed=11, concentration=concentration)

    for level in (0.5, 0.9):
        lower, upper = found.interval(level)
        # Whole numbers make intervals a little wider than asked for.
        assert level - 0.03 < coverage(lower[:, 0], upper[:, 0], truth) < level + 0.1
    assert found.expected.mean() == pytest.approx(truth.mean(), rel=0.05)


def test_nowcast_covers_where_r_does_not():
    truth, counts = simulated(series=1500, periods=60, mean=60.0, seed=11, concentration=15.0)

    theirs = lawless(triangle_of(counts), level=0.9)

    assert coverage(theirs.lower[:, -1], theirs.upper[:, -1], truth[:, -1]) < 0.8


def test_nowcast_of_counts_near_zero_keeps_its_promise():
    truth, found = last_week(series=1500, mean=0.4, seed=3)

    lower, upper = found.interval(0.95)

    assert coverage(lower[:, 0], upper[:, 0], truth) > 0.95
    assert upper.max() < 8


def test_nowcast_of_a_finished_period_is_what_was_reported():
    truth, counts = simulated(series=3, periods=40, mean=9.0, seed=2)

    found = nowcast(triangle_of(counts)).at(slice(0, 32))

    assert found.predictive.expected.tolist() == truth[:, :32].tolist()
    assert found.predictive.quantile(0.99).tolist() == truth[:, :32].tolist()
    assert (found.share == 1).all()


def test_nowcast_without_a_report_in_the_last_period_is_no_certain_zero():
    _, counts = simulated(series=1, periods=60, mean=20.0, seed=4)
    counts[0, -1] = 0

    found = nowcast(triangle_of(counts)).at(slice(-1, None)).predictive

    assert lawless(triangle_of(counts)).upper[0, -1] == 0
    assert found.expected[0, 0] > 0
    assert found.quantile(0.975)[0, 0] > 3


def test_nowcast_of_a_series_of_zeros_stays_near_zero():
    found = nowcast(triangle_of(np.zeros((2, 40, 5)))).predictive

    assert (found.expected < 0.2).all()
    assert (found.quantile(0.5) == 0).all()


def test_nowcast_follows_an_outbreak_and_not_the_level_before():
    mean = np.full(60, 20.0)
    mean[-3:] = 80.0
    truth, found = last_week(series=400, mean=mean, seed=8, scale=1.0)

    assert found.expected.mean() == pytest.approx(truth.mean(), rel=0.15)


def test_nowcast_says_where_the_history_is_too_short():
    _, counts = simulated(series=1, periods=9, mean=9.0, seed=2)

    found = nowcast(triangle_of(counts))

    assert found.status[0].tolist() == [Status.OK] + [Status.SHORT_HISTORY] * 8
    assert np.isnan(found.predictive.expected[0, 1:]).all()
    assert np.isnan(found.predictive.quantile(0.5)[0, 1:]).all()
    assert "shorter longest delay" in found.reasons[Status.SHORT_HISTORY]


def test_nowcast_says_where_no_report_is_known():
    _, counts = simulated(series=1, periods=40, mean=9.0, seed=2)
    cells = counts.astype(float)
    cells[0, 10] = np.nan

    found = nowcast(triangle_of(cells))

    assert found.status[0, 10] == Status.NO_DATA
    assert np.isnan(found.predictive.expected[0, 10])
    assert (np.delete(found.status[0], 10) == Status.OK).all()


def test_nowcast_makes_up_for_a_failed_delivery():
    truth, counts = simulated(series=300, periods=60, mean=40.0, seed=6)
    cells = counts.astype(float)
    cells[:, 30, 1] = np.nan

    found = nowcast(triangle_of(cells)).predictive
    lower, upper = found.interval(0.9)

    assert found.reported[:, 30].mean() < 0.85 * truth[:, 30].mean()
    assert found.expected[:, 30].mean() == pytest.approx(truth[:, 30].mean(), rel=0.05)
    assert coverage(lower[:, 30], upper[:, 30], truth[:, 30]) > 0.85


def test_nowcast_of_one_delay_alone_is_finished_at_once():
    assert nowcast(triangle_of([[4], [6]])).predictive.expected.tolist() == [[4, 6]]


def test_nowcast_as_of_earlier_does_not_see_what_came_later():
    _, counts = simulated(series=2, periods=60, mean=9.0, seed=2)
    changed = counts.copy()
    changed[:, 40:] += 50

    first, second = (nowcast(triangle_of(cells).as_of(40)) for cells in (counts, changed))

    assert first.predictive.missing.tolist() == second.predictive.missing.tolist()


@pytest.mark.parametrize("wrong", [{"window": 0}, {"pooling": -1}, {"pooling": float("nan")}, {"level_periods": 0}])
def test_parameters_refuse_what_no_nowcast_can_work_with(wrong):
    with pytest.raises(ParametersInvalid, match=next(iter(wrong))):
        NowcastParameters(**wrong)


def test_predictive_above_is_the_probability_of_more():
    found = Predictive(np.array([[3.0, 3.0, 3.0]]), np.array([[2.0, 2.0, 0.0]]), np.array([[2.0, 2.0, 0.0]]))

    assert found.above([[2.9, 3.0, 3.0]])[0] == pytest.approx([1, 1 - np.exp(-2), 0], abs=1e-6)
    assert np.isnan(found.above(np.nan)).all()


def test_predictive_refuses_what_is_no_distribution():
    with pytest.raises(BatchInvalid, match="same shape"):
        Predictive(np.zeros(2), np.zeros(2), np.zeros(3))
    with pytest.raises(BatchInvalid, match="not below its mean"):
        Predictive(np.zeros(1), np.ones(1), np.zeros(1))
    with pytest.raises(ParametersInvalid, match="between 0 and 1"):
        Predictive(np.zeros(1), np.ones(1), np.ones(1)).quantile(50)
