"""A service's object reduced to what tells it from others."""

from collections.abc import Iterator, Mapping
from typing import Any

from tideturn.engines.directory.listing import objects, places_of
from tideturn.engines.directory.mapping import point_of
from tideturn.methods.sameness.sketch import Sketch, all_folded, phone_digits, web_place

Object = Mapping[str, Any]


def sketch_of(document: Object) -> Sketch:
    """Return what of a service's object tells it from others."""
    organisation = next(iter(objects([document.get("organization")])), {})
    locations = [place["location"] for place in places_of(document)]
    addresses = [address for location in locations for address in objects(location.get("addresses"))]
    points = [point_of(location.get("latitude"), location.get("longitude")) for location in locations]
    return Sketch(
        name=text(document, "name"),
        organisation=text(organisation, "name"),
        phones=frozenset(filter(None, map(phone_digits, _phones(document)))),
        postcodes=frozenset("".join(text(one, "postal_code").upper().split()) for one in addresses) - {""},
        towns=all_folded(text(one, "city") for one in addresses),
        emails=all_folded([text(document, "email")]),
        webs=frozenset(filter(None, [web_place(text(document, "url"))])),
        terms=all_folded(_terms(document)),
        points=tuple((point.latitude, point.longitude) for point in points if point),
    )


def text(thing: Object, name: str) -> str:
    """Return what an object says under a name, as text."""
    value = thing.get(name)
    return value.strip() if isinstance(value, str) else ""


def _phones(document: Object) -> Iterator[str]:
    """Yield the numbers of a service and of whom to ask for; those of a building are shared by all within."""
    for holder in (document, *objects(document.get("contacts")), *places_of(document)):
        yield from (text(phone, "number") for phone in objects(holder.get("phones")))


def _terms(document: Object) -> Iterator[str]:
    for attribute in objects(document.get("attributes")):
        yield from (text(term, "name") for term in objects([attribute.get("taxonomy_term")]))
