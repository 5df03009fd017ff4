"""What commitments said before they were corrected, laid over them for a day before that."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from tideturn.engines.plans.words import Wording

OF_ITSELF = ("title", "start_date", "due_date", "due_reasoning", "is_open_ended")


def was_named(on: date, path: str = "") -> Q:
    """Return the condition that a party was named on a day; `path` leads to it from another table."""
    since, until = f"{path}named_on", f"{path}unnamed_on"
    begun = Q(**{f"{since}__isnull": True}) | Q(**{f"{since}__lte": on})
    return begun & (Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": on}))


def _later(on: date) -> "QuerySet[Any]":
    """Return the corrections made after a day, the first of each commitment first: it says how that day was."""
    rows: QuerySet[Any] = apps.get_model("plans", "Correction").objects.filter(corrected_on__gt=on)
    return rows.order_by("corrected_on", "id")


def then(column: str, on: date) -> Case:
    """Return a column of commitments as it stood on a day, for the database."""
    later = _later(on).filter(commitment=OuterRef("pk"))
    return Case(When(Exists(later), then=Subquery(later.values(column)[:1])), default=F(column))


def lay_over(commitments: Iterable[Any], on: date) -> None:
    """Make commitments, and the wordings fetched with them, say what they said on a day."""
    held = {one.pk: one for one in commitments}
    first: dict[int, Any] = {}
    for correction in _later(on).filter(commitment__in=list(held)):
        first.setdefault(correction.commitment_id, correction)
    for number, correction in first.items():
        _lay(held[number], correction)


def _lay(commitment: Any, correction: Any) -> None:
    for name in OF_ITSELF:
        setattr(commitment, name, getattr(correction, name))
    for quotation in getattr(commitment, "_prefetched_objects_cache", {}).get("quotations", ()):
        if quotation.part == Wording.TEXT:
            quotation.wording = correction.wording
