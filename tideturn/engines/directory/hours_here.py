"""Opening hours of one door, written anew: as what our own source says of that place, or of the service as a whole."""

from collections.abc import Mapping, Sequence
from typing import Any

from tideturn.engines.directory.listing import hours_of, places_of
from tideturn.engines.directory.merging import PLACES
from tideturn.engines.directory.week import Week, schedules_of

Object = Mapping[str, Any]


def doors(document: Object) -> Sequence[Object]:
    """Return the places whose hours are written each for itself; none where the service has one place or no place."""
    places = places_of(document)
    return places if len(places) > 1 else ()


def schedules_at(document: Object, number: int) -> Sequence[Object]:
    """Return the schedules that hold at a place of a service, counted from 0; those of the whole without places."""
    places = places_of(document)
    if not places:
        return hours_of(document, {}, {})
    place = places[number]
    return hours_of(document, place, place["location"])


def with_hours(document: Object, number: int, week: Week) -> dict[str, Any]:
    """Return what to say so that a place of a service, counted from 0, has these hours and no others.

    A place with schedules of its own is said anew whole, for a source's word on a place counts as one.
    """
    places = places_of(document)
    is_of_place = len(places) > 1 or any(place.get("schedules") for place in places)
    if not is_of_place:
        return {"schedules": schedules_of(week, of=str(document.get("id")))}
    place = places[number]
    return {PLACES: [{**place, "schedules": schedules_of(week, of=str(place.get("id")))}]}
