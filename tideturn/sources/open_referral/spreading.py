"""Nested entities of any feed as rows of the tables of HSDS 3.0: each thing once, with the ids of what it hangs on."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tideturn.sources.open_referral.entities import Entity, Kind
from tideturn.sources.open_referral.feed import Content, Format
from tideturn.sources.open_referral.hanging import EMBEDDED, nested_fields
from tideturn.sources.open_referral.nodes import letters_of
from tideturn.sources.open_referral.standard import fields_of
from tideturn.sources.open_referral.versions import CANONICAL

Reference = tuple[str, str]


class Spread:
    """Rows of new tables, put down on disk; `columns` of a kind are known once all entities are in."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE rows (n INTEGER PRIMARY KEY, kind TEXT, id TEXT, row TEXT)")
        self._database.execute("CREATE INDEX by_id ON rows (kind, id)")
        self._database.execute("BEGIN")
        self._more: dict[str, dict[str, None]] = {}

    def add(self, entity: Entity) -> None:
        """Put down an entity and all that is in it; what the API says of itself is no row."""
        if entity.kind is not Kind.API:
            for kind, row in _rows(entity.kind, entity.content, None):
                self._put(kind, row)

    @property
    def kinds(self) -> list[str]:
        """The kinds of which there are rows, in the order of the standard."""
        found = {kind for (kind,) in self._database.execute("SELECT DISTINCT kind FROM rows")}
        return [kind for kind in CANONICAL if kind in found] + sorted(found - CANONICAL.keys())

    def columns(self, kind: str) -> tuple[str, ...]:
        """Return the columns of a table: those of the standard, then what entities have besides."""
        fields = fields_of(Format.HSDS_JSON, kind)
        known = fields.columns if fields else ()
        return (*known, *(name for name in self._more.get(kind, {}) if name not in known))

    def of(self, kind: str) -> Iterator[dict[str, str]]:
        """Yield the rows of a kind in the order in which they came."""
        for (text,) in self._database.execute("SELECT row FROM rows WHERE kind = ? ORDER BY n", (kind,)):
            yield json.loads(text)

    def close(self) -> None:
        """Let go of the disk space."""
        self._database.close()

    def _put(self, kind: str, row: dict[str, str]) -> None:
        self._more.setdefault(kind, {}).update(dict.fromkeys(row))
        id_ = row.get("id", "")
        asked = "SELECT n, row FROM rows WHERE kind = ? AND id = ? ORDER BY n DESC LIMIT 1"
        found = self._database.execute(asked, (kind, id_)).fetchone() if id_ else None
        before = json.loads(found[1]) if found else {}
        if found and all(before.get(name, value) == value for name, value in row.items()):
            if not row.keys() <= before.keys():
                self._database.execute("UPDATE rows SET row = ? WHERE n = ?", (_text(before | row), found[0]))
            return
        self._database.execute("INSERT INTO rows (kind, id, row) VALUES (?, ?, ?)", (kind, id_, _text(row)))


def spread(entities: Iterable[Entity]) -> Spread:
    """Return the rows of all entities."""
    made = Spread()
    for entity in entities:
        made.add(entity)
    return made


def _text(row: Mapping[str, str]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _rows(kind: str, node: Content, parent: Reference | None) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the row that a node is, and those of what is in it."""
    nested = nested_fields(kind)
    flat = {name: _cell(value) for name, value in node.items() if not _is_nested(name, value, nested)}
    yield kind, {name: cell for name, cell in (flat | _references(kind, node, flat, parent)).items() if cell != ""}
    here = (kind, str(node.get("id", "")))
    for name, field in nested.items():
        held = node.get(name)
        for inner in held if isinstance(held, list) else [held]:
            if isinstance(inner, Mapping):
                yield from _rows(field.holds, inner, here if field.type == "list" else None)


def _is_nested(name: str, value: Any, nested: Mapping[str, Any]) -> bool:
    """Return whether a value becomes rows of its own; what stands in its place against the standard stays a cell."""
    if name not in nested:
        return False
    return isinstance(value, Mapping) or (isinstance(value, list) and all(isinstance(i, Mapping) for i in value))


def _cell(value: Any) -> str:
    return _json(value) if isinstance(value, list | dict | Mapping) else letters_of(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _references(kind: str, node: Content, flat: Mapping[str, str], parent: Reference | None) -> dict[str, str]:
    """Return the ids that a nested object need not say and a row must."""
    fields = fields_of(Format.HSDS_JSON, kind)
    found: dict[str, str] = {}
    for column, (_, name) in EMBEDDED.get(kind, {}).items():
        if isinstance(node.get(name), Mapping):
            found[column] = letters_of(node[name].get("id"))
    if kind == "service_at_location" and isinstance(node.get("service"), Mapping):
        found["service_id"] = letters_of(node["service"].get("id"))
    if parent is not None and kind == "attribute":
        found |= {"link_id": parent[1], "link_entity": parent[0]}
    elif parent is not None and kind == "metadata":
        found |= {"resource_id": parent[1], "resource_type": parent[0]}
    elif parent is not None and fields is not None and f"{parent[0]}_id" in fields.columns:
        found[f"{parent[0]}_id"] = parent[1]
    return {column: id_ for column, id_ in found.items() if not flat.get(column)}
