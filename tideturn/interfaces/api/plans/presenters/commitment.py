"""Commitments in a list as the contract shows them."""

from datetime import date
from typing import Any

from tideturn.engines.plans.models import Commitment
from tideturn.engines.plans.words import Role
from tideturn.interfaces.api.plans.presenters.parts import BASE, organisation_name
from tideturn.interfaces.api.plans.presenters.words import silence_in_words, timing_in_words, verdict_in_words
from tideturn.interfaces.api.plans.shapes import commitment as shape
from tideturn.interfaces.api.plans.shapes.parts import OrganisationName
from tideturn.interfaces.api.plans.shapes.plan import SectionItem
from tideturn.methods.promises.standing import Timing


def commitment_name(commitment: Commitment) -> shape.CommitmentName:
    """Return a commitment by plan, local id and title."""
    return shape.CommitmentName(**_name(commitment))


def commitment_item(commitment: Any, day: date) -> shape.CommitmentItem:
    """Return a commitment as it stood on a day; it needs what `queries.register` adds."""
    return shape.CommitmentItem(**fields(commitment, day))


def fields(commitment: Any, day: date) -> dict[str, Any]:
    """Return what a list shows of a commitment, by the names of the contract."""
    section = commitment.section
    return {
        **_name(commitment),
        **_parties(commitment),
        **_standing(commitment, day),
        "kind": commitment.kind,
        "number": commitment.number or None,
        "section": SectionItem(id=section.slug, title=section.title) if section else None,
        "parent": commitment.parent.local_id if commitment.parent else None,
        "is_new": commitment.is_new,
        "is_for_every_area": commitment.is_for_every_area,
    }


def _name(commitment: Commitment) -> dict[str, Any]:
    return {
        "id": f"{commitment.plan_id}/{commitment.local_id}",
        "plan": commitment.plan_id,
        "local_id": commitment.local_id,
        "title": commitment.title,
        "href": commitment.get_absolute_url(),
        "api_href": f"{BASE}/commitments/{commitment.plan_id}/{commitment.local_id}/",
    }


def _parties(commitment: Any) -> dict[str, list[OrganisationName]]:
    names = {Role.MADE_BY: "made_by", Role.ASKED_OF: "asked_of", Role.OWNER: "owners", Role.OTHER: "others"}
    parties: dict[str, list[OrganisationName]] = {name: [] for name in names.values()}
    for party in commitment.parties.all():
        parties[names[Role(party.role)]].append(organisation_name(party.organisation))
    return parties


def _standing(commitment: Any, day: date) -> dict[str, Any]:
    is_silent = commitment.last_heard_on is None
    due, plan_ended = commitment.current_due_date, commitment.plan.state_since
    return {
        "acceptance": commitment.acceptance_value,
        "status": commitment.status_value or None,
        "status_as_at": commitment.status_as_at,
        "verdict": commitment.verdict_value or None,
        "verdict_in_words": verdict_in_words(commitment.verdict_value),
        "start": commitment.start_date,
        "due": due,
        "timing": commitment.timing,
        "timing_in_words": timing_in_words(commitment.timing, due, plan_ended),
        "is_overdue": commitment.timing == Timing.OVERDUE,
        "is_silent": is_silent,
        "silence_in_words": silence_in_words(day, commitment.plan.position_as_at) if is_silent else None,
        "is_claimed_not_verified": commitment.status_value == "complete" and not commitment.verdict_value,
        "last_heard": commitment.last_heard_on,
    }
