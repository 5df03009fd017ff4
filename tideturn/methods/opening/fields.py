"""Reading single fields of a schedule: whatever stands in them, the answer is a value, nothing, or one sentence."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, time, timedelta
from functools import lru_cache
from typing import TypeVar

from tideturn.methods.opening.errors import RuleInvalid
from tideturn.methods.opening.moments import zone_is_known
from tideturn.methods.opening.recurrence import FIRST_YEAR, LAST_YEAR
from tideturn.methods.opening.rules import ByDay, Frequency

# Longer than anything that a field of a schedule holds; the rest of it is not looked at.
LETTERS_AT_MOST = 2000
SHOWN = 40
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]\d\d:?\d\d.*)?")
TIME = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?", re.IGNORECASE)
BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.0+)?")
OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d\d))?")
OFFSET_AT_MOST = timedelta(hours=14)
MIDNIGHT = time()

Value = TypeVar("Value")


def text_of(value: object, field: str) -> str:
    """Return what a field says, without spaces around it; nothing is said by None and by an empty list."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value)
    if isinstance(value, list | tuple):
        return ",".join(text_of(one, field) for one in value[:LETTERS_AT_MOST])
    if not isinstance(value, str | int | float):
        raise RuleInvalid(field, "Write text or a number.")
    text = str(value).strip() if not isinstance(value, int) or abs(value) < 10**LETTERS_AT_MOST else "too large"
    if len(text) > LETTERS_AT_MOST:
        raise _misread(field, text, f"at most {LETTERS_AT_MOST} letters")
    return text


def date_in(value: object, field: str) -> date | None:
    """Return the date of a field."""
    text = text_of(value, field)
    if not text:
        return None
    parts = DATE.fullmatch(text)
    try:
        read = date(*(int(part) for part in parts.groups())) if parts else None
    except ValueError:
        read = None
    if read is None:
        raise _misread(field, text, "a day such as 2026-11-30")
    return read


def first_day_in(value: object, field: str) -> date | None:
    """Return the date of a field from which something holds, and nothing where it has held for ever."""
    read = date_in(value, field)
    return None if read and read.year < FIRST_YEAR else read


def last_day_in(value: object, field: str) -> date | None:
    """Return the date of a field until which something holds, and nothing where it holds for ever."""
    read = date_in(value, field)
    if read and read.year < FIRST_YEAR:
        raise _misread(field, text_of(value, field), "a day of our time, or leave it out")
    return None if read and read.year > LAST_YEAR else read


def time_in(value: object, field: str, *, ends: bool = False) -> tuple[time | None, str | None]:
    """Return the time of a field and the offset written after it; where a day `ends` with it, 23:59 is midnight."""
    text = text_of(value, field)
    if not text:
        return None, None
    parts = TIME.fullmatch(text)
    if not parts:
        raise _misread(field, text, "a time such as 09:30")
    hour, minute, second = (int(part or 0) for part in parts.groups()[:3])
    offset = parts.group(4)
    if ends and ((hour, minute) == (23, 59) or (hour, minute, second) == (24, 0, 0)):
        return MIDNIGHT, _offset_after(offset, field)
    if hour > 23 or minute > 59 or second > 59:
        raise _misread(field, text, "a time such as 09:30")
    return time(hour, minute, second), _offset_after(offset, field)


def zone_in(value: object, field: str) -> str | None:
    """Return the time zone of a field, by its name or as an offset such as +01:00."""
    text = text_of(value, field)
    if not text:
        return None
    if NUMBER.fullmatch(text) or re.fullmatch(r"[+-]?\d{1,2}\.\d{1,4}", text):
        return _written(timedelta(hours=float(text)), field)
    parts = OFFSET.fullmatch(text)
    if parts:
        size = timedelta(hours=int(parts[2]), minutes=int(parts[3] or 0))
        return _written(size * (-1 if parts[1] == "-" else 1), field)
    if text.upper() in ("Z", "UTC", "GMT"):
        return "+00:00"
    if not zone_is_known(text):
        raise _misread(field, text, "an offset such as +01:00, or a name such as Europe/London")
    return text


def number_in(value: object, field: str) -> int | None:
    """Return the whole number of a field."""
    text = text_of(value, field)
    if text and not NUMBER.fullmatch(text):
        raise _misread(field, text, "a whole number")
    return int(float(text)) if text else None


def numbers_in(value: object, field: str, *, at_most: int) -> tuple[int, ...]:
    """Return the numbers of a field, counted from the start, or from the end with a minus."""
    numbers = {number_in(part, field) for part in _parts(text_of(value, field))}
    if any(number is None or not 1 <= abs(number) <= at_most for number in numbers):
        raise _misread(field, text_of(value, field), f"numbers from 1 to {at_most} with commas between")
    return tuple(sorted(number for number in numbers if number is not None))


def weekdays_in(value: object, field: str) -> tuple[ByDay, ...]:
    """Return the weekdays of a field, each with its number if it has one."""
    text = text_of(value, field)
    days = _weekdays(text)
    if days is None:
        raise _misread(field, text, "MO, TU, WE, TH, FR, SA, SU with commas between")
    return days


@lru_cache(maxsize=1024)
def _weekdays(text: str) -> tuple[ByDay, ...] | None:
    """Return the weekdays of a text, or nothing where it is not understood; a feed says the same few over and over."""
    read = [BY_DAY.fullmatch(part.upper().replace(" ", "")) for part in _parts(text)]
    if not all(read):
        return None
    days = {(WEEKDAYS.index(one[2]), int(one[1]) if one[1] else None) for one in read if one}
    return tuple(ByDay(weekday, nth) for weekday, nth in sorted(days, key=lambda day: (day[0], day[1] or 0)))


def frequency_in(value: object, field: str) -> Frequency | None:
    """Return how often a schedule comes round."""
    return _one_of(value, field, list(Frequency), Frequency)


def week_start_in(value: object, field: str) -> int:
    """Return the weekday on which weeks begin, which is Monday unless said."""
    return _one_of(value, field, WEEKDAYS, WEEKDAYS.index) or 0


def truth_in(value: object, field: str) -> bool | None:
    """Return whether a field says yes or no, and nothing where it says neither."""
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    text = text_of(value, field).lower()
    if text and text not in words:
        raise _misread(field, text, "true or false")
    return words.get(text)


def _one_of(value: object, field: str, known: Sequence[str], made: Callable[[str], Value]) -> Value | None:
    text = text_of(value, field).upper()
    if text and text not in known:
        raise _misread(field, text, f"one of {', '.join(known)}")
    return made(text) if text else None


def _parts(text: str) -> Iterable[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _offset_after(offset: str | None, field: str) -> str | None:
    return zone_in(offset, field) if offset else None


def _written(offset: timedelta, field: str) -> str:
    if abs(offset) > OFFSET_AT_MOST:
        raise RuleInvalid(field, "An offset from UTC is at most 14 hours.")
    minutes = round(abs(offset).total_seconds() / 60)
    return f"{'-' if offset < timedelta() else '+'}{minutes // 60:02}:{minutes % 60:02}"


def _misread(field: str, text: str, wanted: str) -> RuleInvalid:
    shown = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    return RuleInvalid(field, f"“{shown}” is not understood. Write {wanted}.")
