"""Organisations as the contract shows them."""

from datetime import date
from typing import Any

from tideturn.engines.plans.models import Organisation, Succession
from tideturn.interfaces.api.plans.presenters.parts import BASE, organisation_name
from tideturn.interfaces.api.plans.shapes import organisation as shape


def organisation_item(organisation: Any) -> shape.OrganisationItem:
    """Return an organisation in a list; it needs its `owned_count`."""
    return shape.OrganisationItem(
        **dict(organisation_name(organisation)),
        kind=organisation.kind,
        exists_from=organisation.exists_from,
        exists_until=organisation.exists_until,
        owned_count=organisation.owned_count,
        href=f"/owners/{organisation.id}/",
    )


def organisation_answer(organisation: Any, day: date) -> shape.OrganisationAnswer:
    """Return an organisation with its other names, and those before and after it."""
    return shape.OrganisationAnswer(
        **dict(organisation_item(organisation)),
        as_of=day,
        other_names=sorted(name.name for name in organisation.other_names.all()),
        successors=[_succession(item.successor, item) for item in organisation.successions.all()],
        predecessors=[_succession(item.predecessor, item) for item in organisation.inheritances.all()],
        address=organisation.address or None,
        note=organisation.note or None,
        commitments_href=f"{BASE}/commitments/?owner={organisation.id}",
    )


def _succession(other: Organisation, item: Succession) -> shape.SuccessionItem:
    return shape.SuccessionItem(organisation=organisation_name(other), on=item.on, source=item.source)
