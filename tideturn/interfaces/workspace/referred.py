"""Referrals of a case as the one who looks may know of them, and the mark that they were seen."""

import uuid

from tideturn.engines.pathways.actions.appending import NewEntry, append
from tideturn.engines.pathways.actions.keeping import state_of
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.state import Referral
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.workspace.reading import Opened

NAMESPACE = uuid.UUID("a3a0bb1c-4f57-4f8e-9d5e-0d6c1d6a5f11")


def visible(found: Opened) -> tuple[Referral, ...]:
    """Return the referrals that may be known of: all of them to the team, to another team only its own."""
    sent = state_of(found.case).referrals
    return sent if found.sees_handling else tuple(one for one in sent if is_to(found, one))


def is_to(found: Opened, referral: Referral) -> bool:
    """Tell whether a referral went to a team of the one who looks."""
    return uuid.UUID(referral.to_team) in found.by.team_ids


def note_seen(found: Opened) -> int:
    """Mark each referral that the receiving team opens for the first time; return how many those are.

    Two who open it at once mark it once: the entry's id follows from the referral.
    """
    if found.relations or found.case.joined_into_id or not has_permission(found.by, Permission.CASES_WRITE):
        return 0
    new = [one for one in state_of(found.case).referrals if one.status == "sent" and is_to(found, one)]
    for referral in new:
        entry = NewEntry(Kind.REFERRAL_SEEN, {"referral": referral.id}, id=uuid.uuid5(NAMESPACE, referral.id))
        append(case_id=found.case.id, entry=entry, by=found.by)
    return len(new)
