"""Objects as the standard's own schemas demand them, whatever a feed made of them.

An object that was right already stays as it is, to the letter. Of any other, numbers given as text become numbers, an
id that is no UUID becomes the one it is known by wherever it stands, what the standard requires is there though it be
empty, and a value that no reader may be sent (a word that no closed list holds, an address of no form) is left out.
What a feed has beside the standard stays.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from tideturn.sources.open_referral.feed import Content, Format
from tideturn.sources.open_referral.nodes import AS_GIVEN, letters_of
from tideturn.sources.open_referral.standard import Field, fields_of
from tideturn.sources.open_referral.values import UUID, is_of_type

# The id by which something is known whose id in a feed is none; it is told in which field of the whole that stands.
Known = Callable[[str, str, str], str]
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)")
MAIL = re.compile(r"[^@\s]+@[^@\s]+")
ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
# What a program that follows an address must never be handed.
HARMFUL = frozenset({"javascript", "data", "vbscript", "file", "blob"})
NAMED_OTHERWISE = {
    "parent_organization_id": "organization",
    "parent_id": "taxonomy_term",
}
# What names the thing on which it hangs, of whatever kind that is.
TO_ITS_HOLDER = frozenset({"link_id", "resource_id"})
PLACES = "service_at_locations"
NOTHING = object()


@dataclass(frozen=True)
class _Table:
    fields: Mapping[str, Field]
    required: tuple[Field, ...]


def conform(kind: str, content: Content, *, key: str, known: Known) -> dict[str, Any]:
    """Return an object of the standard such that its schemas let it pass.

    `key` is its id where it has none of its own; `known(field, kind, id)` is by what something of a kind is known that
    a feed gave an id which is no UUID. A kind that the standard does not know comes back as it is.
    """
    return _Conforming(known).whole(kind, content, key, "")


def is_uuid(value: object) -> bool:
    """Return whether a value is a UUID as the standard writes it."""
    return isinstance(value, str) and UUID.fullmatch(value) is not None


def without_our_notes(value: Any) -> Any:
    """Return a value of JSON without what was noted in it so as to give a table back, at any depth."""
    if isinstance(value, Mapping):
        return {name: without_our_notes(each) for name, each in value.items() if name != AS_GIVEN}
    return [without_our_notes(each) for each in value] if isinstance(value, list) else value


@dataclass(frozen=True)
class _At:
    """Where an object stands: in which field of the whole, the id of what holds it, and its own."""

    within: str
    holder: str
    id: str

    def of(self, name: str) -> "_At":
        """Return where the values of one of its fields stand."""
        return _At(self.within or name, self.holder, self.id)


@dataclass(frozen=True)
class _Conforming:
    known: Known

    def whole(self, kind: str, content: Content, key: str, within: str, holder: str = "") -> dict[str, Any]:
        table = _table(kind)
        if table is None:
            return dict(without_our_notes(content))
        given = content.get("id")
        at = _At(within, holder, self._id(within, kind, given) if given not in (None, "") else key)
        found: dict[str, Any] = {}
        for name, value in content.items():
            field = table.fields.get(name)
            kept = without_our_notes(value) if field is None else self._value(field, value, at.of(name))
            if kept is not NOTHING and name != AS_GIVEN:
                found[name] = kept
        if "id" in table.fields:
            found["id"] = at.id
        return found | {field.name: _least(kind, field, content) for field in table.required if field.name not in found}

    def _id(self, within: str, kind: str, given: object) -> str:
        text = letters_of(given) if is_of_type("number", given) else given
        return str(text) if is_uuid(text) else self.known(within, kind, str(text))

    def _value(self, field: Field, value: Any, at: _At) -> Any:
        if field.holds:
            return self._held(field, value, at)
        if field.format == "uuid":
            return self._named(field.name, value, at)
        return _plain(field, value)

    def _named(self, name: str, value: Any, at: _At) -> Any:
        """Return the id of what a field names."""
        if is_uuid(value):
            return value
        if value in (None, "") or not isinstance(value, str | int):
            return NOTHING
        if name in TO_ITS_HOLDER:
            return at.holder or NOTHING
        return self._id(at.within, NAMED_OTHERWISE.get(name, name.removesuffix("_id")), value)

    def _held(self, field: Field, value: Any, at: _At) -> Any:
        if field.type == "object":
            return self._one(field, value, at.id, at) if isinstance(value, Mapping) else NOTHING
        if isinstance(value, Mapping):
            value = [value]
        return list(self._each(field, value, at)) if isinstance(value, list) else NOTHING

    def _each(self, field: Field, values: list[Any], at: _At) -> Iterator[dict[str, Any]]:
        places = 0
        for number, item in enumerate(values):
            if not isinstance(item, Mapping):
                continue
            seed = f"{at.id}/{field.name}/{number}"
            if field.name == PLACES and isinstance(item.get("location"), Mapping):
                seed, places = f"{at.id}/{places}", places + 1
            yield self._one(field, item, seed, at)

    def _one(self, field: Field, item: Content, seed: str, at: _At) -> dict[str, Any]:
        key = "" if item.get("id") else self.known(at.within, field.holds, seed)
        return self.whole(field.holds, item, key, at.within, at.id)


@cache
def _table(kind: str) -> _Table | None:
    """Return the fields of a kind in the standard and its UK profile together."""
    both = [fields for standard in (Format.HSDS_JSON, Format.ORUK_JSON) if (fields := fields_of(standard, kind))]
    if not both:
        return None
    by_name = {name: field for one in both for name, field in one.by_name.items()}
    return _Table(by_name, tuple(field for field in by_name.values() if field.is_required and field.name != "id"))


def _plain(field: Field, value: Any) -> Any:
    if field.type == "number":
        return value if is_of_type("number", value) else _number(value)
    if is_of_type("number", value) or isinstance(value, bool):
        value = letters_of(value)
    if not isinstance(value, str):
        return NOTHING
    if field.choices:
        return value if value in field.choices else _choice(field, value)
    return value if not field.format or FORMATS[field.format](value) else NOTHING


def _number(value: Any) -> Any:
    """Return the number that a text is, or nothing."""
    try:
        number = float(value) if isinstance(value, str) else math.nan
    except ValueError:
        return NOTHING
    if not math.isfinite(number):
        return NOTHING
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _choice(field: Field, value: str) -> Any:
    """Return the word of a closed list that was written in other letters, or nothing."""
    written = _folded(value)
    return next((choice for choice in field.choices if _folded(choice) == written), NOTHING)


def _folded(text: str) -> str:
    return " ".join(re.split(r"[\s_-]+", text.strip())).casefold()


def _least(kind: str, field: Field, content: Content) -> str:
    """Return what stands for something required that a feed does not say.

    A service of whose state its source says nothing is listed there, so it is taken for active; one of which it says
    what no list holds is not, for nobody may be sent to a door that may be shut. UK terms are named by `term` too.
    """
    if field.name == "status":
        return "active" if content.get("status") in (None, "") else "inactive"
    if field.choices:
        return field.choices[0]
    term = content.get("term")
    return term if (kind, field.name) == ("taxonomy_term", "name") and isinstance(term, str) else ""


def _is_moment(value: str) -> bool:
    try:
        return MOMENT.fullmatch(value) is not None and datetime.fromisoformat(value.upper()) is not None
    except ValueError:
        return False


def _is_address(value: str) -> bool:
    found = ADDRESS.fullmatch(value)
    return found is not None and found[1].lower() not in HARMFUL and value.count("#") < 2


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "email": lambda value: MAIL.fullmatch(value) is not None,
    "uri": _is_address,
    "datetime": _is_moment,
}
