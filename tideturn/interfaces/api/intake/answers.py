"""What intake answers: always JSON; a refusal says what happened, what to do, and which fields are meant."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from pydantic import ValidationError

from tideturn.interfaces.joint.intake.problems import field_of, problem_of

Fields = tuple[Mapping[str, str], ...]
WAIT_SECONDS = 5
FIELDS_AT_MOST = 100
NOT_FOUND = "There is no report with this id. Use the id that was given when the report was received."
NO_ADDRESS = "There is no such address. /api/v1/intake/openapi.json describes those there are; each ends in a slash."
FAULT = (
    "This is a fault of ours, and not of your report. Send it again under the same Idempotency-Key, and tell us when "
    "that does not help."
)
BUSY = "This report could not be kept just now, and nothing of it was. Send it again under the same Idempotency-Key."


class Refusal(Exception):
    """An answer that is none, with the status that says of which kind."""

    def __init__(self, status: int, detail: str, errors: Fields = (), **headers: str) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors = status, detail, errors
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def response(self) -> HttpResponse:
        """Return the refusal as it is sent."""
        body: dict[str, Any] = {"detail": self.detail, **({"errors": list(self.errors)} if self.errors else {})}
        return answer(self.status, written(body), self.headers)


def written(body: Mapping[str, Any]) -> bytes:
    """Return a body as it is sent; half a character that a sender wrote goes back as the escape it came as."""
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")


def answer(status: int, text: str | bytes, headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Return an answer in JSON, as it was written or kept, byte for byte; no cache keeps it."""
    kept = {"Cache-Control": "no-store", **(headers or {})}
    return HttpResponse(text, status=status, content_type="application/json", headers=kept)


def unauthorised() -> Refusal:
    """Return the refusal of a missing or unknown credential: the same words for both."""
    return Refusal(
        401,
        "Send your agency's credential as “Authorization: Bearer …”. An unknown or revoked one is refused like none.",
        WWW_Authenticate='Bearer realm="intake"',
    )


def busy() -> Refusal:
    """Return the refusal when the database cannot take the report now."""
    return Refusal(503, BUSY, Retry_After=str(WAIT_SECONDS))


def fault() -> Refusal:
    """Return the refusal of what went wrong on our side; nothing was kept, so that the sender may come again."""
    return Refusal(500, FAULT, Retry_After=str(WAIT_SECONDS))


def not_found() -> Refusal:
    """Return the refusal of an id that is not there, or is another agency's: byte for byte the same."""
    return Refusal(404, NOT_FOUND)


def invalid(error: ValidationError) -> Refusal:
    """Return the refusal of a report whose fields cannot be kept, naming each of them once."""
    return unkept({field_of(item["loc"]): problem_of(item) for item in reversed(error.errors(include_input=False))})


def unkept(found: Mapping[str, str]) -> Refusal:
    """Return the refusal of a report for what is wrong with each of these fields; never what they held."""
    errors = tuple({"field": field, "problem": problem} for field, problem in sorted(found.items())[:FIELDS_AT_MOST])
    named = ", ".join(error["field"] for error in errors[:10])
    return Refusal(422, f"Nothing was kept. Mend these fields and send the report again: {named}.", errors)
