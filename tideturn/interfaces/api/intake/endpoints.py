"""The addresses of intake: one to send reports to, one to read a receipt again, and what describes both."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from tideturn.engines.pathways.errors import KeyUsedForAnother, ReportNotFound
from tideturn.engines.people.record.errors import DetailsRefused
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.crash_points import crash_point
from tideturn.interfaces.api.intake import answers, body, contract
from tideturn.interfaces.api.intake.answers import Refusal
from tideturn.interfaces.api.intake.door import for_agencies
from tideturn.interfaces.joint.intake import receiving
from tideturn.interfaces.joint.intake.errors import ReportRefused
from tideturn.interfaces.joint.intake.report import digest_of

READ = ("GET", "HEAD")


@for_agencies("POST")
def near_fatal_overdoses(request: HttpRequest, sender: Actor) -> HttpResponse:
    """Receive a report: 201 once it is kept, and the same again for the same key and body."""
    key, told = body.key_of(request), body.parsed(request)
    receipt = _received(receiving.Sending(body.report_of(told), key, digest_of(told)), sender)
    crash_point("before_ack")
    return answers.answer(201, receipt)


def _received(sending: receiving.Sending, sender: Actor) -> str:
    try:
        return receiving.receive(sending, sender=sender)
    except KeyUsedForAnother as error:
        raise Refusal(409, str(error)) from None
    except ReportRefused as error:
        raise answers.unkept({"occurred_at": str(error)}) from None
    except DetailsRefused as error:
        raise answers.unkept({f"person.{name}": reason for name, reason in error.reasons.items()}) from None


@for_agencies(*READ)
def near_fatal_overdose(request: HttpRequest, sender: Actor, report_id: str) -> HttpResponse:
    """Give a sender its receipt again, and nothing more."""
    known = body.uuid_of(report_id)
    if known is None:
        raise answers.not_found()
    try:
        return answers.answer(200, receiving.receipt_again(known, sender=sender))
    except ReportNotFound:
        raise answers.not_found() from None


def description(request: HttpRequest) -> HttpResponse:
    """Describe intake in OpenAPI; this alone of intake anybody may read."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})
    if request.method not in READ:
        return Refusal(405, "This address is only read.", Allow="GET, HEAD, OPTIONS").response()
    headers = {"Cache-Control": "public, max-age=60"}
    return answers.answer(200, answers.written(contract.description()), headers)


@csrf_exempt
def nowhere(request: HttpRequest) -> HttpResponse:
    """Refuse an address that is not in the description."""
    return Refusal(404, answers.NO_ADDRESS).response()
