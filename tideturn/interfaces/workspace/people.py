"""Who is signed in."""

from typing import cast

from django.http import HttpRequest

from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.models import User


def signed_in(request: HttpRequest) -> User:
    """Return who is signed in, where the door has already made sure that somebody is."""
    return cast(User, request.user)


def actor(request: HttpRequest) -> Actor:
    """Return who acts, on a page that wears `page`."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]
