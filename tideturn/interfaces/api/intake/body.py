"""Reading the body of a report: JSON, strictly, within bounds."""

import json
import re
import uuid
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, UnreadablePostError
from pydantic import ValidationError

from tideturn.interfaces.api.intake.answers import Refusal, invalid
from tideturn.interfaces.joint.intake.report import NearFatalOverdose

WRITTEN_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)

BROKEN_OFF = "The report broke off on its way; nothing was kept. Send it again."


def parsed(request: HttpRequest) -> Any:
    """Return the JSON of a request; refuse what is too long, broken off, or no JSON."""
    if request.content_type not in ("application/json", "text/json"):
        raise Refusal(415, "Send the report as JSON, with “Content-Type: application/json”.")
    try:
        text = _whole_body(request).decode("utf-8")
    except UnicodeDecodeError:
        raise _malformed("it is not UTF-8") from None
    return _json(text)


def _whole_body(request: HttpRequest) -> bytes:
    """Return a body as long as its sender said it is; one that was cut short could still read as JSON."""
    try:
        body = request.body
    except RequestDataTooBig:
        raise Refusal(413, "The report is longer than 64 KB. Shorten its notes and send it again.") from None
    except UnreadablePostError:
        raise Refusal(400, BROKEN_OFF) from None
    said = request.META.get("CONTENT_LENGTH") or ""
    if said.isascii() and said.isdigit() and len(body) != int(said[:20]):
        raise Refusal(400, BROKEN_OFF)
    return body


def _json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_constant, parse_int=_whole)
    except (ValueError, RecursionError) as error:
        reason = str(error) if not isinstance(error, RecursionError) else "values stand too deep in one another"
        raise _malformed(reason) from None


def _malformed(reason: str) -> Refusal:
    problem = {"field": "body", "problem": f"This is not JSON that can be read: {reason[:200]}."}
    return Refusal(422, "Nothing was kept. Send the report as one JSON object.", (problem,))


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        double = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the field “{double[:60]}” is written twice")
    return dict(pairs)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no value of JSON")


def _whole(digits: str) -> int:
    if len(digits) > 20:
        raise ValueError("a number is longer than any number here can be")
    return int(digits)


def report_of(body: Any) -> NearFatalOverdose:
    """Return the report that a body tells, or refuse it naming each field that cannot be kept."""
    if not isinstance(body, dict):
        raise _malformed("it is not an object of fields")
    try:
        return NearFatalOverdose.model_validate(body)
    except ValidationError as error:
        raise invalid(error) from None


def key_of(request: HttpRequest) -> uuid.UUID:
    """Return the idempotency key of a request, or refuse it."""
    key = uuid_of(request.headers.get("Idempotency-Key", ""))
    if key is None:
        problem = {"field": "Idempotency-Key", "problem": "Send a UUID as this header, a new one for each report."}
        raise Refusal(422, "Nothing was kept. The header Idempotency-Key is missing or is no UUID.", (problem,))
    return key


def uuid_of(text: str) -> uuid.UUID | None:
    """Return the UUID that a text is, in the one way of writing it that is taken, or nothing."""
    return uuid.UUID(text) if WRITTEN_UUID.fullmatch(text) else None
