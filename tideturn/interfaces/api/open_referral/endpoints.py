"""The addresses of the standard: services, places, organisations, taxonomies and terms, listed and one by one."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Path, Query, Router

from tideturn.engines.directory import filtering, queries
from tideturn.interfaces.api.open_referral import objects
from tideturn.interfaces.api.open_referral.pages import Present, lines_of, page_of
from tideturn.interfaces.api.open_referral.questions import (
    OneOrganisationQuestion,
    OneQuestion,
    OrganisationQuestion,
    Paged,
    PlaceQuestion,
    ServiceQuestion,
    TaxonomyQuestion,
    TermQuestion,
)
from tideturn.interfaces.api.open_referral.shapes import A_LIST, A_THING, LINES, Base
from tideturn.interfaces.api.refusals import NotThere, Refusal

router = Router(tags=["open-referral"])
VERSION = "HSDS-UK-3.0"
PROFILE = "https://github.com/OpenReferralUK/uk-profile/blob/main/docs/index.md"


@router.get("", response={200: Base, 503: Refusal})
def show_api(request: HttpRequest) -> HttpResponse:
    """Return which version of the standard this is, its profile, and where this API is described."""
    site = settings.SITE_ADDRESS.rstrip("/") or f"{request.scheme}://{request.get_host()}"
    return _json({"version": VERSION, "profile": PROFILE, "openapi_url": f"{site}/open-referral/openapi.json"})


@router.get("/services", response=A_LIST, openapi_extra=LINES)
def list_services(request: HttpRequest, question: Annotated[ServiceQuestion, Query()]) -> HttpResponse:
    """Return the services that fit, without their lists; or whole, or only what tells them."""
    found = filtering.services(question.filter())
    if question.minimal:
        return _listed(found, objects.minimal, question)
    if question.full:
        found = found.prefetch_related("listings")
    return _listed(found, _presented(objects.whole_service, objects.service_in_a_list, question), question)


@router.get("/services/{service_id}", response=A_THING)
def show_service(
    request: HttpRequest,
    service_id: Annotated[str, Path(description="The id of a service.")],
    asked: Annotated[OneQuestion, Query()],
) -> HttpResponse:
    """Return one service with all that hangs on it; one that turned out to be another is that other."""
    one = _one(queries.known_services(), service_id, "services")
    meant = one.same_as or one
    if meant.withdrawn_at is not None:
        raise _not_there("services")
    answer = _json(objects.whole_service(meant, is_plain=asked.plain))
    answer.headers["Content-Location"] = f"/open-referral/services/{meant.pk}"
    return answer


@router.get("/service_at_locations", response=A_LIST, openapi_extra=LINES)
def list_places(request: HttpRequest, question: Annotated[PlaceQuestion, Query()]) -> HttpResponse:
    """Return the services at places that fit: the nearest first where a postcode is given.

    With a postcode, a service that says in which areas it is given is left out where none of them holds it.
    """
    present = _presented(objects.whole_place, objects.place_in_a_list, question)
    return _listed(filtering.places(question.filter()), present, question)


@router.get("/service_at_locations/{place_id}", response=A_THING)
def show_place(
    request: HttpRequest,
    place_id: Annotated[str, Path(description="The id of a service at a location.")],
    asked: Annotated[OneQuestion, Query()],
) -> HttpResponse:
    """Return one service at one place, with both."""
    one = _one(filtering.places(filtering.Filter()), place_id, "service_at_locations")
    return _json(objects.whole_place(one, is_plain=asked.plain))


@router.get("/organizations", response=A_LIST, openapi_extra=LINES)
def list_organizations(request: HttpRequest, question: Annotated[OrganisationQuestion, Query()]) -> HttpResponse:
    """Return the organisations that give help."""
    found = _named(queries.organisations(), question.search).order_by("id")
    whole = partial(
        objects.whole_organisation, are_services_whole=question.full_service, is_plain=question.plain
    )  # fmt: skip
    is_whole = question.full or question.full_service
    return _listed(found, whole if is_whole else lambda one: objects.brief(objects.organisation_alone(one)), question)


@router.get("/organizations/{organization_id}", response=A_THING)
def show_organization(
    request: HttpRequest,
    organization_id: Annotated[str, Path(description="The id of an organisation.")],
    asked: Annotated[OneOrganisationQuestion, Query()],
) -> HttpResponse:
    """Return one organisation with its services: what tells them, or whole."""
    one = _one(queries.organisations(), organization_id, "organizations")
    whole = objects.whole_organisation(one, are_services_whole=asked.full_service, is_plain=asked.plain)
    return _json(whole)


@router.get("/taxonomies", response=A_LIST, openapi_extra=LINES)
def list_taxonomies(request: HttpRequest, question: Annotated[TaxonomyQuestion, Query()]) -> HttpResponse:
    """Return the lists of words by which services are described."""
    found = _named(queries.taxonomies(), question.search)
    return _listed(found, lambda one: objects.brief(objects.taxonomy(one)), question)


@router.get("/taxonomies/{taxonomy_id}", response=A_THING)
def show_taxonomy(
    request: HttpRequest, taxonomy_id: Annotated[str, Path(description="The id of a taxonomy.")]
) -> HttpResponse:
    """Return one such list."""
    return _json(objects.taxonomy(_one(queries.taxonomies(), taxonomy_id, "taxonomies")))


@router.get("/taxonomy_terms", response=A_LIST, openapi_extra=LINES)
def list_taxonomy_terms(request: HttpRequest, question: Annotated[TermQuestion, Query()]) -> HttpResponse:
    """Return the words of such lists."""
    found = _named(queries.terms(), question.search)
    if question.taxonomy_id:
        found = found.filter(taxonomy_id=question.taxonomy_id)
    if question.parent_id:
        found = found.filter(parent_id=question.parent_id)
    if question.top_only:
        found = found.filter(parent_id="")
    return _listed(found, objects.term, question)


@router.get("/taxonomy_terms/{term_id}", response=A_THING)
def show_taxonomy_term(
    request: HttpRequest, term_id: Annotated[str, Path(description="The id of a term.")]
) -> HttpResponse:
    """Return one such word."""
    return _json(objects.term(_one(queries.terms(), term_id, "taxonomy_terms")))


def _presented(whole: Callable[..., Any], in_a_list: Callable[..., Any], question: ServiceQuestion) -> Present:
    return partial(whole if question.full else in_a_list, is_plain=question.plain)


def _listed(found: Any, present: Present, question: Paged) -> HttpResponse:
    if question.is_lines:
        return lines_of(found, present, is_ended=question.end)  # type: ignore[return-value]
    return page_of(found, present, number=question.page, size=question.per_page)


def _named(found: Any, words: str) -> Any:
    return found.filter(Q(name__icontains=words)) if words else found


def _one(found: Any, key: str, of: str) -> Any:
    try:
        one = found.filter(pk=uuid.UUID(key)).first()
    except ValueError:
        raise _not_there(of) from None
    if one is None:
        raise _not_there(of)
    return one


def _not_there(of: str) -> NotThere:
    return NotThere(f"There is nothing with this id. See /open-referral/{of} for what there is.")


def _json(said: Any) -> JsonResponse:
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False})
