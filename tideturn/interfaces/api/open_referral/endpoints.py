"""The addresses of the standard: services, places, organisations, taxonomies and terms, listed and one by one."""

import uuid
from collections.abc import Callable
from typing import Annotated, Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Query, Router

from tideturn.engines.directory import filtering, queries
from tideturn.interfaces.api.open_referral import objects
from tideturn.interfaces.api.open_referral.pages import lines_of, page_of
from tideturn.interfaces.api.open_referral.questions import (
    OrganisationQuestion,
    Paged,
    PlaceQuestion,
    ServiceQuestion,
    TaxonomyQuestion,
    TermQuestion,
)
from tideturn.interfaces.api.refusals import NotThere

router = Router(tags=["open-referral"])
VERSION = "HSDS-UK-3.0"
PROFILE = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"


@router.get("", response=dict)
def show_api(request: HttpRequest) -> HttpResponse:
    """Return which version of the standard this is, its profile, and where this API is described."""
    site = settings.SITE_ADDRESS.rstrip("/") or f"{request.scheme}://{request.get_host()}"
    return _json({"version": VERSION, "profile": PROFILE, "openapi_url": f"{site}/open-referral/openapi.json"})


@router.get("/services", response=dict)
def list_services(request: HttpRequest, question: Annotated[ServiceQuestion, Query()]) -> HttpResponse:
    """Return the services that fit, without their lists; or whole, or only what tells them."""
    return _listed(filtering.services(question.filter()), _of_service(question), question)


@router.get("/services/{service_id}", response=dict)
def show_service(request: HttpRequest, service_id: str) -> HttpResponse:
    """Return one service with all that hangs on it."""
    return _json(objects.whole_service(_one(queries.shown_services(), service_id, "services")))


@router.get("/service_at_locations", response=dict)
def list_places(request: HttpRequest, question: Annotated[PlaceQuestion, Query()]) -> HttpResponse:
    """Return the services at places that fit: the nearest first where a postcode is given."""
    present = objects.whole_place if question.full else lambda one: objects.brief(objects.whole_place(one))
    return _listed(filtering.places(question.filter()), present, question)


@router.get("/service_at_locations/{place_id}", response=dict)
def show_place(request: HttpRequest, place_id: str) -> HttpResponse:
    """Return one service at one place, with both."""
    return _json(objects.whole_place(_one(queries.shown_listings(), place_id, "service_at_locations")))


@router.get("/organizations", response=dict)
def list_organizations(request: HttpRequest, question: Annotated[OrganisationQuestion, Query()]) -> HttpResponse:
    """Return the organisations that give help."""
    found = _named(queries.organisations(), question.search).order_by("id")

    def whole(one: Any) -> Any:
        return objects.whole_organisation(one, are_services_whole=question.full_service)

    is_whole = question.full or question.full_service
    return _listed(found, whole if is_whole else lambda one: objects.brief(one.document), question)


@router.get("/organizations/{organization_id}", response=dict)
def show_organization(request: HttpRequest, organization_id: str, full_service: bool = False) -> HttpResponse:
    """Return one organisation with its services: what tells them, or whole."""
    one = _one(queries.organisations(), organization_id, "organizations")
    return _json(objects.whole_organisation(one, are_services_whole=full_service))


@router.get("/taxonomies", response=dict)
def list_taxonomies(request: HttpRequest, question: Annotated[TaxonomyQuestion, Query()]) -> HttpResponse:
    """Return the lists of words by which services are described."""
    return _listed(_named(queries.taxonomies(), question.search), lambda one: objects.brief(one.document), question)


@router.get("/taxonomies/{taxonomy_id}", response=dict)
def show_taxonomy(request: HttpRequest, taxonomy_id: str) -> HttpResponse:
    """Return one such list."""
    return _json(_one(queries.taxonomies(), taxonomy_id, "taxonomies").document)


@router.get("/taxonomy_terms", response=dict)
def list_taxonomy_terms(request: HttpRequest, question: Annotated[TermQuestion, Query()]) -> HttpResponse:
    """Return the words of such lists."""
    found = _named(queries.terms(), question.search)
    if question.taxonomy_id:
        found = found.filter(taxonomy_id=question.taxonomy_id)
    if question.parent_id:
        found = found.filter(parent_id=question.parent_id)
    if question.top_only:
        found = found.filter(parent_id="")
    return _listed(found, lambda one: one.document, question)


@router.get("/taxonomy_terms/{term_id}", response=dict)
def show_taxonomy_term(request: HttpRequest, term_id: str) -> HttpResponse:
    """Return one such word."""
    return _json(_one(queries.terms(), term_id, "taxonomy_terms").document)


def _of_service(question: ServiceQuestion) -> Callable[[Any], Any]:
    if question.minimal:
        return objects.minimal
    return objects.whole_service if question.full else lambda one: objects.brief(objects.whole_service(one))


def _listed(found: Any, present: Callable[[Any], Any], question: Paged) -> HttpResponse:
    if question.is_lines:
        return lines_of(found, present)  # type: ignore[return-value]
    return page_of(found, present, number=question.page, size=question.per_page)


def _named(found: Any, words: str) -> Any:
    return found.filter(Q(name__icontains=words)) if words else found


def _one(found: Any, key: str, of: str) -> Any:
    refusal = NotThere(f"There is nothing with this id. See /open-referral/{of} for what there is.")
    try:
        one = found.filter(pk=uuid.UUID(key)).first()
    except ValueError:
        raise refusal from None
    if one is None:
        raise refusal
    return one


def _json(said: Any) -> JsonResponse:
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})
