"""How a door stands: the table comes first, each line a thing that happens to real doors."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from tideturn.methods.calendars import MomentWithoutZone, WorkingCalendar
from tideturn.methods.opening import Closure, Day, Hours, Opening, Span, Special, Standing, State, rules_of

LONDON = ZoneInfo("Europe/London")
SCOTLAND = WorkingCalendar("Europe/London", "GB", "SCT")
OFFICE = [{"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR", "opens_at": "09:00", "closes_at": "17:00"}]
NIGHTS = [{"freq": "WEEKLY", "byday": "FR,SA", "opens_at": "22:00", "closes_at": "04:00"}]
ALWAYS = [{"freq": "DAILY", "opens_at": "00:00", "closes_at": "23:59"}]
FORTNIGHTLY = [OFFICE[0] | {"byday": "TU", "interval": 2, "dtstart": "1996-01-02"}]
MONTHLY = [{"freq": "MONTHLY", "byday": "-1FR", "opens_at": "09:00", "closes_at": "12:00"}]
SUMMER = [OFFICE[0] | {"valid_from": "2026-06-01", "valid_to": "2026-08-31"}]
THREE_TIMES = [OFFICE[0] | {"byday": "MO", "dtstart": "2026-11-02", "count": 3}]
CHRISTMAS = Special(date(2026, 12, 25), date(2026, 12, 25), (Span(time(10), time(12)),))
REPAIRS = Closure(date(2026, 11, 26), date(2026, 12, 3), "The heating is being repaired.")
NO_TIMES = [*OFFICE, {"freq": "WEEKLY", "byday": "SU"}]


def local(text, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON, fold=fold)


def hours(schedules, **more):
    read, problems = rules_of(schedules, **more)
    assert problems == ()
    return read


# Local times of Scotland: the hours, when somebody knocks, how the door stands, and when that changes or it opens next.
WORKED = [
    (hours(OFFICE), "2026-11-26T09:00", "open", "2026-11-26T17:00"),
    (hours(OFFICE), "2026-11-26T08:59", "shut", "2026-11-26T09:00"),
    (hours(OFFICE), "2026-11-26T17:00", "shut", "2026-11-27T09:00"),
    (hours(OFFICE), "2026-11-28T12:00", "shut", "2026-12-01T09:00"),  # Monday is St Andrew's Day
    (hours(OFFICE), "2026-11-30T12:00", "doubtful", "2026-11-30T17:00"),
    (hours(OFFICE, shut_on_holidays=True), "2026-11-30T12:00", "shut", "2026-12-01T09:00"),
    (hours(OFFICE, shut_on_holidays=False), "2026-11-30T12:00", "open", "2026-11-30T17:00"),
    (hours(OFFICE, special=[CHRISTMAS]), "2026-12-25T11:00", "open", "2026-12-25T12:00"),
    (hours(OFFICE, special=[CHRISTMAS]), "2026-12-25T13:00", "shut", "2026-12-29T09:00"),
    (hours(OFFICE, closures=[REPAIRS]), "2026-11-26T12:00", "shut", "2026-12-04T09:00"),
    (hours(OFFICE, status="temporarily closed"), "2026-11-26T12:00", "shut", None),
    (hours(NIGHTS), "2026-11-28T03:59", "open", "2026-11-28T04:00"),
    (hours(NIGHTS), "2026-11-26T12:00", "shut", "2026-11-27T22:00"),
    # The night before a closure ends at midnight, and the night of a closure does not begin.
    (
        hours(NIGHTS, closures=[replace(REPAIRS, first=date(2026, 11, 28))]),
        "2026-11-27T23:00",
        "open",
        "2026-11-28T00:00",
    ),
    (
        hours(NIGHTS, closures=[replace(REPAIRS, last=date(2026, 11, 27))]),
        "2026-11-28T01:00",
        "shut",
        "2026-11-28T22:00",
    ),
    # Both clock changes: an hour less, an hour more.
    (hours([ALWAYS[0] | {"byday": "SU", "closes_at": "06:00"}]), "2026-03-29T00:30", "open", "2026-03-29T06:00"),
    (hours([ALWAYS[0] | {"opens_at": "01:30", "closes_at": "05:00"}]), "2026-03-29T00:59", "shut", "2026-03-29T02:00"),
    (hours([ALWAYS[0] | {"opens_at": "22:00", "closes_at": "01:30"}]), "2026-10-25T00:30", "open", "2026-10-25T01:30"),
    (hours(FORTNIGHTLY), "2026-11-26T12:00", "shut", "2026-12-08T09:00"),
    (hours(MONTHLY), "2026-11-26T12:00", "shut", "2026-11-27T09:00"),
    (hours(SUMMER), "2026-05-31T12:00", "shut", "2026-06-01T09:00"),
    (hours(SUMMER), "2026-11-26T12:00", "unknown", None),  # what was said holds no more
    (hours(THREE_TIMES), "2026-11-09T12:00", "open", "2026-11-09T17:00"),
    (hours(THREE_TIMES), "2026-11-23T12:00", "shut", None),
    (hours(NO_TIMES), "2026-11-29T12:00", "unknown", "2026-12-01T09:00"),
    (hours(NO_TIMES), "2026-11-27T12:00", "open", "2026-11-27T17:00"),
    (hours([OFFICE[0] | {"timezone": "0"}]), "2026-07-01T09:30", "shut", "2026-07-01T10:00"),
    (hours([{"description": "By appointment."}]), "2026-11-26T12:00", "unknown", None),
    (hours([]), "2026-11-26T12:00", "unknown", None),
]


@pytest.mark.parametrize(("known", "at", "state", "changes"), WORKED)
def test_standing_of_doors(known, at, state, changes):
    found = known.standing(local(at), calendar=SCOTLAND)

    then = found.until if found.state in (State.OPEN, State.DOUBTFUL) else found.opens and found.opens.begins_at
    assert (found.state, then) == (state, changes and local(changes).astimezone(UTC))
    assert known.state(local(at), calendar=SCOTLAND) == state
    assert known.is_open(local(at), calendar=SCOTLAND) is (state == "open")


def test_standing_around_the_clock_until_a_holiday_nobody_spoke_of():
    known = hours(ALWAYS)

    weeks_before = known.standing(local("2026-10-01T12:00"), calendar=SCOTLAND)
    the_day_before = known.standing(local("2026-12-24T12:00"), calendar=SCOTLAND)

    assert weeks_before.around_the_clock
    assert (the_day_before.until, the_day_before.then) == (local("2026-12-25T00:00"), State.DOUBTFUL)
    assert (
        replace(known, shut_on_holidays=False).standing(local("2026-12-24T12:00"), calendar=SCOTLAND).around_the_clock
    )


def test_standing_says_why_and_what_may_come_first():
    closed = hours(OFFICE, closures=[REPAIRS]).standing(local("2026-11-26T12:00"), calendar=SCOTLAND)
    weekend = hours(OFFICE).standing(local("2026-11-28T12:00"), calendar=SCOTLAND)

    assert (closed.day, closed.reason) == (Day.CLOSED, "The heating is being repaired.")
    assert weekend.perhaps == Opening(
        local("2026-11-30T09:00").astimezone(UTC), local("2026-11-30T17:00").astimezone(UTC)
    )


def test_openings_over_the_clock_change_are_in_real_hours():
    known = hours([{"freq": "DAILY", "opens_at": "20:00", "closes_at": "08:00"}])

    def lengths(day):
        start = local(f"{day}T12:00")
        return [
            one.ends_at - one.begins_at for one in known.openings(start, start + timedelta(days=1), calendar=SCOTLAND)
        ]

    assert lengths("2026-03-28") == [timedelta(hours=11)]
    assert lengths("2026-10-24") == [timedelta(hours=13)]


def test_openings_that_touch_are_one_and_are_cut_to_what_is_asked():
    morning, afternoon = OFFICE[0] | {"closes_at": "13:00"}, OFFICE[0] | {"opens_at": "12:00"}

    found = hours([morning, afternoon]).openings(
        local("2026-11-26T10:00"), local("2026-11-27T10:00"), calendar=SCOTLAND
    )

    assert [(one.begins_at.hour, one.ends_at.hour) for one in found] == [(10, 17), (9, 10)]


def test_special_days_of_every_year_may_cross_its_turn():
    shut = Special(date(2000, 12, 24), date(2000, 1, 5), (), every_year=True)
    known = replace(hours(ALWAYS), special=(shut,), shut_on_holidays=False)

    days = ["2026-12-23", "2026-12-24", "2027-01-05", "2027-01-06"]

    assert [known.is_open(local(f"{day}T12:00"), calendar=SCOTLAND) for day in days] == [True, False, False, True]


@pytest.mark.parametrize("year", [1, 1900, 2199, 9999])
def test_standing_beyond_what_calendars_know_is_not_known(year):
    at = datetime(year, 6, 1, tzinfo=UTC)

    assert hours(ALWAYS).standing(at, calendar=SCOTLAND) == Standing(State.UNKNOWN, Day.ORDINARY)
    assert hours(ALWAYS).next_opening(at, calendar=SCOTLAND) is None
    assert hours(ALWAYS).state(at, calendar=SCOTLAND) is State.UNKNOWN


def test_state_refuses_a_moment_without_a_zone():
    with pytest.raises(MomentWithoutZone):
        Hours().state(datetime(2026, 1, 1), calendar=SCOTLAND)  # noqa: DTZ001
