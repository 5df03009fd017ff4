"""Spans of time as published plans write them: “Summer 2008”, “2009/10”, “From May 2008”, “Ongoing”.

A span ends on its last day, inclusive. Seasons are meteorological (the Met Office's definition: spring is March to May,
summer June to August, autumn September to November; winter begins in December). Years written 2009/10 are financial
years, 1 April to 31 March; years written 2020/2021 are two calendar years.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

MONTHS = {
    name: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}
PARTS = {"early": (1, 3), "mid": (5, 8), "late": (10, 12), "end": (12, 12), "end of": (12, 12), "the end of": (12, 12)}

_MONTH = "|".join(MONTHS)
_YEAR = r"(?P<year>(?:19|20)\d\d)"


@dataclass(frozen=True)
class Span:
    """A first and a last day, both inclusive."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a span that ends before it begins."""
        if self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}")


@dataclass(frozen=True)
class Window:
    """When something should start and be done; `is_open_ended` when the words name no end at all."""

    start: date | None = None
    due: date | None = None
    is_open_ended: bool = False


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def months_span(year: int, first_month: int, last_month: int) -> Span:
    """Return whole months of a year; months past 12 run into the next year."""
    end_year, end_month = year + (last_month - 1) // 12, (last_month - 1) % 12 + 1
    return Span(date(year, first_month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1]))


def _day(found: re.Match[str]) -> Span | None:
    try:
        day = date(int(found["year"]), MONTHS[found["month"]], int(found["day"]))
    except ValueError:
        return None
    return Span(day, day)


def _month(found: re.Match[str]) -> Span:
    return months_span(int(found["year"]), MONTHS[found["month"]], MONTHS[found["month"]])


def _season(found: re.Match[str]) -> Span:
    return months_span(int(found["year"]), *SEASONS[found["season"]])


def _part(found: re.Match[str]) -> Span:
    return months_span(int(found["year"]), *PARTS[found["part"]])


def _two_years(found: re.Match[str]) -> Span | None:
    first, second = int(found["year"]), found["second"]
    if len(second) == 4:
        return Span(date(first, 1, 1), date(int(second), 12, 31)) if int(second) >= first else None
    return Span(date(first, 4, 1), date(first + 1, 3, 31)) if int(second) == (first + 1) % 100 else None


def _year(found: re.Match[str]) -> Span:
    return months_span(int(found["year"]), 1, 12)


# The most exact reading first, so that “2 May 2008” is a day and not the year 2008.
_READINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Span | None]], ...] = (
    (re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTH}) {_YEAR}\b"), _day),
    (re.compile(rf"\b(?P<month>{_MONTH}),? {_YEAR}\b"), _month),
    (re.compile(rf"\b(?P<season>{'|'.join(SEASONS)})(?: of)? {_YEAR}\b"), _season),
    (re.compile(rf"\b{_YEAR} ?[/–-] ?(?P<second>(?:20)?\d\d)\b"), _two_years),
    (re.compile(rf"\b(?P<part>the end of|end of|end|early|mid|late)[ -]{_YEAR}\b"), _part),
    (re.compile(rf"\b{_YEAR}\b"), _year),
)
_BEGINS = re.compile(r"^(?:implementation |implement |start(?:ing|s)? |begin(?:ning|s)? )?from\b")
_GOES_ON = re.compile(r"\bonwards?\b")
_UNENDING = re.compile(r"\b(?:ongoing|on-going|continuous(?:ly)?)\b")
_IS_OVER = re.compile(r"\b(?:ended|closed|was published|took place)\b")


def span_in_words(words: str) -> Span | None:
    """Return the span that a phrase names, or nothing where it names none."""
    lowered = words.lower()
    for pattern, reading in _READINGS:
        found = pattern.search(lowered)
        if found:
            return reading(found)
    return None


def window_in_words(lines: tuple[str, ...]) -> Window:
    """Return the window that one or more lines of timescale name together.

    “From May 2008” and “May 2008 onwards” have a start and no end; “Ongoing” has neither; a line that says that
    something ended is history, not a date to meet. Of several dates the latest is the one to meet.
    """
    starts: list[date] = []
    dues: list[date] = []
    is_open_ended = False
    for line in (line.lower().strip() for line in lines):
        span = span_in_words(line)
        is_open_ended |= bool(_UNENDING.search(line))
        if span is None or _IS_OVER.search(line):
            continue
        starts.append(span.first)
        if _BEGINS.search(line) or _GOES_ON.search(line):
            is_open_ended = True
        else:
            dues.append(span.last)
    due = max(dues, default=None)
    return Window(min(starts, default=None), due, is_open_ended and due is None)
