"""The door of the workspace: sessions, users and guarded forms behind it, and none of them on a public page."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware

from tideturn.foundations.outages import is_outage
from tideturn.interfaces.workspace.pages import errors

ROOT = "/workspace/"
# Browsers send no origin with a form at all where no referrer may be sent, and forms are known by their origin.
REFERRER_POLICY = "same-origin"


class WorkspaceDoor:
    """Middleware that knows users below /workspace/, lets nothing of it be kept, and says so when the database is away.

    Django's own middleware for these would look at cookies on every page of the site.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.forms = CsrfViewMiddleware(get_response)
        self.within: Any = SessionMiddleware(AuthenticationMiddleware(self.forms))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response; below /workspace/ one that no browser and no server on the way keeps."""
        if not is_within(request):
            return self.get_response(request)
        return sealed(self._answer(request))

    def _answer(self, request: HttpRequest) -> HttpResponse:
        try:
            response: HttpResponse = self.within(request)
        except Error as error:
            if not is_outage(error):
                raise
            return errors.unavailable()
        except SessionInterrupted:
            return HttpResponseRedirect(ROOT)
        return response

    def process_view(self, request: HttpRequest, view: Any, parts: Any, named: Any) -> HttpResponse | None:
        """Refuse a form that did not come from a page of ours."""
        if not is_within(request):
            return None
        refusal: HttpResponse | None = self.forms.process_view(request, view, parts, named)
        return refusal

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a database that is away with a page that says when to come back."""
        return errors.unavailable() if is_within(request) and is_outage(exception) else None


def is_within(request: HttpRequest) -> bool:
    """Return whether an address lies behind the door."""
    return request.path.startswith(ROOT)


def sealed(response: HttpResponse) -> HttpResponse:
    """Return a response that is kept nowhere."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = REFERRER_POLICY
    return response
