"""Which rows hang on which: a reference in a column, and the field of the parent or of the row itself it becomes.

A child hangs in a list of its parent (`phones.service_id` in a service's `phones`); what a row names and many rows
share is put into it whole (`services.organization_id` becomes the service's `organization`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tideturn.sources.open_referral.feed import Format
from tideturn.sources.open_referral.standard import Field, fields_of
from tideturn.sources.open_referral.standard_hsds import HSDS

ROOTS = ("taxonomy", "taxonomy_term", "organization", "program", "location", "service")
# Of these a list in the parent would hold the whole directory.
NEVER_LISTED = {("organization", "services"), ("taxonomy", "taxonomy_terms")}
ANY = ""
EMBEDDED = {
    "service": {"organization_id": ("organization", "organization"), "program_id": ("program", "program")},
    "service_at_location": {"location_id": ("location", "location")},
    "attribute": {"taxonomy_term_id": ("taxonomy_term", "taxonomy_term")},
    "taxonomy_term": {"taxonomy_id": ("taxonomy", "taxonomy_detail")},
}
# Embedded with all that hangs on it; the others are entities of their own, and shared by too many.
EMBEDDED_WHOLE = {"location"}
# What names its parent by two columns: which one, and of what kind that is.
NAMED_BY_TWO = {
    "attribute": ("link_id", ("link_entity", "link_type"), "attributes"),
    "metadata": ("resource_id", ("resource_type",), "metadata"),
}
OLD_LINKS = {
    "attribute": {"service_id": ("service", "attributes")},
    "eligibility": {"service_id": ("service", "eligibilities")},
}
OLD_NESTED = {"service": {"eligibilities": Field("eligibilities", "list", holds="eligibility")}}
OLD_KINDS = {
    "physical_address": "address",
    "postal_address": "address",
    "regular_schedule": "schedule",
    "holiday_schedule": "schedule",
    "payment_accepted": "cost_option",
    "accessibility_for_disabilities": "accessibility",
}


@dataclass(frozen=True)
class Hook:
    """Where a row hangs: on what kind, with which id, in which of its fields."""

    kind: str
    id: str
    field: str


@cache
def nested_fields(kind: str) -> dict[str, Field]:
    """Return the fields of a kind that hold other objects, of the standard and of its UK profile."""
    found: dict[str, Field] = dict(OLD_NESTED.get(kind, {}))
    for standard in (Format.HSDS_JSON, Format.ORUK_JSON):
        fields = fields_of(standard, kind)
        found |= {} if fields is None else {n: f for n, f in fields.by_name.items() if f.holds}
    return found


@cache
def references(kind: str) -> dict[str, tuple[str, str]]:
    """Return, of each column of a kind that names a parent, the parent's kind and the field in which the kind hangs."""
    found = dict(OLD_LINKS.get(kind, {}))
    for parent in HSDS:
        for name, held in nested_fields(parent).items():
            if held.holds == kind and held.type == "list" and (parent, name) not in NEVER_LISTED:
                found[f"{parent}_id"] = (parent, name)
    return {} if kind == "metadata" else {c: p for c, p in found.items() if kind != "attribute" or c == "service_id"}


@cache
def taking_any(name: str) -> tuple[str, ...]:
    """Return the kinds in whose field of this name a row may hang that says an id, but not of what kind it is."""
    never = ("attribute", "metadata")  # so that no two of them hang on each other
    return tuple(kind for kind in HSDS if kind not in never and name in nested_fields(kind))


def hooks_of(kind: str, row: Mapping[str, object]) -> list[Hook]:
    """Return where a row hangs; none for what stands alone or names nobody."""
    found = [Hook(parent, str(row[c]), name) for c, (parent, name) in references(kind).items() if row.get(c)]
    if kind in NAMED_BY_TWO:
        column, said_by, name = NAMED_BY_TWO[kind]
        if row.get(column):
            found.append(Hook(_parent_kind(row, said_by, name), str(row[column]), name))
    return found


def _parent_kind(row: Mapping[str, object], said_by: tuple[str, ...], name: str) -> str:
    for column in said_by:
        said = OLD_KINDS.get(str(row.get(column, "")), str(row.get(column, "")))
        if said in taking_any(name) or (said == "attribute" and name == "metadata"):
            return said
    return ANY
