"""Somebody leaves an agency: their membership ends, and what they led is their duty lead's, all or nothing."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from tideturn.engines.pathways.actions.appending import NewEntry, append
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Case
from tideturn.foundations.access.acting import Actor, acting
from tideturn.foundations.access.actions import users
from tideturn.foundations.access.models import Membership, Team
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit

REASON = "No longer a member of the team"


class StillDutyLead(Exception):
    """Somebody who answers for a team cannot leave it before somebody else does."""

    def __init__(self, name: str, team: str) -> None:
        super().__init__(f"{name} is the duty lead of “{team}”, who has what nobody else has. Choose another first.")


@transaction.atomic
def end_membership(*, membership: Membership, by: Actor) -> int:
    """End a membership at once and return how many cases went to the duty lead; raise StillDutyLead."""
    check_permission(by, Permission.MEMBERS_MANAGE)
    user = membership.user
    led = Team.objects.filter(duty_lead=user, agency_id=membership.agency_id).exclude(pk__in=_stays_in(membership))
    if team := led.first():
        raise StillDutyLead(user.shown_name, team.name)
    users.end_membership(membership=membership, by=by)
    count = _leave_cases(membership, by)
    detail = {"user": user.pk, "role": membership.role, "cases": count}
    audit.record(actor=by, action="end membership", kind="membership", subject=None, detail=detail)
    return count


def _stays_in(membership: Membership) -> list[UUID]:
    """Return the teams of the agency to which the user belongs by other memberships."""
    others = Membership.objects.in_force().filter(user_id=membership.user_id, agency_id=membership.agency_id)
    teams = others.exclude(pk=membership.pk).values_list("team_id", flat=True)
    return [team_id for team_id in teams if team_id]


def _leave_cases(membership: Membership, by: Actor) -> int:
    """Give what somebody led to the duty lead; whoever ends a membership does that too, though they open no case."""
    may = by.permissions | {str(Permission.CASES_WRITE)}
    by_rule = replace(by, sees_whole_agency=True, permissions=may, purpose=None)
    with acting(by_rule) as leaver:
        teams = Team.objects.filter(agency_id=membership.agency_id).exclude(pk__in=_stays_in(membership))
        led = Case.objects.standing().filter(lead=membership.user_id, team__in=teams)
        ids = list(led.order_by("opened_at", "id").values_list("id", flat=True))
        for case_id in ids:
            append(case_id=case_id, entry=NewEntry(Kind.LEAD_LEFT, {"reason": REASON}), by=leaver)
    return len(ids)
