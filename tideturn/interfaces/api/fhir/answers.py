"""How this door answers and refuses: JSON of FHIR, and an OperationOutcome for whatever is no answer."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from tideturn.interfaces.api.public import public

logger = logging.getLogger(__name__)
JSON = "application/fhir+json; charset=utf-8"
WANTED = frozenset({"", "json", "application/json", "application/fhir+json", "text/json", "*/*"})
View = Callable[..., dict[str, Any]]


class NotAnswered(Exception):
    """A question that has no answer: its status, FHIR's word for why, and a sentence."""

    def __init__(self, status: int, code: str, said: str) -> None:
        super().__init__(said)
        self.status, self.code = status, code


def answering(view: View) -> Callable[..., HttpResponseBase]:
    """Return a view that is read by anybody and answers in FHIR whatever becomes of the question."""

    @public
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            _check_format(request)
            return told(view(request, *args, **kwargs))
        except NotAnswered as refusal:
            return told(outcome(refusal.code, str(refusal)), status=refusal.status)
        except OperationalError as error:
            logger.error("The database did not answer: %s", error)
            answer = told(
                outcome("transient", "The directory does not answer just now. Ask again in a minute."), status=503
            )
            answer.headers["Retry-After"] = "60"
            return answer
        except Exception as error:
            logger.exception("A fault of ours at %s", request.path, exc_info=error)
            return told(
                outcome("exception", "This is a fault of ours. Please report the address you asked."), status=500
            )

    return answer


def told(resource: dict[str, Any], *, status: int = 200) -> JsonResponse:
    """Return a resource as an answer."""
    return JsonResponse(resource, status=status, content_type=JSON, json_dumps_params={"ensure_ascii": False})


def outcome(code: str, said: str) -> dict[str, Any]:
    """Return an OperationOutcome that says in a sentence what is wrong."""
    return {
        "resourceType": "OperationOutcome",
        "issue": [{"severity": "error", "code": code, "diagnostics": said}],
    }


def site_of(request: HttpRequest) -> str:
    """Return the address of this site, without a slash at its end."""
    return settings.SITE_ADDRESS.rstrip("/") or f"{request.scheme}://{request.get_host()}"


def _check_format(request: HttpRequest) -> None:
    # A plus sign that was not escaped arrives as a space.
    wanted = request.GET.get("_format", "").partition(";")[0].strip().replace(" ", "+").lower()
    if wanted not in WANTED:
        raise NotAnswered(
            406, "not-supported", f"There is no format “{wanted[:40]}” here. Ask for application/fhir+json."
        )
