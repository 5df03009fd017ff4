"""Holiday schedules, as a feed gives them, to special days."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tideturn.methods.opening import fields
from tideturn.methods.opening.errors import OpeningError, RuleInvalid
from tideturn.methods.opening.recurrence import FIRST_YEAR, LAST_YEAR
from tideturn.methods.opening.schedules import SCHEDULES_AT_MOST, NotUnderstood, listed
from tideturn.methods.opening.special import Span, Special

# Days that cannot be read could be any days.
ANY_DAYS = Special(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31), None)


def special_of(schedules: object) -> tuple[tuple[Special, ...], tuple[NotUnderstood, ...]]:
    """Return the special days that a list of holiday schedules names, and what in it was not understood.

    A holiday schedule has `start_date`, `end_date`, `closed`, `opens_at` and `closes_at`, times being those of the
    place; in the words of 3.0 the days are `valid_from` and `valid_to`. A first day before 1900 is that day of every
    year. Where the hours cannot be read they are not known on these days; where the days cannot be read, on no day.
    """
    given = listed(schedules)
    if given is None:
        return (ANY_DAYS,), (NotUnderstood(1, "schedules", f"Write a list of at most {SCHEDULES_AT_MOST} schedules."),)
    return special_days(enumerate(given, start=1))


def special_days(
    numbered: Iterable[tuple[int, object]],
) -> tuple[tuple[Special, ...], tuple[NotUnderstood, ...]]:
    """Return the same of holiday schedules that each bring the number by which what is not understood is named."""
    read = [_special(number, schedule) for number, schedule in numbered]
    return tuple(special for special, _ in read), tuple(problem for _, problem in read if problem)


def _special(number: int, schedule: object) -> tuple[Special, NotUnderstood | None]:
    if not isinstance(schedule, Mapping):
        return ANY_DAYS, NotUnderstood(number, "schedule", "Write an object with fields.")
    special = ANY_DAYS
    try:
        special = _days(schedule)
        return replace(special, hours=_hours(schedule)), None
    except OpeningError as fault:
        field = fault.field if isinstance(fault, RuleInvalid) else _day_fields(schedule)[1]
        return special, NotUnderstood(number, field, str(fault))


def _days(schedule: Mapping[Any, Any]) -> Special:
    first_in, last_in = _day_fields(schedule)
    first = fields.date_in(schedule.get(first_in), first_in)
    last = fields.date_in(schedule.get(last_in), last_in) or first
    if first is None or last is None:
        raise RuleInvalid(first_in, "The day is missing. Write one such as 2026-12-25.")
    return Special(first, last, None, every_year=first.year < FIRST_YEAR)


def _day_fields(schedule: Mapping[Any, Any]) -> tuple[str, str]:
    is_old = schedule.get("start_date") or not schedule.get("valid_from")
    return ("start_date", "end_date") if is_old else ("valid_from", "valid_to")


def _hours(schedule: Mapping[Any, Any]) -> tuple[Span, ...]:
    closed = fields.truth_in(schedule.get("closed"), "closed")
    opens_at, opens_in = fields.time_in(schedule.get("opens_at"), "opens_at")
    closes_at, closes_in = fields.time_in(schedule.get("closes_at"), "closes_at", ends=True)
    if closed:
        return ()
    if opens_at is None or closes_at is None:
        raise RuleInvalid("closed", "Say that it is closed, or give both times.")
    if opens_in or closes_in:
        raise RuleInvalid("opens_at", "Give the times of the place, without an offset.")
    return (Span(opens_at, closes_at),)
