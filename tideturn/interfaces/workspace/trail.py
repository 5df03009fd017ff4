"""What people do about their own signing in, written into the audit of each agency that they belong to."""

from tideturn.foundations.access import signing_in
from tideturn.foundations.access.acting import Actor, acting
from tideturn.foundations.access.models import User
from tideturn.foundations.audit import actions as audit
from tideturn.interfaces.joint.failed_sign_ins import KIND, STRANGER


def write_down(user: User, action: str, **detail: object) -> None:
    """Write down that a user did something about their own signing in; never a secret."""
    for agency in sorted(signing_in.agencies_of(user), key=lambda one: one.pk):
        _write_down(Actor(agency.pk, user.pk, user.shown_name), action, detail)


def write_down_failure(user: User, **detail: object) -> None:
    """Write down that somebody failed who gave themselves for a user: it may have been anybody."""
    for agency in sorted(signing_in.agencies_of(user), key=lambda one: one.pk):
        _write_down(Actor(agency.pk, None, STRANGER), "failed sign-in", {"user": user.pk, **detail})


def _write_down(actor: Actor, action: str, detail: dict[str, object]) -> None:
    with acting(actor):
        audit.record(actor=actor, action=action, kind=KIND, subject=None, detail=detail)
