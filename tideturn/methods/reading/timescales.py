"""The words of a timescale column, and the dates they fix.

A period ends on its last day: a month, a season (spring March to May, summer June to August, autumn September to
November, winter December to February), early (January to March), mid (April to September), late (October to
December), a calendar year, a financial year (31 March). Words that begin something fix a start and no end.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tideturn.methods.reading.commitments import Timescale

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}
PARTS = {"early": (1, 3), "mid": (4, 9), "late": (10, 12), "end": (1, 12), "end of": (1, 12), "beginning of": (1, 3)}

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_PERIOD = re.compile(
    rf"(?P<day>\b\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<day_month>{_MONTH})\b,?\s+(?P<day_year>{_YEAR})\b"
    rf"|\b(?P<iso>{_YEAR}-\d\d-\d\d)\b"
    rf"|\b(?P<part>early|mid|late|end of|end|beginning of)[\s-]+(?:(?P<part_month>{_MONTH})\s+)?"
    rf"(?P<part_year>{_YEAR})\b"
    rf"|\b(?P<season>spring|summer|autumn|winter)\s+(?:of\s+)?(?P<season_year>{_YEAR})(?:/\d\d)?\b"
    rf"|\b(?P<month>{_MONTH})\.?\s+(?P<month_year>{_YEAR})\b"
    rf"|\b(?P<financial>{_YEAR})\s?[/–-]\s?(?P<second>\d\d)\b(?!\d)"
    rf"|\b(?P<span>{_YEAR})\s?(?:[/–-]|to)\s?(?P<span_end>{_YEAR})\b"
    rf"|\bQ(?P<quarter>[1-4])\s+(?P<quarter_year>{_YEAR})\b"
    rf"|\b(?P<year>{_YEAR})\b",
    re.IGNORECASE,
)
_STARTS = re.compile(r"^(?:[\w ]{0,30}\b)?(?:from|starting|beginning|since|commencing)\s*$", re.IGNORECASE)
_ONWARDS = re.compile(r"^\s*(?:onwards?|and ongoing|and beyond|\+)", re.IGNORECASE)
_PAST = re.compile(r"\b(?:ended|closed|took place|was (?:held|published))\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:on-?\s?going|continuous(?:ly)?|immediate(?:ly)?|in due course|to be (?:confirmed|agreed|determined)|tb[cda]"
    r"|rolling|annual(?:ly)?|short|medium|long|not stated|(?:\d+|one|two|three|six|twelve) (?:months?|years?))\b",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends inside it."""

    first: date
    last: date


def month_end(year: int, month: int) -> date:
    """Return the last day of a month; months above 12 run into the next year."""
    return first_of(year, month + 1) - timedelta(days=1)


def first_of(year: int, month: int) -> date:
    """Return the first day of a month; months above 12 run into the next year."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _months(year: str, span: tuple[int, int]) -> Period:
    return Period(first_of(int(year), span[0]), month_end(int(year), span[1]))


def _from_day(found: re.Match[str]) -> Period | None:
    try:
        day = date(int(found["day_year"]), MONTHS[found["day_month"].lower()], int(found["day"]))
    except ValueError:
        return None
    return Period(day, day)


def _from_iso(found: re.Match[str]) -> Period | None:
    try:
        day = date.fromisoformat(found["iso"])
    except ValueError:
        return None
    return Period(day, day)


def _from_part(found: re.Match[str]) -> Period:
    if found["part_month"]:
        month = MONTHS[found["part_month"].lower()]
        return _months(found["part_year"], (month, month))
    return _months(found["part_year"], PARTS[found["part"].lower()])


def _from_financial(found: re.Match[str]) -> Period | None:
    year = int(found["financial"])
    if (year + 1) % 100 != int(found["second"]):
        return None
    return Period(date(year, 4, 1), date(year + 1, 3, 31))


def _from_span(found: re.Match[str]) -> Period | None:
    first, last = date(int(found["span"]), 1, 1), date(int(found["span_end"]), 12, 31)
    return Period(first, last) if first <= last else None


def _from_quarter(found: re.Match[str]) -> Period:
    month = int(found["quarter"]) * 3
    return _months(found["quarter_year"], (month - 2, month))


_READERS = (
    ("day", _from_day),
    ("iso", _from_iso),
    ("part", _from_part),
    ("season", lambda found: _months(found["season_year"], SEASONS[found["season"].lower()])),
    ("month", lambda found: _months(found["month_year"], (MONTHS[found["month"].lower()],) * 2)),
    ("financial", _from_financial),
    ("span", _from_span),
    ("quarter", _from_quarter),
    ("year", lambda found: _months(found["year"], (1, 12))),
)


def period_of(found: re.Match[str]) -> Period | None:
    """Return the days that a matched date phrase covers, or null where it is no real date."""
    for name, reader in _READERS:
        if found[name]:
            return reader(found)
    return None


def find_periods(text: str) -> list[tuple[re.Match[str], Period]]:
    """Return each date phrase in a text with the days it covers."""
    pairs = ((found, period_of(found)) for found in _PERIOD.finditer(text))
    return [(found, period) for found, period in pairs if period]


def _bounds(line: str) -> tuple[date | None, date | None]:
    periods = find_periods(line)
    if not periods or _PAST.search(line):
        return None, None
    found, period = periods[-1]
    if _ONWARDS.match(line[found.end() :]):
        return period.first, None
    if _STARTS.match(line[: found.start()]):
        return period.first, None
    if len(periods) == 2 and _STARTS.match(line[: periods[0][0].start()]):
        return periods[0][1].first, period.last
    return None, period.last


def read_timescale(lines: Sequence[str]) -> Timescale:
    """Return the timescale that one or more lines name; the later date where two lines give two."""
    if not lines:
        return Timescale()
    bounds = [_bounds(line) for line in lines]
    starts = [start for start, _ in bounds if start]
    dues = [due for _, due in bounds if due]
    return Timescale("\n".join(lines), min(starts, default=None), max(dues, default=None))


def is_timescale(text: str) -> bool:
    """Return whether a short text names a time and little else."""
    if not text or len(text.split()) > 9:
        return False
    return bool(find_periods(text) or _OPEN.search(text))
