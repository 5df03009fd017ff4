"""Whether a value may stand in a field of the standard, said in one sentence with its remedy."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, Literal
from urllib.parse import urlsplit

from tideturn.sources.open_referral.standard import Field
from tideturn.sources.tabular.errors import shown

Severity = Literal["error", "warning"]
Fault = tuple[Severity, str]

UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
TIME = re.compile(r"(?:[01]\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?")
BYDAY = re.compile(r"(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)")
# What the schemas call text, and the standard's own words a day or a time.
DAYS = frozenset({"valid_from", "valid_to", "dtstart", "until", "assured_date", "last_action_date"})
TIMES = frozenset({"opens_at", "closes_at"})
RANGES = {"latitude": (-90, 90), "longitude": (-180, 180), "minimum_age": (0, 150), "maximum_age": (0, 250)}
WORDS = {"text": "text", "number": "a number", "list": "a list", "object": "an object with fields"}


@cache
def is_plain(field: Field) -> bool:
    """Return whether any text may stand in a field."""
    special = field.name in DAYS | TIMES or field.name == "byday"
    return field.type == "text" and not (field.format or field.choices or special)


def fault_of_type(field: Field, value: Any, *, is_cell: bool) -> Fault | None:
    """Return what is wrong with the type of a value, or null; a number may stand as text in a cell of a table."""
    if is_of_type(field.type, value) or (is_cell and _is_cell_of(field, value)):
        return None
    remedy = "leave the field out" if value is None else f"write {WORDS[field.type]}"
    return "error", f"{field.name} must be {WORDS[field.type]} and is {_named(value)}; {remedy}."


def is_of_type(type_: str, value: Any) -> bool:
    """Return whether a value of JSON is of a type of the standard; true and false are no numbers."""
    if type_ == "number":
        return isinstance(value, int | float) and not isinstance(value, bool)
    if type_ == "list":
        return isinstance(value, list)
    return isinstance(value, Mapping) if type_ == "object" else isinstance(value, str)


def faults_of_value(field: Field, value: Any) -> Iterator[Fault]:
    """Yield what is wrong with a value that is of its field's type."""
    if field.type == "text" and not isinstance(value, str):
        value = str(value)
    if field.choices and value not in field.choices:
        yield "error", f"{field.name} is {shown(value)}; it must be one of {', '.join(field.choices)}."
    if field.format and not FORMATS[field.format](value):
        yield "warning", f"{field.name} is {shown(value)}, which is no {NAMES[field.format]}; {REMEDIES[field.format]}."
    if field.name in DAYS and not _is_day(value):
        yield "warning", f"{field.name} is {shown(value)}, which is no day; write it as 2026-11-30."
    if field.name in TIMES:
        yield from _faults_of_time(field.name, value)
    if field.name == "byday" and not all(BYDAY.fullmatch(part.strip()) for part in value.split(",")):
        yield "warning", f"byday is {shown(value)}; write days as MO,TU,WE,TH,FR,SA,SU, or 1MO for the first Monday."
    yield from _out_of_range(field.name, value)


def _faults_of_time(name: str, value: str) -> Iterator[Fault]:
    read = TIME.fullmatch(value)
    if read is None:
        yield "warning", f"{name} is {shown(value)}, which is no time of day; write it as 09:30."
    elif read["zone"]:
        # Half the year the door then opens an hour off: an offset does not change with the clocks of the place.
        said = (
            "has a time zone, so that it is an hour off when clocks change; write the time on the clock of the place."
        )
        yield "warning", f"{name} is {shown(value)} and {said}"


def is_web_address(value: str) -> bool:
    """Return whether a text is an http or https address."""
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", value)
    except ValueError:
        return False


def _is_moment(value: str) -> bool:
    try:
        return datetime.fromisoformat(value) is not None and len(value) > 10
    except ValueError:
        return False


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "uuid": lambda value: UUID.fullmatch(value) is not None,
    "email": lambda value: EMAIL.fullmatch(value) is not None,
    "uri": is_web_address,
    "datetime": _is_moment,
}
NAMES = {"uuid": "UUID", "email": "e-mail address", "uri": "web address", "datetime": "date with a time"}
REMEDIES = {
    "uuid": "write one such as ac148810-d857-441c-9679-408f346de14b",
    "email": "write one such as help@example.org, or leave it out",
    "uri": "write it whole, from https:// on, or leave it out",
    "datetime": "write it as 2026-11-30T09:30:00Z",
}


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value[:10]) is not None and (len(value) == 10 or value[10] == "T")
    except ValueError:
        return False


def _out_of_range(name: str, value: Any) -> Iterator[Fault]:
    if name in RANGES and isinstance(value, int | float):
        low, high = RANGES[name]
        if not low <= value <= high:
            yield "warning", f"{name} is {value}, which is not between {low} and {high}; look it up again."


def _is_cell_of(field: Field, value: Any) -> bool:
    """Return whether a cell will do: it has no type, so digits are a number and a number is text."""
    if field.type == "text":
        return is_of_type("number", value)
    if field.type != "number" or not isinstance(value, str):
        return False
    try:
        return abs(float(value)) < 1e15
    except ValueError:
        return False


def _named(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, Mapping):
        return "an object with fields"
    return f"the number {shown(value)}" if isinstance(value, int | float) else f"the text {shown(value)}"
