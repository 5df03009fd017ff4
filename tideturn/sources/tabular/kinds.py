"""What a column may hold, and how the text of one field becomes a value of that kind."""

import math
import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum

from tideturn.sources.tabular.dates import read_day
from tideturn.sources.tabular.errors import ValueFault

# The largest whole number up to which a float64 counts in ones.
COUNTED_AT_MOST = 2**53
# No count of anything in a week comes near this; sums over far larger ones would lose their last digits.
COUNT_AT_MOST = 10**12
# People, expected events and the like: what is further from 1 is a slip, and sums over it would leave their range.
POSITIVE_AT_LEAST, POSITIVE_AT_MOST = 1e-9, 1e12
NUMBER_AT_LEAST, NUMBER_AT_MOST = 1e-12, 1e15  # above zero or below; zero itself is a number
CHARACTERS_AT_MOST = 1000

# What stands for a value that is missing, in every column but those of text: nothing, or the mark that R writes.
MISSING = ("", "NA")

NUMBER_SHAPE = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.A)
WHOLE_SHAPE = re.compile(r"[+-]?\d{1,30}", re.A)
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:([,.'’\s])\d{3})(?:\1\d{3})*(?:[.,]\d+)?")
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
SUPPRESSED = re.compile(r"[<≤]\s*=?\s*\d+|\*+|\[?c\]?|\.\.|-|–", re.I)
NOT_FINITE = re.compile(r"[+-]?(?:nan|inf|infinity)", re.I)


class Kind(StrEnum):
    """What a column may hold; a field left empty is a missing value, whatever the kind."""

    TEXT = "text"
    KEY = "text that stands on many rows"
    COUNT = "a whole number, 0 or more"
    INTEGER = "a whole number"
    NUMBER = "a number"
    POSITIVE = "a number above 0"
    DATE = "a date"


Value = str | int | float | date


def read_value(text: str, kind: Kind) -> Value | None:
    """Return the value that a text names, or null where it is missing; raises ValueFault for any other text."""
    stripped = text.strip()
    if stripped in MISSING:
        return None
    return READERS[kind](stripped)


def _whole(text: str) -> int:
    number = int(text) if WHOLE_SHAPE.fullmatch(text) else _number(text)
    if number != int(number):
        raise ValueFault("is a fraction; write a whole number")
    if abs(number) > COUNTED_AT_MOST:
        raise ValueFault("is more than can be counted in ones; correct it")
    return int(number)


def _count(text: str) -> int:
    number = _whole(text)
    if number < 0:
        raise ValueFault("is below zero; write a count, or leave the field empty where it is not known")
    if number > COUNT_AT_MOST:
        raise ValueFault("is more than anyone counts; correct it")
    return number


def _number(text: str) -> float:
    if NUMBER_SHAPE.fullmatch(text):
        number = float(text)
        if math.isfinite(number):
            return number
        raise ValueFault("is too large for a number; correct it")
    raise ValueFault(_why_no_number(text))


def _why_no_number(text: str) -> str:
    if NOT_FINITE.fullmatch(text):
        return "is no number to count with; leave the field empty where it is not known"
    if THOUSANDS.fullmatch(text):
        return "has marks between its thousands; write the digits alone, as 12345"
    if DECIMAL_COMMA.fullmatch(text):
        return "has a decimal comma; write a full stop, as 0.5"
    if SUPPRESSED.fullmatch(text):
        return "looks like a count that is held back; leave the field empty, which says that it is missing"
    return "is not a number; write a number, or leave the field empty where it is not known"


def _usual(text: str) -> float:
    number = _number(text)
    if abs(number) > NUMBER_AT_MOST or 0 < abs(number) < NUMBER_AT_LEAST:
        raise ValueFault("is far from any number that is counted with; correct it")
    return number


def _positive(text: str) -> float:
    number = _number(text)
    if number <= 0:
        raise ValueFault("is not above zero; write a number above 0, or leave the field empty where it is not known")
    if not POSITIVE_AT_LEAST <= number <= POSITIVE_AT_MOST:
        raise ValueFault("is far from any number that is counted with; correct it")
    return number


READERS: dict[Kind, Callable[[str], Value]] = {
    Kind.COUNT: _count,
    Kind.INTEGER: _whole,
    Kind.NUMBER: _usual,
    Kind.POSITIVE: _positive,
    Kind.DATE: read_day,
}
