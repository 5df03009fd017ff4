"""From a batch and what a method found in it to the signal of one series and week."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.errors import BatchInvalid
from tideturn.methods.detection.explaining.signal import Signal, Week
from tideturn.methods.detection.outcome import NOT_GIVEN, Detection, Status

Reference = tuple[float, float | None]  # the weight of a week, and its fitted count


def signal_of(
    detection: Detection,
    batch: Batch,
    *,
    series: int,
    t: int,
    references: Mapping[int, Reference] | None = None,
    trend_a_year: float | None = None,
    unit: str = "events",
    parameters: tuple[tuple[str, str], ...] = (),
) -> Signal:
    """Return the signal of row `series` in period `t`, with all weeks up to it; raises BatchInvalid if not judged.

    `references` gives, by the number t of each week that the method compared with, its weight and fitted count. What
    the method judged in earlier weeks gives their expected and upper counts.
    """
    column = batch.column(t)
    (found,) = np.nonzero(detection.weeks == column)
    if not found.size:
        raise BatchInvalid(f"t {t} was not judged.")
    at = (series, int(found[0]))
    status = Status(int(detection.status[at]))
    alarm = int(detection.alarm[at])
    return Signal(
        name=batch.names[series] if batch.names else f"series {series + 1}",
        method=detection.method,
        status=status,
        reason=detection.reasons.get(status, ""),
        weeks=_weeks(detection, batch, series, column, references or {}),
        alarm=None if alarm == NOT_GIVEN else bool(alarm),
        lower=_given(detection.lower[at]),
        pvalue=_given(detection.pvalue[at]),
        phi=_given(detection.phi[at]),
        trend_a_year=trend_a_year,
        unit=unit,
        parameters=parameters,
    )


def _weeks(
    detection: Detection, batch: Batch, series: int, last: int, references: Mapping[int, Reference]
) -> tuple[Week, ...]:
    places = {int(column): place for place, column in enumerate(detection.weeks)}
    dates = batch.calendar.dates
    weeks = []
    for column in range(last + 1):
        t = batch.calendar.first + column
        weight, fitted = references.get(t, (None, None))
        expected = upper = None
        if column in places:
            expected = _given(detection.expected[series, places[column]])
            upper = _given(detection.upper[series, places[column]])
        count = _given(batch.observed[series, column])
        weeks.append(
            Week(
                t=t,
                begins=None if dates is None else _day(dates[column]),
                observed=None if count is None else int(count),
                expected=fitted if expected is None else expected,
                upper=upper,
                weight=weight,
            )
        )
    return tuple(weeks)


def _given(number: float | np.floating) -> float | None:
    return float(number) if np.isfinite(number) else None


def _day(moment: np.datetime64) -> date:
    return date.fromisoformat(str(moment.astype("datetime64[D]")))
