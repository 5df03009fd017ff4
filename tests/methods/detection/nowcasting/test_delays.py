"""The delays that are learned from a triangle."""

import numpy as np
import pytest

from tests.methods.detection.nowcasting.simulating import simulated
from tideturn.methods.detection.nowcasting.delays import learn_delays
from tideturn.methods.detection.nowcasting.parameters import NowcastParameters, WindowShape
from tideturn.methods.detection.nowcasting.triangle import triangle_of

ALONE = NowcastParameters(pooling=0.0, window=None)
# Periods 0 and 1 have had time for both delays, period 2 for none but the first.
SMALL = [[6, 2, 2], [10, 4, 0], [8, 0, 0]]


def test_learn_delays_is_the_chain_ladder_where_nothing_is_pooled():
    delays = learn_delays(triangle_of(SMALL), ALONE)

    # Of 10 events with delays up to 2, 2 had just 2; of 22 with delays up to 1, 6 had just 1.
    assert delays.hazard[0] == pytest.approx([1, 6 / 22, 2 / 10])
    assert delays.cumulative[0] == pytest.approx([16 / 22 * 8 / 10, 8 / 10, 1])
    assert delays.probability[0].sum() == pytest.approx(1)
    assert delays.rows[0].tolist() == [3, 2, 1]


def test_learn_delays_draws_small_series_towards_the_batch():
    slow, fast = np.array([[1, 1, 0]] * 3), np.array([[500, 10, 2]] * 3)

    together = learn_delays(triangle_of([slow, fast]), NowcastParameters(pooling=20))
    alone = learn_delays(triangle_of([slow, fast]), ALONE)

    assert alone.cumulative[0, 0] == pytest.approx(0.5)
    assert together.cumulative[0, 0] > 0.8
    assert together.cumulative[1, 0] == pytest.approx(alone.cumulative[1, 0], abs=0.01)


def test_learn_delays_of_nothing_is_an_even_spread():
    delays = learn_delays(triangle_of(np.zeros((6, 3))), NowcastParameters())

    assert delays.cumulative[0] == pytest.approx([1 / 3, 2 / 3, 1])


def test_learn_delays_uses_the_last_periods_only():
    counts = np.array([[0, 10]] * 20 + [[10, 0]] * 20)

    assert learn_delays(triangle_of(counts), ALONE).cumulative[0, 0] == pytest.approx(0.5, abs=0.02)
    assert learn_delays(triangle_of(counts), NowcastParameters(pooling=0, window=15)).cumulative[0, 0] == 1


def test_learn_delays_of_a_window_of_events_has_fewer_rows_for_long_delays():
    counts = triangle_of(np.ones((30, 4)))

    rows = {
        shape: learn_delays(counts, NowcastParameters(window=10, window_shape=shape)).rows[0].tolist()
        for shape in WindowShape
    }

    assert rows == {WindowShape.REPORTS: [10, 10, 10, 10], WindowShape.EVENTS: [10, 9, 8, 7]}


def test_learn_delays_leaves_out_what_a_failed_delivery_hides():
    whole = triangle_of(np.tile([6, 3, 1], (20, 1)))
    holed = np.tile([6.0, 3, 1], (20, 1))
    holed[5, 1] = np.nan

    delays = learn_delays(triangle_of(holed), ALONE)

    assert delays.cumulative == pytest.approx(learn_delays(whole, ALONE).cumulative)
    assert delays.rows[0].tolist() == [20, 18, 17]


def test_learn_delays_finds_scatter_where_there_is_some():
    def scatter(concentration):
        _, counts = simulated(series=200, periods=80, mean=30, seed=5, concentration=concentration)
        return learn_delays(triangle_of(counts), NowcastParameters()).scatter[:, 1].mean()

    # Of a Dirichlet with concentration a, the scatter of delay 1 is 1 / (1 + a F(1)), and F(1) is 0.64 here.
    assert scatter(20.0) == pytest.approx(1 / (1 + 20 * 0.64), rel=0.2)
    assert scatter(1e6) < 0.01


def test_learn_delays_of_many_series_is_that_of_blocks(monkeypatch):
    _, counts = simulated(series=9, periods=40, mean=5, seed=1)
    whole = learn_delays(triangle_of(counts), NowcastParameters())

    monkeypatch.setattr("tideturn.methods.detection.nowcasting.delays.SERIES_AT_ONCE", 4)
    parts = learn_delays(triangle_of(counts), NowcastParameters())

    assert parts.hazard.tolist() == whole.hazard.tolist()
    assert parts.scatter == pytest.approx(whole.scatter, rel=1e-12)
