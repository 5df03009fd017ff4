"""What a signal refuses, and how it is gathered from what a method found."""

from dataclasses import replace

import numpy as np
import pytest

from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.errors import BatchInvalid
from tideturn.methods.detection.explaining.gathering import signal_of
from tideturn.methods.detection.explaining.signal import SignalInvalid, Week
from tideturn.methods.detection.outcome import Detection, Status, blank


def test_signal_refuses_weeks_with_a_gap(signal):
    with pytest.raises(SignalInvalid, match="a missing week is a week without a count"):
        replace(signal, weeks=signal.weeks[:3] + signal.weeks[5:])


def test_signal_refuses_a_verdict_without_a_count(signal):
    with pytest.raises(SignalInvalid, match="without a count"):
        replace(signal, weeks=(*signal.weeks[:-1], replace(signal.judged, observed=None)))


def test_signal_refuses_dates_for_some_weeks_only(signal):
    with pytest.raises(SignalInvalid, match="all weeks"):
        replace(signal, weeks=(*signal.weeks[:-1], replace(signal.judged, begins=None)))


def test_signal_refuses_no_weeks_and_weights_below_zero(signal):
    with pytest.raises(SignalInvalid):
        replace(signal, weeks=())
    with pytest.raises(SignalInvalid):
        replace(signal, weeks=(Week(t=1, observed=3, weight=-1.0), Week(t=2, observed=3)))


@pytest.fixture
def found():
    dates = np.datetime64("2024-01-01") + 7 * np.arange(6)
    batch = batch_of(
        [[1, np.nan, 3, 2, 2, 9], [0, 0, 0, 0, 0, np.nan]], calendar=Calendar(6, 11, dates), names=("a", "b")
    )
    arrays = blank((2, 2))
    arrays["observed"] = batch.observed[:, 4:].copy()
    arrays["expected"][:] = [[2, 2.5], [0, 0]]
    arrays["upper"][0] = [5, 6]
    arrays["alarm"][0] = [0, 1]
    arrays["status"][1, 1] = Status.NO_DATA
    reasons = {Status.NO_DATA: "The count is not in."}
    return batch, Detection(method="ears-c1", weeks=np.array([4, 5]), reasons=reasons, **arrays)


def test_signal_of_takes_what_the_method_found(found):
    batch, detection = found

    signal = signal_of(detection, batch, series=0, t=16, references={13: (1.0, 2.2), 14: (0.4, 2.2)})

    assert [week.observed for week in signal.weeks] == [1, None, 3, 2, 2, 9]
    assert [week.t for week in signal.used] == [13, 14]
    assert [week.expected for week in signal.weeks] == [None, None, 2.2, 2.2, 2.0, 2.5]
    assert (signal.name, signal.alarm, signal.judged.upper, signal.pvalue) == ("a", True, 6.0, None)
    assert str(signal.judged.begins) == "2024-02-05"


def test_signal_of_a_missing_week_has_no_verdict(found):
    batch, detection = found

    signal = signal_of(detection, batch, series=1, t=16)

    assert (signal.alarm, signal.judged.observed, signal.reason) == (None, None, "The count is not in.")


def test_signal_of_a_week_that_was_not_judged_is_refused(found):
    batch, detection = found

    with pytest.raises(BatchInvalid, match="t 13 was not judged"):
        signal_of(detection, batch, series=0, t=13)
