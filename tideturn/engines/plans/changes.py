"""How the register's own account of a commitment changed: read from the rows that the database's triggers keep."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Model

from tideturn.engines.plans.history import begins
from tideturn.engines.plans.models import Commitment

# The event tables of a commitment and of what hangs on it, with the column that points at the commitment.
KEPT = (
    ("Commitment", "pgh_obj_id"),
    ("Acceptance", "commitment_id"),
    ("Response", "commitment_id"),
    ("Position", "commitment_id"),
    ("Verdict", "commitment_id"),
    ("DueDateRevision", "commitment_id"),
    ("Money", "commitment_id"),
    ("Quotation", "commitment_id"),
    ("AreaDelivery", "commitment_id"),
    ("Condition", "commitment_id"),
    ("Correction", "commitment_id"),
)


@dataclass(frozen=True)
class Change:
    """One row of the register that was added, changed or removed: what it concerns and which fields differ."""

    at: datetime
    concerns: str
    did: str
    fields: tuple[str, ...]
    reason: str
    number: int = 0


def changes_of(commitment: Commitment, on: date | None = None) -> tuple[Change, ...]:
    """Return every change of a commitment's rows, the latest first; those up to the end of a day where one is given."""
    with connection.cursor() as cursor:
        cursor.execute(_every_event(), [commitment.pk] * len(KEPT))
        found = _told(cursor.fetchall())
    by_then = [change for change in found if on is None or change.at < begins(on + timedelta(days=1))]
    return tuple(sorted(by_then, key=lambda change: change.at, reverse=True))


@cache
def _every_event() -> str:
    """Return the question for the events of all tables at once: ten questions would be most of what a page costs."""
    one = (
        "select {place}, row.pgh_id, row.pgh_obj_id, row.pgh_created_at, row.pgh_label,"
        " context.metadata ->> 'reason', to_jsonb(row)"
        " from {table} row left join pghistory_context context on context.id = row.pgh_context_id"
        " where row.{column} = %s"
    )
    events = " union all ".join(
        one.format(place=place, table=_event(name)._meta.db_table, column=column)
        for place, (name, column) in enumerate(KEPT)
    )
    return f"{events} order by 1, 2"


def _told(rows: Iterable[tuple[Any, ...]]) -> Iterator[Change]:
    before: dict[tuple[str, int], dict[str, Any]] = {}
    for place, number, of, at, did, reason, row in rows:
        concerns, values = KEPT[place][0], json.loads(row)
        earlier = before.get((concerns, of), values)
        before[concerns, of] = values
        changed = tuple(column for column in _columns(concerns) if values[column] != earlier[column])
        yield Change(at=at, concerns=concerns, did=did, fields=changed, reason=reason or "", number=number)


@cache
def _columns(concerns: str) -> tuple[str, ...]:
    fields = _event(concerns)._meta.concrete_fields
    return tuple(field.attname for field in fields if not field.attname.startswith("pgh_"))


def _event(name: str) -> type[Model]:
    return apps.get_model("plans", f"{name}Event")
