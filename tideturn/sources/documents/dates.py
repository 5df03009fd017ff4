"""The day that a document says it was published or written."""

import re
from collections.abc import Sequence
from datetime import date

from tideturn.methods.periods import find_spans
from tideturn.methods.reading.wording import tidy

_HEAD_LINES = 80
_LABEL = re.compile(
    r"^(?:(?:date\s+)?(?:published|issued|publication date|date)(?:\s+on)?\s*:?\s+)?"
    r"(?P<date>\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9},?\s+\d{4})\.?$",
    re.IGNORECASE,
)


def published_on(lines: Sequence[str]) -> date | None:
    """Return the day that stands on a line of its own near the top, with or without "Published", or null."""
    for line in lines[:_HEAD_LINES]:
        found = _LABEL.match(tidy(line))
        spans = find_spans(found["date"]) if found else []
        if spans and spans[0][1].first == spans[0][1].last:
            return spans[0][1].first
    return None
