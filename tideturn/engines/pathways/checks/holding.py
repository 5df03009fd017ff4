"""Who may say who holds a case: its team and its lead."""

from django.db.models import Q

from tideturn.engines.pathways import rules
from tideturn.engines.pathways.checks.check import Asked
from tideturn.engines.pathways.errors import NotAllowedNow
from tideturn.foundations.access.models import Membership
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission

ANSWERABLE = frozenset({rules.LEAD, rules.DUTY_LEAD, rules.MANAGER})


def team_changed(asked: Asked) -> None:
    """Let only the national queue give a case away by itself; everybody else hands it over to those who accept."""
    if not asked.state.is_in_national_queue:
        raise NotAllowedNow(
            "Send a referral that hands the case over: it stays with its lead until the other team accepts."
        )
    check_permission(asked.by, Permission.NATIONAL_QUEUE)
    if asked.data["team"] == str(asked.case.team_id):
        raise NotAllowedNow("This team holds the case already. Choose the team that is to have it.")


def lead_offered(asked: Asked) -> None:
    """Let the lead be offered only to somebody who belongs to the team."""
    of_team = Q(team_id=asked.case.team_id, user_id=asked.data["to"], user__is_active=True)
    if not Membership.objects.in_force().filter(of_team).exists():
        raise NotAllowedNow("Choose somebody of the team to become the lead.")
    if asked.data["to"] == asked.state.lead:
        raise NotAllowedNow("They are the lead already.")


def lead_accepted(asked: Asked) -> None:
    """Let only the one accept who was asked."""
    if asked.by.user_id is None or asked.by.user_id != asked.state.lead_offered_to:
        raise NotAllowedNow("The lead was not offered to you. Ask the lead or the duty lead to offer it.")


def lead_declined(asked: Asked) -> None:
    """Let the one who was asked say no, or those who answer for the case take the offer back."""
    if asked.state.lead_offered_to is None:
        raise NotAllowedNow("The lead is not on offer.")
    if asked.by.user_id != asked.state.lead_offered_to and not asked.relations & ANSWERABLE:
        raise NotAllowedNow("Only the one who was asked answers; the lead or the duty lead can take the offer back.")


def lead_left(asked: Asked) -> None:
    """Let the lead leave, or those say so who answer for the team; without a lead there is nobody to leave."""
    if asked.state.lead is None:
        raise NotAllowedNow("Nobody has taken the lead: the duty lead has it already.")
    if not asked.relations & ANSWERABLE:
        raise NotAllowedNow("Only the lead, the duty lead or a manager says that the lead has left.")
