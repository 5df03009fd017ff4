"""How the register's own account of a commitment changed: read from the rows that the database's triggers keep."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps

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


def changes_of(commitment: Commitment) -> tuple[Change, ...]:
    """Return every change of a commitment's rows, the latest first; who made it is not told."""
    found = [change for name, column in KEPT for change in _changes(name, column, commitment.pk)]
    return tuple(sorted(found, key=lambda change: change.at, reverse=True))


def _changes(name: str, column: str, number: int) -> Iterator[Change]:
    events = apps.get_model("plans", f"{name}Event").objects
    rows = (
        events.filter(**{column: number}).order_by("pgh_id").values("pgh_id", "pgh_context__metadata", *_columns(name))
    )
    before: dict[int, dict[str, Any]] = {}
    for row in rows:
        values = {key: value for key, value in row.items() if not key.startswith("pgh_")}
        earlier = before.get(row["pgh_obj_id"], values)
        before[row["pgh_obj_id"]] = values
        yield Change(
            at=row["pgh_created_at"],
            concerns=name,
            did=row["pgh_label"],
            fields=tuple(key for key, value in values.items() if value != earlier[key]),
            reason=(row["pgh_context__metadata"] or {}).get("reason", ""),
            number=row["pgh_id"],
        )


def _columns(name: str) -> list[str]:
    fields = apps.get_model("plans", f"{name}Event")._meta.concrete_fields
    return [field.attname for field in fields if field.attname not in ("pgh_id", "pgh_context_id")]
