"""The words of a timescale column, and the dates they fix."""

import re
from collections.abc import Sequence

from tideturn.methods.periods import find_spans, window_in_words
from tideturn.methods.reading.commitments import Timescale

_OPEN = re.compile(
    r"\b(?:on-?\s?going|continuous(?:ly)?|immediate(?:ly)?|in due course|to be (?:confirmed|agreed|determined)|tb[cda]"
    r"|rolling|annual(?:ly)?|short|medium|long|not stated|(?:\d+|one|two|three|six|twelve) (?:months?|years?))\b",
    re.IGNORECASE,
)  # fmt: skip


def read_timescale(lines: Sequence[str]) -> Timescale:
    """Return the timescale that one or more lines name; the later date where two lines give two."""
    if not lines:
        return Timescale()
    window = window_in_words(lines)
    return Timescale("\n".join(lines), window.start, window.due)


def is_timescale(text: str) -> bool:
    """Return whether a short text names a time and little else."""
    if not text or len(text.split()) > 9:
        return False
    return bool(find_spans(text) or _OPEN.search(text))
