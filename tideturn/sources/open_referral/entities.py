"""What a feed holds: one thing after another, each as the standard's own object."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a thing of a feed is, in the standard's own words; `unlinked` is a row that hangs on nothing we hold."""

    ORGANIZATION = "organization"
    SERVICE = "service"
    LOCATION = "location"
    SERVICE_AT_LOCATION = "service_at_location"
    PROGRAM = "program"
    TAXONOMY = "taxonomy"
    TAXONOMY_TERM = "taxonomy_term"
    API = "api"
    UNLINKED = "unlinked"


@dataclass(frozen=True)
class Entity:
    """One thing of a feed: what it is, its id there, the object whole and as given, and where in the feed it stands."""

    kind: Kind
    id: str
    content: Mapping[str, Any]
    place: str
