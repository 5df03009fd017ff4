"""Who of an agency answers for what: its managers, whoever holds a permission, and the team of the national queue."""

from collections.abc import Iterable

from tideturn.foundations.access.errors import NoTeamForArea
from tideturn.foundations.access.models import Membership, Team, User
from tideturn.foundations.access.roles import AGENCY_MANAGER, ROLES, Permission


def managers_of(agency_id: str) -> tuple[User, ...]:
    """Return the managers of an agency who belong to it at this moment."""
    memberships = Membership.objects.in_force().filter(agency_id=agency_id, role=AGENCY_MANAGER.id)
    active = memberships.filter(user__is_active=True).select_related("user").order_by("user_id")
    return tuple({membership.user_id: membership.user for membership in active}.values())


def holders_of(permission: Permission, *, areas: Iterable[str] | None = None) -> tuple[Membership, ...]:
    """Return by which memberships somebody holds a permission at this moment: in some areas, or anywhere."""
    roles = [role.id for role in ROLES.values() if permission in role.permissions]
    found = Membership.objects.in_force().filter(role__in=roles, user__is_active=True)
    found = found if areas is None else found.filter(agency__areas__overlap=list(areas))
    in_order = found.select_related("user", "agency").order_by("agency_id", "user_id", "id")
    return tuple({(one.agency_id, one.user_id): one for one in in_order}.values())


def national_queue() -> Team:
    """Return the team of the national queue, which set-up makes; raise NoTeamForArea where it is missing."""
    queue = Team.objects.select_related("duty_lead").filter(is_national_queue=True).first()
    if queue is None:
        raise NoTeamForArea("", None)
    return queue
