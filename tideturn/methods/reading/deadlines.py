"""Dates named inside a sentence: "by the end of 2022", "within the next year"."""

import re
from datetime import date, timedelta

from tideturn.methods.periods import SEASONS, SPAN, add_months, month_end, span_of
from tideturn.methods.reading.commitments import Deadline

_NUMBERS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "eighteen": 18,
    "twenty-four": 24,
    "thirty-six": 36,
}
_COUNT = "|".join((*sorted(_NUMBERS, key=len, reverse=True), r"\d{1,3}"))
_RELATIVE = re.compile(
    rf"\b(?:within|over|in|during)\s+(?:the\s+(?:next|coming|first)\s+)?(?:(?P<count>{_COUNT})\s+)?(?P<unit>days?|weeks?|months?|years?)\b"
    r"|\bby\s+(?:(?:the\s+)?end\s+of\s+(?:(?P<next>next|the\s+following|the\s+next)|this|the\s+current|the)|(?P<coming>next))"
    r"\s+(?P<end>(?:calendar\s+|financial\s+)?year|month)\b(?!\s+(?:19|20)\d\d|\s*,?\s+20\d\d)"
    r"|\b(?P<season_lead>(?:in|by|during|this|due\s+in)\s+(?:the\s+)?(?:end\s+of\s+(?:the\s+)?)?)(?P<season>spring|summer|autumn|winter)\b(?!\s+(?:of\s+)?(?:19|20)\d\d)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\b(?:by|before|until|no later than|due in|in|for|at)\s+(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?$", re.IGNORECASE
)
_FUTURE = re.compile(
    r"\b(?:will|shall|should|must|due|expected|intends?|to be|committed|aims?|plans? to|needs? to)\b", re.IGNORECASE
)


def _after(published: date, count: str | None, unit: str) -> date:
    number = _NUMBERS.get((count or "one").lower()) or int(count or 1)
    if unit.lower().startswith(("day", "week")):
        return published + timedelta(days=number * (7 if unit.lower().startswith("week") else 1))
    return add_months(published, number * (12 if unit.lower().startswith("year") else 1))


def _next_season(published: date, season: str) -> date:
    last_month = SEASONS[season.lower()][1]
    return next(
        end for year in (published.year - 1, published.year, published.year + 1)
        if (end := month_end(year, last_month)) >= published
    )  # fmt: skip


def _end_of(period: str, published: date, later: int) -> date:
    """Return the last day of this month or year, or of one so many later; a financial year ends in March."""
    if period == "month":
        return month_end(published.year, published.month + later)
    if period.startswith("financial"):
        return date(published.year + (published.month > 3) + later, 3, 31)
    return date(published.year + later, 12, 31)


def _due(found: re.Match[str], published: date | None) -> date | None:
    if published is None:
        return None
    try:
        return _counted(found, published)
    except (OverflowError, ValueError):
        return None  # beyond the last year that a calendar of four digits has


def _counted(found: re.Match[str], published: date) -> date:
    if found["unit"]:
        return _after(published, found["count"], found["unit"])
    if found["end"]:
        return _end_of(found["end"].lower(), published, 1 if found["next"] or found["coming"] else 0)
    return _next_season(published, found["season"])


def _is_relative(found: re.Match[str]) -> bool:
    """Return false for "in years" and "in the coming months", which name no end."""
    if not found["unit"]:
        return True
    is_plural = found["unit"].lower().endswith("s")
    return bool(found["count"] or (not is_plural and re.search(r"next|coming|first", found.group())))


def _binds(found: re.Match[str], text: str) -> bool:
    """Return whether a phrase looks ahead: "over five years" may tell of the past, "over the next two years" cannot."""
    if found["season"] or (found["unit"] and not re.search(r"within|next|coming|first", found.group(), re.IGNORECASE)):
        return bool(_FUTURE.search(text))
    return True


def _relative(text: str, published: date | None) -> list[tuple[int, Deadline]]:
    return [
        (found.start(), Deadline(found.group(), _due(found, published)))
        for found in _RELATIVE.finditer(text)
        if _is_relative(found) and _binds(found, text)
    ]


def _absolute(text: str) -> list[tuple[int, Deadline]]:
    found_all = []
    for found in SPAN.finditer(text):
        lead = _LEAD.search(text[: found.start()])
        span = span_of(found)
        if lead and span and _FUTURE.search(text) and not _is_past(text, lead):
            found_all.append((lead.start(), Deadline(text[lead.start() : found.end()], span.last)))
    return found_all


def _is_past(text: str, lead: re.Match[str]) -> bool:
    """Return whether "in 2019" belongs to a past verb just before it, such as "published in June 2022"."""
    if lead.group().lower().startswith(("by", "before", "until", "no later", "due")):
        return False
    before = text[: lead.start()].split()
    verb = before[-1].lower() if before else ""
    helper = {word.lower() for word in before[-4:-1]}
    return not ({"be", "due", "report"} & ({*helper, verb}))


def find_deadlines(sentence: str, published: date | None = None) -> tuple[Deadline, ...]:
    """Return the deadlines that a sentence names, in order; one without a known start keeps a null due date."""
    pairs = sorted(_relative(sentence, published) + _absolute(sentence), key=lambda pair: pair[0])
    return tuple(deadline for _, deadline in pairs)
