"""A week of FHIR says the hours of a service whole, or says that it cannot."""

from datetime import date

import pytest

from tideturn.interfaces.api.fhir.hours import BY_PLACE, BY_SERVICE, MORE, hours, hours_of_operation, not_available

TODAY = date(2026, 11, 26)


def week(**said):
    return {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "17:00", **said}


def told(*schedules):
    return hours([schedules], on=TODAY)


@pytest.mark.parametrize(
    ("said", "available"),
    [
        ({"byday": "MO,SU"}, [(["mon", "sun"], "09:00:00", "17:00:00")]),
        ({"byday": "SU", "opens_at": "22:00", "closes_at": "02:00"},
         [(["sun"], "22:00:00", "23:59:59"), (["mon"], "00:00:00", "02:00:00")]),
        ({"opens_at": "22:00", "closes_at": "00:00"}, [(["mon"], "22:00:00", "23:59:59")]),
        ({"opens_at": "00:00", "closes_at": "23:59"}, [(["mon"], None, None)]),
        ({"freq": "DAILY", "byday": None, "opens_at": "00:00", "closes_at": "00:00"},
         [(["mon", "tue", "wed", "thu", "fri", "sat", "sun"], None, None)]),
    ],
)  # fmt: skip
def test_a_week_is_said(said, available):
    found = told({name: value for name, value in week(**said).items() if value is not None})["availableTime"]

    assert [
        (one["daysOfWeek"], one.get("availableStartTime"), one.get("availableEndTime")) for one in found
    ] == available
    assert [one.get("allDay", False) for one in found] == [start is None for _, start, _ in available]


@pytest.mark.parametrize(
    "said",
    [{"interval": 2}, {"byday": "1MO", "freq": "MONTHLY"}, {"count": 3, "dtstart": "2026-11-23"}, {"byday": "??"}],
)
def test_half_of_the_hours_are_not_said(said):
    assert told(week(), week(**said)) == {"availabilityExceptions": MORE}


def test_what_is_over_or_to_come_is_left_out():
    assert told(week(), week(byday="TU", valid_to="2026-11-01"), week(byday="WE", valid_from="2027-01-01")) == told(
        week()
    )


def test_hours_that_differ_by_place_are_not_said():
    assert hours([(week(),), (week(byday="TU"),)], on=TODAY) == {"availabilityExceptions": BY_PLACE}
    assert hours([(week(),), (week(),)], on=TODAY) == told(week())
    assert hours([(), ()], on=TODAY) == {}


def test_hours_of_a_place_are_those_of_all_that_is_given_there():
    night = week(byday="SU", opens_at="00:00", closes_at="23:59")

    assert hours_of_operation([(week(), night), (week(), night)], on=TODAY) == {
        "hoursOfOperation": [
            {"daysOfWeek": ["mon"], "openingTime": "09:00:00", "closingTime": "17:00:00"},
            {"daysOfWeek": ["sun"], "allDay": True},
        ]
    }
    assert hours_of_operation([(week(),), (night,)], on=TODAY) == {"availabilityExceptions": BY_SERVICE}
    assert hours_of_operation([(week(interval=2),)], on=TODAY) == {"availabilityExceptions": MORE}
    assert hours_of_operation([()], on=TODAY) == {}


def test_closure_is_days_on_which_nobody_is_there():
    said = not_available({"first": "2026-12-24", "last": "2026-12-26", "why": "Holidays"})

    assert said == [{"description": "Holidays", "during": {"start": "2026-12-24", "end": "2026-12-26"}}]
    assert not_available({"first": "2026-12-24", "last": None})[0]["during"] == {"start": "2026-12-24"}
    assert not_available(None) == []
