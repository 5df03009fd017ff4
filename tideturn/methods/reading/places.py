"""On which lines of its document each field of a draft commitment stands."""

import re
from collections.abc import Iterable, Mapping, Sequence

from tideturn.methods.reading.commitments import Commitment
from tideturn.methods.reading.document import Document

Ranges = Sequence[tuple[int, int]]
Places = Mapping[str, tuple[tuple[int, int], ...]]
_WORDS = re.compile(r"[^\W_]+")
# So many words of a field are looked for: a longer run may be broken over lines in another way than we joined them.
WORDS_LOOKED_FOR = 6


def places_of(document: Document, commitment: Commitment, ranges: Ranges) -> Places:
    """Return the line ranges of each field, counted from 1; a field that no single line shows stands on all of them."""
    lines = {number: _plain(document.lines[number - 1]) for first, last in ranges for number in range(first, last + 1)}
    said = {
        "wording": (commitment.text,),
        "number": (commitment.number,),
        "owners": tuple(owner.as_written for owner in commitment.owners),
        "timescale": (commitment.timescale.as_written, *(deadline.as_written for deadline in commitment.deadlines)),
        "outcome": (commitment.outcome,),
        "response": (commitment.response,),
        "progress": (commitment.progress,),
        "status": (commitment.status.as_written,),
        "money": tuple(sum_.as_written for sum_ in commitment.money),
    }
    whole = tuple((first, last) for first, last in ranges)
    return {
        field: whole if field == "wording" else _lines_of([word for word in words if word], lines) or whole
        for field, words in said.items()
        if any(words)
    }


def _lines_of(words: Iterable[str], lines: Mapping[int, str]) -> tuple[tuple[int, int], ...]:
    """Return the lines, one by one, that hold the beginning of one of some texts."""
    sought = [" ".join(_plain(text).split()[:WORDS_LOOKED_FOR]) for text in words]
    found = [number for number, line in lines.items() if any(f" {text} " in f" {line} " for text in sought if text)]
    return tuple((number, number) for number in found)


def _plain(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))
