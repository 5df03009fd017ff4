"""A signal's life, and lives that cannot be."""

import pytest

from tideturn.methods.detection.combining.signals import Moment, Signal, Stage, asking_in
from tideturn.methods.detection.errors import BatchInvalid


def moments(*stages, first=10):
    return tuple(
        Moment(first + place, Stage(stage), 5 if place < 2 else 1, 0.01 / (place + 1), (place % 2,))
        for place, stage in enumerate(stages)
    )


def test_signal_tells_its_life():
    signal = Signal(3, moments("opened", "continues", "moved", "quiet", "ended"))

    assert (signal.opened, signal.area, signal.is_open) == (10, 1, False)
    assert signal.strongest == pytest.approx(0.002)
    assert signal.indicators == (0, 1)
    assert [moment.week for moment in signal.asking] == [10, 12]


def test_signal_that_has_not_ended_is_open():
    assert Signal(1, moments("opened", "quiet")).is_open


def test_asking_in_names_signals_opened_or_moved_in_a_week():
    signals = (Signal(1, moments("opened", "continues", "moved")), Signal(2, moments("opened", first=12)))

    assert [signal.number for signal in asking_in(signals, 12)] == [1, 2]
    assert asking_in(signals, 11) == ()


@pytest.mark.parametrize(
    ("life", "sentence"),
    [
        ((), "opened once"),
        (("continues",), "opened once"),
        (("opened", "opened"), "opened once"),
        (("opened", "ended", "quiet"), "after its end"),
        (("opened", "merged", "ended"), "after its end"),
    ],
)
def test_signal_refuses_a_life_that_cannot_be(life, sentence):
    with pytest.raises(BatchInvalid, match=sentence):
        Signal(1, moments(*life))


def test_signal_refuses_a_week_left_out():
    with pytest.raises(BatchInvalid, match="every week"):
        Signal(1, moments("opened", "quiet")[:1] + moments("opened", "quiet", "ended")[2:])
