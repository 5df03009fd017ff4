"""JSON, value by value, out of pieces of text; nothing too deep, too long or lost passes."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.limits import DEEPEST, LARGEST_ITEM, LONGEST_NUMBER
from tideturn.sources.tabular.errors import shown

SPACE = re.compile(r"[ \t\r\n]*")
UNSAFE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
TRUSTED_BRACKETS = DEEPEST


class _Fault(ValueError):
    """What is wrong with a value that is otherwise JSON."""


class Scanner:
    """Takes values off the front of a text that comes in pieces. `place` is where faults are said to be."""

    def __init__(self, name: str, pieces: Iterator[str]) -> None:
        self.name = name
        self.place = name
        self._pieces = pieces
        self._text = ""
        self._at = 0
        self._is_whole = False
        self._gone = 0
        self.taken_by_items = 0

    @property
    def taken(self) -> int:
        """How many letters have been taken."""
        return self._gone + self._at

    def peek(self) -> str:
        """Return the next sign that is no space, or nothing at the end."""
        while True:
            found = SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def take(self, sign: str) -> None:
        """Take a sign that must come next."""
        if self.peek() != sign:
            raise self.refused(f"is not JSON: {sign} is missing before {shown(self._text[self._at : self._at + 20])}")
        self._at += 1

    def value(self) -> Any:
        """Take the next value whole."""
        self.peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._more():
                    raise self.refused(f"is not JSON ({error.msg}, {self._line_of(error.pos)})") from None
            except _Fault as fault:
                raise self.refused(str(fault)) from None
            except RecursionError:
                raise self.refused(f"has values that stand more than {DEEPEST} deep in one another") from None
            else:
                if end < len(self._text) or not self._more():
                    return self._checked(value, end)

    def refused(self, why: str) -> FeedRefused:
        """Return a refusal of what comes next."""
        return FeedRefused(self.place, f"{why}; mend it, or ask the publisher to.")

    def _checked(self, value: Any, end: int) -> Any:
        text = self._text
        if text.count("{", self._at, end) + text.count("[", self._at, end) > TRUSTED_BRACKETS:
            _check_depth(self, value)
        if UNSAFE.search(text, self._at, end):
            _check_letters(self, value)
        self._at = end
        return value

    def _more(self) -> bool:
        """Read on, twice as much as is left, so that a long value is tried a few times only."""
        if self._is_whole:
            return False
        left = self._text[self._at :]
        if len(left) > LARGEST_ITEM:
            raise self.refused(f"has one value of more than {LARGEST_ITEM // 1024**2} MB, or is not JSON")
        parts, wanted = [left], max(1, len(left))
        while wanted > 0:
            piece = next(self._pieces, None)
            if piece is None:
                self._is_whole = True
                break
            parts.append(piece)
            wanted -= len(piece)
        self._gone += self._at
        self._text, self._at = "".join(parts), 0
        return len(parts) > 1

    def _line_of(self, place: int) -> str:
        return f"near {shown(self._text[max(0, place - 10) : place + 20].strip())}"


def _check_depth(scanner: Scanner, value: Any) -> None:
    level = [value]
    for _ in range(DEEPEST):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return
    raise scanner.refused(f"has values that stand more than {DEEPEST} deep in one another")


def _check_letters(scanner: Scanner, value: Any) -> None:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str) and ("\0" in item or any("\ud800" <= sign <= "\udfff" for sign in item)):
            raise scanner.refused("holds a null character or half a letter, which no text may")
        waiting += _inside(item)
        waiting += list(item) if isinstance(item, dict) else []


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Fault(f"has the field {shown(twice)} twice in one object, so that one of them would be lost")
    return made


def _whole(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise _Fault(f"has a number of {len(digits):,} digits, which is no count and no measure")
    return int(digits)


def _fraction(letters: str) -> float:
    number = float(letters)
    if len(letters) > LONGEST_NUMBER or number in (float("inf"), float("-inf")):
        raise _Fault(f"has the number {shown(letters)}, which is too large or too exact to be kept")
    return number


def _no_number(letters: str) -> None:
    raise _Fault(f"has {letters} for a number, which JSON does not know; leave the field out")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_whole, parse_float=_fraction, parse_constant=_no_number, strict=True
)
