"""Pages for what cannot be answered in the workspace; none tells what is there and what is not."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tideturn.interfaces.workspace.written import given_back

RETRY_AFTER = 10


def refused(request: HttpRequest, said: str) -> HttpResponse:
    """Say what may not be done, and who can change that."""
    return _page(request, 403, _("You may not do that"), said)


def not_a_member(request: HttpRequest) -> HttpResponse:
    """Say that this user belongs to no agency at present; nothing else is open to them."""
    said = _("You belong to no agency at present. A manager of your agency can say that you do.")
    return _page(request, 403, _("No agency"), said)


def not_here(request: HttpRequest) -> HttpResponse:
    """Say that there is nothing, in the same bytes whether or not there is something for somebody else."""
    said = _("There is nothing at this address that you can see. It may have been mistyped, or it is not yours to see.")
    return _page(request, 404, _("Not found"), said)


def asked_badly(request: HttpRequest, said: str) -> HttpResponse:
    """Say how to ask."""
    return _page(request, 400, _("That cannot be answered"), said)


def link_spent(request: HttpRequest, said: str) -> HttpResponse:
    """Say that a link opens nothing, in the same bytes whether it was used, has run out, or never was."""
    return _page(request, 404, _("This link opens nothing"), said)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that came from no page of ours, or from one that was open for too long."""
    said = _("The page that this came from was open for too long, or cookies are switched off. Nothing was kept of it.")
    return _page(request, 403, _("Please do that again"), said, request.path)


def signed_out_meanwhile(request: HttpRequest) -> HttpResponse:
    """Give back what somebody wrote whose session ended before it was sent."""
    said = _("You were signed out, for nothing was done here in a long while. What you wrote was not kept.")
    return _page(request, 403, _("You were signed out"), said, request.path)


def too_often(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer those who ask too often; the library that counts looks for this page by the name of its handler."""
    response = _page(request, 429, _("Too many attempts"), _("Wait a minute, then try again."))
    response.headers["Retry-After"] = "60"
    return response


def unavailable() -> HttpResponse:
    """Say that the database is away and when to come back; the page asks nobody for anything."""
    response = _page(None, 503, _("Not available just now"), _("Nothing was lost. Please try again in a minute."))
    response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def _page(request: HttpRequest | None, status: int, title: str, said: str, form: str = "") -> HttpResponse:
    texts = given_back(request) if request is not None and form else ()
    words = {"error_title": title, "said": said, "texts": texts, "form": form if texts else ""}
    return render(request, "workspace/errors/error.html", words, status=status)
