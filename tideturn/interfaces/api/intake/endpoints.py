"""The addresses of intake: one to send reports to, one to read a receipt again."""

import logging
import uuid
from collections.abc import Callable
from functools import wraps

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from tideturn.engines.pathways.errors import KeyUsedForAnother, ReportNotFound
from tideturn.engines.people.record.errors import DetailsRefused
from tideturn.foundations.access import credentials
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.crash_points import crash_point
from tideturn.interfaces.api.intake import answers, body
from tideturn.interfaces.api.intake.answers import Refusal
from tideturn.interfaces.joint.intake import receiving, refusing
from tideturn.interfaces.joint.intake.errors import ReportRefused
from tideturn.interfaces.joint.intake.report import digest_of

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
# The database is away, too slow, full or read-only: nothing was kept, and the sender should come again.
NOT_NOW = (OperationalError, InterfaceError, InternalError)


def for_agencies(method: str) -> Callable[[View], View]:
    """Return a decorator for an address of agencies: one method, a known credential, every refusal in JSON."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answer(request: HttpRequest, **parts: str) -> HttpResponse:
            try:
                if request.method != method:
                    raise Refusal(405, f"This address takes {method} alone.", headers=(("Allow", method),))
                return view(request, sender_of(request), **parts)
            except Refusal as refusal:
                return refusal.response()
            except NOT_NOW as error:
                logger.error("A report could not be kept: %s", type(error).__name__)
                return answers.busy().response()

        return answer

    return decorate


def sender_of(request: HttpRequest) -> Actor:
    """Return the agency whose credential came with a request, or refuse it."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    sender = credentials.authenticate(text.strip()) if scheme.lower() == "bearer" and text.strip() else None
    if sender is None:
        raise answers.unauthorised()
    return sender


@for_agencies("POST")
def near_fatal_overdoses(request: HttpRequest, sender: Actor) -> HttpResponse:
    """Receive a report: 201 once it is kept, and the same again for the same key and body."""
    try:
        receiving.check_may_send(sender)
    except PermissionMissing as error:
        refusing.note(sender, what="report")
        raise Refusal(403, str(error)) from None
    key, told = body.key_of(request), body.parsed(request)
    sending = receiving.Sending(body.report_of(told), key, digest_of(told))
    try:
        receipt = receiving.receive(sending, sender=sender)
    except KeyUsedForAnother as error:
        raise Refusal(409, str(error)) from None
    except ReportRefused as error:
        raise Refusal(422, str(error), ({"field": "occurred_at", "problem": str(error)},)) from None
    except DetailsRefused as error:
        fields = ({"field": f"person.{name}", "problem": reason} for name, reason in error.reasons.items())
        raise Refusal(422, "Nothing was kept. Mend these fields and send the report again.", tuple(fields)) from None
    crash_point("before_ack")
    return answers.receipt(201, receipt)


@for_agencies("GET")
def near_fatal_overdose(request: HttpRequest, sender: Actor, report_id: str) -> HttpResponse:
    """Give a sender its receipt again, and nothing more."""
    try:
        return answers.receipt(200, receiving.receipt_again(uuid.UUID(report_id), sender=sender))
    except (ReportNotFound, ValueError):
        raise answers.not_found() from None
