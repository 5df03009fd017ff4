"""Spans of days as published plans write them: “Summer 2008”, “2009/10”, “From May 2008”, “Ongoing”.

A span ends on its last day, inclusive. Seasons are the Met Office's (spring is March to May, summer June to August,
autumn September to November, winter December to February); early is January to March, mid April to September, late
October to December. 2009/10 is a financial year, 1 April to 31 March, and Q4 2009/10 its last quarter; 2020/2021 are
two calendar years. Words that begin something (“from”, “onwards”) fix a start and no end; “May 2008 – June 2009” both.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1)
    for name in names.split()
}  # fmt: skip
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}
PARTS = {
    "early": (1, 3),
    "mid": (4, 9),
    "late": (10, 12),
    "end": (1, 12),
    "end of": (1, 12),
    "beginning of": (1, 3),
    "start of": (1, 3),
}

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d\d"
_QUARTER = r"(?:Q|quarter\s)[1-4]|(?:first|second|third|fourth|last|final)\s+quarter"
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}
SPAN = re.compile(
    rf"(?P<day>\b\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<day_month>{_MONTH})\b,?\s+(?P<day_year>{_YEAR})\b"
    rf"|\b(?P<iso>{_YEAR}-\d\d-\d\d)\b"
    rf"|\b(?P<numeric>\d{{1,2}}(?:/\d{{1,2}}/(?:{_YEAR}|\d\d)|\.\d{{1,2}}\.{_YEAR}))\b"
    rf"|\b(?P<part>early|mid|late|end of|end|beginning of|start of)[\s-]+(?:(?P<part_month>{_MONTH})\s+)?"
    rf"(?P<part_year>{_YEAR})(?:/(?P<part_second>\d\d))?\b"
    rf"|\b(?P<season>spring|summer|autumn|winter)\s+(?:of\s+)?(?P<season_year>{_YEAR})(?:/\d\d)?\b"
    rf"|\b(?P<first_month>{_MONTH})\.?\s?(?:[–-]|\bto\b)\s?(?P<last_month>{_MONTH})\.?,?\s+(?P<months_year>{_YEAR})\b"
    rf"|\b(?P<month>{_MONTH})\.?,?\s+(?:of\s+)?(?P<month_year>{_YEAR})\b"
    rf"|\b(?P<short_month>{_MONTH})\.?(?:-|\s?['’])(?P<short_year>\d\d)\b"
    rf"|\b(?P<quarter>{_QUARTER}|H[12]),?\s+(?:of\s+)?(?P<quarter_year>{_YEAR})"
    rf"(?:\s?[/–-]\s?(?P<quarter_second>\d\d)\b(?!\d))?"
    rf"|\b(?P<financial>{_YEAR})\s?[/–-]\s?(?P<second>\d\d)\b(?!\d)"
    rf"|\b(?P<span>{_YEAR})\s?(?:[/–-]|to)\s?(?P<span_end>{_YEAR})\b"
    rf"|\b(?P<year>{_YEAR})\b",
    re.IGNORECASE,
)
_STARTS = re.compile(r"^(?:[\w ]{0,30}\b)?(?:from|starting|beginning|since|commencing)\s*$", re.IGNORECASE)
_UP_TO = re.compile(r"^\s*(?:[–—-]|to|until|till)\s*(?:the\s+)?$", re.IGNORECASE)
_ONWARDS = re.compile(r"^\s*(?:onwards?|and ongoing|and beyond|\+)", re.IGNORECASE)
_PAST = re.compile(r"\b(?:ended|closed|took place|was (?:held|published))\b", re.IGNORECASE)
_UNENDING = re.compile(r"\b(?:on-?\s?going|continuous(?:ly)?|rolling)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A first and a last day, both inclusive."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a span that ends before it begins."""
        if self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}")


@dataclass(frozen=True, slots=True)
class Window:
    """When something should start and be done; `is_open_ended` when the words name no end at all."""

    start: date | None = None
    due: date | None = None
    is_open_ended: bool = False


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, or that month's last day where it is shorter."""
    month = first_of(day.year, day.month + months)
    return month.replace(day=min(day.day, monthrange(month.year, month.month)[1]))


