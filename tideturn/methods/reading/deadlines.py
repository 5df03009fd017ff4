"""Dates named inside a sentence: "by the end of 2022", "within the next year", "from spring 2030"."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from tideturn.methods.periods import SEASONS, Span, add_months, find_spans, month_end
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
    r"\b(?:by|before|until|no later than|due in|in|on|during|for|at)\s+(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_FIRM = ("by", "before", "until", "no later", "due")
_BEGINS = re.compile(
    r"\b(?:from|between|as of|(?:start|begin|commenc)(?:s|ing)(?:\s+(?:in|on|from))?)\s+(?:the\s+)?$", re.IGNORECASE
)
_UP_TO = re.compile(r"^\s*(?:[–—-]|to|until|till|and)\s*(?:the\s+)?$", re.IGNORECASE)
# No words that lead to a date are longer than this.
_LONGEST_LEAD = 60
_PAST_TENSE = re.compile(r"\b(?:was|were|had|has|have|did|\w{2,}ed)\b", re.IGNORECASE)
# "reach people within three days of asking" is how long each of them waits.
_COUNTS_FROM = re.compile(r"\s+of\s+(?!(?:the |its |this )?(?:publi\w+|report|plan|strategy|response|today|now)\b)")
_IS_SUM = re.compile(r"[£€$]\s?[\d.,]+\s?\w{0,8}\s+$")
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


def _measures(found: re.Match[str], text: str) -> bool:
    """Return whether a span is how long each case may take, or a sum may last, and no day to be ready by."""
    return bool(_COUNTS_FROM.match(text, found.end()) or _IS_SUM.search(text[: found.start()][-_LONGEST_LEAD:]))


def _relative(text: str, published: date | None) -> list[tuple[int, Deadline]]:
    return [
        (found.start(), Deadline(found.group(), _due(found, published)))
        for found in _RELATIVE.finditer(text)
        if _is_relative(found) and _binds(found, text) and not _measures(found, text)
    ]


def _absolute(text: str, published: date | None) -> list[tuple[int, Deadline]]:
    found_all: list[tuple[int, Deadline]] = []
    reached, spans = 0, find_spans(text)
    for at, (found, span) in enumerate(spans):
        if found.start() < reached:
            continue
        dated = _beginning(text, spans[at : at + 2], published) or _ending(text, found, span, published)
        if dated:
            start, deadline = dated
            found_all.append((start, deadline))
            reached = start + len(deadline.as_written)
    return found_all


def _beginning(
    text: str, spans: Sequence[tuple[re.Match[str], Span]], published: date | None
) -> tuple[int, Deadline] | None:
    """Return "from …", which begins something, with its end where "to …" follows; null where it is over or no time."""
    (found, first), *rest = spans
    lead = _BEGINS.search(text, max(0, found.start() - _LONGEST_LEAD), found.start())
    until = next((pair for pair in rest if _UP_TO.match(text[found.end() : pair[0].start()])), None)
    if not lead or (not until and not _begins_alone(lead.group().lower(), found)):
        return None
    last, end = (until[1].last, until[0].end()) if until else (first.last, found.end())
    if not _looks_ahead(text, last, published):
        return None
    return lead.start(), Deadline(text[lead.start() : end], until[1].last if until else None, first.first)


def _begins_alone(lead: str, found: re.Match[str]) -> bool:
    """Return false for "between 2031" without an "and", and for "from the 2031" survey."""
    return not lead.startswith("between") and not (found["year"] and lead.split()[-1] == "the")


def _ending(text: str, found: re.Match[str], span: Span, published: date | None) -> tuple[int, Deadline] | None:
    lead = _LEAD.search(text, 0, found.start())
    if not lead:
        return None
    is_firm = lead.group().lower().startswith(_FIRM)
    is_coming = published is not None and span.first > published and lead.group().lower().startswith(("in", "on", "du"))
    if not (_looks_ahead(text, span.last, published) if is_firm else is_coming or _is_awaited(text, lead)):
        return None
    return lead.start(), Deadline(text[lead.start() : found.end()], span.last)


def _looks_ahead(text: str, day: date, published: date | None) -> bool:
    """Return whether a day is still to come, by the sentence or, where it is bare, by the calendar."""
    if _FUTURE.search(text):
        return True
    return day >= published if published else not _PAST_TENSE.search(text)


def _is_awaited(text: str, lead: re.Match[str]) -> bool:
    """Return false where "in 2019" belongs to a past verb just before it, such as "published in June 2022"."""
    before = text[: lead.start()].split()
    verb = before[-1].lower() if before else ""
    helper = {word.lower() for word in before[-4:-1]}
    return bool(_FUTURE.search(text) and {"be", "due", "report"} & {*helper, verb})


def find_deadlines(sentence: str, published: date | None = None) -> tuple[Deadline, ...]:
    """Return the dates that a sentence names, in order; a span counted from an unknown day keeps a null due date."""
    pairs = sorted(_relative(sentence, published) + _absolute(sentence, published), key=lambda pair: pair[0])
    return tuple(deadline for _, deadline in pairs)
