"""Alarms for weeks that are not wholly reported."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.stats import nbinom

from tests.methods.detection.nowcasting.simulating import simulated
from tideturn.methods.detection.errors import BatchInvalid, ParametersInvalid
from tideturn.methods.detection.negative_binomial import upper_tail
from tideturn.methods.detection.nowcasting import carrying
from tideturn.methods.detection.nowcasting.carrying import averaged_pvalue, carried_alarm, reported_pvalue
from tideturn.methods.detection.nowcasting.nowcast import nowcast
from tideturn.methods.detection.nowcasting.predictive import Predictive
from tideturn.methods.detection.nowcasting.triangle import triangle_of
from tideturn.methods.detection.outcome import NOT_GIVEN, Status

MEAN, VARIATION, ALPHA = 40.0, 0.05, 0.05
VARIANCE = MEAN + VARIATION * MEAN**2
UPPER = nbinom.isf(ALPHA, MEAN**2 / (VARIANCE - MEAN), MEAN / VARIANCE)
DETECTOR = {"mean": MEAN, "variance": VARIANCE, "upper": UPPER, "alpha": ALPHA}


@cache
def last_weeks(*, times, variation=VARIATION):
    """Return the truth of the last week, `times` as high as before it, and the nowcast of the last two weeks."""
    mean = np.full(50, MEAN)
    mean[-1] *= times
    truth, counts = simulated(series=2000, periods=50, mean=mean, seed=21, variation=variation)
    return truth[:, -1], nowcast(triangle_of(counts)).at(slice(-2, None))


def test_carried_alarm_finds_what_ignoring_delays_loses():
    truth, found = last_weeks(times=2.0)

    carried = (carried_alarm(found, **DETECTOR).alarm[:, -1] == 1).mean()
    ignoring = (found.predictive.reported[:, -1] > UPPER).mean()
    knowing_all = (truth > UPPER).mean()

    assert knowing_all > 0.8
    assert ignoring < 0.1
    assert carried > 0.6


def test_carried_alarm_keeps_the_false_alarms_at_their_level():
    truth, found = last_weeks(times=1.0)

    carried = (carried_alarm(found, **DETECTOR).alarm == 1).mean(axis=0)
    naive = (found.predictive.reported / found.share > UPPER).mean(axis=0)

    assert (truth > UPPER).mean() == pytest.approx(ALPHA, abs=0.015)
    assert carried == pytest.approx([ALPHA, ALPHA], abs=0.015)
    assert naive[-1] > 2 * ALPHA


def test_probability_above_is_as_often_right_as_it_says():
    truth, found = last_weeks(times=1.0, variation=0.3)

    probability = carried_alarm(found, **{**DETECTOR, "upper": 50.0}).probability_above[:, -1]

    for low, high in ((0.05, 0.3), (0.3, 0.7), (0.7, 0.95)):
        chosen = (low < probability) & (probability <= high)
        assert chosen.sum() > 100
        assert (truth[chosen] > 50.0).mean() == pytest.approx(probability[chosen].mean(), abs=0.08)


def test_carried_alarm_of_a_finished_week_is_that_of_the_detector():
    truth, counts = simulated(series=500, periods=60, mean=MEAN, seed=5, variation=VARIATION)

    found = carried_alarm(nowcast(triangle_of(counts)).at(slice(0, 20)), **DETECTOR)

    assert ((found.alarm == 1) == (truth[:, :20] > UPPER)).all()
    assert (found.probability_above == (truth[:, :20] > UPPER)).all()
    assert found.pvalue == pytest.approx(upper_tail(truth[:, :20], MEAN, VARIANCE / MEAN))
    assert found.averaged_pvalue == pytest.approx(found.pvalue)


def test_carried_alarm_gives_none_where_there_is_no_nowcast_or_no_expectation():
    _, found = last_weeks(times=1.0)
    mean = np.full(found.share.shape, MEAN)
    mean[1] = np.nan
    status = found.status.copy()
    status[0] = Status.SHORT_HISTORY

    alarm = carried_alarm(replace(found, status=status), **{**DETECTOR, "mean": mean}).alarm

    assert (alarm[:2] == NOT_GIVEN).all()
    assert (alarm[2:] != NOT_GIVEN).all()


def test_reported_pvalue_widens_where_shares_stray():
    _, found = last_weeks(times=1.0)
    steady = replace(found, variation=np.zeros_like(found.variation))
    high = found.predictive.reported > MEAN * found.share * 1.3

    usual, sure = (reported_pvalue(one, mean=MEAN, variance=VARIANCE)[high] for one in (found, steady))

    assert (usual > sure).all()


def test_averaged_pvalue_is_the_sum_over_all_counts():
    predictive = Predictive(np.array([[12.0]]), np.array([[9.0]]), np.array([[30.0]]))
    counts = np.arange(400)
    chance = nbinom.pmf(counts, 81 / 21, 9 / 30)

    found = averaged_pvalue(predictive, lambda count: upper_tail(count, MEAN, VARIANCE / MEAN))

    assert found[0, 0] == pytest.approx((chance * upper_tail(12 + counts, MEAN, VARIANCE / MEAN)).sum(), abs=1e-5)


def test_averaged_pvalue_in_blocks_is_near_the_sum(monkeypatch):
    predictive = Predictive(np.array([[120.0]]), np.array([[300.0]]), np.array([[9000.0]]))

    def average():
        return averaged_pvalue(predictive, lambda count: upper_tail(count, 400.0, 21.0))[0, 0]

    monkeypatch.setattr(carrying, "POINTS_AT_MOST", 5000)
    whole = average()
    monkeypatch.setattr(carrying, "POINTS_AT_MOST", 100)

    assert average() == pytest.approx(whole, abs=2e-4)
    assert average() != whole


def test_carried_alarm_refuses_a_level_and_arrays_that_do_not_fit():
    _, found = last_weeks(times=1.0)

    with pytest.raises(ParametersInvalid, match="alpha"):
        carried_alarm(found, **{**DETECTOR, "alpha": 5})
    with pytest.raises(BatchInvalid, match="does not fit"):
        carried_alarm(found, **{**DETECTOR, "mean": np.ones(7)})
