"""How somebody stands to a case: its lead, of its team, its duty lead, a manager of its agency."""

from tideturn.engines.pathways import rules
from tideturn.engines.pathways.models import Case
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission


def relations_of(actor: Actor, case: Case) -> frozenset[str]:
    """Return every way in which the actor stands to the case; none for one who only reads, or sees it by exception."""
    if not has_permission(actor, Permission.CASES_WRITE):
        return frozenset()
    team = case.team
    lead = case.lead_id or team.duty_lead_id
    is_member = team.id in actor.team_ids
    is_same_agency = actor.agency_id == team.agency_id
    holds = {
        rules.LEAD: actor.user_id is not None and actor.user_id == lead,
        rules.TEAM: is_member,
        rules.DUTY_LEAD: actor.user_id is not None and actor.user_id == team.duty_lead_id,
        rules.MANAGER: is_same_agency and actor.sees_whole_agency,
    }
    return frozenset(name for name, is_so in holds.items() if is_so)
