"""Where everything is."""

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, ConfigDict

from tideturn.interfaces.api.plans.presenters.parts import BASE
from tideturn.interfaces.api.refusals import Refusal, check_parameters

router = Router()


class Addresses(BaseModel):
    """The addresses of version 1."""

    model_config = ConfigDict(frozen=True)

    plans: str = f"{BASE}/plans/"
    commitments: str = f"{BASE}/commitments/"
    organisations: str = f"{BASE}/organisations/"
    documents: str = f"{BASE}/documents/"
    openapi: str = f"{BASE}/openapi.json"


class NoQuestion(BaseModel):
    """An address that takes no parameters."""


@router.get("/", response={200: Addresses, 422: Refusal})
def list_addresses(request: HttpRequest) -> Addresses:
    """Return the addresses of this API."""
    check_parameters(request, NoQuestion)
    return Addresses()
