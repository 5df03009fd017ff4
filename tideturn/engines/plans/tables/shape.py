"""What a table of the register is: its columns with their meaning, its key, and the rows of a day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# So many rows are held at once, however long a table is: about two megabytes of commitments.
ROWS_AT_ONCE = 500


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "string"
    DAY = "date"
    NUMBER = "integer"
    FLAG = "boolean"


@dataclass(frozen=True)
class Column:
    """One column: its name, what its cells are, what they mean, and where the register keeps them."""

    name: str
    kind: Kind
    meaning: str
    path: str
    is_required: bool = False


@dataclass(frozen=True)
class Reference:
    """Columns that name a row of another table, in the order of that table's key."""

    columns: tuple[str, ...]
    table: str


@dataclass(frozen=True)
class Table:
    """One table: `found` gives what was known on a day, of all plans or of one."""

    name: str
    title: str
    columns: tuple[Column, ...]
    found: Callable[[date, str | None], "QuerySet[Any]"]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    def rows(self, on: date, plan_id: str | None = None) -> Iterator[tuple[Any, ...]]:
        """Yield the cells of every row as known on a day, in the order of the columns; no more than some are held.

        They are read by their keys, a piece at a time, so that no connection is held for whoever reads slowly.
        """
        paths = [column.path for column in self.columns]
        rest = self.found(on, plan_id).order_by("pk").values_list("pk", *paths)
        while rows := list(rest[:ROWS_AT_ONCE]):
            if not connection.in_atomic_block:
                connection.close()
            yield from (row[1:] for row in rows)
            rest = rest.filter(pk__gt=rows[-1][0])
