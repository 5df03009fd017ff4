"""The people of a team, as somebody of the same agency may choose among them."""

import uuid
from collections.abc import Iterable

from tideturn.foundations.access.models import Membership, Team, User
from tideturn.interfaces.design.forms import Option


def members(team: Team) -> list[User]:
    """Return who belongs to a team at this moment, by name."""
    held = Membership.objects.in_force().filter(team=team, user__is_active=True).select_related("user")
    return sorted({one.user_id: one.user for one in held}.values(), key=lambda user: (user.shown_name, user.pk))


def options(users: Iterable[User], *, but_not: Iterable[int | None] = ()) -> tuple[Option, ...]:
    """Return people to choose among."""
    left_out = set(but_not)
    return tuple(Option(str(user.pk), user.shown_name) for user in users if user.pk not in left_out)


def name_of(user_id: int | None) -> str:
    """Return what a user is called, or nothing where nobody is meant."""
    user = User.objects.filter(pk=user_id).first() if user_id else None
    return user.shown_name if user else ""


def teams_by_id(ids: Iterable[str]) -> dict[str, Team]:
    """Return teams with their agencies, by their ids as a journal keeps them."""
    wanted = {uuid.UUID(one) for one in ids}
    return {str(team.pk): team for team in Team.objects.filter(pk__in=wanted).select_related("agency")}
