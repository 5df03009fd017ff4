"""The account of a reading: every character belongs to a commitment or is left out with a reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tideturn.methods.reading.commitments import Coverage, Draft, LeftOut
from tideturn.methods.reading.document import Document

UNCLAIMED = "not recognised by this layout"


@dataclass(frozen=True, slots=True)
class Account:
    """Which lines are accounted for, as ranges with reasons."""

    left_out: tuple[tuple[tuple[int, int], str], ...]
    lines: frozenset[int]


def ranges_of(document: Document, lines: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return line numbers as inclusive ranges; blank lines between two of them do not divide a range."""
    ranges: list[tuple[int, int]] = []
    for number in sorted(set(lines)):
        if ranges and not any(document.lines[at - 1].strip() for at in range(ranges[-1][1] + 1, number)):
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return tuple(ranges)


def characters(document: Document, lines: Iterable[int]) -> int:
    """Return how many characters other than white space stand on the lines."""
    return sum(sum(len(word) for word in document.lines[number - 1].split()) for number in lines)


def _reasons(document: Document, draft: Draft) -> dict[int, str]:
    """Return the reason for each line that no commitment has; what the layout did not name is said to be unclaimed."""
    claimed = {line for commitment in draft.commitments for line in commitment.lines}
    reasons = {line: entry.reason for entry in draft.left_out for line in entry.lines}
    everything = range(1, len(document.lines) + 1)
    return {
        line: reasons.get(line, UNCLAIMED)
        for line in document.filled(everything)
        if line not in claimed
    }  # fmt: skip


def _as_ranges(reasons: dict[int, str]) -> Iterable[tuple[tuple[int, int], str]]:
    """Yield ranges of neighbouring lines left out for the same reason; only blank lines may lie between."""
    start: int | None = None
    numbers: Sequence[int] = sorted(reasons)
    for at, number in enumerate(numbers):
        start = number if start is None else start
        following = numbers[at + 1] if at + 1 < len(numbers) else None
        if following is None or reasons[following] != reasons[number]:
            yield (start, number), reasons[number]
            start = None


def _split_at(
    ranges: Iterable[tuple[tuple[int, int], str]], claimed: Sequence[int]
) -> Iterable[tuple[tuple[int, int], str]]:
    """Yield the ranges cut wherever a commitment's line lies inside one."""
    at = 0
    for (first, last), reason in ranges:
        start = first
        while at < len(claimed) and claimed[at] <= last:
            if claimed[at] >= start:
                if claimed[at] > start:
                    yield (start, claimed[at] - 1), reason
                start = claimed[at] + 1
            at += 1
        if start <= last:
            yield (start, last), reason


def _without_blank_ends(document: Document, span: tuple[int, int]) -> tuple[int, int] | None:
    first, last = span
    while first <= last and not document.lines[first - 1].strip():
        first += 1
    while first <= last and not document.lines[last - 1].strip():
        last -= 1
    return (first, last) if first <= last else None


def cover(document: Document, draft: Draft) -> Coverage:
    """Return the account of a draft; what it accounts for is counted from its own ranges, not assumed."""
    claimed = sorted({line for commitment in draft.commitments for line in commitment.lines})
    cut = _split_at(_as_ranges(_reasons(document, draft)), claimed)
    trimmed = ((_without_blank_ends(document, span), reason) for span, reason in cut)
    left_out = tuple((span, reason) for span, reason in trimmed if span)
    accounted = {*claimed, *(line for (first, last), _ in left_out for line in range(first, last + 1))}
    return Coverage(
        characters=characters(document, range(1, len(document.lines) + 1)),
        accounted=characters(document, accounted),
        left_out=left_out,
    )


def leave(lines: Iterable[int], reason: str) -> LeftOut:
    """Return lines left out for a reason."""
    return LeftOut(tuple(lines), reason)
