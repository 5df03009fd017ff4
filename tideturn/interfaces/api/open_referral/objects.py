"""The standard's objects as this door gives them: whole, or without lists where many are given at once."""

from collections.abc import Mapping
from typing import Any

from tideturn.engines.directory.listing import places_of
from tideturn.engines.directory.models import Listing, Organisation, Service

Object = dict[str, Any]


def whole_service(service: Service) -> Object:
    """Return a service with all that hangs on it; `organization` is put in where its source named it by id alone."""
    document: Object = dict(service.document)
    if "organization" not in document and service.organisation is not None:
        document["organization"] = service.organisation.document
    return document


def whole_place(listing: Listing) -> Object:
    """Return a service at a location, with both."""
    place = _place(listing)
    service = {name: value for name, value in whole_service(listing.service).items() if name != "service_at_locations"}
    return {**place, "service": service}


def whole_organisation(organisation: Organisation, *, are_services_whole: bool) -> Object:
    """Return an organisation with its services: whole, or by their ids and names."""
    services = organisation.services.filter(withdrawn_at__isnull=True).order_by("name", "id")
    listed = [whole_service(one) if are_services_whole else brief(one.document) for one in services]
    return {**organisation.document, "services": [_without(one, "organization") for one in listed]}


def brief(document: Mapping[str, Any]) -> Object:
    """Return an object without its lists, at any depth: what the standard gives where it gives many."""
    return {
        name: brief(value) if isinstance(value, Mapping) else value
        for name, value in document.items()
        if not isinstance(value, list)
    }


def minimal(service: Service) -> Object:
    """Return only what tells a service and when it last changed."""
    return {"id": str(service.pk), "modified_date": service.changed_at.isoformat()}


def _place(listing: Listing) -> Object:
    """Return a place as its service's object holds it."""
    return dict(places_of(listing.service.document)[listing.number])


def _without(document: Object, name: str) -> Object:
    return {key: value for key, value in document.items() if key != name}
