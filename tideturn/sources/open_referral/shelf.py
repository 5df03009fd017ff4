"""Rows of tables, put down on disk so that a table of any length can be nested in little memory."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tideturn.sources.open_referral.hanging import ANY, ROOTS, Hook, taking_any

PAGES_IN_MEMORY = -65_536  # 64 MB
BATCH = 5_000

TABLES = """
CREATE TABLE rows (n INTEGER PRIMARY KEY, home INTEGER, number INTEGER, kind TEXT, id TEXT, node TEXT);
CREATE TABLE hooks (kind TEXT, id TEXT, field TEXT, n INTEGER);
"""
INDEXES = """
CREATE INDEX rows_by_id ON rows (id, kind);
CREATE INDEX rows_by_kind ON rows (kind);
CREATE INDEX hooks_by_parent ON hooks (id, kind);
CREATE INDEX hooks_by_row ON hooks (n);
"""


def _quoted(kinds: Iterable[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in kinds)


FREE = f"""
SELECT n, home, number, kind, id, node FROM rows
WHERE kind NOT IN ({_quoted(ROOTS)}) AND NOT EXISTS (
    SELECT 1 FROM hooks JOIN rows AS parent ON parent.id = hooks.id
    WHERE hooks.n = rows.n AND (
        hooks.kind = parent.kind
        OR hooks.kind = '{ANY}' AND hooks.field = 'attributes' AND parent.kind IN ({_quoted(taking_any("attributes"))})
        OR hooks.kind = '{ANY}' AND hooks.field = 'metadata' AND parent.kind IN ({_quoted(taking_any("metadata"))})
    )
) ORDER BY n
"""  # noqa: S608  (names of kinds are our own constants)


@dataclass(frozen=True)
class Row:
    """A row as it was put down: its table, its number there, what it is."""

    n: int
    home: int
    number: int
    kind: str
    id: str
    node: dict[str, Any]


class Shelf:
    """A temporary database that its own process alone can see, and that is gone once it is closed."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.execute(f"PRAGMA cache_size = {PAGES_IN_MEMORY}")
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.executescript(TABLES)
        self._database.execute("BEGIN")
        self._rows: list[tuple[Any, ...]] = []
        self._hooks: list[tuple[str, str, str, int]] = []
        self._parents: frozenset[str] = frozenset()
        self.count = 0

    def put(self, home: int, number: int, kind: str, node: dict[str, Any], hooks: list[Hook]) -> None:
        """Put a row down."""
        self.count += 1
        id_, text = node.get("id"), _text(node)
        key = str(id_) if kind and id_ not in (None, "") else _unnamed(home, text)
        self._rows.append((self.count, home, number, kind, key, text))
        self._hooks += [(hook.kind, hook.id, hook.field, self.count) for hook in hooks]
        if len(self._rows) >= BATCH:
            self._flush()

    def seal(self) -> None:
        """Make ready for asking; nothing is put down after."""
        self._flush()
        self._database.executescript(INDEXES)
        self._parents = frozenset(kind for (kind,) in self._database.execute("SELECT DISTINCT kind FROM hooks"))

    def of_kind(self, kind: str) -> Iterator[Row]:
        """Yield the rows of a kind in the order of their tables, each once however often it stands in its table."""
        asked = "SELECT n, home, number, kind, id, node FROM rows WHERE kind = ? ORDER BY n"
        yield from (row for row in self._asked(asked, kind) if not self._stood_before(row))

    def free(self) -> Iterator[Row]:
        """Yield the rows that hang on nothing, less those that stand alone by nature; each once."""
        yield from (row for row in self._asked(FREE) if not self._stood_before(row))

    def hanging_on(self, kind: str, id_: str) -> list[tuple[str, str, dict[str, Any]]]:
        """Return the field, the kind and the node of each row that hangs on another."""
        if kind not in self._parents and ANY not in self._parents:
            return []
        found = self._database.execute(
            "SELECT DISTINCT hooks.field, hooks.kind, rows.kind, rows.node, rows.n FROM hooks JOIN rows USING (n)"
            " WHERE hooks.id = ? AND hooks.kind IN (?, ?) ORDER BY rows.n",
            (id_, kind, ANY),
        )
        return [
            (field, child, json.loads(text))
            for field, said, child, text, _ in found
            if said != ANY or kind in taking_any(field)
        ]

    def one(self, kind: str, id_: str) -> dict[str, Any] | None:
        """Return the first row of a kind with an id, or null."""
        found = self._database.execute(
            "SELECT node FROM rows WHERE kind = ? AND id = ? ORDER BY n LIMIT 1", (kind, id_)
        ).fetchone()
        return None if found is None else json.loads(found[0])

    def repeated(self) -> Iterator[tuple[int, str, int]]:
        """Yield table, text and number of further copies of each row that stands in its table more than once."""
        yield from self._database.execute(
            "SELECT home, node, count(*) - 1 FROM rows JOIN"
            " (SELECT kind, id FROM rows GROUP BY kind, id HAVING count(*) > 1) USING (kind, id)"
            " GROUP BY home, node HAVING count(*) > 1"
        )

    def twice(self) -> Iterator[tuple[str, str, int, int]]:
        """Yield kind, id, table and number of each row that has the id of one before it in the same table."""
        yield from self._database.execute(
            "SELECT kind, id, home, max(number) FROM rows WHERE typeof(id) = 'text' GROUP BY kind, id, home"
            " HAVING count(*) > 1"
        )

    def close(self) -> None:
        """Let go of the disk space."""
        self._database.close()

    def in_several(self, homes: Sequence[int]) -> Iterator[list[Row]]:
        """Yield the rows of one kind and one id that stand in more than one of some tables."""
        numbers = ", ".join(str(int(home)) for home in homes)
        groups = self._database.execute(
            f"SELECT kind, id FROM rows WHERE home IN ({numbers}) GROUP BY kind, id"  # noqa: S608  (numbers)
            " HAVING count(DISTINCT home) > 1"
        ).fetchall()
        for kind, id_ in groups:
            asked = "SELECT n, home, number, kind, id, node FROM rows WHERE kind = ? AND id = ? ORDER BY n"
            yield list(self._asked(asked, kind, id_))

    def replace(self, row: Row, joined: Row) -> None:
        """Put a row in the place of itself and of another, which hangs where this one does and no longer stands."""
        self._database.execute("UPDATE rows SET node = ? WHERE n = ?", (_text(row.node), row.n))
        self._database.execute("UPDATE hooks SET n = ? WHERE n = ?", (row.n, joined.n))
        self._database.execute("DELETE FROM rows WHERE n = ?", (joined.n,))

    def commonest(self) -> tuple[str, str, int]:
        """Return kind and id that most rows have, and how many."""
        found = self._database.execute(
            "SELECT kind, id, count(*) AS many FROM rows WHERE typeof(id) = 'text' GROUP BY kind, id"
            " ORDER BY many DESC LIMIT 1"
        ).fetchone()
        return found or ("", "", 0)

    def _stood_before(self, row: Row) -> bool:
        """Return whether the very same row stands earlier in its table; how often it does is known to `repeated`."""
        asked = "SELECT n, home, number, kind, id, node FROM rows WHERE id = ? AND kind = ? ORDER BY n LIMIT 1"
        key = row.id or _unnamed(row.home, _text(row.node))
        (first,) = self._asked(asked, key, row.kind)
        if first.n == row.n or not row.id:
            return first.n != row.n
        alike = self._asked(asked.removesuffix(" LIMIT 1"), key, row.kind)
        return any(one.n < row.n and one.home == row.home and one.node == row.node for one in alike)

    def _flush(self) -> None:
        self._database.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)", self._rows)
        self._database.executemany("INSERT INTO hooks VALUES (?, ?, ?, ?)", self._hooks)
        self._rows, self._hooks = [], []

    def _asked(self, question: str, *values: str | bytes) -> Iterator[Row]:
        for n, home, number, kind, id_, text in self._database.execute(question, values):
            yield Row(n, home, number, kind, id_ if isinstance(id_, str) else "", json.loads(text))


def _text(node: dict[str, Any]) -> str:
    return json.dumps(node, ensure_ascii=False, separators=(",", ":"))


def _unnamed(home: int, text: str) -> bytes:
    """Return the key of a row without an id, which is no text as ids are; the very same row of a table has the same."""
    return hashlib.blake2b(f"{home}:{text}".encode(), digest_size=16).digest()
