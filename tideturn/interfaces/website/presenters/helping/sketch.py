"""The drawn map as GeoJSON (RFC 7946), for a map that can be moved about in: rings, names of places, results.

It holds what the drawing holds and the names of towns and villages around it; nothing that the list does not say.
"""

import math
from collections.abc import Iterable, Iterator, Sequence

from tideturn.engines.directory.mapping import RADIUS, Point, metres_between
from tideturn.interfaces.joint.helping.cards import Card
from tideturn.interfaces.joint.helping.clock_words import METRES_OF_A_MILE
from tideturn.interfaces.website.presenters.helping.drawing import reach_of, rings_of
from tideturn.packs.schema.gazetteer import Place, PlaceKind

CORNERS = 72
PLACES_AT_MOST = 80
# The map shows a little more than its outermost ring.
AROUND = 1.5
DECIMALS = 5  # about a metre
NAMED = (PlaceKind.TOWN, PlaceKind.VILLAGE)

Feature = dict[str, object]
Spot = tuple[float, float]


def sketch(cards: Sequence[Card], near: Point | None, places: Iterable[Place]) -> Feature:
    """Return the map of a page of results, numbered as in the list; empty where nothing of it can be drawn."""
    placed = [(number, card, card.point) for number, card in enumerate(cards, 1) if card.point]
    if near is None or not placed:
        return {"type": "FeatureCollection", "features": []}
    reach = reach_of([metres_between(near, point) for _number, _card, point in placed])
    features = [*_rings(near, reach), _middle(near), *_names(near, reach, places), *_marks(placed)]
    return {"type": "FeatureCollection", "bbox": _box(near, reach), "features": features}


def _rings(near: Point, reach: float) -> Iterator[Feature]:
    for ring in rings_of(reach):
        metres = ring.miles * METRES_OF_A_MILE
        turns = (2 * math.pi * corner / CORNERS for corner in range(CORNERS + 1))
        line = [_spot(_moved(near, metres * math.sin(turn), metres * math.cos(turn))) for turn in turns]
        yield _feature("LineString", line, kind="ring", words=ring.words)


def _middle(near: Point) -> Feature:
    return _feature("Point", _spot(near), kind="middle")


def _names(near: Point, reach: float, places: Iterable[Place]) -> Iterator[Feature]:
    """Yield the places around, those where most people live first: where two names do not fit, theirs is written."""
    around = (
        (place, Point(place.latitude, place.longitude))
        for place in sorted(places, key=lambda place: -(place.people or 0))
        if place.kind in NAMED
    )
    held = [(place, point) for place, point in around if metres_between(near, point) <= reach * AROUND]
    for rank, (place, point) in enumerate(held[:PLACES_AT_MOST]):
        yield _feature("Point", _spot(point), kind="place", words=place.name, rank=rank)


def _marks(placed: Sequence[tuple[int, Card, Point]]) -> Iterator[Feature]:
    """Yield the results; those at one spot are one mark with all their numbers."""
    by_spot: dict[Spot, list[tuple[int, Card]]] = {}
    for number, card, point in placed:
        by_spot.setdefault(_spot(point), []).append((number, card))
    for spot, here in by_spot.items():
        yield _feature(
            "Point",
            spot,
            kind="mark",
            label=", ".join(str(number) for number, _card in here),
            words="; ".join(f"{card.name}, {card.told.short}" for _number, card in here),
            to=f"#near-{here[0][0]}",
            is_exact=all(card.is_exact for _number, card in here),
        )


def _box(near: Point, reach: float) -> list[float]:
    south_west, north_east = _moved(near, -reach, -reach), _moved(near, reach, reach)
    return [*_spot(south_west), *_spot(north_east)]


def _moved(point: Point, east: float, north: float) -> Point:
    """Return the point so many metres east and north of another, near enough for a sketch."""
    latitude = point.latitude + math.degrees(north / RADIUS)
    longitude = point.longitude + math.degrees(east / RADIUS) * point.stretch
    return Point(latitude, longitude)


def _spot(point: Point) -> Spot:
    return round(point.longitude, DECIMALS), round(point.latitude, DECIMALS)


def _feature(shape: str, coordinates: object, **properties: object) -> Feature:
    return {"type": "Feature", "geometry": {"type": shape, "coordinates": coordinates}, "properties": properties}
