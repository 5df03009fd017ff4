"""Contents by the file that they belong to, and there by their position, put down on disk."""

import json
import sqlite3
from collections.abc import Iterator

from tideturn.sources.open_referral.entities import Entity


class Sorted:
    """JSON objects on their way into files, in whatever order they come."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE items (name TEXT, position INTEGER, content TEXT)")
        self._database.execute("BEGIN")
        self.names: dict[str, None] = {}

    def add(self, name: str, entity: Entity) -> None:
        """Put an entity down for a file."""
        self.names.setdefault(name)
        text = json.dumps(entity.content, ensure_ascii=False)
        self._database.execute("INSERT INTO items VALUES (?, ?, ?)", (name, entity.position, text))

    def of(self, name: str) -> Iterator[str]:
        """Yield the contents of a file in their order, as JSON."""
        asked = "SELECT content FROM items WHERE name = ? ORDER BY position, rowid"
        for (text,) in self._database.execute(asked, (name,)):
            yield text

    def close(self) -> None:
        """Let go of the disk space."""
        self._database.close()
