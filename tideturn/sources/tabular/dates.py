"""The day that a text names: an ISO date, or an ISO week, which stands for its Monday (ISO 8601:2019)."""

import re
from datetime import date

from tideturn.sources.tabular.errors import ValueFault

DAY = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?))?(Z|z| ?UTC| ?GMT|[+-]\d{2}:?\d{2})?", re.A
)
WEEK = re.compile(r"(\d{4})-?W(\d{2})(?:-?([1-7]))?", re.A)
MIDNIGHT = re.compile(r"00:00(?::00(?:[.,]0+)?)?")


def read_day(text: str) -> date:
    """Return the day that a text names; raises ValueFault for any other text, with what to write instead."""
    if week := WEEK.fullmatch(text):
        return _of_week(int(week[1]), int(week[2]), int(week[3] or 1))
    found = DAY.fullmatch(text)
    if found is None:
        raise ValueFault("is not a date; write days as 2020-01-06 and weeks as 2020-W02")
    if found[3]:
        raise ValueFault("has a time zone; say which day it was where the count was made, and write the day alone")
    if found[2] and not MIDNIGHT.fullmatch(found[2]):
        raise ValueFault("has a time of day; write the day alone, as 2020-01-06")
    try:
        return date.fromisoformat(found[1])
    except ValueError:
        raise ValueFault("is a day that no calendar has; correct it") from None


def _of_week(year: int, week: int, weekday: int) -> date:
    try:
        return date.fromisocalendar(year, week, weekday)
    except ValueError:
        raise ValueFault(f"is a week that the ISO calendar of {year} does not have; correct it") from None
