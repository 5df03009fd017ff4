"""Attempts to sign in that failed: noted by one statement, the same for an address that is known and one that is not.

Writing them into an agency's audit takes longer and waits for others, and who has no account has no agency. So that no
stranger can tell the two apart by the time an answer takes, that is done afterwards, by the worker.
"""

from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.models import FailedSignIn, User


def note(email: str) -> None:
    """Note that somebody failed to sign in by an address."""
    with acting(system_actor("sign-in")):
        user = User.objects.filter(email__iexact=email).order_by().values_list("pk", flat=True).first()
        FailedSignIn.objects.create(user_id=user)
