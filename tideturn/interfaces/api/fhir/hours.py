"""When a service is there, as far as a week can say it: FHIR has no word for what comes round otherwise."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from tideturn.methods.opening.reading import rules_of
from tideturn.methods.opening.rules import Frequency, Rule

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LAST = "23:59:59"
MORE = "Opening hours are more than a week can say. See the schedules of the same service in Open Referral."
BY_PLACE = "Opening hours differ by place: see its locations, or the schedules of the same service in Open Referral."
BY_SERVICE = "Opening hours differ by service: see the services given here."


@dataclass(frozen=True)
class Stretch:
    """From when to when on some days of the week, counted from Monday; without either, all day."""

    days: list[int]
    start: str = ""
    end: str = ""


def hours(schedules: list[tuple[Any, ...]], *, on: date) -> dict[str, Any]:
    """Return when a service is there in the week of a day, told the schedules of each of its places.

    Where they differ, or a week cannot say them, there are no hours and a sentence says where to look: half of the
    hours would be taken for all of them.
    """
    week = _week(schedules, on, BY_PLACE)
    if isinstance(week, str):
        return {"availabilityExceptions": week} if week else {}
    return {"availableTime": [_named(one, "availableStartTime", "availableEndTime") for one in week]}


def hours_of_operation(schedules: list[tuple[Any, ...]], *, on: date) -> dict[str, Any]:
    """Return when a place is open in the week of a day, told the schedules of each of the services given there."""
    week = _week(schedules, on, BY_SERVICE)
    if isinstance(week, str):
        return {"availabilityExceptions": week} if week else {}
    return {"hoursOfOperation": [_named(one, "openingTime", "closingTime") for one in week]}


def _week(schedules: list[tuple[Any, ...]], on: date, differ: str) -> list[Stretch] | str:
    """Return the stretches of a week, or why there are none to say: an empty text where nobody told any hours."""
    told = {str(one): one for one in schedules if one}
    if len(told) != 1:
        return differ if told else ""
    read, not_understood = rules_of([dict(one) for one in next(iter(told.values()))])
    now = [rule for rule in read.rules if _holds(rule, on)]
    if not_understood or not now or not all(map(_is_weekly, now)):
        return MORE
    return list(_available(now))


def not_available(closing: object) -> list[dict[str, Any]]:
    """Return a closure that somebody told, as days on which nobody is there."""
    if not isinstance(closing, Mapping) or not closing.get("first"):
        return []
    during = {"start": closing["first"]} | ({"end": closing["last"]} if closing.get("last") else {})
    return [{"description": str(closing.get("why") or "").strip() or "Shut", "during": during}]


def _holds(rule: Rule, day: date) -> bool:
    last = min((one for one in (rule.valid_to, rule.until) if one), default=None)
    first = max((one for one in (rule.valid_from, rule.dtstart) if one), default=None)
    return (first is None or first <= day) and (last is None or day <= last)


def _is_weekly(rule: Rule) -> bool:
    comes_round = (rule.freq is Frequency.WEEKLY and rule.byday) or rule.freq is Frequency.DAILY
    by_other = rule.bymonthday or rule.byyearday or rule.byweekno or any(day.nth is not None for day in rule.byday)
    return (
        bool(comes_round) and rule.interval == 1 and rule.count is None and rule.opens_at is not None and not by_other
    )


def _available(rules: Iterable[Rule]) -> Iterator[Stretch]:
    for rule in rules:
        days = [day.weekday for day in rule.byday] or list(range(7))
        opens, closes = rule.opens_at or time(), rule.closes_at or time()
        if opens == closes == time() or (opens == time() and closes >= time(23, 59)):
            yield Stretch(days)
        elif closes > opens:
            yield Stretch(days, opens.isoformat("seconds"), closes.isoformat("seconds"))
        else:
            # Past midnight: FHIR has no night, so it is an evening and the morning after.
            yield Stretch(days, opens.isoformat("seconds"), LAST)
            if closes > time():
                yield Stretch([(day + 1) % 7 for day in days], "00:00:00", closes.isoformat("seconds"))


def _named(one: Stretch, start: str, end: str) -> dict[str, Any]:
    """Return a stretch as FHIR says it, whose two resources call its ends by two names."""
    days = {"daysOfWeek": [DAYS[day] for day in one.days]}
    return {**days, start: one.start, end: one.end} if one.start else {**days, "allDay": True}
