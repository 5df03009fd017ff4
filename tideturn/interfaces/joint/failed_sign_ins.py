"""Attempts to sign in that failed, written into the audit of the agencies whose people they were aimed at."""

from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.models import FailedSignIn, User
from tideturn.foundations.access.signing_in import agencies_of
from tideturn.foundations.audit import actions as audit

KIND, STRANGER = "sign-in", "somebody not signed in"
AT_ONCE = 100


def write_down(limit: int = AT_ONCE) -> int:
    """Write down what was noted, oldest first, and forget what was aimed at nobody; return how many were at somebody.

    Each in a transaction of its own, with its removal: it is written once, and no chain is held for long.
    """
    with acting(system_actor("sign-in")):
        FailedSignIn.objects.filter(user=None).delete()
    written = 0
    while written < limit and _write_next():
        written += 1
    return written


def _write_next() -> bool:
    with acting(system_actor("sign-in")):
        waiting = FailedSignIn.objects.filter(user__isnull=False).order_by("pk")
        failed = waiting.select_for_update(skip_locked=True).first()
        if failed is None:
            return False
        user = User.objects.get(pk=failed.user_id or 0)
        detail = {"user": user.pk, "step": "password", "at": failed.at}
        for agency in sorted(agencies_of(user), key=lambda one: one.pk):
            stranger = Actor(agency.pk, None, STRANGER)
            audit.record(actor=stranger, action="failed sign-in", kind=KIND, subject=None, detail=detail)
        failed.delete()
    return True
