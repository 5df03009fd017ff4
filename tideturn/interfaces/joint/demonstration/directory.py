"""The directory of the invented country, brought in as a feed like any other, by the directory's own import."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.utils import timezone

from tideturn.engines.directory.actions.applying import apply
from tideturn.engines.directory.actions.arriving import propose
from tideturn.engines.directory.actions.saying import say
from tideturn.engines.directory.describing import describing, term_id
from tideturn.engines.directory.models import Service, Source
from tideturn.engines.directory.ours import OURS_FIELD, Capacity, Ours, written
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.interfaces.joint.demonstration.guard import SEED, check_is_invented
from tideturn.interfaces.joint.demonstration.invented_services import SERVICES, Invented
from tideturn.packs.schema.gazetteer import Place
from tideturn.sources.open_referral.entities import Entity, Kind

SOURCE, TITLE = "invented-directory", "Invented directory of Estmark"
NAMES = uuid.uuid5(uuid.NAMESPACE_URL, f"tideturn:{SEED}:directory")
STREETS = ("Quay Street", "Nowhere Lane", "Made-up Row", "Lantern Square", "Example Close", "Invented Street")
# How far the doors of one place lie from its middle, in degrees.
SCATTER = 0.012
INVENTED = "(invented)"
HIDDEN_NAME = "House behind the green gate (invented)"
BY = system_actor("directory")


def fill_directory() -> int:
    """Bring the invented services in, and return how many there are; raise NotInvented in a country that is real."""
    check_is_invented()
    with acting(BY):
        _bring_in()
    return len(SERVICES)


@transaction.atomic
def _bring_in() -> None:
    Source.objects.get_or_create(pk=SOURCE, defaults={"title": TITLE, "licence": "Invented."})
    entities = [Entity(Kind.SERVICE, said["id"], said, f"line {line}") for line, said in enumerate(objects(), 1)]
    propose(source_id=SOURCE, name=TITLE, entities=entities, form={}, by=BY)
    apply(source_id=SOURCE, by=BY)
    said_before = dict(Service.objects.values_list("id", "ours"))
    for one in SERVICES:
        service_id, ours = uuid.UUID(id_of(one.name)), written(_ours(one))
        if not said_before.get(service_id) and any(ours.values()):
            say(service_id=service_id, content={OURS_FIELD: ours}, name=TITLE, by=BY)


def objects() -> Iterator[dict[str, Any]]:
    """Yield the invented services as the standard writes them, checked so many days before today."""
    for number, one in enumerate(SERVICES):
        yield said_of(number, one)


def id_of(*names: str) -> str:
    """Return the id of an invented thing, the same each time."""
    return str(uuid.uuid5(NAMES, "/".join(names)))


def said_of(number: int, one: Invented) -> dict[str, Any]:
    """Return an invented service as the standard writes it; its number gives it a phone and a place of its own."""
    minimum_age, maximum_age = one.ages
    checked = None if one.checked is None else timezone.localdate() - timedelta(days=one.checked)
    said = {
        "id": id_of(one.name),
        "name": f"{one.name} {INVENTED}",
        "description": f"{one.says} {INVENTED}",
        "status": one.status,
        "assured_date": checked.isoformat() if checked else None,
        "minimum_age": minimum_age,
        "maximum_age": maximum_age,
        "organization": {
            "id": id_of("organisation", one.by),
            "name": f"{one.by} {INVENTED}",
            "description": "Invented.",
        },
        "phones": [{"id": id_of(one.name, "phone"), "number": f"01632 960{300 + number}"}],
        "schedules": [_schedule(one, line, *hours) for line, hours in enumerate(one.hours)],
        "attributes": [_attribute(one, term) for term in one.terms],
        "service_at_locations": [_place(number, one, line, where) for line, where in enumerate(one.where)],
    }
    return {name: value for name, value in said.items() if value not in (None, [])}


def _schedule(one: Invented, line: int, *hours: str) -> dict[str, Any]:
    byday, opens_at, closes_at = hours
    key = id_of(one.name, "schedule", str(line))
    return {"id": key, "freq": "WEEKLY", "byday": byday, "opens_at": opens_at, "closes_at": closes_at}


def _attribute(one: Invented, term: str) -> dict[str, Any]:
    term_said = _published()[term]
    return {"id": id_of(one.name, term), "taxonomy_term_id": str(term_id(term)), "taxonomy_term": term_said}


@lru_cache(maxsize=1)
def _published() -> dict[str, dict[str, Any]]:
    return {term["code"]: term for _, terms in describing().published() for term in terms}


def _place(number: int, one: Invented, line: int, where: str) -> dict[str, Any]:
    found = describing().places.find(where)[0]
    east, north = ((number * 7 + line * 3) % 11 - 5) / 5, ((number * 5 + line) % 9 - 4) / 4
    location = {
        "id": id_of(one.name, where, "location"),
        "location_type": "physical",
        # A street named here would be taken out of every other entry as well.
        "name": HIDDEN_NAME if one.is_confidential else f"{found.name}, {STREETS[number % len(STREETS)]}",
        "latitude": round(found.latitude + SCATTER * north, 5),
        "longitude": round(found.longitude + SCATTER * east, 5),
        "addresses": [_address(number, one, where, found)],
    }
    is_hidden = {"confidential": True} if one.is_confidential else {}
    return {"id": id_of(one.name, where), "location": location | is_hidden}


def _address(number: int, one: Invented, where: str, found: Place) -> dict[str, Any]:
    return {
        "id": id_of(one.name, where, "address"),
        "address_1": f"{number + 1} {STREETS[number % len(STREETS)]} {INVENTED}",
        "city": found.name,
        "state_province": found.area_name,
        "postal_code": f"{found.district} {number % 9 + 1}ZZ",
        "country": "GB",
        "address_type": "physical",
    }


def _ours(one: Invented) -> Ours:
    elsewhere = ("Home Detox of Midvale", "Steady House") if one.free == 0 else ()
    words = {0: "No bed is free.", None: ""}.get(one.free, "A bed is free.")
    return Ours(
        capacity=Capacity(one.free, words, timezone.now().replace(microsecond=0)) if words else None,
        alternates=tuple(uuid.UUID(id_of(name)) for name in elsewhere),
        shut_on_holidays=one.is_shut_on_holidays,
        out_of_hours="Ring the Night Lantern, 01632 960111 (invented)." if one.by.endswith("Partnership") else "",
    )
