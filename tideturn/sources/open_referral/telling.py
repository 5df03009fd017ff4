"""What kind of thing a JSON object of a feed is: by the name of its file, else by its fields."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from tideturn.sources.open_referral.entities import Kind

NAMES = {
    "service": Kind.SERVICE,
    "services": Kind.SERVICE,
    "organization": Kind.ORGANIZATION,
    "organizations": Kind.ORGANIZATION,
    "organisation": Kind.ORGANIZATION,
    "organisations": Kind.ORGANIZATION,
    "location": Kind.LOCATION,
    "locations": Kind.LOCATION,
    "service_at_location": Kind.SERVICE_AT_LOCATION,
    "service_at_locations": Kind.SERVICE_AT_LOCATION,
    "services_at_location": Kind.SERVICE_AT_LOCATION,
    "program": Kind.PROGRAM,
    "programs": Kind.PROGRAM,
    "taxonomy": Kind.TAXONOMY,
    "taxonomies": Kind.TAXONOMY,
    "taxonomy_term": Kind.TAXONOMY_TERM,
    "taxonomy_terms": Kind.TAXONOMY_TERM,
    "base": Kind.API,
    "api_details": Kind.API,
    "unlinked": Kind.UNLINKED,
}
ADDED = re.compile(r"(?:_(?:full|list|data|details|page|response))*(?:[-_ ]?\d+)?$")

# In this order: the first sign that is there tells. A service at a location holds a location or names both ends.
SIGNS: tuple[tuple[Kind, tuple[frozenset[str], ...]], ...] = (
    (Kind.API, (frozenset({"openapi_url"}), frozenset({"version", "profile"}))),
    (
        Kind.SERVICE,
        (
            frozenset({"name", "status"}),
            frozenset({"service_at_locations"}),
            frozenset({"name", "organization"}),
            frozenset({"name", "eligibility_description"}),
        ),
    ),
    (
        Kind.SERVICE_AT_LOCATION,
        (frozenset({"service_id", "location_id"}), frozenset({"id", "location"}), frozenset({"id", "service"})),
    ),
    (
        Kind.LOCATION,
        (frozenset({"location_type"}), frozenset({"latitude", "longitude"}), frozenset({"addresses"})),
    ),
    (
        Kind.TAXONOMY_TERM,
        (
            frozenset({"taxonomy"}),
            frozenset({"taxonomy_detail"}),
            frozenset({"term_uri"}),
            frozenset({"taxonomy_id"}),
            frozenset({"name", "parent_id"}),
        ),
    ),
    (Kind.TAXONOMY, (frozenset({"taxonomy_terms"}), frozenset({"name", "version"}))),
    (
        Kind.ORGANIZATION,
        (
            frozenset({"organization_identifiers"}),
            frozenset({"website"}),
            frozenset({"parent_organization_id"}),
            frozenset({"legal_status"}),
            frozenset({"programs"}),
            frozenset({"services"}),
            frozenset({"tax_status"}),
        ),
    ),
    (Kind.PROGRAM, (frozenset({"name", "organization_id"}),)),
    (Kind.ORGANIZATION, (frozenset({"id", "name", "description"}),)),
)


def kind_by_name(name: str) -> Kind | None:
    """Return what a file of this name holds, or null where the name tells nothing."""
    stem = PurePosixPath(name).stem.lower().replace("-", "_")
    return NAMES.get(stem) or NAMES.get(ADDED.sub("", stem))


def kind_by_shape(content: Mapping[str, Any]) -> Kind:
    """Return what an object is by the fields it has; one that none of them tells hangs on nothing we hold."""
    names = content.keys()
    for kind, signs in SIGNS:
        if any(sign <= names for sign in signs):
            return kind
    return Kind.UNLINKED
