"""Links that are handed over, and the invitation a session was opened with until it is answered: by number alone."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from tideturn.foundations.access import links
from tideturn.foundations.access.models import OneTimeLink

ASKED = "invitation"


def address_of(request: HttpRequest, text: str) -> str:
    """Return the whole address of a one-time link, to be handed over: by the site’s name where it is known."""
    path = reverse("one-time-link", kwargs={"text": text})
    return settings.SITE_ADDRESS.rstrip("/") + path if settings.SITE_ADDRESS else request.build_absolute_uri(path)


def ask(request: HttpRequest, link: OneTimeLink) -> None:
    """Let the session remember an invitation, through signing in."""
    request.session[ASKED] = link.pk


def is_asked(request: HttpRequest) -> bool:
    """Tell whether the session was opened with an invitation that was not answered yet."""
    return ASKED in request.session


def asked(request: HttpRequest) -> OneTimeLink:
    """Return the invitation; raise LinkSpent where there is none that is good."""
    return links.standing(request.session.get(ASKED))


def forget(request: HttpRequest) -> None:
    """Let the session remember it no more."""
    request.session.pop(ASKED, None)
