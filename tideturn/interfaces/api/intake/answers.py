"""What intake answers: always JSON; a refusal says what happened, what to do, and which fields are meant."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse, JsonResponse
from pydantic import ValidationError

Fields = tuple[Mapping[str, str], ...]
WAIT_SECONDS = 5
NOT_FOUND = "There is no report with this id. Use the id that was given when the report was received."
BUSY = "This report could not be kept just now, and nothing of it was. Send it again under the same Idempotency-Key."


class Refusal(Exception):
    """An answer that is none, with the status that says of which kind."""

    def __init__(
        self, status: int, detail: str, errors: Fields = (), headers: tuple[tuple[str, str], ...] = ()
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors, self.headers = status, detail, errors, headers

    def response(self) -> HttpResponse:
        """Return the refusal as it is sent."""
        body: dict[str, Any] = {"detail": self.detail}
        if self.errors:
            body["errors"] = list(self.errors)
        return answer(self.status, body, dict(self.headers))


def answer(status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> HttpResponse:
    """Return an answer that no cache keeps."""
    response = JsonResponse(dict(body), status=status, json_dumps_params={"ensure_ascii": False})
    for name, value in {"Cache-Control": "no-store", **(headers or {})}.items():
        response.headers[name] = value
    return response


def receipt(status: int, text: str) -> HttpResponse:
    """Return a receipt as it was kept, byte for byte."""
    return HttpResponse(text, status=status, content_type="application/json", headers={"Cache-Control": "no-store"})


def unauthorised() -> Refusal:
    """Return the refusal of a missing or unknown credential: the same words for both."""
    return Refusal(
        401,
        "Send your agency's credential as “Authorization: Bearer …”. An unknown or revoked one is refused like none.",
        headers=(("WWW-Authenticate", 'Bearer realm="intake"'),),
    )


def busy() -> Refusal:
    """Return the refusal when the database cannot take the report now."""
    return Refusal(503, BUSY, headers=(("Retry-After", str(WAIT_SECONDS)),))


def not_found() -> Refusal:
    """Return the refusal of an id that is not there, or is another agency's: byte for byte the same."""
    return Refusal(404, NOT_FOUND)


def invalid(error: ValidationError) -> Refusal:
    """Return the refusal of a report whose fields cannot be kept, naming each of them once."""
    found = {field_of(item["loc"]): problem_of(item) for item in reversed(error.errors(include_input=False))}
    errors = tuple({"field": field, "problem": problem} for field, problem in sorted(found.items()))
    named = ", ".join(str(item["field"]) for item in errors[:10])
    return Refusal(422, f"Nothing was kept. Mend these fields and send the report again: {named}.", errors)


def field_of(place: Iterable[str | int]) -> str:
    """Return the name of a field as the sender wrote it."""
    return ".".join(str(step)[:60] for step in place) or "body"


def problem_of(item: Mapping[str, Any]) -> str:
    """Return what is wrong with a field, in a sentence."""
    if item["type"] == "extra_forbidden":
        return "There is no such field. Leave it out, or look up its name in the description of the API."
    if item["type"] == "missing":
        return "This field is needed."
    message = str(item["msg"]).removeprefix("Value error, ")
    return message[:1].upper() + message[1:]
