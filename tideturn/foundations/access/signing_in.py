"""From a user who has signed in to the actor they are: one agency at a time, by the memberships in force."""

from collections.abc import Sequence

from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.errors import NotAMember
from tideturn.foundations.access.models import Agency, Membership, User
from tideturn.foundations.access.roles import ROLES


def agencies_of(user: User) -> list[Agency]:
    """Return the agencies a user may act for at present, by name."""
    return sorted({membership.agency for membership in _memberships(user)}, key=lambda agency: (agency.name, agency.pk))


def actor_for(user: User, *, agency_id: str | None = None, purpose: str | None = None) -> Actor:
    """Return a user as an actor of an agency (the first by name where none is said); raise NotAMember for a leaver."""
    memberships = _memberships(user)
    agencies = sorted({(one.agency.name, one.agency_id) for one in memberships})
    chosen = agency_id or (agencies[0][1] if agencies else None)
    held = [membership for membership in memberships if membership.agency_id == chosen]
    if chosen is None or not held:
        raise NotAMember(user.shown_name)
    return _actor(user, chosen, held, purpose)


def actors_of(user: User) -> tuple[Actor, ...]:
    """Return a user as an actor of each agency that they belong to at present; none for a leaver."""
    held = _memberships(user)
    agencies = sorted({membership.agency_id for membership in held})
    return tuple(_actor(user, one, [each for each in held if each.agency_id == one], None) for one in agencies)


def every_actor_of(by: Actor) -> tuple[Actor, ...]:
    """Return whoever acts as an actor of each agency that they belong to at present; nobody for what is no person."""
    user = User.objects.filter(pk=by.user_id).first() if by.user_id is not None else None
    return actors_of(user) if user else ()


def _actor(user: User, agency_id: str, held: Sequence[Membership], purpose: str | None) -> Actor:
    roles = [ROLES[membership.role] for membership in held if membership.role in ROLES]
    return Actor(
        agency_id=agency_id,
        user_id=user.pk,
        name=user.shown_name,
        team_ids=tuple(sorted({membership.team_id for membership in held if membership.team_id})),
        permissions=frozenset(str(permission) for role in roles for permission in role.permissions),
        sees_whole_agency=any(role.sees_whole_agency for role in roles),
        purpose=purpose,
    )


def _memberships(user: User) -> list[Membership]:
    if not user.is_active:
        return []
    with acting(system_actor("sign-in")):
        return list(Membership.objects.in_force().filter(user=user, user__is_active=True).select_related("agency"))
