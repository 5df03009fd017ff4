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

    @property
    def member(self) -> str:
        """The file or page in which it stands; with its position it is what giving a feed back puts it in order by."""
        return self.place.rpartition(", ")[0]

    @property
    def is_row(self) -> bool:
        """Whether it came from a table, where a cell has no type."""
        return self.place.rpartition(", ")[2].startswith("row ")

    @property
    def is_item(self) -> bool:
        """Whether it stood in a list or a page, and not by itself."""
        return self.place.rpartition(", ")[2].startswith("item ")

    @property
    def position(self) -> int:
        """Which item, line or row of its file or page it is."""
        digits = self.place.rpartition(" ")[2]
        return int(digits) if digits.isdecimal() else 0
