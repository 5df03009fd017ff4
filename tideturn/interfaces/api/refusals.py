"""What the API refuses, and how it says so: always JSON with one `detail`, a sentence that says what to do."""

import logging
from collections.abc import Iterable
from typing import Any

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from pydantic import BaseModel, ConfigDict, Field

from tideturn.engines.plans.errors import CommitmentNotFound, PlanNotFound
from tideturn.interfaces.design.places import PlaceUnknown

logger = logging.getLogger(__name__)
CONTRACT, CONTRACT_OF_HELP = "/api/v1/openapi.json", "/open-referral/openapi.json"
# What to say in place of a regular expression.
FORMS = {
    "cursor": "take `next` unchanged from the page before, or start without a cursor",
    "q": "leave out the NUL character",
}


class Refusal(BaseModel):
    """An answer that is none: what happened and what to do next."""

    model_config = ConfigDict(frozen=True)

    detail: str = Field(description="A sentence that says what happened and what to do next.")


class Refused(Exception):
    """A question that cannot be answered; the status says of which kind."""

    status = 422


class NotThere(Refused):
    """Nothing has the id that was asked for."""

    status = 404


class CursorLeadsNowhere(NotThere):
    """The cursor was not given out by this server for this list, or was changed on the way."""

    def __init__(self) -> None:
        super().__init__(
            "This cursor leads nowhere here. Take `next` unchanged from the page before, or start without a cursor."
        )


def refuse(status: int, detail: str) -> JsonResponse:
    """Return a refusal."""
    return JsonResponse({"detail": detail}, status=status, json_dumps_params={"ensure_ascii": False})


def check_parameters(request: HttpRequest, question: type[BaseModel]) -> None:
    """Refuse a parameter that the address does not know, and one that is given twice: either is mostly a mistake."""
    known = list(question.model_fields)
    for name, values in request.GET.lists():
        if name not in known:
            raise Refused(f"There is no parameter “{name[:40]}” here. The parameters are: {', '.join(known)}.")
        if len(values) > 1:
            raise Refused(f"The parameter “{name}” is given {len(values)} times. Give it once.")


def add_refusals(api: NinjaAPI, *, contract: str = CONTRACT) -> None:
    """Teach an API to say every error as a refusal, and to name its own contract where a parameter cannot be read."""

    @api.exception_handler(Refused)
    def on_refused(request: HttpRequest, error: Refused) -> HttpResponse:
        return refuse(error.status, str(error))

    @api.exception_handler(PlanNotFound)
    def on_no_plan(request: HttpRequest, error: PlanNotFound) -> HttpResponse:
        return refuse(404, "There is no plan with this id. See /api/v1/plans/ for the plans there are.")

    @api.exception_handler(CommitmentNotFound)
    def on_no_commitment(request: HttpRequest, error: CommitmentNotFound) -> HttpResponse:
        return refuse(
            404,
            "There is no commitment with this id in this plan, or its plan was not published by the day asked about. "
            "See /api/v1/commitments/?plan=… for those there are.",
        )

    @api.exception_handler(PlaceUnknown)
    def on_no_place(request: HttpRequest, error: PlaceUnknown) -> HttpResponse:
        return refuse(422, str(error))

    @api.exception_handler(ValidationError)
    def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        if any(item["loc"][0] == "path" for item in error.errors):
            return refuse(404, "Nothing can have this id. Ids are listed by the addresses of /api/v1/.")
        return refuse(422, " ".join(_sentences(error.errors, contract)))

    @api.exception_handler(OperationalError)
    def on_no_database(request: HttpRequest, error: OperationalError) -> HttpResponse:
        logger.error("The database did not answer: %s", error)
        refusal = refuse(503, "The register does not answer just now. Ask again in a minute.")
        refusal.headers["Retry-After"] = "60"
        return refusal

    @api.exception_handler(Exception)
    def on_fault(request: HttpRequest, error: Exception) -> HttpResponse:
        logger.exception("A fault of ours at %s", request.path, exc_info=error)
        return refuse(500, "This is a fault of ours, and not of your question. Please report the address you asked.")


def _sentences(errors: Iterable[dict[str, Any]], contract: str) -> list[str]:
    """Return one sentence for each parameter that cannot be read; its place is (query, argument, parameter)."""
    said: dict[str, str] = {}
    for item in errors:
        # A parameter that may be left out is a choice of its own kind and of nothing; only the first is of interest.
        if item["type"] != "none_required":
            name = str(item["loc"][2] if len(item["loc"]) > 2 else item["loc"][-1])
            said.setdefault(name, f"The parameter “{name}” cannot be read: {_problem(name, item)}. See {contract}.")
    return list(said.values())


def _problem(name: str, item: dict[str, Any]) -> str:
    if item["type"] == "string_pattern_mismatch":
        return FORMS.get(name, "an id is lower-case words joined by hyphens")
    message = str(item["msg"]).removeprefix("Value error, ")
    return message[:1].lower() + message[1:]
