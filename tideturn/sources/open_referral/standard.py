"""The fields of the standard, as facts of our own writing: names, types, what is required, formats, closed lists.

Sources: Open Referral HSDS 3.0 (openreferral/specification 3.0), and its UK profile (OpenReferralUK/uk-profile 3.0).
A kind's fields are written in one text: `name` is text; `name!` is required; `:number` is its type; `:uuid`, `:email`,
`:uri` and `:datetime` are texts of that format; `:(a|b c)` is a closed list, in which `_` stands for a space;
`:[phone]` holds a list of phones, `:<program>` one program.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from tideturn.sources.open_referral.feed import Format
from tideturn.sources.open_referral.standard_hsds import HSDS, IN_TABLES
from tideturn.sources.open_referral.standard_uk import UK, UK_IN_TABLES

FORMATS = ("uuid", "email", "uri", "datetime")


@dataclass(frozen=True)
class Field:
    """One field of a kind: its type, and what it may hold."""

    name: str
    type: str = "text"  # text, number, list, object
    is_required: bool = False
    format: str = ""
    choices: tuple[str, ...] = ()
    holds: str = ""


@dataclass(frozen=True)
class Fields:
    """The fields of one kind, in the order of the standard."""

    kind: str
    by_name: Mapping[str, Field]

    @cached_property
    def required(self) -> tuple[str, ...]:
        """Names of fields that no object of the kind may lack."""
        return tuple(field.name for field in self.by_name.values() if field.is_required)

    @cached_property
    def nested(self) -> Mapping[str, Field]:
        """Fields that hold other objects."""
        return {field.name: field for field in self.by_name.values() if field.holds}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Fields that hold a plain value: what a table of the kind has for columns, less its references."""
        return tuple(field.name for field in self.by_name.values() if not field.holds)


@cache
def fields_of(standard: Format, kind: str) -> Fields | None:
    """Return the fields of a kind in the standard a format follows, or null where the standard knows no such kind."""
    texts = UK if standard is Format.ORUK_JSON else HSDS
    return Fields(kind, {item.name: item for item in map(_field, texts[kind].split())}) if kind in texts else None


@cache
def required_in_tables(standard: Format, kind: str) -> tuple[str, ...]:
    """Return the columns that a table of the kind may not leave empty beyond what is required anywhere."""
    texts = UK_IN_TABLES if standard is Format.ORUK_JSON else IN_TABLES
    return tuple(texts.get(kind, "").split())


def _field(written: str) -> Field:
    head, _, type_ = written.partition(":")
    name, is_required = head.rstrip("!"), head.endswith("!")
    if type_ in FORMATS:
        return Field(name, is_required=is_required, format=type_)
    if type_.startswith("("):
        choices = tuple(choice.replace("_", " ") for choice in type_[1:-1].split("|"))
        return Field(name, is_required=is_required, choices=choices)
    if type_.startswith(("[", "<")):
        return Field(name, "list" if type_[0] == "[" else "object", is_required, holds=type_[1:-1])
    return Field(name, type_ or "text", is_required)
