"""The words of a timescale column, and the dates they fix."""

import re
from collections.abc import Sequence
from datetime import date

from tideturn.methods.periods import find_spans, window_in_words
from tideturn.methods.reading.commitments import Timescale
from tideturn.methods.reading.deadlines import find_deadlines

_OPEN = re.compile(
    r"\b(?:on-?\s?going|continuous(?:ly)?|immediate(?:ly)?|in due course|to be (?:confirmed|agreed|determined)|tb[cda]"
    r"|rolling|annual(?:ly)?|short|medium|long|not stated|(?:\d+|one|two|three|six|twelve) (?:months?|years?))\b",
    re.IGNORECASE,
)  # fmt: skip


def read_timescale(lines: Sequence[str], published: date | None = None) -> Timescale:
    """Return the timescale that lines name, "within 6 months" counted from a day; of two dates the later."""
    if not lines:
        return Timescale()
    window = window_in_words(lines)
    counted = [each.due for line in lines for each in find_deadlines(line, published) if each.due]
    due = window.due if window.due or window.start else max(counted, default=None)
    return Timescale("\n".join(lines), window.start, due)


def is_timescale(text: str) -> bool:
    """Return whether a short text names a time and little else."""
    if not text or len(text.split()) > 9:
        return False
    return bool(find_spans(text) or _OPEN.search(text))
