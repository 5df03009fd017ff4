"""What is searched for, in FHIR's own parameters. What is not known is passed over, as FHIR has it."""

import math
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.http import QueryDict

from tideturn.engines.directory import queries
from tideturn.engines.directory.mapping import Point, point_of
from tideturn.engines.directory.models import Listing, Organisation, Service
from tideturn.interfaces.api.fhir.answers import NotAnswered

LARGEST_PAGE, LAST_PAGE, USUAL_PAGE = 200, 1_000_000, 50
METRES = {"": 1000.0, "km": 1000.0, "m": 1.0, "mi": 1609.344, "[mi_us]": 1609.347}
USUAL_DISTANCE = "20"
# Names of people and of organisations are found by their beginning, unless it is said otherwise.
WAYS = {"": "istartswith", "contains": "icontains", "exact": "exact"}


@dataclass
class Asked:
    """The parameters of a search as they are understood; `used` holds those for the address of the next page."""

    told: QueryDict
    used: list[tuple[str, str]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Return how many are wanted on a page; none means that only their number is."""
        return min(_number("_count", self._taken("_count"), USUAL_PAGE), LARGEST_PAGE)

    @property
    def page(self) -> int:
        """Return which page is wanted, counted from one; it is no part of what is used."""
        page = _number("_page", self.told.get("_page", ""), 1)
        if not 1 <= page <= LAST_PAGE:
            raise NotAnswered(400, "invalid", "The parameter “_page” counts from 1.")
        return page

    def named(self, column: str) -> Q:
        """Return the condition of a name, by its beginning, by a part of it or in whole."""
        found = Q()
        for way, lookup in WAYS.items():
            name = f"name:{way}" if way else "name"
            if words := self._taken(name):
                found &= Q(**{f"{column}__{lookup}": words})
        return found

    def key(self, name: str, kind: str = "") -> uuid.UUID | None:
        """Return the id that a parameter names, alone or as a reference; nothing where it is not given."""
        if not (text := self._taken(name)):
            return None
        try:
            return uuid.UUID(text.rpartition("/")[2] if kind else text)
        except ValueError:
            # Nothing has such an id, so nothing is found.
            return uuid.UUID(int=0)

    def token(self, name: str) -> str:
        """Return the value of a token, without its system."""
        return self._taken(name).rpartition("|")[2]

    def near(self, name: str) -> tuple[Point, float] | None:
        """Return a point and how many metres from it, told as `latitude|longitude|distance|units`."""
        text = self._taken(name)
        if not text:
            return None
        latitude, longitude, distance, units, *_ = [*text.split("|"), "", "", "", ""]
        point = point_of(_float(latitude), _float(longitude))
        metres = (_float(distance or USUAL_DISTANCE) or math.nan) * METRES.get(units.strip().lower(), math.nan)
        if point is None or not 0 < metres < math.inf:
            said = "Write it as latitude|longitude|distance|units, for example 55.95|-3.19|5|km."
            raise NotAnswered(400, "invalid", f"The parameter “{name}” cannot be read. {said}")
        return point, metres

    def _taken(self, name: str) -> str:
        text = self.told.get(name, "").replace("\x00", "").strip()
        if text and (name, text) not in self.used:
            self.used.append((name, text))
        return text


def services(asked: Asked) -> "QuerySet[Service]":
    """Return the services that fit."""
    found = queries.shown_services().filter(asked.named("name"))
    if key := asked.key("_id"):
        found = found.filter(pk=key)
    if code := asked.token("identifier"):
        found = found.filter(code=code.upper())
    if organisation := asked.key("organization", "Organization"):
        found = found.filter(organisation=organisation)
    if term := asked.token("service-type"):
        found = found.filter(Exists(_of_services().filter(tags__contains=[f"kinds-of-help:{term}"])))
    if location := asked.key("location", "Location"):
        found = found.filter(Exists(_of_services().filter(location_id=location)))
    if near := asked.near("location.near"):
        found = found.filter(Exists(_close(_of_services(), *near)))
    return found.select_related("organisation").prefetch_related("listings").order_by("id")


def organisations(asked: Asked) -> "QuerySet[Organisation]":
    """Return the organisations that fit."""
    found = queries.organisations().filter(asked.named("name"))
    if key := asked.key("_id"):
        found = found.filter(pk=key)
    if identifier := asked.token("identifier"):
        found = found.filter(document__organization_identifiers__contains=[{"identifier": identifier}])
    return found.order_by("id")


def places(asked: Asked) -> "QuerySet[Listing]":
    """Return the places that fit, each once however many services are given there."""
    found = queries.shown_listings().filter(asked.named("place_name"), location_id__isnull=False)
    if key := asked.key("_id"):
        found = found.filter(location_id=key)
    if organisation := asked.key("organization", "Organization"):
        found = found.filter(service__organisation=organisation)
    if near := asked.near("near"):
        found = _close(found, *near)
    return found.order_by("location_id", "id").distinct("location_id")


def _of_services() -> "QuerySet[Listing]":
    return Listing.objects.filter(service=OuterRef("pk"))


def _close(found: "QuerySet[Listing]", point: Point, metres: float) -> "QuerySet[Listing]":
    """Return the places within a distance; one of which only the district is known stands at its middle."""
    away = RawSQL("point(x, y) <-> point(%s, %s)", [point.x, point.y])
    return found.filter(x__isnull=False).annotate(away=away).filter(away__lte=metres * point.stretch)


def _number(name: str, text: str, otherwise: int) -> int:
    if not text:
        return otherwise
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise NotAnswered(400, "invalid", f"The parameter “{name}” is no whole number.")
    return int(text)


def _float(text: str) -> Any:
    try:
        return float(text)
    except ValueError:
        return None
