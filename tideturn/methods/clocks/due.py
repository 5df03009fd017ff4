"""When a time limit ends, when to warn of it, and how much of it is left.

Hours are elapsed hours, whatever the clocks on the wall do. N working days end as the working hours (17:00) of the Nth
working day after the local day of the start do, N calendar days likewise on the Nth day; the day of the start never
counts, however early it began.

A pause makes no clock end earlier than it would have. While it lasts, hours do not run. A day counts only if the clock
was running as that day's working hours ended: a pause over 17:00 costs that day, a pause within a day costs nothing. A
pause that began when the time had run out already changes nothing, and one that has not ended leaves no end to tell.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import overload

from tideturn.methods.calendars.errors import MomentWithoutZone
from tideturn.methods.calendars.working_calendar import DAY, WorkingCalendar
from tideturn.methods.clocks.limits import Limit, Unit
from tideturn.methods.clocks.pauses import FOREVER, Pause, Stretch, stretches


@overload
def due_at(start: datetime, limit: Limit, calendar: WorkingCalendar) -> datetime: ...


@overload
def due_at(start: datetime, limit: Limit, calendar: WorkingCalendar, pauses: Sequence[Pause]) -> datetime | None: ...


def due_at(start: datetime, limit: Limit, calendar: WorkingCalendar, pauses: Sequence[Pause] = ()) -> datetime | None:
    """Return when a limit ends, in UTC; None while the clock stands still."""
    if start.utcoffset() is None:
        raise MomentWithoutZone
    held = stretches(pauses)
    stands_since = held[-1][0] if held and held[-1][1] == FOREVER else FOREVER
    held = [stretch for stretch in held if stretch[1] != FOREVER]
    if limit.unit is Unit.HOURS:
        due = _after_hours(start.astimezone(UTC), timedelta(hours=limit.amount), held)
    else:
        due = _after_days(start, limit, calendar, held)
    return None if stands_since < due else due


def warn_at(due: datetime, before: Limit, calendar: WorkingCalendar, *, started_at: datetime) -> datetime:
    """Return when to warn that a limit ends, in UTC: so long before, and never before the clock began."""
    if started_at.utcoffset() is None or due.utcoffset() is None:
        raise MomentWithoutZone
    if before.unit is Unit.HOURS:
        return max(started_at, due - timedelta(hours=before.amount)).astimezone(UTC)
    day = calendar.day_of(due)
    if before.unit is Unit.WORKING_DAYS:
        day = calendar.working_day_before(day, before.amount)
    else:
        day -= before.amount * DAY
    return max(started_at, calendar.end_of(day)).astimezone(UTC)


def time_left(due: datetime | None, now: datetime) -> timedelta | None:
    """Return how long until a limit ends, below zero once it has; None while the clock stands still."""
    return None if due is None else due - now


def _after_hours(start: datetime, left: timedelta, held: Sequence[Stretch]) -> datetime:
    running_from = start
    for began, ended in held:
        ran = max(began - running_from, timedelta())
        if ran >= left:
            break
        left -= ran
        running_from = max(running_from, ended)
    return (running_from + left).astimezone(UTC)


def _after_days(start: datetime, limit: Limit, calendar: WorkingCalendar, held: Sequence[Stretch]) -> datetime:
    ends = (calendar.end_of(day) for day in _days_after(calendar.day_of(start), limit.unit, calendar))
    counted = (end for end in ends if not any(began < end <= ended for began, ended in held))
    return next(islice(counted, limit.amount - 1, None))


def _days_after(day: date, unit: Unit, calendar: WorkingCalendar) -> Iterator[date]:
    while True:
        day = day + DAY if unit is Unit.CALENDAR_DAYS else calendar.working_day_after(day, 1)
        yield day