def month_end(year: int, month: int) -> date:
    """Return the last day of a month; months above 12 run into the next year."""
    first = first_of(year, month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def first_of(year: int, month: int) -> date:
    """Return the first day of a month; months above 12 run into the next year."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _months(year: str, span: tuple[int, int]) -> Span:
    return Span(first_of(int(year), span[0]), month_end(int(year), span[1]))


def _from_day(found: re.Match[str]) -> Span | None:
    try:
        day = date(int(found["day_year"]), MONTHS[found["day_month"].lower()], int(found["day"]))
    except ValueError:
        return None
    return Span(day, day)


def _from_iso(found: re.Match[str]) -> Span | None:
    try:
        day = date.fromisoformat(found["iso"])
    except ValueError:
        return None
    return Span(day, day)


def _from_numeric(found: re.Match[str]) -> Span | None:
    """Return the day written as it is in Britain, 30/06/2024, 30.06.2024 or 30/06/24."""
    day, month, year = (int(number) for number in re.split("[/.]", found["numeric"]))
    try:
        only = date(year if year > 99 else 2000 + year, month, day)
    except ValueError:
        return None
    return Span(only, only)


def _from_part(found: re.Match[str]) -> Span | None:
    if found["part_second"]:
        return _financial_year(int(found["part_year"]), int(found["part_second"]))
    if found["part_month"]:
        month = MONTHS[found["part_month"].lower()]
        return _months(found["part_year"], (month, month))
    return _months(found["part_year"], PARTS[found["part"].lower()])


def _from_financial(found: re.Match[str]) -> Span | None:
    return _financial_year(int(found["financial"]), int(found["second"]))


def _financial_year(year: int, second: int) -> Span | None:
    return Span(date(year, 4, 1), date(year + 1, 3, 31)) if (year + 1) % 100 == second else None


def _from_span(found: re.Match[str]) -> Span | None:
    first, last = date(int(found["span"]), 1, 1), date(int(found["span_end"]), 12, 31)
    return Span(first, last) if first <= last else None


def _from_quarter(found: re.Match[str]) -> Span | None:
    """Return a quarter or half of a year; of a financial year where two years are named, which begins in April."""
    year, second = found["quarter_year"], found["quarter_second"]
    if second and _financial_year(int(year), int(second)) is None:
        return None
    words, later = found["quarter"].lower(), 3 if second else 0
    length = 6 if words.startswith("h") else 3
    number = int(words[-1]) if words[-1].isdigit() else _QUARTERS[words.split()[0]]
    return _months(year, (later + length * (number - 1) + 1, later + length * number))


def _from_months(found: re.Match[str]) -> Span:
    """Return the months from one to another of a year; the first is of the year before where it is later in it."""
    first, last = MONTHS[found["first_month"].lower()], MONTHS[found["last_month"].lower()]
    year = int(found["months_year"])
    return Span(first_of(year - (first > last), first), month_end(year, last))


_READERS = (
    ("day", _from_day),
    ("iso", _from_iso),
    ("numeric", _from_numeric),
    ("part", _from_part),
    ("season", lambda found: _months(found["season_year"], SEASONS[found["season"].lower()])),
    ("first_month", _from_months),
    ("short_month", lambda found: _months(f"20{found['short_year']}", (MONTHS[found["short_month"].lower()],) * 2)),
    ("month", lambda found: _months(found["month_year"], (MONTHS[found["month"].lower()],) * 2)),
    ("financial", _from_financial),
    ("span", _from_span),
    ("quarter", _from_quarter),
    ("year", lambda found: _months(found["year"], (1, 12))),
)


def span_of(found: re.Match[str]) -> Span | None:
    """Return the days that a matched date phrase covers, or null where it is no real date."""
    for name, reader in _READERS:
        if found[name]:
            return reader(found)
    return None


def find_spans(text: str) -> list[tuple[re.Match[str], Span]]:
    """Return each date phrase in a text with the days it covers."""
    pairs = ((found, span_of(found)) for found in SPAN.finditer(text))
    return [(found, span) for found, span in pairs if span]


def window_in_words(lines: Sequence[str]) -> Window:
    """Return the window that one or more lines of a timescale name together.

    A line that says that something ended is history, not a date to meet; of several dates the latest is the one.
    """
    bounds = [_bounds(line) for line in lines]
    starts = [start for start, _ in bounds if start]
    dues = [due for _, due in bounds if due]
    goes_on = bool(starts) or any(_UNENDING.search(line) for line in lines)
    return Window(min(starts, default=None), max(dues, default=None), goes_on and not dues)


def _bounds(line: str) -> tuple[date | None, date | None]:
    spans = find_spans(line)
    if not spans or _PAST.search(line):
        return None, None
    found, span = spans[-1]
    if _ONWARDS.match(line[found.end() :]):
        return span.first, None
    if _STARTS.match(line[: found.start()]):
        return span.first, None
    if len(spans) == 2 and _is_range(line, spans[0][0], found):
        return spans[0][1].first, span.last
    return span.first if found["first_month"] else None, span.last


def _is_range(line: str, first: re.Match[str], last: re.Match[str]) -> bool:
    """Return whether two date phrases are from when to when: “from May 2008 to …”, “May 2008 – June 2009”."""
    return bool(_STARTS.match(line[: first.start()]) or _UP_TO.match(line[first.end() : last.start()]))
