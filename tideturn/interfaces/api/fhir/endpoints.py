"""The addresses of FHIR: what the door can do, and each kind of resource read by its id and searched."""

import uuid
from typing import Any

from django.http import HttpRequest

from tideturn.engines.directory import queries
from tideturn.interfaces.api.fhir import resources, searching
from tideturn.interfaces.api.fhir.answers import NotAnswered, answering, site_of
from tideturn.interfaces.api.fhir.bundles import bundle
from tideturn.interfaces.api.fhir.capability import READ_AND_SEARCHED, capability_statement

Resource = dict[str, Any]


@answering
def metadata(request: HttpRequest) -> Resource:
    """Return what this door can do."""
    return capability_statement(site_of(request))


@answering
def healthcare_services(request: HttpRequest) -> Resource:
    """Return the services that a search finds."""
    asked, site = searching.Asked(request.GET), site_of(request)
    found = searching.services(asked)
    return bundle(
        found, lambda one: resources.healthcare_service(one, site=site), asked, address=f"{site}/fhir/HealthcareService"
    )


@answering
def healthcare_service(request: HttpRequest, key: str) -> Resource:
    """Return one service; one that turned out to be another is that other."""
    one = queries.known_services().filter(pk=_key(key)).first()
    meant = one and (one.same_as or one)
    if meant is None or meant.withdrawn_at is not None:
        raise _not_there()
    return resources.healthcare_service(meant, site=site_of(request))


@answering
def organizations(request: HttpRequest) -> Resource:
    """Return the organisations that a search finds."""
    asked = searching.Asked(request.GET)
    address = f"{site_of(request)}/fhir/Organization"
    return bundle(searching.organisations(asked), resources.organization, asked, address=address)


@answering
def organization(request: HttpRequest, key: str) -> Resource:
    """Return one organisation."""
    one = queries.organisations().filter(pk=_key(key)).first()
    if one is None:
        raise _not_there()
    return resources.organization(one)


@answering
def locations(request: HttpRequest) -> Resource:
    """Return the places that a search finds."""
    asked = searching.Asked(request.GET)
    return bundle(searching.places(asked), resources.location, asked, address=f"{site_of(request)}/fhir/Location")


@answering
def location(request: HttpRequest, key: str) -> Resource:
    """Return one place."""
    one = queries.shown_listings().filter(location_id=_key(key)).order_by("id").first()
    if one is None:
        raise _not_there()
    return resources.location(one)


@answering
def nowhere(request: HttpRequest) -> Resource:
    """Refuse an address that is none."""
    kinds = ", ".join(READ_AND_SEARCHED)
    raise NotAnswered(404, "not-found", f"There is no such address. There are metadata and {kinds}, each alone or /id.")


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise _not_there() from None


def _not_there() -> NotAnswered:
    return NotAnswered(404, "not-found", "There is nothing with this id. Search without one to see what there is.")
