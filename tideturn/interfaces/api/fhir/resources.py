"""Services, organisations and places as resources of FHIR R4, made of the objects of Open Referral."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tideturn.engines.directory import queries
from tideturn.engines.directory.describing import taxonomy_id
from tideturn.engines.directory.listing import objects as listed
from tideturn.engines.directory.models import Listing, Organisation, Service
from tideturn.interfaces.api.fhir.hours import hours, hours_of_operation, not_available
from tideturn.interfaces.api.open_referral import objects
from tideturn.interfaces.api.open_referral.beside import told_terms
from tideturn.interfaces.design.country import today
from tideturn.packs.schema.directory_term import FacetId, Term

Resource = dict[str, Any]
FACETS = {
    "category": FacetId.LISTINGS,
    "type": FacetId.KINDS_OF_HELP,
    "specialty": FacetId.SUBSTANCES,
    "characteristic": FacetId.ACCESS,
    "referralMethod": FacetId.REFERRAL,
}
APPOINTMENT = {"appointment-needed": True, "no-appointment-needed": False}
SYSTEMS = {"voice": "phone", "cell": "phone", "hotline": "phone", "fax": "fax", "text": "sms", "sms": "sms"}


def healthcare_service(service: Service, *, site: str) -> Resource:
    """Return a service, with the places at which it is given by reference."""
    said = objects.whole_service(service, is_plain=True)
    terms = list(told_terms(service.document))
    listings = sorted(service.listings.all(), key=lambda one: one.number)
    schedules = [tuple(one.hours) for one in listings]
    return _resource(
        {
            "resourceType": "HealthcareService",
            "id": str(service.pk),
            "meta": {"lastUpdated": service.changed_at.isoformat(timespec="seconds")},
            "identifier": [{"system": f"{site}/open-referral/services", "value": service.code}],
            "active": said["status"] == "active" and service.unlisted_since is None,
            "providedBy": _reference("Organization", service.organisation_id, _organisation_name(said)),
            **{name: [_concept(site, *term) for term in terms if term[0] is facet] for name, facet in FACETS.items()},
            "location": [
                _reference("Location", one.location_id, one.place_name) for one in listings if one.location_id
            ],
            "name": _text(said["name"]),
            "comment": _text(said.get("alert")),
            "extraDetails": _text(said.get("description")),
            "telecom": list(_telecom(said)),
            "eligibility": list(_eligibility(site, said, terms)),
            "communication": [
                {"text": _text(one.get("name") or one.get("code"))} for one in _objects(said, "languages")
            ],
            "appointmentRequired": next((APPOINTMENT[t.id] for _, t in terms if t.id in APPOINTMENT), None),
            **hours(schedules, on=today()),
            "notAvailable": not_available(service.ours.get("closing")),
        }
    )


def organization(organisation: Organisation) -> Resource:
    """Return an organisation."""
    said = objects.organisation_alone(organisation)
    return _resource(
        {
            "resourceType": "Organization",
            "id": str(organisation.pk),
            "identifier": [_identifier(one) for one in _objects(said, "organization_identifiers")],
            "active": True,
            "name": _text(said["name"]) or "Without a name",
            "alias": [_text(said.get("alternate_name"))],
            "telecom": list(_telecom(said)),
            "partOf": _reference("Organization", said.get("parent_organization_id"), None),
        }
    )


def location(listing: Listing) -> Resource:
    """Return a place; of a confidential one neither where it is nor what it is called, for neither is kept."""
    said = objects.whole_place(listing, is_plain=True)
    place = said["location"]
    is_whole = place.get("latitude") is not None and place.get("longitude") is not None
    return _resource(
        {
            "resourceType": "Location",
            "id": str(listing.location_id),
            "status": "active",
            "name": _text(place.get("name")) or _text(said["service"]["name"]),
            "alias": [_text(place.get("alternate_name"))],
            "description": _text(place.get("description")),
            "mode": "instance",
            "telecom": list(_telecom(place)),
            "address": next((_address(one) for one in _objects(place, "addresses")), None),
            "position": {name: place[name] for name in ("longitude", "latitude")} if is_whole else None,
            "managingOrganization": _reference("Organization", listing.service.organisation_id, None),
            **hours_of_operation(_hours_at(listing), on=today()),
        }
    )


def _hours_at(listing: Listing) -> list[tuple[Any, ...]]:
    """Return the schedules of each service that is given where one is."""
    here = queries.shown_listings().filter(location_id=listing.location_id).order_by("id")
    return [tuple(hours) for hours in here.values_list("hours", flat=True)]


def _concept(site: str, facet: FacetId, term: Term) -> Resource:
    system = f"{site}/open-referral/taxonomies/{taxonomy_id(facet)}"
    return {"coding": [{"system": system, "code": term.id, "display": term.title}]}


def _eligibility(site: str, said: Mapping[str, Any], terms: Iterable[tuple[FacetId, Term]]) -> Iterator[Resource]:
    yield from ({"code": _concept(site, *term)} for term in terms if term[0] is FacetId.WHO_FOR)
    ages = [
        f"{words} {said[name]:g}" for name, words in (("minimum_age", "from"), ("maximum_age", "to")) if name in said
    ]
    aged = f"Age in years: {' '.join(ages)}." if ages else ""
    comment = _text(" ".join(part for part in (_text(said.get("eligibility_description")), aged) if part))
    yield {"comment": comment}


def _identifier(one: Mapping[str, Any]) -> Resource:
    scheme = _text(one.get("identifier_scheme") or one.get("identifier_type"))
    return {"type": {"text": scheme}, "value": _text(one.get("identifier"))}


def _telecom(said: Mapping[str, Any]) -> Iterator[Resource]:
    """Yield how something is reached: its telephones, those of whom to ask for, its mail and its page."""
    contacts = _objects(said, "contacts")
    for phone in (*_objects(said, "phones"), *(phone for one in contacts for phone in _objects(one, "phones"))):
        yield {
            "system": SYSTEMS.get(str(phone.get("type") or "voice").lower(), "phone"),
            "value": _text(phone["number"]),
        }
    for holder in (said, *contacts):
        yield {"system": "email", "value": _text(holder.get("email"))}
    yield {"system": "url", "value": _text(said.get("url") or said.get("website"))}


def _address(one: Mapping[str, Any]) -> Resource:
    lines = [_text(one.get(name)) for name in ("attention", "address_1", "address_2")]
    return {
        "type": "postal" if one["address_type"] == "postal" else "physical",
        "line": lines,
        "city": _text(one.get("city")),
        "district": _text(one.get("region")),
        "state": _text(one.get("state_province")),
        "postalCode": _text(one.get("postal_code")),
        "country": _text(one.get("country")),
    }


def _reference(kind: str, key: object, display: object) -> Resource | None:
    return {"reference": f"{kind}/{str(key).lower()}", "display": _text(display)} if key else None


def _organisation_name(said: Mapping[str, Any]) -> object:
    organisation = said.get("organization")
    return organisation.get("name") if isinstance(organisation, Mapping) else None


def _objects(said: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return listed(said.get(name))


def _text(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _resource(said: Resource) -> Resource:
    kept: Resource = _without_nothing(said)
    return kept


def _without_nothing(value: Any) -> Any:
    """Return a value of JSON without what is empty, at any depth: FHIR knows no empty text, list or object.

    How something is reached that has no number, address or page is nothing at all.
    """
    if isinstance(value, list):
        kept = [found for one in value if (found := _without_nothing(one)) not in (None, {}, [], "")]
        return [one for one in kept if not (isinstance(one, dict) and one.keys() == {"system"})]
    if isinstance(value, dict):
        found = {name: _without_nothing(each) for name, each in value.items()}
        return {name: each for name, each in found.items() if each is not None and each not in ({}, [], "")}
    return value
