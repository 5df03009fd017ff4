"""The page of one service, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from tideturn.engines.directory import queries
from tideturn.engines.directory.listing import places_of
from tideturn.engines.directory.models import Listing, Service
from tideturn.engines.directory.ours import read
from tideturn.interfaces.joint.helping.cards import full_words, getting_in
from tideturn.interfaces.joint.helping.doors import Door, door_at
from tideturn.interfaces.joint.helping.opening_words import (
    DayLine,
    Told,
    checked_words,
    doubt_words,
    told_of,
    week_of,
)
from tideturn.interfaces.joint.helping.reaching import (
    Phone,
    Whereabouts,
    email_of,
    phones_of,
    website_of,
    whereabouts_of,
)
from tideturn.interfaces.joint.helping.telling import Says, says

PLACES_AT_MOST = 20
# Fields of the standard whose source is shown on demand, by what people call them.
FIELDS = (
    ("name", noop("What it is called")), ("description", noop("What it does")), ("status", noop("Whether it is there")),
    ("schedules", noop("When it is open")), ("service_at_locations", noop("Where it is")),
    ("phones", noop("Telephone")),
    ("attributes", noop("What it is for and what it asks")), ("fees", noop("What it costs")),
)  # fmt: skip


@dataclass(frozen=True)
class PlaceWords:
    """One door: how it stands, its week, where it is, and its numbers."""

    number: int
    name: str
    door: Door
    told: Told
    week: tuple[DayLine, ...]
    whereabouts: Whereabouts | None
    phones: tuple[Phone, ...]

    @property
    def geo(self) -> str:
        """Return a link that a map on the reader's own device opens, or nothing."""
        point = self.whereabouts.point if self.whereabouts else None
        return f"geo:{point.latitude},{point.longitude}" if point else ""


@dataclass(frozen=True)
class FieldSource:
    """Who says what a field holds, and when that was last checked."""

    field: str
    source: str
    checked: str


@dataclass(frozen=True)
class Elsewhere:
    """A service to ask where this one is full or shut."""

    name: str
    code: str


@dataclass(frozen=True)
class ServiceWords:
    """A service in words."""

    code: str
    name: str
    by: str
    text: str
    says: Says
    getting_in: str
    places: tuple[PlaceWords, ...]
    phones: tuple[Phone, ...]
    website: str
    email: str
    costs: str
    ages: str
    checked: str
    doubt: str
    sources: tuple[FieldSource, ...]
    full: str
    alternates: tuple[Elsewhere, ...]
    out_of_hours: str
    is_confidential: bool


def service_words(service: Service, *, at: datetime) -> ServiceWords:
    """Return a service in words, as it stands at a moment."""
    listings = list(queries.listings_of(service.pk).order_by("number")[:PLACES_AT_MOST])
    places = tuple(_place(service, listing, at) for listing in listings)
    said = says({tag for listing in listings for tag in listing.tags})
    ours = read(service.ours)
    document = service.document
    return ServiceWords(
        code=service.code,
        name=service.name,
        by=service.organisation.name if service.organisation else "",
        text=_text(document.get("description")),
        says=said,
        getting_in=getting_in(said),
        places=places,
        phones=phones_of(document, {}),
        website=website_of(document),
        email=email_of(document),
        costs=_text(document.get("fees")),
        ages=_ages(document),
        checked=checked_words(service.checked_on),
        doubt=doubt_words(places[0].door) if places else "",
        sources=tuple(_sources(service)),
        full=full_words(service),
        alternates=tuple(_alternates(ours.alternates)),
        out_of_hours=ours.out_of_hours,
        is_confidential=any(place.whereabouts and place.whereabouts.is_confidential for place in places),
    )


def _place(service: Service, listing: Listing, at: datetime) -> PlaceWords:
    places = places_of(service.document)
    place: Mapping[str, Any] = places[listing.number] if listing.number < len(places) else {}
    door = door_at(service, number=listing.number, schedules=list(listing.hours), area=listing.area, at=at)
    whereabouts = whereabouts_of(place, is_confidential=service.is_confidential)
    return PlaceWords(
        number=listing.number,
        name="" if whereabouts and whereabouts.is_confidential else listing.place_name,
        door=door,
        told=told_of(door),
        week=week_of(door),
        whereabouts=whereabouts,
        phones=phones_of(service.document, place),
    )


def _ages(document: Mapping[str, Any]) -> str:
    lowest, highest = document.get("minimum_age"), document.get("maximum_age")
    if lowest and highest:
        return _("From %(from)s to %(to)s years") % {"from": lowest, "to": highest}
    if lowest:
        return _("From %(from)s years") % {"from": lowest}
    return _("Up to %(to)s years") % {"to": highest} if highest else ""


def _alternates(ids: Sequence[Any]) -> Iterator[Elsewhere]:
    found = queries.shown_services().in_bulk(list(ids))
    yield from (Elsewhere(found[one].name, found[one].code) for one in ids if one in found)


def _sources(service: Service) -> Iterator[FieldSource]:
    titles = dict(queries.sources().values_list("id", "title"))
    for field, name in FIELDS:
        said = service.provenance.get(field)
        if isinstance(said, Mapping):
            day = str(said.get("checked_on") or "")[:10]
            yield FieldSource(_(name), titles.get(str(said.get("source")), ""), checked_words(_day(day)))


def _day(text: str) -> Any:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
