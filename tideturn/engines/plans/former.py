"""What commitments said before they were corrected, laid over them for a day before that."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Case, Exists, F, OuterRef, QuerySet, Subquery, When

from tideturn.engines.plans.words import Role, Wording

OF_ITSELF = ("title", "start_date", "due_date", "due_reasoning")


def _later(on: date) -> "QuerySet[Any]":
    """Return the corrections made after a day, the first of each commitment first: it says how that day was."""
    rows: QuerySet[Any] = apps.get_model("plans", "Correction").objects.filter(corrected_on__gt=on)
    return rows.order_by("corrected_on", "id")


def then(column: str, on: date) -> Case:
    """Return a column of commitments as it stood on a day, for the database."""
    later = _later(on).filter(commitment=OuterRef("pk"))
    return Case(When(Exists(later), then=Subquery(later.values(column)[:1])), default=F(column))


def lay_over(commitments: Iterable[Any], on: date) -> None:
    """Make commitments, and the owners and wordings fetched with them, say what they said on a day."""
    held = {one.pk: one for one in commitments}
    first: dict[int, Any] = {}
    for correction in _later(on).filter(commitment__in=list(held)):
        first.setdefault(correction.commitment_id, correction)
    names = {owner for correction in first.values() for owner in correction.owners}
    organisations = apps.get_model("plans", "Organisation").objects.in_bulk(names)
    for number, correction in first.items():
        _lay(held[number], correction, organisations)


def _lay(commitment: Any, correction: Any, organisations: dict[str, Any]) -> None:
    for name in OF_ITSELF:
        setattr(commitment, name, getattr(correction, name))
    fetched = getattr(commitment, "_prefetched_objects_cache", {})
    for quotation in fetched.get("quotations", ()):
        if quotation.part == Wording.TEXT:
            quotation.wording = correction.wording
    if "parties" in fetched:
        named = [organisations[owner] for owner in correction.owners if owner in organisations]
        owners = [_party(commitment, one, order) for order, one in enumerate(named)]
        others = [party for party in fetched["parties"] if party.role != Role.OWNER]
        parties = sorted([*owners, *others], key=lambda party: (party.role, party.order))
        # As though these had been fetched: nothing else tells Django what a prefetch found.
        fetched["parties"]._result_cache = parties


def _party(commitment: Any, organisation: Any, order: int) -> Any:
    return apps.get_model("plans", "Party")(
        commitment=commitment, organisation=organisation, role=Role.OWNER, order=order
    )
