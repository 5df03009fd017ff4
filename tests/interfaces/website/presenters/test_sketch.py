"""The sketch of a map holds what the list holds, in the order and the form that maps read."""

import json
from dataclasses import replace

import pytest

from tests.interfaces.joint.helping.conftest import asking, directory, filled_directory
from tideturn.engines.directory.mapping import Point, metres_between
from tideturn.interfaces.joint.helping.cards import Card, card_of
from tideturn.interfaces.website.presenters.helping.sketch import PLACES_AT_MOST, sketch
from tideturn.packs.loading import load_directory

__all__ = ["asking", "directory", "filled_directory"]
LANTERNBRIDGE = Point(50.0, -25.0)


@pytest.fixture
def card(asking) -> Card:
    """One result, whose place each test chooses."""
    return card_of(asking("lanternbridge").near[0], near="Lanternbridge")


def of_kind(drawn, kind: str) -> list[dict]:
    return [one for one in drawn["features"] if one["properties"]["kind"] == kind]


def test_marks_are_numbered_as_the_list_and_those_at_one_spot_are_one(card) -> None:
    here, there = Point(50.01, -25.0), Point(50.0, -24.98)
    cards = [
        replace(card, point=here),
        replace(card, point=None),
        replace(card, point=there),
        replace(card, point=here),
    ]

    drawn = sketch(cards, LANTERNBRIDGE, ())

    marks = {mark["properties"]["label"]: mark for mark in of_kind(drawn, "mark")}
    assert list(marks) == ["1, 4", "3"]
    assert marks["1, 4"]["geometry"] == {"type": "Point", "coordinates": (-25.0, 50.01)}
    assert marks["1, 4"]["properties"]["to"] == "#near-1"
    assert marks["3"]["properties"]["words"].startswith(f"{card.name}, ")


def test_rings_are_as_far_as_they_say_and_close(card) -> None:
    drawn = sketch([replace(card, point=Point(50.03, -25.0))], LANTERNBRIDGE, ())

    for ring in of_kind(drawn, "ring"):
        miles = int(ring["properties"]["words"].split()[0])
        line = ring["geometry"]["coordinates"]
        assert line[0] == line[-1]
        for longitude, latitude in line:
            away = metres_between(LANTERNBRIDGE, Point(latitude, longitude))
            assert away == pytest.approx(miles * 1609.344, rel=0.005)


def test_places_around_are_named_and_no_more_than_fit(card, invented_country) -> None:
    places = load_directory().places.places
    many = [
        replace(places[0], kind="town", name=f"Town {number}", latitude=50.0, longitude=-25.0) for number in range(200)
    ]

    near = sketch([replace(card, point=Point(50.1, -25.0))], LANTERNBRIDGE, places)
    crowded = sketch([replace(card, point=Point(50.1, -25.0))], LANTERNBRIDGE, many)

    assert "Lanternbridge" in [one["properties"]["words"] for one in of_kind(near, "place")]
    assert len(of_kind(crowded, "place")) == PLACES_AT_MOST


def test_nothing_to_draw_is_an_empty_map(card) -> None:
    empty = {"type": "FeatureCollection", "features": []}

    assert sketch([replace(card, point=None)], LANTERNBRIDGE, ()) == empty
    assert sketch([replace(card, point=LANTERNBRIDGE)], None, ()) == empty
    assert json.dumps(empty)
