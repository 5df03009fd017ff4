"""Who of an agency answers for what: its managers, and the team of the national queue."""

from tideturn.foundations.access.errors import NoTeamForArea
from tideturn.foundations.access.models import Membership, Team, User
from tideturn.foundations.access.roles import AGENCY_MANAGER


def managers_of(agency_id: str) -> tuple[User, ...]:
    """Return the managers of an agency who belong to it at this moment."""
    memberships = Membership.objects.in_force().filter(agency_id=agency_id, role=AGENCY_MANAGER.id)
    active = memberships.filter(user__is_active=True).select_related("user").order_by("user_id")
    return tuple({membership.user_id: membership.user for membership in active}.values())


def national_queue() -> Team:
    """Return the team of the national queue, which set-up makes; raise NoTeamForArea where it is missing."""
    queue = Team.objects.select_related("duty_lead").filter(is_national_queue=True).first()
    if queue is None:
        raise NoTeamForArea("", None)
    return queue
