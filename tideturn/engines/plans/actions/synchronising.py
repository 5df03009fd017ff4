"""Make a table hold exactly the given rows, touching only what differs, so that history records only real changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Changes:
    """How many rows of one table were added, changed and removed."""

    added: int = 0
    changed: int = 0
    removed: int = 0

    def __add__(self, other: "Changes") -> "Changes":
        return Changes(self.added + other.added, self.changed + other.changed, self.removed + other.removed)

    @property
    def total(self) -> int:
        """Return how many rows were touched."""
        return self.added + self.changed + self.removed


def synchronise(existing: models.QuerySet[Any], rows: Iterable[Row], *, key: tuple[str, ...]) -> Changes:
    """Make `existing` hold exactly `rows`, told apart by the columns of `key`.

    Rows that already say the same are not written at all; rows that are no longer wanted are deleted.
    """
    wanted = {tuple(row[name] for name in key): row for row in rows}
    held = {tuple(getattr(item, name) for name in key): item for item in existing}
    new = [existing.model(**row) for identity, row in wanted.items() if identity not in held]
    changed = [
        _with_values(held[identity], row)
        for identity, row in wanted.items()
        if identity in held and _differs(held[identity], row)
    ]
    gone = [item.pk for identity, item in held.items() if identity not in wanted]
    if gone:
        existing.model._default_manager.filter(pk__in=gone).delete()
    if changed:
        columns = sorted({name for row in wanted.values() for name in row} - set(key) - {"id"})
        existing.model._default_manager.bulk_update(changed, columns, batch_size=500)
    existing.model._default_manager.bulk_create(new, batch_size=500)
    return Changes(len(new), len(changed), len(gone))


def _differs(item: models.Model, row: Row) -> bool:
    return any(getattr(item, name) != value for name, value in row.items())


def _with_values(item: models.Model, row: Row) -> models.Model:
    for name, value in row.items():
        setattr(item, name, value)
    return item
