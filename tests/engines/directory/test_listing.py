"""The rows of a service: which schedules hold at a door, and where it is when a table says so in text."""

from datetime import UTC, datetime

import pytest

from tideturn.engines.directory.listing import hours_of
from tideturn.engines.directory.mapping import Point, point_of
from tideturn.methods.calendars import WorkingCalendar
from tideturn.methods.opening import State, rules_of

COUNTRY = WorkingCalendar("Europe/London", "GB", "SCT")
THURSDAY = datetime(2026, 11, 26, 12, tzinfo=UTC)
USUAL = {"freq": "WEEKLY", "byday": "TH", "opens_at": "09:00", "closes_at": "17:00"}
CLOSED = {"closed": "true", "valid_from": "0001-11-26", "valid_to": "0001-11-26", "notes": "Closed"}


@pytest.mark.parametrize("holder", ["place", "document", "location"])
def test_closure_holds_at_a_door_whoever_of_the_three_says_it(holder):
    said = {"place": {}, "document": {"schedules": [USUAL]}, "location": {}}
    said[holder] = {"schedules": [*said[holder].get("schedules", []), CLOSED]}

    hours, problems = rules_of(list(hours_of(said["document"], said["place"], said["location"])))

    assert problems == ()
    assert hours.state(THURSDAY, calendar=COUNTRY) is State.SHUT
    assert hours.state(THURSDAY.replace(day=19), calendar=COUNTRY) is State.OPEN


def test_hours_of_a_place_come_before_those_of_the_service():
    place, service = {"schedules": [USUAL]}, {"schedules": [USUAL | {"byday": "MO"}]}

    assert hours_of(service, place, {}) == (USUAL,)
    assert hours_of(service, {}, {"schedules": [USUAL]}) == (USUAL | {"byday": "MO"},)


@pytest.mark.parametrize(
    ("latitude", "longitude", "point"),
    [
        (57.5, -4.2, Point(57.5, -4.2)),
        ("57.50", " -4.2 ", Point(57.5, -4.2)),
        ("57.50", None, None),
        ("north", "-4.2", None),
        ("nan", "1", None),
        ("1e1", "1", None),
        ("1" * 400, "1", None),
        ("0", "0.0", None),
        (True, 1, None),
        (float("nan"), 1.0, None),
        (91, 0, None),
    ],
)
def test_point_of_takes_text_of_a_table_and_nothing_that_is_no_place(latitude, longitude, point):
    assert point_of(latitude, longitude) == point
