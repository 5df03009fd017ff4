"""How long someone stays signed in: twelve hours at most, half an hour without doing anything."""

import time

from django.conf import settings
from django.http import HttpRequest

from tideturn.foundations.access.models import User
from tideturn.interfaces.workspace.models import SignOut

BEGAN, SEEN = "signed_in_at", "seen_at"
# A session is written again only when this much has passed: most requests write nothing.
NOTED_EVERY = 60


def begin(request: HttpRequest) -> None:
    """Note when a session began; its id was changed by signing in."""
    request.session[BEGAN] = request.session[SEEN] = time.time()


def is_over(request: HttpRequest, user: User) -> bool:
    """Return whether the session of a user has lasted too long, stood idle, or was ended from elsewhere."""
    now, began = time.time(), float(request.session.get(BEGAN, 0))
    return (
        now - began >= settings.SESSION_COOKIE_AGE
        or now - float(request.session.get(SEEN, 0)) >= settings.SESSION_IDLE_AGE
        or SignOut.objects.filter(user=user, everywhere_at__gte=began).exists()
    )


def note(request: HttpRequest) -> None:
    """Note that a session is in use."""
    now = time.time()
    if now - float(request.session.get(SEEN, 0)) >= NOTED_EVERY:
        request.session[SEEN] = now


def end_everywhere(user: User) -> None:
    """End every session of a user that has begun by now."""
    SignOut.objects.update_or_create(user=user, defaults={"everywhere_at": time.time()})
