"""The door of intake: who may ask, by which method, and how every refusal and fault is said."""

import logging
from collections.abc import Callable
from functools import wraps
from traceback import extract_tb

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from tideturn.foundations.access import credentials
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.outages import is_outage
from tideturn.interfaces.api.intake import answers
from tideturn.interfaces.api.intake.answers import Refusal
from tideturn.interfaces.joint.intake import receiving, refusing

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


def for_agencies(*methods: str) -> Callable[[View], View]:
    """Return a decorator for an address of agencies: its methods, a known credential that may report, and JSON."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, **parts: str) -> HttpResponse:
            try:
                return _answer(view, methods, request, **parts)
            except Refusal as refusal:
                return refusal.response()
            except Exception as error:
                return _failed(error)

        return answer

    return decorate


def _failed(error: Exception) -> HttpResponse:
    """Answer what went wrong: come again where the database could not take the report, else a fault of ours."""
    if is_outage(error):
        logger.error("A report could not be kept: %s", type(error).__name__)
        return answers.busy().response()
    logger.error("A fault of ours at intake: %s", place_of(error))
    return answers.fault().response()


def _answer(view: View, methods: tuple[str, ...], request: HttpRequest, **parts: str) -> HttpResponse:
    allowed = ", ".join((*methods, "OPTIONS"))
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": allowed, "Cache-Control": "no-store"})
    if request.method not in methods:
        raise Refusal(405, f"This address takes {allowed} alone.", Allow=allowed)
    return view(request, sender_of(request), **parts)


def sender_of(request: HttpRequest) -> Actor:
    """Return the agency whose credential came with a request; refuse one that is unknown or may not report."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    sender = credentials.authenticate(text.strip()) if scheme.lower() == "bearer" and text.strip() else None
    if sender is None:
        raise answers.unauthorised()
    try:
        receiving.check_may_send(sender)
    except PermissionMissing as error:
        refusing.note(sender, what="report")
        raise Refusal(403, str(error)) from None
    return sender


def place_of(error: Exception) -> str:
    """Return where an error arose and of which kind it is; its own words may tell of a person, so they stay unsaid."""
    places = (f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in extract_tb(error.__traceback__)[-5:])
    return f"{type(error).__name__} at {' > '.join(places)}"
