"""Schedules as feeds give them: what they mean, what is named, and that nothing in them raises or takes long."""

import csv
import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tideturn.methods.calendars import WorkingCalendar
from tideturn.methods.opening import (
    ByDay,
    Frequency,
    Rule,
    Said,
    Span,
    Special,
    State,
    reading,
    rules_of,
    schedules,
    special_of,
    timetable,
)

SCOTLAND = WorkingCalendar("Europe/London", "GB", "SCT")
AT = datetime(2026, 11, 26, 12, tzinfo=UTC)  # a Thursday
GOOD = {"freq": "WEEKLY", "byday": "TH", "opens_at": "09:00", "closes_at": "17:00"}

MEANT = [
    ({}, {}),
    ({"byday": "mo, TU"}, {"byday": (ByDay(0), ByDay(1))}),
    ({"byday": ["TH"]}, {}),
    ({"freq": None}, {}),
    ({"freq": "monthly", "byday": "2MO,-1FR"}, {"freq": Frequency.MONTHLY, "byday": (ByDay(0, 2), ByDay(4, -1))}),
    ({"interval": "2", "valid_from": "2026-01-01"}, {"interval": 2, "valid_from": date(2026, 1, 1)}),
    ({"interval": 1.0, "count": None, "until": ""}, {}),
    ({"opens_at": "9:00:00", "closes_at": "23:59"}, {"closes_at": time()}),
    ({"closes_at": "24:00"}, {"closes_at": time()}),
    ({"opens_at": "09:00:00.0000000"}, {}),
    ({"opens_at": "09:00Z", "closes_at": "17:00Z"}, {"time_zone": "+00:00"}),
    ({"opens_at": "09:00-05:00", "closes_at": "17:00-05:00"}, {"time_zone": "-05:00"}),
    ({"timezone": 3}, {"time_zone": "+03:00"}),
    ({"timezone": "-3.5"}, {"time_zone": "-03:30"}),
    ({"timezone": "Europe/London"}, {"time_zone": "Europe/London"}),
    ({"valid_from": "0001-01-01T00:00:00", "valid_to": "9999-12-31"}, {}),
    ({"until": "20261231T235959Z"}, {"until": date(2026, 12, 31)}),
    ({"opens_at": None, "closes_at": " "}, {"opens_at": None, "closes_at": None}),
]


@pytest.mark.parametrize(("changed", "meant"), MEANT)
def test_rules_of_a_schedule(changed, meant):
    hours, problems = rules_of([GOOD | changed])

    expected = {"freq": Frequency.WEEKLY, "byday": (ByDay(3),), "opens_at": time(9), "closes_at": time(17)} | meant
    assert problems == ()
    assert hours.rules == (Rule(**expected),)


def test_rules_of_one_day():
    same_day = {"valid_from": "2026-11-26", "valid_to": "2026-11-26", "opens_at": "09:00", "closes_at": "17:00"}

    for schedule in (same_day, {"dtstart": "2026-11-26", "opens_at": "09:00", "closes_at": "17:00"}):
        hours, problems = rules_of([schedule])

        assert problems == ()
        found = hours.openings(AT - timedelta(days=400), AT + timedelta(days=400), calendar=SCOTLAND)
        assert [one.begins_at.date() for one in found] == [AT.date()]


