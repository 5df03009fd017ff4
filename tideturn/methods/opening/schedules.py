"""One schedule of Open Referral, as a feed gives it, to a rule."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from functools import lru_cache
from typing import Any

from tideturn.methods.opening import fields
from tideturn.methods.opening.errors import RuleInvalid
from tideturn.methods.opening.rules import Frequency, Rule
from tideturn.methods.opening.special import Said

DAYS = ("freq", "byday", "bymonthday", "byyearday", "byweekno", "dtstart")
TIMES = ("opens_at", "closes_at")
READ = (*DAYS, *TIMES, "valid_from", "valid_to", "count", "interval", "until", "wkst", "timezone")
SCHEDULES_AT_MOST = 500
# Most doors keep the hours of many others, so that what was read once is kept: so many schedules, none of them long.
READ_KEPT, LONGEST_KEPT = 4096, 100
Times = tuple[time | None, time | None, str | None]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """What was not understood: the `number` of the schedule, 1 being the first, its `field`, and why, as `said`."""

    number: int
    field: str
    said: str

    def __str__(self) -> str:
        """Return it as a sentence or two."""
        return f"Schedule {self.number}, {self.field}: {self.said}"


@dataclass(frozen=True, slots=True)
class ReadSchedule:
    """What one schedule came to; `is_lost` where it cannot be said on which days it holds."""

    rule: Rule | None = None
    problem: NotUnderstood | None = None
    is_lost: bool = False


def read_schedule(number: int, schedule: object) -> ReadSchedule:
    """Return what a schedule says of days and hours; one that says nothing of them has no rule."""
    if not isinstance(schedule, Mapping):
        return ReadSchedule(problem=NotUnderstood(number, "schedule", "Write an object with fields."), is_lost=True)
    if not any(_holds(schedule.get(name)) for name in (*DAYS, *TIMES)):
        return ReadSchedule()
    values = tuple(schedule.get(name) for name in READ)
    read = _read(*values) if all(map(_is_short, values)) else _read.__wrapped__(*values)
    return replace(read, problem=replace(read.problem, number=number)) if read.problem else read


@lru_cache(READ_KEPT, typed=True)
def _read(*values: object) -> ReadSchedule:
    """Return what a schedule comes to whose fields have these values, as if it were the first."""
    schedule = dict(zip(READ, values, strict=True))
    problem = None
    times: Times = (None, None, None)
    try:
        times = _times(schedule)
    except RuleInvalid as fault:
        problem = NotUnderstood(1, fault.field, str(fault))
    try:
        return ReadSchedule(_rule(schedule, times), problem)
    except RuleInvalid as fault:
        return ReadSchedule(problem=NotUnderstood(1, fault.field, str(fault)), is_lost=True)


def _is_short(value: object) -> bool:
    """Say whether a value can be kept: of all else it may be long, or is no value of a schedule."""
    return value is None or isinstance(value, int) or (isinstance(value, str) and len(value) <= LONGEST_KEPT)


def listed(schedules: object) -> list[object] | None:
    """Return the schedules of a field, which may be missing; None where it is no list, or too long a one."""
    if schedules is None:
        return []
    if not isinstance(schedules, list | tuple) or len(schedules) > SCHEDULES_AT_MOST:
        return None
    return list(schedules)


def names_special_days(schedule: object) -> bool:
    """Return whether a schedule tells of single days on which others do not hold, as holiday schedules of old do.

    They say whether the door is `closed`, from a first day to a last one, and nothing of weekdays.
    """
    if not isinstance(schedule, Mapping) or not _holds(schedule.get("closed")):
        return False
    return not any(_holds(schedule.get(name)) for name in DAYS)


def said_in(schedule: object) -> Said:
    """Return what a schedule says in words."""
    given = schedule if isinstance(schedule, Mapping) else {}
    names = ("description", "attending_type", "notes", "schedule_link")
    return Said(*(value.strip() if isinstance(value := given.get(name), str) else "" for name in names))


def _holds(value: object) -> bool:
    return value not in (None, "", [], ()) and not (isinstance(value, str) and not value.strip())


def _rule(schedule: Mapping[Any, Any], times: Times) -> Rule:
    valid_from = fields.first_day_in(schedule.get("valid_from"), "valid_from")
    valid_to = fields.last_day_in(schedule.get("valid_to"), "valid_to")
    freq = fields.frequency_in(schedule.get("freq"), "freq")
    dtstart = fields.first_day_in(schedule.get("dtstart"), "dtstart")
    byday = fields.weekdays_in(schedule.get("byday"), "byday")
    count = fields.number_in(schedule.get("count"), "count")
    interval = fields.number_in(schedule.get("interval"), "interval")
    if freq is None:
        freq, dtstart = _without_frequency(bool(byday) and interval in (None, 1), dtstart, valid_from, valid_to)
    opens_at, closes_at, time_zone = times
    return Rule(
        freq=freq,
        byday=byday,
        opens_at=opens_at,
        closes_at=closes_at,
        valid_from=valid_from,
        valid_to=valid_to,
        dtstart=dtstart,
        until=fields.last_day_in(schedule.get("until"), "until"),
        count=count,
        interval=1 if interval is None else interval,
        bymonthday=fields.numbers_in(schedule.get("bymonthday"), "bymonthday", at_most=31),
        byyearday=fields.numbers_in(schedule.get("byyearday"), "byyearday", at_most=366),
        byweekno=fields.numbers_in(schedule.get("byweekno"), "byweekno", at_most=53),
        wkst=fields.week_start_in(schedule.get("wkst"), "wkst"),
        time_zone=time_zone,
    )


def _without_frequency(
    has_weekdays: bool, dtstart: date | None, valid_from: date | None, valid_to: date | None
) -> tuple[Frequency | None, date | None]:
    """Return what a schedule without a frequency means: weekdays are those of each week, and one day is that day."""
    if has_weekdays:
        return Frequency.WEEKLY, dtstart
    return None, dtstart or (valid_from if valid_from == valid_to else None)


def _times(schedule: Mapping[Any, Any]) -> Times:
    opens_at, opens_in = fields.time_in(schedule.get("opens_at"), "opens_at")
    closes_at, closes_in = fields.time_in(schedule.get("closes_at"), "closes_at", ends=True)
    if (opens_at is None) != (closes_at is None):
        field = "opens_at" if opens_at is None else "closes_at"
        raise RuleInvalid(field, "One of the two times is missing. Give both, or none.")
    if opens_at is not None and opens_at == closes_at != fields.MIDNIGHT:
        raise RuleInvalid("closes_at", "It closes as it opens. Write 00:00 and 24:00 for all day.")
    zones = {opens_in, closes_in, fields.zone_in(schedule.get("timezone"), "timezone")} - {None}
    if len(zones) > 1:
        raise RuleInvalid("timezone", "The times are given in several time zones. Give all in one.")
    return opens_at, closes_at, next(iter(zones), None)
