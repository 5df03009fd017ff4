"""The day that a document says it was published or written."""

import re
from collections.abc import Sequence
from datetime import date

from tideturn.methods.periods import find_spans
from tideturn.methods.reading.wording import tidy

_HEAD_LINES = 80
_LONGEST_LINE = 1000
_DAY = r"(?P<date>\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9},?\s+\d{4}|\d{1,2}/\d{1,2}/\d{4})"
_LABEL = re.compile(
    rf"^(?:(?:date\s+)?(?:published|issued|publication date|date)(?:\s+on)?\s*:?\s+)?{_DAY}\.?$", re.IGNORECASE
)
# A sentence beside others: "A plan of the harbour. Published 14 January 2027."
_SENTENCE = re.compile(rf"(?:^|[.)|•·]\s+)(?:First )?[Pp]ublished(?:\s+on)?:?\s+{_DAY}(?=\s*(?:[.,|•·]|$))")


def published_on(lines: Sequence[str]) -> date | None:
    """Return the day on a line of its own near the top, or in a sentence that begins with "Published"; or null."""
    for line in lines[:_HEAD_LINES]:
        found = _LABEL.match(tidy(line)) or _SENTENCE.search(tidy(line[:_LONGEST_LINE]))
        spans = find_spans(found["date"]) if found else []
        if spans and spans[0][1].first == spans[0][1].last:
            return spans[0][1].first
    return None
