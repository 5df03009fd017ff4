"""What is wrong with a field of a report, in a sentence that never repeats what the field held."""

from collections.abc import Iterable, Mapping
from typing import Any

DAY = "Write a day such as 1984-05-19, or leave it out."
MOMENT = "Write a date and a time with its zone, such as 2026-11-21T02:14:00Z."
TEXT, LIST, OBJECT = (f"Write {what}, or leave it out." for what in ("text", "a list", "an object of fields"))
YES_OR_NO = "Write true or false, without quotation marks, or leave it out."
# By pydantic's words for what is wrong; its own sentences say what they expected, and not what to do.
SENTENCES = {
    "extra_forbidden": "There is no such field. Leave it out, or look up its name in the description of the API.",
    "missing": "This field is needed.",
    "bool_parsing": YES_OR_NO,
    "bool_type": YES_OR_NO,
    "date_from_datetime_inexact": DAY,
    "date_from_datetime_parsing": DAY,
    "date_parsing": DAY,
    "date_type": DAY,
    "datetime_from_date_parsing": MOMENT,
    "datetime_parsing": MOMENT,
    "datetime_type": MOMENT,
    "timezone_aware": MOMENT,
    "string_type": TEXT,
    "list_type": LIST,
    "tuple_type": LIST,
    "dict_type": OBJECT,
    "model_type": OBJECT,
    "model_attributes_type": OBJECT,
}


def field_of(place: Iterable[str | int]) -> str:
    """Return the name of a field as the sender wrote it."""
    return ".".join(str(step)[:60] for step in place) or "body"


def problem_of(item: Mapping[str, Any]) -> str:
    """Return what is wrong with a field, in a sentence."""
    kind, limits = item["type"], item.get("ctx", {})
    if kind in SENTENCES:
        return SENTENCES[kind]
    if kind in ("enum", "literal_error"):
        return f"Write one of {limits['expected']}."
    message = str(item["msg"]).removeprefix("Value error, ")
    return message[:1].upper() + message[1:]