# What cannot be said of any day: all hours are not known, whatever else is said.
LOST = [
    ({"freq": "SECONDLY"}, "freq"),
    ({"freq": 7}, "freq"),
    ({"freq": {"of": "WEEKLY"}}, "freq"),
    ({"byday": "MONDAY"}, "byday"),
    ({"byday": "1TH"}, "byday"),
    ({"byday": "TH", "freq": "MONTHLY", "bymonthday": "0"}, "bymonthday"),
    ({"byday": "6TH", "freq": "MONTHLY"}, "byday"),
    ({"byday": None}, "byday"),
    ({"freq": None, "byday": None}, "byday"),
    ({"interval": 0, "dtstart": "2026-01-01"}, "interval"),
    ({"interval": -1}, "interval"),
    ({"interval": 10**30}, "interval"),
    ({"interval": True}, "interval"),
    ({"interval": float("nan")}, "interval"),
    ({"interval": 2}, "dtstart"),
    ({"interval": 2, "dtstart": "0001-01-01"}, "dtstart"),
    ({"count": 10**9, "dtstart": "2026-01-01"}, "count"),
    ({"count": 3}, "dtstart"),
    ({"valid_from": "26/11/2026"}, "valid_from"),
    ({"valid_from": "2026-02-30"}, "valid_from"),
    ({"valid_to": "0001-01-01"}, "valid_to"),
    ({"valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "valid_to"),
    ({"byweekno": "54"}, "byweekno"),
    ({"freq": "DAILY", "byweekno": "4"}, "byweekno"),
    ({"wkst": "XX"}, "wkst"),
    ({"byday": "TH," * 5000}, "byday"),
]


@pytest.mark.parametrize(("changed", "field"), LOST)
def test_days_that_are_not_understood_are_named_and_make_all_hours_not_known(changed, field):
    hours, problems = rules_of([GOOD, GOOD | changed])

    assert [(problem.number, problem.field) for problem in problems] == [(2, field)]
    assert len(str(problems[0])) < 250
    assert hours.state(AT, calendar=SCOTLAND) is State.UNKNOWN
    assert hours.next_opening(AT, calendar=SCOTLAND) is None


MISTIMED = [
    ({"opens_at": "9am"}, "opens_at"),
    ({"opens_at": "24:00"}, "opens_at"),
    ({"opens_at": "25:00"}, "opens_at"),
    ({"closes_at": "12:60"}, "closes_at"),
    ({"closes_at": None}, "closes_at"),
    ({"closes_at": "09:00"}, "closes_at"),
    ({"closes_at": ["17:00", {}]}, "closes_at"),
    ({"opens_at": "09:00Z", "closes_at": "17:00+01:00"}, "timezone"),
    ({"opens_at": "09:00Z", "timezone": 1}, "timezone"),
    ({"timezone": "../../etc/passwd"}, "timezone"),
    ({"timezone": 15}, "timezone"),
    ({"timezone": "Mars/Base"}, "timezone"),
]


@pytest.mark.parametrize(("changed", "field"), MISTIMED)
def test_times_that_are_not_understood_are_named_and_make_the_hours_of_their_days_not_known(changed, field):
    hours, problems = rules_of([GOOD | changed, GOOD | {"byday": "FR"}])

    assert [problem.field for problem in problems] == [field]
    assert hours.state(AT, calendar=SCOTLAND) is State.UNKNOWN
    assert hours.state(AT + timedelta(days=1), calendar=SCOTLAND) is State.OPEN
    assert hours.state(AT + timedelta(days=2), calendar=SCOTLAND) is State.SHUT


@pytest.mark.parametrize("schedules", ["MO", 7, {"freq": "WEEKLY"}, [GOOD] * 501, [None], [[]], ["WEEKLY"]])
def test_what_is_no_list_of_schedules_is_named(schedules):
    hours, problems = rules_of(schedules)

    assert len(problems) == 1
    assert hours.state(AT, calendar=SCOTLAND) is State.UNKNOWN


def test_what_was_read_once_is_told_of_the_schedule_that_is_read_now():
    wrong, right = {"freq": "WEEKLY", "byday": "someday"}, {"freq": "WEEKLY", "byday": "MO"}

    assert [one.number for one in rules_of([wrong, right, wrong])[1]] == [1, 3]
    assert [one.number for one in rules_of([right, wrong])[1]] == [2]


def test_what_only_looks_like_what_was_read_is_read_by_itself():
    weekly = {"freq": "WEEKLY", "byday": "MO", "dtstart": "2026-01-05"}

    assert rules_of([weekly | {"interval": 1}])[1] == ()
    assert [one.field for one in rules_of([weekly | {"interval": True}])[1]] == ["interval"]
    assert rules_of([weekly | {"interval": 1.0}])[1] == ()


def test_nothing_long_and_no_long_timetable_is_kept():
    """A feed that sends much, and all of it different, would otherwise fill the memory of whoever reads it."""
    weekly = {"freq": "WEEKLY", "byday": "MO"}
    read, laid_out = schedules._read.cache_info(), timetable._kept.cache_info()
    rules_of([weekly | {"until": "x" * (schedules.LONGEST_KEPT + 1)}])
    rules = tuple(Rule(Frequency.DAILY, valid_from=date(2026, 1, 1 + day)) for day in range(timetable.RULES_KEPT + 1))

    assert not timetable.timetable_of(rules).is_short
    assert (schedules._read.cache_info().misses, timetable._kept.cache_info().misses) == (read.misses, laid_out.misses)
    assert timetable.timetable_of(rules[:-1]).is_short
    assert timetable._kept.cache_info().misses == laid_out.misses + 1


def test_words_are_kept_beside_the_rules():
    words = {"description": "Ring first", "attending_type": "By appointment", "notes": 7, "schedule_link": None}

    hours, problems = rules_of([words, GOOD, GOOD])

    assert problems == ()
    assert hours.said == (Said(description="Ring first", attending="By appointment"),)
    assert len(hours.rules) == 1
    assert hours.is_open(AT, calendar=SCOTLAND)


SPECIAL = [
    ({"closed": True}, Special(date(2026, 12, 25), date(2026, 12, 26), ())),
    (
        {"closed": "true", "opens_at": "10:00", "closes_at": "12:00"},
        Special(date(2026, 12, 25), date(2026, 12, 26), ()),
    ),
    (
        {"closed": "false", "opens_at": "10:00", "closes_at": "12:00", "end_date": None},
        Special(date(2026, 12, 25), date(2026, 12, 25), (Span(time(10), time(12)),)),
    ),
    (
        {"start_date": "0001-12-31", "end_date": "0001-01-02", "closed": 1},
        Special(date(1, 12, 31), date(1, 1, 2), (), every_year=True),
    ),
]


@pytest.mark.parametrize(("given", "meant"), SPECIAL)
def test_special_of_a_holiday_schedule(given, meant):
    assert special_of([{"start_date": "2026-12-25", "end_date": "2026-12-26"} | given]) == ((meant,), ())


@pytest.mark.parametrize(
    ("given", "field", "christmas", "other_days"),
    [
        ({"closed": "perhaps"}, "closed", State.UNKNOWN, State.OPEN),
        ({"opens_at": "10:00"}, "closed", State.UNKNOWN, State.OPEN),
        ({"opens_at": "10:00Z", "closes_at": "12:00Z"}, "opens_at", State.UNKNOWN, State.OPEN),
        ({"start_date": "Christmas"}, "start_date", State.UNKNOWN, State.UNKNOWN),
        ({"start_date": None, "end_date": None}, "start_date", State.UNKNOWN, State.UNKNOWN),
        ({"end_date": "2026-12-24"}, "end_date", State.UNKNOWN, State.UNKNOWN),
    ],
)
def test_special_days_that_are_not_understood_are_named_and_not_known(given, field, christmas, other_days):
    special, problems = special_of([{"start_date": "2026-12-25", "end_date": "2026-12-25"} | given])
    hours, _ = rules_of([GOOD | {"byday": "TH,FR"}], special=special, shut_on_holidays=False)

    assert [problem.field for problem in problems] == [field]
    assert hours.state(AT, calendar=SCOTLAND) is other_days
    assert hours.state(datetime(2026, 12, 25, 12, tzinfo=UTC), calendar=SCOTLAND) is christmas


CLOSED = {"closed": "true", "valid_from": "2026-11-26", "valid_to": "2026-11-26", "notes": "Closed"}
YEARLY = CLOSED | {"valid_from": "0001-11-26", "valid_to": "0001-11-26"}


@pytest.mark.parametrize(
    ("holiday", "state"),
    [
        (CLOSED, State.SHUT),
        (YEARLY, State.SHUT),
        ({"closed": True, "start_date": "2026-11-26"}, State.SHUT),
        (CLOSED | {"closed": "false", "opens_at": "13:00", "closes_at": "15:00"}, State.SHUT),
        (CLOSED | {"closed": "false", "opens_at": "11:00", "closes_at": "15:00"}, State.OPEN),
        (CLOSED | {"closed": "perhaps"}, State.UNKNOWN),
        (CLOSED | {"valid_from": "Thanksgiving"}, State.UNKNOWN),
        (CLOSED | {"valid_from": "2026-11-27", "valid_to": "2026-11-27"}, State.OPEN),
    ],
)
def test_holiday_schedule_of_old_among_the_others_holds_on_its_days(holiday, state):
    hours, _ = rules_of([GOOD, holiday], shut_on_holidays=False)

    assert hours.state(AT, calendar=SCOTLAND) is state


def test_door_would_stand_open_if_holiday_schedules_of_old_were_taken_for_rules(monkeypatch):
    monkeypatch.setattr(reading, "names_special_days", lambda schedule: False)

    hours, _ = rules_of([GOOD, CLOSED], shut_on_holidays=False)

    assert hours.state(AT, calendar=SCOTLAND) is State.OPEN


# Rules that come round seldom or never: walked through, they would keep a computer busy to the year 9999.
SELDOM = [
    {"freq": "MONTHLY", "bymonthday": "30", "interval": 12, "dtstart": "2001-02-01", "count": 2000},
    {"freq": "YEARLY", "dtstart": "2000-02-29", "count": 2000},
    {"freq": "YEARLY", "byday": "53SU,-53MO", "dtstart": "1900-01-01", "count": 2000},
    {"freq": "WEEKLY", "byday": "MO", "byweekno": "53", "dtstart": "1900-01-01", "count": 2000},
    {"freq": "MONTHLY", "byday": "5MO", "byyearday": "366", "dtstart": "1900-02-28", "count": 2000, "interval": 1000},
    {"freq": "DAILY", "byyearday": "366", "bymonthday": "1", "dtstart": "1900-02-28", "count": 2000, "interval": 1000},
    {"freq": "DAILY", "dtstart": "9999-12-31", "count": 2000},
    {"freq": "DAILY", "valid_from": "9999-12-31"},
]


@pytest.mark.parametrize("schedule", SELDOM)
def test_rules_that_hardly_come_round_end(schedule):
    hours, problems = rules_of([schedule | {"opens_at": "09:00", "closes_at": "17:00"}])

    assert problems == ()
    assert hours.standing(AT, calendar=SCOTLAND).state is State.SHUT


FIELDS = ["freq", "byday", "bymonthday", "byyearday", "byweekno", "dtstart", "interval", "count", "until", "valid_from"]
FIELDS += ["valid_to", "wkst", "timezone", "opens_at", "closes_at", "description", "start_date", "end_date", "closed"]
VALUES = st.one_of(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.binary(max_size=4),
    st.sampled_from(["WEEKLY", "DAILY", "MONTHLY", "YEARLY", "MO", "-1FR", "5MO", "1", "2", "-1", "366", "31"]),
    st.sampled_from(["0001-01-01", "9999-12-31", "2026-11-26", "2024-02-29", "09:00", "00:00", "23:59", "24:00Z"]),
    st.lists(st.sampled_from(["MO", "TH", 1, None, []]), max_size=3),
)
ANYTHING = st.lists(st.dictionaries(st.sampled_from(FIELDS), VALUES) | VALUES, max_size=4)


@settings(max_examples=60, deadline=None)
@given(ANYTHING, st.sampled_from([AT, AT.replace(year=1), AT.replace(year=9999), datetime(2026, 3, 29, 1, tzinfo=UTC)]))
def test_nothing_in_a_schedule_raises(schedules, at):
    special, _ = special_of(schedules)
    hours, problems = rules_of(schedules, special=special)

    hours.standing(at, calendar=SCOTLAND)
    hours.weekly(calendar=SCOTLAND)
    if problems:
        assert not hours.is_open(AT, calendar=SCOTLAND) or len(hours.rules) > 1 or special


@pytest.mark.parametrize("folder", ["conformance/hsds-3.0/examples", "conformance/oruk-profile-3.0/examples"])
def test_official_examples_are_understood(folder, shared):
    read = [
        schedule for file in (shared / folder).glob("*.json") for schedule in schedules_in(json.loads(file.read_text()))
    ]
    with (shared / folder / "csv" / "schedules.csv").open(encoding="utf-8") as file:
        read += csv.DictReader(file)

    assert len(read) > 3
    for schedule in read:
        hours, problems = rules_of([schedule])
        assert problems == ()
        # It holds on one Saturday, of which it asks to be a Thursday or a Friday.
        assert (
            hours.openings(datetime(2004, 12, 1, tzinfo=UTC), datetime(2005, 3, 1, tzinfo=UTC), calendar=SCOTLAND) == ()
        )


def schedules_in(value):
    if isinstance(value, dict):
        yield from (one for one in value.get("schedules") or [])
        yield from (one for part in value.values() for one in schedules_in(part))
    if isinstance(value, list):
        yield from (one for part in value for one in schedules_in(part))
