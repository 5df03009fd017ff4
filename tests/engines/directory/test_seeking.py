"""Seeking finds what fits and nothing else, the nearest first, whether it is common or rare."""

import math

import pytest

from tests.engines.directory.conftest import at, invented_id, service
from tideturn.engines.directory import seeking
from tideturn.engines.directory.mapping import Point, metres_between, point_of
from tideturn.engines.directory.models import Listing
from tideturn.engines.directory.seeking import Question, count, each, seek
from tideturn.engines.directory.words import Reach

HERE = Point(50.0, -25.0)
NEEDLES, DETOX = invented_id("needles"), invented_id("detox")


def door(number: int, kind: str = NEEDLES, **said):
    place = at(f"Place {number:03d}", 50.0 + number / 100, -25.0)
    attributes = [{"id": f"a{number}", "taxonomy_term": {"id": kind, "name": "Kind"}}]
    return service(f"Door {number:03d} (invented)", service_at_locations=[place], attributes=attributes, **said)


@pytest.fixture
def doors(bring):
    """Twelve doors in a row to the north, every fourth of another kind, and a line that is nowhere."""
    bring(
        *(door(number, DETOX if number % 4 == 0 else NEEDLES, minimum_age=number) for number in range(12)),
        service("Line (invented)", description="Somebody who listens."),
    )


def names(found) -> list[int]:
    return [int(one.place_name[-3:]) for one in found]


@pytest.mark.parametrize("farther", [(), (0.01,), (0.5, 2.0), (50.0,)])
@pytest.mark.parametrize(("few", "among"), [(0, 1), (0, 5), (0, 2_000), (4_000, 1)])
def test_nearest_that_fit_come_first_however_many_are_looked_at(doors, monkeypatch, few, among, farther):
    monkeypatch.setattr(seeking, "FEW", few)
    monkeypatch.setattr(seeking, "AMONG", among)
    monkeypatch.setattr(seeking, "FARTHER", farther)
    monkeypatch.setattr(seeking, "AT_LEAST", 1.0)
    monkeypatch.setattr(seeking, "AT_ONE_FETCH", 1_000_000)
    asked = Question(near=HERE, tags=(f"term:{DETOX}",))

    assert names(seek(asked, limit=2)) == [0, 4]
    assert names(seek(asked, limit=2, offset=1)) == [4, 8]
    assert names(seek(asked, limit=20)) == [0, 4, 8]
    assert names(each(asked, at_once=2)) == [0, 4, 8]
    assert count(asked) == 3


def test_distance_is_told_in_metres(doors):
    [nearest, second] = seek(Question(near=HERE), limit=2)

    assert nearest.metres == pytest.approx(0)
    assert second.metres == pytest.approx(1112, rel=0.01)


def test_only_what_lies_within_is_found(doors):
    assert names(seek(Question(near=HERE, within=3_400), limit=20)) == [0, 1, 2, 3]


def test_every_filter_must_hold(doors):
    assert names(seek(Question(near=HERE, tags=(f"term:{NEEDLES}",), age=3), limit=20)) == [1, 2, 3]
    assert names(seek(Question(near=HERE, any_of=((f"term:{NEEDLES}", "x"), ("y",))), limit=20)) == []
    assert names(seek(Question(near=HERE, any_of=((f"term:{DETOX}", "x"),)), limit=20)) == [0, 4, 8]


def test_hours_leave_out_what_cannot_be_open(doors):
    Listing.objects.filter(place_name="Place 005").update(open_hours=[9, 10])

    assert names(seek(Question(near=HERE, open_hours=(10, 11)), limit=20)) == [5]


def test_what_is_nowhere_is_found_apart_from_places(doors):
    [line] = seek(Question(reaches=(Reach.COUNTRY,)), limit=20)

    assert (line.point, line.metres) == (None, None)
    assert len(seek(Question(near=HERE), limit=20)) == 12


def test_words_are_found_in_texts(doors):
    assert len(seek(Question(words="listens"), limit=20)) == 1
    assert seek(Question(words="nobody knows"), limit=20) == []
    assert seek(Question(words="\x00" + "x" * 10_000), limit=20) == []


def test_what_is_not_shown_is_not_found(doors):
    Listing.objects.filter(place_name="Place 000").update(is_shown=False)

    assert names(seek(Question(near=HERE), limit=1)) == [1]


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(0, 0), (91, 0), (0, 181), (None, 1), (math.nan, 1.0), (True, 1.0)]
)
def test_what_is_no_place_on_earth_is_none(latitude, longitude):
    assert point_of(latitude, longitude) is None


def test_map_keeps_what_is_near_near():
    near, far = Point(50.0, -25.01), Point(50.01, -25.02)

    assert metres_between(HERE, near) < metres_between(HERE, far)
    assert math.dist((HERE.x, HERE.y), (near.x, near.y)) < math.dist((HERE.x, HERE.y), (far.x, far.y))
    assert math.dist((HERE.x, HERE.y), (near.x, near.y)) / HERE.stretch == pytest.approx(
        metres_between(HERE, near), rel=0.001
    )


def test_as_far_is_looked_as_enough_is_expected_and_no_farther_where_that_takes_longer(doors, monkeypatch):
    asked = Question(near=HERE, tags=(f"term:{DETOX}",))
    monkeypatch.setattr(seeking, "FEW", 0)
    monkeypatch.setattr(seeking, "AMONG", 1)
    monkeypatch.setattr(seeking, "AT_ONE_FETCH", 1_000_000)
    near, far = seeking._circles(asked, 2)
    monkeypatch.setattr(seeking, "AT_ONE_FETCH", 0)

    assert far == pytest.approx(4 * near)
    assert list(seeking._circles(asked, 2)) == []
