"""What is wrong with a field of a report, in a sentence that never repeats what the field held."""

from collections.abc import Iterable, Mapping
from typing import Any


def field_of(place: Iterable[str | int]) -> str:
    """Return the name of a field as the sender wrote it."""
    return ".".join(str(step)[:60] for step in place) or "body"


def problem_of(item: Mapping[str, Any]) -> str:
    """Return what is wrong with a field, in a sentence."""
    if item["type"] == "extra_forbidden":
        return "There is no such field. Leave it out, or look up its name in the description of the API."
    if item["type"] == "missing":
        return "This field is needed."
    message = str(item["msg"]).removeprefix("Value error, ")
    return message[:1].upper() + message[1:]
