"""Pages for what cannot be answered: in the site's own layout, in plain words, without a traceback."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tideturn.interfaces.website.errors import NotHere, NotNow

PATIENCE = 60


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a question that cannot be meant, and say how to ask."""
    said = str(exception) if _is_ours(exception) else _("The address holds something that this site cannot read.")
    return render(request, "website/errors/bad_request.html", {"said": said}, status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer an address that leads nowhere, and say where to look."""
    said = str(exception) if isinstance(exception, NotHere) else _("There is no page at this address.")
    return render(request, "website/errors/not_found.html", {"said": said}, status=404)


def not_now(request: HttpRequest, exception: NotNow) -> HttpResponse:
    """Say that something could not be made this time, and what to do instead."""
    answer = render(request, "website/errors/not_now.html", {"said": str(exception)}, status=503)
    answer.headers["Retry-After"] = str(PATIENCE)
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours; the page asks neither the database nor the pack for anything."""
    return render(None, "website/errors/server_error.html", status=500)


def _is_ours(exception: Exception | None) -> bool:
    return exception is not None and type(exception).__module__.startswith("tideturn.interfaces.")
