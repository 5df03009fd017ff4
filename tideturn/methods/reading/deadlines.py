"""Dates named inside a sentence: "by the end of 2022", "within the next year"."""

import re
from datetime import date, timedelta

from tideturn.methods.periods import SEASONS, SPAN, add_months, month_end, span_of
from tideturn.methods.reading.commitments import Deadline

_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "ten": 10, "twelve": 12}
_COUNT = "|".join((*_NUMBERS, r"\d{1,2}"))
_RELATIVE = re.compile(
    rf"\b(?:within|over|in|during)\s+(?:the\s+(?:next|coming|first)\s+)?(?:(?P<count>{_COUNT})\s+)?(?P<unit>weeks?|months?|years?)\b"
    r"|\bby\s+(?:the\s+)?end\s+of\s+(?:(?P<next>next|the\s+following)|this|the)\s+(?P<end>year)\b"
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
    if unit.lower().startswith("week"):
        return published + timedelta(weeks=number)
    return add_months(published, number * (12 if unit.lower().startswith("year") else 1))


def _next_season(published: date, season: str) -> date:
    last_month = SEASONS[season.lower()][1]
    return next(
        end for year in (published.year - 1, published.year, published.year + 1)
        if (end := month_end(year, last_month)) >= published
    )  # fmt: skip


def _due(found: re.Match[str], published: date | None) -> date | None:
    if published is None:
        return None
    if found["unit"]:
        return _after(published, found["count"], found["unit"])
    if found["end"]:
        return date(published.year + bool(found["next"]), 12, 31)
    return _next_season(published, found["season"])


def _is_relative(found: re.Match[str]) -> bool:
    """Return false for "in years" and "in the coming months", which name no end."""
    if not found["unit"]:
        return True
    is_plural = found["unit"].lower().endswith("s")
    return bool(found["count"] or (not is_plural and re.search(r"next|coming|first", found.group())))


def _relative(text: str, published: date | None) -> list[tuple[int, Deadline]]:
    return [
        (found.start(), Deadline(found.group(), _due(found, published)))
        for found in _RELATIVE.finditer(text)
        if _is_relative(found) and not (found["season"] and not _FUTURE.search(text))
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
