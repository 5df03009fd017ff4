"""The standard's objects as this door gives them: such that its schemas let them pass, whole or without their lists."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from tideturn.engines.directory.listing import national_id, places_of
from tideturn.engines.directory.models import Listing, Organisation, Service, Taxonomy, Term
from tideturn.engines.directory.ours import told_on
from tideturn.interfaces.api.open_referral.beside import OUR_KEY, beside
from tideturn.interfaces.design.country import today
from tideturn.sources.open_referral.conforming import Known, conform, is_uuid

Object = dict[str, Any]
PLACES = "service_at_locations"
# Of a service that no source lists any more, in a field that every reader of the standard shows.
UNLISTED = "No source has listed this service since {day}. Ask there before you send anybody."


def whole_service(service: Service, *, is_plain: bool = False) -> Object:
    """Return a service with all that hangs on it; `organization` is put in where its source named it by id alone.

    With `is_plain` nothing of ours stands beside it.
    """
    said = _named_places(service, service.document)
    return _conformed(service, said, is_plain=is_plain)


def service_in_a_list(service: Service, *, is_plain: bool = False) -> Object:
    """Return a service without its lists, as the standard gives it where it gives many."""
    return _conformed(service, service.document, is_plain=is_plain, is_brief=True)


def whole_place(listing: Listing, *, is_plain: bool = False) -> Object:
    """Return a service at a location, with both."""
    service = listing.service
    said = {name: value for name, value in service.document.items() if name != PLACES}
    return {**_place(listing, is_brief=False), "service": _conformed(service, said, is_plain=is_plain)}


def place_in_a_list(listing: Listing, *, is_plain: bool = False) -> Object:
    """Return a service at a location without the lists of either."""
    return {**_place(listing, is_brief=True), "service": service_in_a_list(listing.service, is_plain=is_plain)}


def whole_organisation(organisation: Organisation, *, are_services_whole: bool, is_plain: bool = False) -> Object:
    """Return an organisation with its services: whole, or by what tells them."""
    services = organisation.services.filter(withdrawn_at=None, same_as=None).order_by("name", "id")
    services = services.prefetch_related("listings") if are_services_whole else services
    present = whole_service if are_services_whole else service_in_a_list
    listed = [_without(present(one, is_plain=is_plain), "organization") for one in services]
    return {**organisation_alone(organisation), "services": listed}


def organisation_alone(organisation: Organisation) -> Object:
    """Return an organisation without its services; `told_by` is the source that tells of it."""
    said = _without(organisation.document, "services")
    told_by = getattr(organisation, "told_by", None) or _told_by(organisation)
    return conform("organization", said, key=str(organisation.pk), known=_known_in(told_by))


def taxonomy(one: Taxonomy) -> Object:
    """Return a list of words."""
    return conform("taxonomy", one.document, key=str(one.pk), known=_known_as({"taxonomy": one.pk}))


def term(one: Term) -> Object:
    """Return one word of such a list."""
    known = {"taxonomy_term": one.pk, "parent_id": one.parent_id, "taxonomy": one.taxonomy_id}
    said = {**one.document}
    for field, column in (("parent_id", one.parent_id), ("taxonomy_id", one.taxonomy_id)):
        if said.get(field) and not is_uuid(said[field]):
            said |= {field: column if is_uuid(column) else None}
    return conform("taxonomy_term", said, key=str(one.pk), known=_known_as(known))


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


def _conformed(service: Service, said: Mapping[str, Any], *, is_plain: bool, is_brief: bool = False) -> Object:
    holds = told_on(today(), said, service.ours)
    document = {name: value for name, value in holds.items() if name != OUR_KEY}
    organisation = service.organisation
    if not isinstance(document.get("organization"), Mapping) and organisation is not None:
        document["organization"] = organisation.document
    if is_brief:
        document = brief(document)
    made = conform("service", document, key=str(service.pk), known=partial(_known, service)) | {"id": str(service.pk)}
    if organisation is not None:
        made["organization"]["id"] = _same_id(made["organization"]["id"], str(organisation.pk))
    if service.unlisted_since is not None:
        told = UNLISTED.format(day=service.unlisted_since.isoformat())
        made["alert"] = f"{made['alert']} {told}" if made.get("alert") else told
    ours = {} if is_plain else beside(service)
    return {**made, OUR_KEY: ours} if ours else made


def _place(listing: Listing, *, is_brief: bool) -> Object:
    """Return a place as its service's object holds it."""
    service = listing.service
    place = _named(dict(places_of(service.document)[listing.number]), listing)
    known = partial(_known, service)
    said = brief(place) if is_brief else place
    return conform(
        "service_at_location", said, key=str(listing.pk), known=lambda _, kind, key: known(PLACES, kind, key)
    )


def _named_places(service: Service, document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a document in which places bear the ids by which their listings are known.

    That is another where the id is none, or is that of a place of another service too.
    """
    places = places_of(document)
    if not places:
        return document
    listings = {listing.number: listing for listing in service.listings.all()}
    named = {id(place): _named(place, listings[n]) for n, place in enumerate(places) if n in listings}
    return {**document, PLACES: [named.get(id(place), place) for place in document[PLACES]]}


def _named(place: Mapping[str, Any], listing: Listing) -> Object:
    location = place["location"]
    located = location if is_uuid(location.get("id")) else {**location, "id": str(listing.location_id)}
    named = _same_id(str(place.get("id") or ""), str(listing.pk))
    return {**place, "id": named, "location": located}


def _same_id(written: str, known: str) -> str:
    """Return an id as its source wrote it where it is the one by which the country knows the thing."""
    return written if written.lower() == known else known


def _known(service: Service, field: str, kind: str, key: str) -> str:
    """Return by what something is known that a service's source gave an id which is no UUID."""
    told = service.provenance.get(field)
    source = told.get("source") if isinstance(told, Mapping) else None
    return str(national_id(str(source or ""), kind, key))


def _known_in(source: str) -> Known:
    return lambda _, kind, key: str(national_id(source, kind, key))


def _known_as(known: Mapping[str, object]) -> Known:
    return lambda _, kind, key: str(known.get(kind) or national_id("", kind, key))


def _told_by(organisation: Organisation) -> str:
    """Return which source tells of an organisation: the one from which a service of its has it."""
    one = organisation.services.filter(withdrawn_at=None).order_by("id").first()
    said = one.provenance.get("organization") if one else None
    return str(said.get("source") or "") if isinstance(said, Mapping) else ""


def _without(document: Mapping[str, Any], name: str) -> Object:
    return {key: value for key, value in document.items() if key != name}
