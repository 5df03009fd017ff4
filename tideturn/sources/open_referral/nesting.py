"""Rows on the shelf, nested into the entities that the standard's JSON has."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from tideturn.sources.open_referral.entities import Entity, Kind
from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.feed import TableForm
from tideturn.sources.open_referral.hanging import EMBEDDED, EMBEDDED_WHOLE, ROOTS, nested_fields
from tideturn.sources.open_referral.nodes import made_id
from tideturn.sources.open_referral.shelf import Row, Shelf

# A place that a thousand services share stands in each of them; this many copies of everything is no directory.
COPIES_AT_MOST = 30
COPIES_FREE = 200_000
# A national body with some thousand places is held whole, and nothing larger.
MOST_IN_ONE = 100_000


class Nesting:
    """Takes the entities of a shelf: what stands alone by nature, then what hangs on nothing that is there."""

    def __init__(self, shelf: Shelf, tables: Sequence[TableForm]) -> None:
        self._shelf = shelf
        self._tables = tables
        self._copied = 0
        self._in_this = 0

    def entities(self) -> Iterator[Entity]:
        """Yield each entity with all that hangs on it; raises FeedRefused where rows would be copied without end."""
        for kind in ROOTS:
            for row in self._shelf.of_kind(kind):
                yield self._entity(Kind(kind), row.id, row)
        for row in self._shelf.free():
            if row.kind == Kind.SERVICE_AT_LOCATION:
                yield self._entity(Kind.SERVICE_AT_LOCATION, row.id, row)
            else:
                yield self._entity(Kind.UNLINKED, self._id(row), row)

    def _entity(self, kind: Kind, id_: str, row: Row) -> Entity:
        self._in_this = 0
        place = f"{self._tables[row.home].name}, row {row.number}"
        try:
            return Entity(kind, id_, self._whole(row.kind, row.node), place)
        except _TooMuch as fault:
            raise FeedRefused(place, str(fault)) from None

    def _id(self, row: Row) -> str:
        """Return an id for what hangs on nothing: rows of any two tables may have the same, and some have none."""
        table = self._tables[row.home].name
        return made_id(table, row.id or json.dumps(row.node, sort_keys=True))

    def _whole(self, kind: str, node: dict[str, Any]) -> dict[str, Any]:
        """Return a node with what hangs on it, and what it names put into it."""
        node = self._with_hanging(kind, node)
        self._embed(kind, node)
        if kind == "service":
            self._complete_service(node)
        return node

    def _with_hanging(self, kind: str, node: dict[str, Any]) -> dict[str, Any]:
        self._count()
        id_ = node.get("id")
        if id_ in (None, "") or not nested_fields(kind):
            return node
        for field, child, found in self._shelf.hanging_on(kind, str(id_)):
            node.setdefault(field, []).append(self._whole(child, found))
        return node

    def _embed(self, kind: str, node: dict[str, Any]) -> None:
        for column, (named, field) in EMBEDDED.get(kind, {}).items():
            id_ = node.get(column)
            found = self._shelf.one(named, str(id_)) if id_ not in (None, "") else None
            if found is not None and field not in node:
                node[field] = self._whole(named, found) if named in EMBEDDED_WHOLE else self._alone(named, found)

    def _alone(self, kind: str, node: dict[str, Any]) -> dict[str, Any]:
        self._count()
        self._embed(kind, node)
        return node

    def _complete_service(self, node: dict[str, Any]) -> None:
        """Put in what older versions say elsewhere: who may come, and whose service it is, by its one location."""
        said = [row["eligibility"] for row in node.get("eligibilities", []) if row.get("eligibility")]
        if said and "eligibility_description" not in node:
            node["eligibility_description"] = "\n".join(map(str, said))
        for name, child in (("service_at_locations", "service_at_location"), ("attributes", "attribute")):
            for made in node.get(name, []):
                self._embed(child, made)
        for place in node.get("service_at_locations", []):
            owner = place.get("location", {}).get("organization_id")
            if owner and "organization_id" not in node:
                node["organization_id"] = owner
                self._embed("service", node)

    def _count(self) -> None:
        self._copied += 1
        self._in_this += 1
        if self._in_this > MOST_IN_ONE:
            raise _TooMuch(f"more than {MOST_IN_ONE:,} rows hang on this one; look for an id that many rows share.")
        if self._copied > COPIES_FREE + COPIES_AT_MOST * self._shelf.count:
            raise _TooMuch("rows name one another so often that nesting never ends; look for an id that many share.")


class _TooMuch(Exception):
    """More hangs together than a directory has."""
