"""Entities made into rows again: each row once for each time that it stood in its table."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tideturn.sources.open_referral.entities import Entity, Kind
from tideturn.sources.open_referral.feed import Content, TableForm
from tideturn.sources.open_referral.hanging import nested_fields
from tideturn.sources.open_referral.nodes import AS_GIVEN, row_of

Found = tuple[int, dict[str, Any]]


class Rows:
    """The rows that entities hold, table by table, put down on disk so that each is kept once."""

    def __init__(self, tables: Sequence[TableForm]) -> None:
        self._tables = tables
        self._by_name = {table.name: number for number, table in enumerate(tables)}
        # A kind's own table is the one whose rows bear no mark; a marked row names its table.
        self._by_kind = {table.kind: number for number, table in enumerate(tables) if not table.is_marked}
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE rows (home INTEGER, row TEXT, UNIQUE (home, row))")
        self._database.execute("BEGIN")

    def add(self, entities: Iterable[Entity]) -> None:
        """Put down every row that the entities hold."""
        for entity in entities:
            found = ((home, _text(self._tables[home], node)) for home, node in self._found(entity))
            self._database.executemany("INSERT OR IGNORE INTO rows VALUES (?, ?)", found)

    def of(self, table: TableForm) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table, in the order in which they came."""
        copies = self._copies(table)
        asked = "SELECT row FROM rows WHERE home = ? ORDER BY rowid"
        for (text,) in self._database.execute(asked, (self._by_name[table.name],)):
            for _ in range(1 + copies.get(text, 0)):
                yield json.loads(text)

    def close(self) -> None:
        """Let go of the disk space."""
        self._database.close()

    def _copies(self, table: TableForm) -> dict[str, int]:
        """Return how often more each row stood in its table; the form has them as they lay on the shelf."""
        copies: dict[str, int] = {}
        for text, more in table.repeated.items():
            row = _text(table, json.loads(text))
            copies[row] = copies.get(row, 0) + more
        return copies

    def _found(self, entity: Entity) -> Iterator[Found]:
        kind: str = entity.kind
        if entity.kind is Kind.UNLINKED:
            home = self._by_name.get(entity.member)
            kind = self._tables[home].kind if home is not None else ""
            if home is not None and not kind:
                yield home, dict(entity.content)
                return
        yield from self._rows(kind, entity.content)

    def _rows(self, kind: str, node: Content) -> Iterator[Found]:
        """Yield the row that a node was, and those of all that is in it."""
        marks = node.get(AS_GIVEN, {})
        homes = [self._by_name[name] for name in marks if name in self._by_name]
        if not homes and kind in self._by_kind:
            homes = [self._by_kind[kind]]
        for home in homes:
            yield home, dict(node)
        for name, field in nested_fields(kind).items():
            held = node.get(name)
            for inner in held if isinstance(held, list) else [held]:
                if isinstance(inner, Mapping):
                    yield from self._rows(field.holds, inner)


def _text(table: TableForm, node: Content) -> str:
    return json.dumps(row_of(table, node), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
