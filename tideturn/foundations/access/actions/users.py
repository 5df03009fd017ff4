"""Make users and say which agency they belong to."""

import secrets

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models.functions import Now

from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.actions.agencies import check_name, set_duty_lead
from tideturn.foundations.access.errors import EmailTaken, EmailUnfit, RoleUnknown
from tideturn.foundations.access.models import Agency, Membership, Team, User
from tideturn.foundations.access.roles import DUTY_LEAD, NATIONAL_COORDINATOR, ROLES, Permission

PASSWORD_BYTES = 15
MEANT_TO_LEAD = (DUTY_LEAD.id, NATIONAL_COORDINATOR.id)


@transaction.atomic
def create_user(
    *, name: str, email: str, agency: Agency, role: str, team: Team | None = None, by: Actor
) -> tuple[User, str]:
    """Make a user who belongs to an agency, and return them with a password good until the first sign-in.

    Raise EmailTaken where somebody signs in by that address, in whatever spelling, and RoleUnknown.
    """
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    user = make_user(name=name, email=email, password=password, must_change_password=True, by=by)
    add_member(user=user, agency=agency, role=role, team=team, by=by)
    return user, password


def make_user(*, name: str, email: str, password: str, must_change_password: bool = False, by: Actor) -> User:
    """Make a user who belongs to no agency yet; raise EmailTaken where somebody signs in by that address."""
    check_name(name)
    address = checked_address(email)
    if User.objects.filter(email__iexact=address).exists() or User.objects.filter(username=address).exists():
        raise EmailTaken(address)
    user = User(username=address, email=address, display_name=name, must_change_password=must_change_password)
    user.set_password(password)
    user.save()
    return user


def add_member(*, user: User, agency: Agency, role: str, team: Team | None = None, by: Actor) -> Membership:
    """Give a user a role in an agency, from now on; the first who can lead cases of a team is its duty lead."""
    if role not in ROLES:
        raise RoleUnknown(role, ROLES)
    membership = Membership.objects.create(user=user, agency=agency, team=team, role=role, since=Now())
    if team and _comes_to_lead(team, role):
        set_duty_lead(team=team, user=user, by=by)
    return membership


def _comes_to_lead(team: Team, role: str) -> bool:
    """Tell whether a new member becomes the duty lead, so that no case of a team with people in it has nobody."""
    if Permission.CASES_HAND_OVER not in ROLES[role].permissions:
        return False
    held_by = Team.objects.values_list("duty_lead", flat=True).get(pk=team.pk)
    if held_by is None:
        return True
    stands_in = not Membership.objects.in_force().filter(team=team, user=held_by, role__in=MEANT_TO_LEAD).exists()
    return role in MEANT_TO_LEAD and stands_in


def end_membership(*, membership: Membership, by: Actor) -> None:
    """End a membership at once: the next request of its user is made without it."""
    Membership.objects.filter(pk=membership.pk, until=None).update(until=Now())


def deactivate(*, user: User, by: Actor) -> None:
    """Let a leaver in no more: neither a new sign-in nor a session that stands makes an actor."""
    User.objects.filter(pk=user.pk).update(is_active=False)


def checked_address(email: str) -> str:
    """Return an address as people sign in by it; raise EmailUnfit for what is none."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise EmailUnfit(email) from None
    return address
