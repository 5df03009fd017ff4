"""Sums of money in a text: amount, bound, period, and which sum is part of which."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tideturn.methods.reading.commitments import Bound, Money

_SCALES = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "million": 6,
    "bn": 9,
    "b": 9,
    "billion": 9,
    "tn": 12,
    "trillion": 12,
}
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,9})?"
_SCALE = r"million|billion|trillion|thousand|bn|mn|tn|m|b|k"
_SUM = re.compile(
    rf"(?:£|\bGBP)\s?(?:{_NUMBER}(?:\s?[–-]\s?|\s+to\s+)(?P<upper>{_NUMBER})\s?(?P<upper_scale>{_SCALE})\b"
    rf"|(?P<number>{_NUMBER})(?:\s?(?P<scale>{_SCALE})\b)?)"
    rf"|\b(?P<worded>{_NUMBER})(?:\s?(?P<worded_scale>{_SCALE}))?\s+(?:pounds\b(?!\s+of\b)|GBP\b)",
    re.IGNORECASE,
)
_DASH = re.compile(r"^\s?[–-]\s?$")
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    ("up_to", r"up to|no more than|not more than|(?:a )?maximum of|less than|under"),
    ("over", r"over|more than|in excess of|above"),
    ("around", r"around|about|approximately|some|nearly|almost|circa|c\."),
    ("at_least", r"at least|(?:a )?minimum of|no less than|not less than"),
)
_BOUND = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _BOUNDS)
    + r")\s+(?:an?\s+)?(?:additional\s+|further\s+)?$",
    re.IGNORECASE,
)
_PER = re.compile(
    r"^(?:\s+(?:(?:extra|more|additional|new)\s+)?(?:funding\s+)?(?:per|an?|each|every)\s+|\s?/\s?)"
    r"(?P<period>year|annum|month|week|person)\b|^\s*(?P<annually>annually|yearly|p\.?a\b\.?)",
    re.IGNORECASE,
)
_INCLUDING = re.compile(r"\b(?:including|of which|which includes|comprising|made up of)\b[^.;]*$", re.IGNORECASE)
_EACH_YEAR = re.compile(r"\b(?:this|that|which) is\s+(?:an?\s+)?(?:additional\s+)?$|^[^.;()]*\($", re.IGNORECASE)
_OF_WHOLE = re.compile(r"^\s+(?:out\s+)?of\s+(?:the|an?|our|its|this|that)\s+(?:total\s+|overall\s+)?$", re.IGNORECASE)
_OF_THIS = re.compile(r"^\s+of (?:this|that|it|the total)\b", re.IGNORECASE)


# A sum told in more parts than this is a table of its own; the limit keeps the search linear in the text.
_LONGEST_BREAKDOWN = 9


@dataclass(frozen=True, slots=True)
class _Found:
    money: Money
    start: int
    end: int


def _amount(number: str, scale: str | None) -> int:
    whole, _, fraction = number.replace(",", "").partition(".")
    zeros = _SCALES.get((scale or "").lower(), 0) - len(fraction)
    digits = int(whole + fraction)
    return int(digits * 10**zeros) if zeros >= 0 else round(digits / 10**-zeros)


def _money(found: re.Match[str]) -> Money:
    """Return the sum that was found; of a range, which is one sum, the upper end."""
    if found["upper"]:
        return Money(found.group(), _amount(found["upper"], found["upper_scale"]), bound="up_to")
    number, scale = (found["number"], found["scale"]) if found["number"] else (found["worded"], found["worded_scale"])
    return Money(found.group(), _amount(number, scale))


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
    sums: list[_Found] = []
    for found in _SUM.finditer(text):
        money = replace(_money(found), per=_period(text[found.end() : found.end() + 40]))
        bound = _bound(text[max(0, found.start() - 40) : found.start()])
        sum_ = _Found(replace(money, bound=money.bound or bound), found.start(), found.end())
        if sums and _is_range(text, sums[-1], sum_):
            start = sums.pop().start
            sum_ = _Found(replace(sum_.money, as_written=text[start : sum_.end], bound="up_to"), start, sum_.end)
        sums.append(sum_)
    return sums


def _is_range(text: str, lower: _Found, upper: _Found) -> bool:
    """Return whether two sums are the ends of one: "£2m–£3m", "between £2m and £3m"."""
    between = text[lower.end : upper.start]
    is_between = between.strip() == "and" and _BETWEEN.search(text[max(0, lower.start - 20) : lower.start])
    return lower.money.amount < upper.money.amount and bool(_DASH.match(between) or is_between)


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
    after = text[sums[part].end : sums[part].end + 40]
    if sums[part].money.amount >= sums[part - 1].money.amount:
        return False
    is_share = _EACH_YEAR.search(between) and sums[part].money.per
    return bool(_INCLUDING.search(between) or is_share or _OF_THIS.match(after))


def _part_of_next(text: str, sums: list[_Found], part: int) -> bool:
    """Return whether a sum is named before the whole that holds it: "£2m of the £9m fund"."""
    between = text[sums[part].end : sums[part + 1].start]
    return sums[part].money.amount < sums[part + 1].money.amount and bool(_OF_WHOLE.match(between))


def find_money(texts: Iterable[str]) -> tuple[Money, ...]:
    """Return the sums in texts that belong together, in order, parts pointing at the sum that holds them."""
    listed: list[Money] = []
    for text in texts:
        sums = _read(text)
        parts = _parts_by_sum(sums)
        parts |= {
            part: part - 1 for part in range(1, len(sums)) if part not in parts and _part_by_words(text, sums, part)
        }
        parts |= {
            part: part + 1 for part in range(len(sums) - 1) if part not in parts and _part_of_next(text, sums, part)
        }
        offset = len(listed)
        listed += [
            replace(found.money, part_of=parts[place] + offset if place in parts else None)
            for place, found in enumerate(sums)
        ]
    return tuple(listed)
