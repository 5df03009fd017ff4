"""Make users and say which agency they belong to."""

import secrets

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models.functions import Now

from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.actions.agencies import check_name
from tideturn.foundations.access.errors import EmailTaken, EmailUnfit, RoleUnknown
from tideturn.foundations.access.models import Agency, Membership, Team, User
from tideturn.foundations.access.roles import ROLES

PASSWORD_BYTES = 15


@transaction.atomic
def create_user(
    *, name: str, email: str, agency: Agency, role: str, team: Team | None = None, by: Actor
) -> tuple[User, str]:
    """Make a user who belongs to an agency, and return them with a password good until the first sign-in.

    Raise EmailTaken where somebody signs in by that address, in whatever spelling, and RoleUnknown.
    """
    check_name(name)
    address = _checked(email)
    if User.objects.filter(email__iexact=address).exists() or User.objects.filter(username=address).exists():
        raise EmailTaken(address)
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    user = User(username=address, email=address, display_name=name, must_change_password=True)
    user.set_password(password)
    user.save()
    add_member(user=user, agency=agency, role=role, team=team, by=by)
    return user, password


def add_member(*, user: User, agency: Agency, role: str, team: Team | None = None, by: Actor) -> Membership:
    """Give a user a role in an agency, from now on."""
    if role not in ROLES:
        raise RoleUnknown(role, ROLES)
    return Membership.objects.create(user=user, agency=agency, team=team, role=role, since=Now())


def end_membership(*, membership: Membership, by: Actor) -> None:
    """End a membership at once: the next request of its user is made without it."""
    Membership.objects.filter(pk=membership.pk, until=None).update(until=Now())


def deactivate(*, user: User, by: Actor) -> None:
    """Let a leaver in no more: neither a new sign-in nor a session that stands makes an actor."""
    User.objects.filter(pk=user.pk).update(is_active=False)


def _checked(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise EmailUnfit(email) from None
    return address
