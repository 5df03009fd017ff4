"""The rows in which a service is sought, made from its object: one for each of its places, or one without a place."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from tideturn.engines.directory.mapping import Point, point_of
from tideturn.engines.directory.words import Reach
from tideturn.methods.opening.schedules import names_special_days
from tideturn.packs.schema.gazetteer import Place

Object = Mapping[str, Any]
OURS = uuid.UUID("6ba9a4b8-6c3c-5d0c-9f0e-3f2d6c5a1e77")
# What a reader's words are looked for in, beside the name.
ONLY_SOME_AREAS = "serves:some"
WORDED = ("alternate_name", "description", "eligibility_description", "application_process", "fees", "alert")


@dataclass(frozen=True)
class Row:
    """A service at one place, as it is sought."""

    id: uuid.UUID
    number: int
    location_id: uuid.UUID | None
    place_name: str
    reach: Reach
    point: Point | None
    is_exact: bool
    postcode: str
    area: str
    tags: frozenset[str]
    hours: tuple[Object, ...]
    title: str
    words: str


class Surroundings(Protocol):
    """What the country's pack knows of the places and words of a feed."""

    def district(self, postcode: str) -> Place | None:
        """Return the district of a postcode."""

    def tags_of(self, *holders: Object) -> frozenset[str]:
        """Return the tags of the pack that some objects lead to."""

    def area_called(self, name: str) -> str | None:
        """Return the code of the area that bears a name or a code."""


def national_id(source: str, kind: str, feed_id: str) -> uuid.UUID:
    """Return the id by which the country knows something: the feed's own where it is a UUID, else one made of it."""
    try:
        return uuid.UUID(feed_id)
    except ValueError:
        return uuid.uuid5(OURS, f"{source}:{kind}:{feed_id}")


def rows_of(source: str, service_id: uuid.UUID, document: Object, *, surroundings: Surroundings) -> Iterator[Row]:
    """Yield the rows of a service."""
    make = partial(_row, source=source, document=document, surroundings=surroundings)
    places = places_of(document)
    if not places:
        yield make(made=service_id, number=0, located=None, place={}, location={})
    for number, place in enumerate(places):
        made = national_id(source, "service_at_location", str(place.get("id") or f"{service_id}/{number}"))
        location = place["location"]
        located = national_id(source, "location", str(location.get("id") or made))
        yield make(made=made, number=number, located=located, place=place, location=location)


def places_of(document: Object) -> list[Object]:
    """Return the places of a service whose source says where they are."""
    return [place for place in objects(document.get("service_at_locations")) if objects([place.get("location")])]


def objects(value: object) -> list[Object]:
    """Return the objects of a list in a feed, leaving out what is none."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list | tuple) else []


def hours_of(document: Object, place: Object, location: Object) -> tuple[Object, ...]:
    """Return the schedules that hold at a place: its own, else those of the service, else those of the building.

    A single day on which any of the three is closed, or open otherwise than usual, holds at the place all the same.
    """
    said = [objects(holder.get("schedules")) for holder in (place, document, location)]
    special = [one for schedules in said for one in schedules if names_special_days(one)]
    usual = [[one for one in schedules if not names_special_days(one)] for schedules in said]
    return (*next(filter(None, usual), ()), *special)


def terms_of(source: str, *holders: Object) -> frozenset[str]:
    """Return the terms said of a service or a place, as `term:<id>`, and whose they are, as `taxonomy:<id or name>`."""
    attributes = [one for holder in holders for one in objects(holder.get("attributes"))]
    return frozenset(tag for attribute in attributes for tag in _tags(source, attribute))


def _tags(source: str, attribute: Object) -> Iterator[str]:
    term = attribute.get("taxonomy_term")
    term = term if isinstance(term, Mapping) else {}
    for known in {attribute.get("taxonomy_term_id"), term.get("id")} - {None, ""}:
        yield f"term:{national_id(source, 'taxonomy_term', str(known))}"
    if term.get("code"):
        yield f"term:{term['code']}"
    if term.get("taxonomy_id"):
        yield f"taxonomy:{national_id(source, 'taxonomy', str(term['taxonomy_id']))}"
    if term.get("taxonomy"):
        yield f"taxonomy:{term['taxonomy']}"


def _place_name(location: Object, address: Object) -> str:
    """Return what a place is called; a street alone tells nobody in which town."""
    name, street, city = (
        str(said or "") for said in (location.get("name"), address.get("address_1"), address.get("city"))
    )
    return ", ".join(filter(None, (name, city))) if name and name == street else name or city


def _row(
    *,
    source: str,
    made: uuid.UUID,
    number: int,
    located: uuid.UUID | None,
    document: Object,
    place: Object,
    location: Object,
    surroundings: Surroundings,
) -> Row:
    address = next(iter(objects(location.get("addresses"))), {})
    is_place = location.get("location_type", "physical") == "physical" and located is not None
    postcode = str(address.get("postal_code") or "").strip().upper()[:12]
    point = point_of(location.get("latitude"), location.get("longitude"))
    district = surroundings.district(postcode)
    area = {f"area:{district.area}"} if district else set()
    return Row(
        id=made,
        number=number,
        location_id=located,
        place_name=_place_name(location, address),
        reach=Reach.PLACE if is_place else Reach.AREA if objects(document.get("service_areas")) else Reach.COUNTRY,
        point=point or (Point(district.latitude, district.longitude) if district else None),
        is_exact=point is not None,
        postcode=postcode,
        area=district.area if district else "",
        tags=terms_of(source, document, place, location)
        | surroundings.tags_of(document, place, location)
        | area
        | _served(document, surroundings),
        hours=hours_of(document, place, location),
        title=str(document.get("name") or ""),
        words=" ".join(_words(document, location, address)),
    )


def serves(area: str) -> str:
    """Return how a listing is tagged that is given in an area, by its code."""
    return f"serves:{area}"


def _served(document: Object, surroundings: Surroundings) -> frozenset[str]:
    """Return the tags of the areas in which alone a service is given; none where it names one that we do not know."""
    named = [_area_of(one, surroundings) for one in objects(document.get("service_areas"))]
    known = [area for area in named if area]
    return frozenset([ONLY_SOME_AREAS, *map(serves, known)]) if named and len(known) == len(named) else frozenset()


def _area_of(service_area: Object, surroundings: Surroundings) -> str | None:
    said = (service_area.get(name) for name in ("extent", "name", "service_area", "uri"))
    texts = [text for text in said if isinstance(text, str) and text]
    return next((area for text in texts if (area := surroundings.area_called(text))), None)


def _words(document: Object, location: Object, address: Object) -> Iterator[str]:
    organisation = document.get("organization")
    named = organisation.get("name") if isinstance(organisation, Mapping) else None
    said = [document.get(field) for field in WORDED] + [named, location.get("name"), address.get("city")]
    yield from (text for text in said if isinstance(text, str) and text)
