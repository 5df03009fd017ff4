"""Reports of events, each with its two dates, and the triangle that they make."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.errors import BatchInvalid, ParametersInvalid
from tideturn.methods.detection.nowcasting.triangle import Dates, Triangle

MONDAY = 4  # the weekday of 1970-01-05, in days since the first day that NumPy counts
CELLS_AT_MOST = 2**28  # two gigabytes of counts


class Step(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"

    @property
    def days(self) -> int:
        """Return the length of a period in days."""
        return 7 if self is Step.WEEK else 1


@dataclass(frozen=True)
class Reports:
    """Reports one a row, arrays of the same length: series by number, day of event, day of report, and how many.

    `series` are places from 0, `events` and `reported` dates by the day, `counts` events of one row, 0 or more.
    """

    series: NDArray[np.int64]
    events: Dates
    reported: Dates
    counts: NDArray[np.int64]

    def __post_init__(self) -> None:
        """Refuse columns of different length, negative counts, and reports before their events."""
        if not len(self.series) == len(self.events) == len(self.reported) == len(self.counts):
            raise BatchInvalid("The columns of reports must be of the same length.")
        if (self.counts < 0).any():
            raise BatchInvalid(
                "A report counts fewer than no events; correct the report that counted too many instead."
            )
        if np.isnat(self.events).any() or np.isnat(self.reported).any():
            raise BatchInvalid("Every report needs the day of its event and the day on which it was made.")
        early = np.flatnonzero(self.reported < self.events)
        if len(early):
            row = int(early[0])
            raise BatchInvalid(f"The event of {self.events[row]} was reported before it, on {self.reported[row]}.")


@dataclass(frozen=True)
class LeftOut:
    """How many events are not in a triangle: reported too late, not yet reported by now, or too long ago."""

    too_late: int
    after_now: int
    before_window: int


@dataclass(frozen=True)
class Rhythm:
    """Periods of equal length that begin with the day `anchor` or whole periods before or after it."""

    step: Step
    anchor: int
    stands_for_week: bool = False

    def number(self, days: Dates) -> NDArray[np.int64]:
        """Return the number of the period in which each day lies."""
        return np.asarray((days.astype("datetime64[D]").astype(np.int64) - self.anchor) // self.step.days)

    def begin(self, numbers: NDArray[np.int64]) -> Dates:
        """Return the day on which each period begins."""
        return (numbers * self.step.days + self.anchor).astype("datetime64[D]")

    def last(self, now: np.datetime64) -> int:
        """Return the last period of which all days are over by the end of the day `now`."""
        if self.stands_for_week:
            return int(self.number(np.array([now]))[0])
        return int(self.number(np.array([now + np.timedelta64(1, "D")]))[0]) - 1


def rhythm_of(reports: Reports, step: Step) -> Rhythm:
    """Return the periods of the reports: days, or weeks that begin on Monday.

    Where all dates are of one weekday they stand for weeks, which then begin on that weekday.
    """
    if step is Step.DAY:
        return Rhythm(step, 0)
    days = np.concatenate([reports.events, reports.reported]).astype("datetime64[D]").astype(np.int64)
    weekdays = np.unique(days % 7)
    if len(weekdays) == 1:
        return Rhythm(step, int(weekdays[0]), stands_for_week=True)
    return Rhythm(step, MONDAY)


def triangle_of_reports(
    reports: Reports,
    *,
    names: tuple[str, ...],
    now: np.datetime64,
    max_delay: int,
    step: Step = Step.WEEK,
    periods_at_most: int | None = None,
    missing_reports: Sequence[np.datetime64] = (),
) -> tuple[Triangle, LeftOut]:
    """Return the reporting triangle as it was known at the end of the day `now`, and how many events are not in it.

    Reports of the same series and days add up. `max_delay` is in periods; later reports are left out, and so are those
    after `now` or in a period that `now` does not end. `missing_reports` are days in periods whose delivery failed:
    what they should have brought is unknown, not zero. The periods run from the first event to `now`, or are the last
    `periods_at_most` of these.
    """
    if max_delay < 0:
        raise ParametersInvalid(f"The longest delay is {max_delay} periods; give 0 or more.")
    rhythm = rhythm_of(reports, step)
    event, report, last = rhythm.number(reports.events), rhythm.number(reports.reported), rhythm.last(now)
    is_late, is_later = report - event > max_delay, report > last
    first = _first(event[~is_later], last, periods_at_most)
    is_earlier = event < first
    kept = ~(is_late | is_later | is_earlier)
    cells = np.zeros(_size(len(names), last - first + 1, max_delay))
    place = np.ravel_multi_index((reports.series[kept], event[kept] - first, (report - event)[kept]), cells.shape)
    cells += np.bincount(place, reports.counts[kept], cells.size).reshape(cells.shape)
    _hide(cells, rhythm.number(np.array(missing_reports, dtype="datetime64[D]")) - first)
    counts = reports.counts
    left = LeftOut(
        too_late=int(counts[is_late & ~is_later & ~is_earlier].sum()),
        after_now=int(counts[is_later].sum()),
        before_window=int(counts[is_earlier & ~is_later].sum()),
    )
    return Triangle(cells, names, rhythm.begin(np.arange(first, last + 1))), left


def _first(events: NDArray[np.int64], last: int, periods_at_most: int | None) -> int:
    if not len(events):
        raise BatchInvalid("No event was reported by then; choose a later day for now.")
    first = int(events.min())
    return first if periods_at_most is None else max(first, last - periods_at_most + 1)


def _size(series: int, periods: int, max_delay: int) -> tuple[int, int, int]:
    if series * periods * (max_delay + 1) > CELLS_AT_MOST:
        raise BatchInvalid(
            f"{series} series of {periods} periods with {max_delay + 1} delays do not fit into memory; "
            "choose a shorter longest delay, a shorter window or fewer series."
        )
    return series, periods, max_delay + 1


def _hide(cells: NDArray[np.float64], missing: NDArray[np.int64]) -> None:
    """Make NaN of what is not reported yet and of what failed deliveries should have brought."""
    reported = np.arange(cells.shape[1])[:, None] + np.arange(cells.shape[2])
    cells[:, (reported >= cells.shape[1]) | np.isin(reported, missing)] = np.nan
