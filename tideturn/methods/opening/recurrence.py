"""The days on which a rule comes round, after RFC 5545.

A rule that comes every week or every day is a question of the weekday alone. Any other is asked of `dateutil`, one
month at a time and kept, so that a rule which began decades ago costs no more than one of today. It is asked for the
weekdays, or for what the first day of the rule says, which comes round before long; numbered days, numbered weeks and
the interval are held against the days it finds. All of them together may never meet, such as the 30th with an interval
of 12 months from a February, and then it looks as far as the year 9999. Nor does it count weeks as RFC 5545 does: to
it, the last days of a year are never in the first week of the next when that is counted from the end.
"""

from calendar import isleap, monthrange
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule
from dateutil.rrule import weekday as nth_weekday

from tideturn.methods.opening.rules import Frequency, Rule

DAY = timedelta(days=1)
FREQUENCIES: dict[Frequency, Literal[0, 1, 2, 3]] = {
    Frequency.DAILY: DAILY,
    Frequency.WEEKLY: WEEKLY,
    Frequency.MONTHLY: MONTHLY,
    Frequency.YEARLY: YEARLY,
}
# A rule that has not come round so often by then is followed no further.
COUNTED_YEARS_AT_MOST = 100
# Beyond these nobody plans, calendars know no holiday, and sums with dates overflow.
FIRST_YEAR, LAST_YEAR = 1900, 2199


def days(rule: Rule, first: date, last: date) -> list[date]:
    """Return the days from first to last on which a rule comes round, in order."""
    first, last = max(first, first_day(rule)), min(last, last_day(rule))
    if first > last:
        return []
    if rule.freq is None:
        return [first] if rule.dtstart == first else []
    if is_plain(rule):
        weekdays = weekdays_of(rule)
        every = (first + DAY * number for number in range((last - first).days + 1))
        return [day for day in every if day.weekday() in weekdays]
    months = range(_month_of(first), _month_of(last) + 1)
    return [day for month in months for day in _days_of_month(rule, month) if first <= day <= last]


def first_day(rule: Rule) -> date:
    """Return the day before which a rule does not come round."""
    return max([date(FIRST_YEAR, 1, 1), *(day for day in (rule.valid_from, rule.dtstart) if day)])


def last_day(rule: Rule) -> date:
    """Return the day after which a rule does not come round."""
    last = min([date(LAST_YEAR, 12, 31), *(day for day in (rule.valid_to, rule.until) if day)])
    return last if rule.count is None else min(last, _last_counted(rule, rule.count))


def is_plain(rule: Rule) -> bool:
    """Say whether the weekday alone decides within the days of a rule."""
    if rule.freq not in (Frequency.WEEKLY, Frequency.DAILY) or rule.interval != 1:
        return False
    return not (rule.bymonthday or rule.byyearday or rule.byweekno)


@lru_cache(maxsize=4096)
def weekdays_of(rule: Rule) -> frozenset[int]:
    """Return the weekdays on which a rule can come round at all, Monday being 0."""
    if rule.byday:
        return frozenset(day.weekday for day in rule.byday)
    if rule.dtstart and (rule.freq is None or rule.freq is Frequency.WEEKLY):
        return frozenset({rule.dtstart.weekday()})
    return frozenset(range(7))


@lru_cache(maxsize=4096)
def _last_counted(rule: Rule, count: int) -> date:
    """Return the day of the last of `count` occurrences, or one before the first where there is none."""
    start = rule.counts_from or date(FIRST_YEAR, 1, 1)
    if start.year >= LAST_YEAR:
        return start - DAY
    found = 0
    for year in range(start.year, start.year + COUNTED_YEARS_AT_MOST):
        counted = _days_between(rule, max(start, date(year, 1, 1)), date(year, 12, 31))
        if found + len(counted) >= count:
            return counted[count - found - 1]
        found += len(counted)
    return date(start.year + COUNTED_YEARS_AT_MOST, 1, 1)


def _month_of(day: date) -> int:
    return day.year * 12 + day.month - 1


@lru_cache(maxsize=16384)
def _days_of_month(rule: Rule, month: int) -> tuple[date, ...]:
    year, number = month // 12, month % 12 + 1
    return tuple(_days_between(rule, date(year, number, 1), date(year, number, monthrange(year, number)[1])))


def _days_between(rule: Rule, first: date, last: date) -> list[date]:
    """Return the days from first to last on which a rule comes round, apart from its ends and its count."""
    found = (moment.date() for moment in _by_weekdays(rule, first, last))
    return [day for day in found if _is_in_step(rule, day) and _holds_by_numbers(rule, day)]


def _by_weekdays(rule: Rule, first: date, last: date) -> rrule:
    """Return what comes round by the weekdays of a rule, or by what its first day says where it names no days."""
    freq = rule.freq or Frequency.DAILY
    byday = [nth_weekday(day.weekday, day.nth) for day in rule.byday]
    bymonthday = bymonth = None
    if rule.bymonthday or rule.byyearday:
        # Every day, of which those with their numbers are taken.
        freq = freq if byday else Frequency.DAILY
    elif rule.dtstart and not byday:
        if freq is Frequency.WEEKLY or (freq is Frequency.YEARLY and rule.byweekno):
            byday = [nth_weekday(rule.dtstart.weekday())]
        elif freq is not Frequency.DAILY:
            bymonthday = rule.dtstart.day
            bymonth = rule.dtstart.month if freq is Frequency.YEARLY else None
    return rrule(
        FREQUENCIES[freq],
        dtstart=datetime.combine(first, time()),
        until=datetime.combine(last, time()),
        byweekday=byday or None,
        bymonthday=bymonthday,
        bymonth=bymonth,
    )


def _is_in_step(rule: Rule, day: date) -> bool:
    """Say whether whole intervals lie between the first day of a rule and a day."""
    start = rule.counts_from
    if rule.interval == 1 or start is None:
        return True
    if rule.freq is Frequency.DAILY:
        passed = (day - start).days
    elif rule.freq is Frequency.WEEKLY:
        passed = (_week_of(day, rule.wkst) - _week_of(start, rule.wkst)).days // 7
    else:
        passed = _month_of(day) - _month_of(start) if rule.freq is Frequency.MONTHLY else day.year - start.year
    return passed % rule.interval == 0


def _holds_by_numbers(rule: Rule, day: date) -> bool:
    """Say whether a day is one of those of month, year and week that a rule names, from the start or from the end."""
    first, year_days = date(day.year, 1, 1), 365 + isleap(day.year)
    return (
        _is_named(rule.bymonthday, day.day, monthrange(day.year, day.month)[1])
        and _is_named(rule.byyearday, (day - first).days + 1, year_days)
        and (not rule.byweekno or _is_named(rule.byweekno, *_week_and_weeks(day, rule.wkst)))
    )


def _is_named(numbers: tuple[int, ...], number: int, length: int) -> bool:
    return not numbers or number in numbers or number - length - 1 in numbers


def _week_and_weeks(day: date, week_start: int) -> tuple[int, int]:
    """Return the number of a day's week, and how many its year has; the first is that with four days of the year."""
    begun = _week_of(day, week_start)
    year = (begun + 3 * DAY).year
    first, last = (_week_of(one, week_start) for one in (date(year, 1, 4), date(year, 12, 28)))
    return (begun - first).days // 7 + 1, (last - first).days // 7 + 1


def _week_of(day: date, week_start: int) -> date:
    return day - (day.weekday() - week_start) % 7 * DAY
