"""The minutes of the local week at which a door may be open: more than its openings, never less.

Dates, intervals, closures and holidays only ever take openings away. Three things bring others. A special day has hours
of its own. A rule with a time zone of its own is so many minutes off, which changes with the seasons. And where clocks
are put back after an opening began, they show a time before it: so one that begins in the hours in which that is done
counts from before these hours.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tideturn.methods.opening.moments import offset_of
from tideturn.methods.opening.recurrence import weekdays_of
from tideturn.methods.opening.rules import Rule
from tideturn.methods.opening.special import Special
from tideturn.methods.opening.stretches import DAY

MINUTES_OF_DAY = 24 * 60
MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY
# Clocks are put back between 23:00 and 04:00, wherever that is done.
PUT_BACK_UNTIL, PUT_BACK_FROM = 4 * 60, 23 * 60
# Most doors keep the hours of many others.
RULES_KEPT = 4096
SAMPLED = [datetime(2000, 1, 1, tzinfo=UTC) + number * timedelta(days=15) for number in range(50 * 365 // 15)]

Minutes = tuple[int, int]


def minutes_of_week(rules: Iterable[Rule], special: Iterable[Special], zone: str) -> tuple[Minutes, ...]:
    """Return from which to which minute a door may be open, in order, apart and within the week."""
    of_rules = (minutes for rule in rules for minutes in _of_rule(rule, zone))
    of_special = (minutes for one in special for minutes in _of_special(one))
    return tuple(_united(part for minutes in (*of_rules, *of_special) for part in _wrapped(*minutes)))


@lru_cache(RULES_KEPT)
def _of_rule(rule: Rule, zone: str) -> tuple[Minutes, ...]:
    return tuple(_on_weekdays(rule, zone))


def _on_weekdays(rule: Rule, zone: str) -> Iterator[Minutes]:
    if rule.opens_at is None or rule.closes_at is None:
        return
    earlier, later = (0, 0) if rule.time_zone in (None, zone) else _off(rule.time_zone or zone, zone)
    for weekday in weekdays_of(rule):
        begin, end = _minutes(weekday, rule.opens_at, rule.closes_at)
        yield begin + earlier, end + later


def _of_special(special: Special) -> Iterator[Minutes]:
    length = (special.last - special.first).days
    is_short = length < 7 and not special.every_year
    weekdays = {(special.first + number * DAY).weekday() for number in range(length + 1)} if is_short else range(7)
    for span in special.hours or ():
        for weekday in weekdays:
            yield _minutes(weekday, span.opens_at, span.closes_at)


def _minutes(weekday: int, opens_at: time, closes_at: time) -> Minutes:
    begin = opens_at.hour * 60 + opens_at.minute
    end = closes_at.hour * 60 + closes_at.minute + (closes_at.second > 0 or closes_at.microsecond > 0)
    end += MINUTES_OF_DAY * (closes_at <= opens_at)
    if begin < PUT_BACK_UNTIL:
        begin = PUT_BACK_FROM - MINUTES_OF_DAY
    begin = min(begin, PUT_BACK_FROM)
    return weekday * MINUTES_OF_DAY + begin, weekday * MINUTES_OF_DAY + end


@lru_cache(maxsize=256)
def _off(own: str, zone: str) -> Minutes:
    """Return by how many minutes a place is ahead of another time zone, at least and at most."""
    ahead = [_offset(zone, at) - _offset(own, at) for at in SAMPLED]
    minutes = [int(one.total_seconds() // 60) for one in ahead]
    return min(minutes), max(minutes) + 1


def _offset(zone: str, at: datetime) -> timedelta:
    fixed = offset_of(zone)
    return (at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()) if fixed is None else fixed


def _wrapped(begin: int, end: int) -> Iterator[Minutes]:
    """Return minutes within the week, cut where it ends."""
    if end - begin >= MINUTES_OF_WEEK:
        begin, end = 0, MINUTES_OF_WEEK
    shift = begin // MINUTES_OF_WEEK * MINUTES_OF_WEEK
    begin, end = begin - shift, end - shift
    yield begin, min(end, MINUTES_OF_WEEK)
    if end > MINUTES_OF_WEEK:
        yield 0, end - MINUTES_OF_WEEK


def _united(minutes: Iterable[Minutes]) -> list[Minutes]:
    united: list[Minutes] = []
    for begin, end in sorted(minutes):
        if united and begin <= united[-1][1]:
            united[-1] = (united[-1][0], max(united[-1][1], end))
        else:
            united.append((begin, end))
    return united
