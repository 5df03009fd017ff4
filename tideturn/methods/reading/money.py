"""Sums of money in a text: amount, bound, period, and which sum is part of which."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tideturn.methods.reading.commitments import Bound, Money

_SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
_SUM = re.compile(
    r"£\s?(?P<whole>\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.(?P<fraction>\d{1,9}))?(?:\s?(?P<scale>million|billion|thousand|bn|mn|m|k)\b)?",
    re.IGNORECASE,
)
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    ("up_to", r"up to|no more than|a maximum of"),
    ("over", r"over|more than|in excess of|above"),
    ("around", r"around|about|approximately|some|nearly|almost|circa|c\."),
    ("at_least", r"at least|a minimum of|no less than"),
)
_BOUND = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _BOUNDS)
    + r")\s+(?:an?\s+)?(?:additional\s+|further\s+)?$",
    re.IGNORECASE,
)
_PER = re.compile(
    r"^\s+(?:extra\s+|more\s+)?(?:per|an?|each|every)\s+(?P<period>year|annum|month|week|person)\b|^\s*(?P<annually>annually)\b",
    re.IGNORECASE,
)
_INCLUDING = re.compile(r"\b(?:including|of which|which includes|comprising|made up of)\b[^.;]*$", re.IGNORECASE)
_EACH_YEAR = re.compile(r"\b(?:this|that|which) is\s+(?:an?\s+)?(?:additional\s+)?$", re.IGNORECASE)


# A sum told in more parts than this is a table of its own; the limit keeps the search linear in the text.
_LONGEST_BREAKDOWN = 9


@dataclass(frozen=True, slots=True)
class _Found:
    money: Money
    start: int
    end: int


def _amount(found: re.Match[str]) -> int:
    fraction = found["fraction"] or ""
    zeros = _SCALES.get((found["scale"] or "").lower(), 0) - len(fraction)
    digits = int(found["whole"].replace(",", "") + fraction)
    return int(digits * 10**zeros) if zeros >= 0 else round(digits / 10**-zeros)


def _bound(before: str) -> Bound | None:
    found = _BOUND.search(before)
    return next((name for name, _ in _BOUNDS if found and found[name]), None)


def _period(after: str) -> str | None:
    found = _PER.match(after)
    if not found:
        return None
    period = (found["period"] or "year").lower()
    return "year" if period == "annum" else period


def _read(text: str) -> list[_Found]:
    return [
        _Found(
            Money(
                found.group(),
                _amount(found),
                per=_period(text[found.end() : found.end() + 40]),
                bound=_bound(text[max(0, found.start() - 40) : found.start()]),
            ),
            found.start(),
            found.end(),
        )
        for found in _SUM.finditer(text)
    ]


def _parts_by_sum(sums: list[_Found]) -> dict[int, int]:
    """Return the sums that follow another and add up to exactly it, as part to whole."""
    for whole, first in enumerate(sums):
        total, parts = 0, list[int]()
        for part in range(whole + 1, min(len(sums), whole + _LONGEST_BREAKDOWN)):
            total += sums[part].money.amount
            parts.append(part)
            if total == first.money.amount and len(parts) > 1:
                return dict.fromkeys(parts, whole)
    return {}


def _part_by_words(text: str, sums: list[_Found], part: int) -> bool:
    between = text[sums[part - 1].end : sums[part].start]
    if sums[part].money.amount >= sums[part - 1].money.amount:
        return False
    return bool(_INCLUDING.search(between) or (_EACH_YEAR.search(between) and sums[part].money.per))


def find_money(texts: Iterable[str]) -> tuple[Money, ...]:
    """Return the sums in texts that belong together, in order, parts pointing at the sum that holds them."""
    listed: list[Money] = []
    for text in texts:
        sums = _read(text)
        parts = _parts_by_sum(sums)
        parts |= {
            part: part - 1 for part in range(1, len(sums)) if part not in parts and _part_by_words(text, sums, part)
        }
        offset = len(listed)
        listed += [
            replace(found.money, part_of=parts[place] + offset if place in parts else None)
            for place, found in enumerate(sums)
        ]
    return tuple(listed)
