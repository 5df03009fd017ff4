"""Which standard a JSON feed follows: Open Referral UK, or HSDS itself."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from tideturn.sources.open_referral.entities import Entity, Kind
from tideturn.sources.open_referral.feed import Format
from tideturn.sources.open_referral.hanging import nested_fields
from tideturn.sources.open_referral.standard import fields_of
from tideturn.sources.open_referral.standard_hsds import HSDS


def format_of(entities: Sequence[Entity]) -> tuple[Format, str]:
    """Return the format and the version of a feed by its first entities: by what it says itself, else by its fields.

    A feed that shows neither is taken for one of Open Referral UK.
    """
    for entity in entities:
        if entity.kind is Kind.API:
            version = str(entity.content.get("version", "3.0"))
            is_uk = "UK" in version.upper() or "uk-profile" in str(entity.content.get("profile", "")).lower()
            return (Format.ORUK_JSON if is_uk else Format.HSDS_JSON), version
    seen = {pair for entity in entities for pair in _fields_in(entity.kind, entity.content)}
    if seen & only_in(Format.ORUK_JSON):
        return Format.ORUK_JSON, "3.0"
    return (Format.HSDS_JSON if seen & only_in(Format.HSDS_JSON) else Format.ORUK_JSON), "3.0"


@cache
def only_in(standard: Format) -> frozenset[tuple[str, str]]:
    """Return the kinds and fields that a standard has and the other has not."""
    other = Format.HSDS_JSON if standard is Format.ORUK_JSON else Format.ORUK_JSON
    return frozenset(_all_of(standard) - _all_of(other))


def _all_of(standard: Format) -> set[tuple[str, str]]:
    found = ((kind, fields_of(standard, kind)) for kind in HSDS)
    return {(kind, name) for kind, fields in found if fields for name in fields.by_name}


def _fields_in(kind: str, content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in content.items():
        yield kind, name
        held = nested_fields(kind).get(name)
        for inner in value if isinstance(value, list) else [value]:
            if held is not None and isinstance(inner, Mapping):
                yield from _fields_in(held.holds, inner)
