"""When a limit ends. The table comes first; what must hold for every clock stands below it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.methods.calendars.errors import MomentWithoutZone
from tideturn.methods.calendars.working_calendar import WorkingCalendar
from tideturn.methods.clocks.due import due_at, time_left, warn_at
from tideturn.methods.clocks.errors import LimitInvalid, PauseInvalid
from tideturn.methods.clocks.limits import Limit, Unit
from tideturn.methods.clocks.pauses import Pause, stretches

LONDON = ZoneInfo("Europe/London")
SCOTLAND = WorkingCalendar("Europe/London", "GB", "SCT")
GLASGOW = replace(SCOTLAND, local_holidays=frozenset({date(2026, 7, 20), date(2026, 9, 28), date(2026, 4, 6)}))


def local(text, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON, fold=fold)


def limit(text):
    amount, unit = text.split(" ", 1)
    return Limit(int(amount), Unit(unit))


# Local times of Scotland throughout: when it began, the limit, whose calendar, when it is due.
WORKED = [
    # one working day
    ("2026-03-02T09:00", "1 working-days", SCOTLAND, "2026-03-03T17:00"),
    ("2026-03-02T00:00", "1 working-days", SCOTLAND, "2026-03-03T17:00"),
    ("2026-03-02T23:59", "1 working-days", SCOTLAND, "2026-03-03T17:00"),
    ("2026-03-06T23:50", "1 working-days", SCOTLAND, "2026-03-09T17:00"),  # Friday, ten to midnight
    ("2026-03-07T03:00", "1 working-days", SCOTLAND, "2026-03-09T17:00"),
    ("2026-03-08T23:59", "1 working-days", SCOTLAND, "2026-03-09T17:00"),
    ("2025-12-31T12:00", "1 working-days", SCOTLAND, "2026-01-05T17:00"),  # Hogmanay, a Wednesday
    ("2026-12-24T18:00", "1 working-days", SCOTLAND, "2026-12-29T17:00"),
    ("2027-12-24T18:00", "1 working-days", SCOTLAND, "2027-12-29T17:00"),  # both kept in lieu
    ("2026-04-02T12:00", "1 working-days", SCOTLAND, "2026-04-06T17:00"),  # Easter
    ("2026-04-02T12:00", "1 working-days", GLASGOW, "2026-04-07T17:00"),
    ("2026-11-27T12:00", "1 working-days", SCOTLAND, "2026-12-01T17:00"),  # St Andrew's Day
    ("2026-07-17T16:00", "1 working-days", SCOTLAND, "2026-07-20T17:00"),
    ("2026-07-17T16:00", "1 working-days", GLASGOW, "2026-07-21T17:00"),  # Fair Monday
    ("2026-07-20T10:00", "1 working-days", GLASGOW, "2026-07-21T17:00"),
    # more of them
    ("2026-03-02T09:00", "5 working-days", SCOTLAND, "2026-03-09T17:00"),
    ("2026-09-25T09:00", "2 working-days", GLASGOW, "2026-09-30T17:00"),
    # calendar days
    ("2026-03-06T23:50", "1 calendar-days", SCOTLAND, "2026-03-07T17:00"),
    ("2025-12-31T12:00", "2 calendar-days", SCOTLAND, "2026-01-02T17:00"),
    ("2024-02-28T12:00", "1 calendar-days", SCOTLAND, "2024-02-29T17:00"),
    # over both clock changes the day still ends at five
    ("2026-03-27T23:50", "1 working-days", SCOTLAND, "2026-03-30T17:00"),
    ("2026-03-28T20:00", "1 calendar-days", SCOTLAND, "2026-03-29T17:00"),
    ("2026-10-24T20:00", "1 calendar-days", SCOTLAND, "2026-10-25T17:00"),
    ("2026-10-25T01:30", "1 working-days", SCOTLAND, "2026-10-26T17:00"),
    # hours are elapsed hours
    ("2026-03-02T09:00", "48 hours", SCOTLAND, "2026-03-04T09:00"),
    ("2026-03-28T20:00", "24 hours", SCOTLAND, "2026-03-29T21:00"),
    ("2026-10-24T20:00", "24 hours", SCOTLAND, "2026-10-25T19:00"),
    ("2026-07-17T16:00", "72 hours", GLASGOW, "2026-07-20T16:00"),
]


@pytest.mark.parametrize(("start", "length", "calendar", "due"), WORKED)
def test_due_at_worked_by_hand(start, length, calendar, due):
    found = due_at(local(start), limit(length), calendar)

    assert found == local(due)
    assert found.tzinfo is UTC


def test_due_at_tells_the_two_half_past_ones_apart():
    first, second = (due_at(local("2026-10-25T01:30", fold), limit("1 hours"), SCOTLAND) for fold in (0, 1))

    assert second - first == timedelta(hours=1)


# A pause from, until, and what becomes of a clock that began on Monday 2 March 2026 at 09:00.
PAUSED = [
    ("4 hours", "2026-03-02T10:00", "2026-03-02T12:00", "2026-03-02T15:00"),
    ("4 hours", "2026-03-02T08:00", "2026-03-02T10:00", "2026-03-02T14:00"),
    ("4 hours", "2026-03-02T07:00", "2026-03-02T08:00", "2026-03-02T13:00"),  # before it began
    ("4 hours", "2026-03-02T13:00", "2026-03-02T20:00", "2026-03-02T13:00"),  # it had run out already
    ("2 working-days", "2026-03-03T10:00", "2026-03-03T16:59", "2026-03-04T17:00"),  # within a day
    ("2 working-days", "2026-03-03T16:00", "2026-03-03T17:00", "2026-03-05T17:00"),  # over the end of one
    ("2 working-days", "2026-03-03T10:00", "2026-03-05T10:00", "2026-03-06T17:00"),
    ("2 working-days", "2026-03-06T10:00", "2026-03-09T10:00", "2026-03-04T17:00"),  # after its end
    ("2 working-days", "2026-03-04T17:00", "2026-03-09T10:00", "2026-03-04T17:00"),  # at its very end
    ("5 working-days", "2026-03-06T18:00", "2026-03-09T09:00", "2026-03-09T17:00"),  # a weekend costs nothing
    ("5 calendar-days", "2026-03-06T18:00", "2026-03-09T09:00", "2026-03-09T17:00"),
]


@pytest.mark.parametrize(("length", "began", "ended", "due"), PAUSED)
def test_due_at_with_a_pause_worked_by_hand(length, began, ended, due):
    pause = Pause(local(began), local(ended), "In prison")

    assert due_at(local("2026-03-02T09:00"), limit(length), SCOTLAND, [pause]) == local(due)


@pytest.mark.parametrize("length", ["4 hours", "1 working-days", "1 calendar-days"])
def test_due_at_is_not_told_while_the_clock_stands_still(length):
    start = local("2026-03-02T09:00")
    end = due_at(start, limit(length), SCOTLAND)

    assert due_at(start, limit(length), SCOTLAND, [Pause(local("2026-03-02T10:00"), None, "In prison")]) is None
    assert due_at(start, limit(length), SCOTLAND, [Pause(end, None, "Too late to matter")]) == end


def test_pauses_that_overlap_count_once():
    pauses = [
        Pause(local("2026-03-02T10:00"), local("2026-03-02T12:00"), "In hospital"),
        Pause(local("2026-03-02T11:00"), local("2026-03-02T13:00"), "In prison"),
    ]

    assert due_at(local("2026-03-02T09:00"), limit("4 hours"), SCOTLAND, pauses) == local("2026-03-02T16:00")
    assert stretches(pauses) == [(local("2026-03-02T10:00"), local("2026-03-02T13:00"))]


@pytest.mark.parametrize(
    ("length", "before", "warned"),
    [
        ("48 hours", "6 hours", "2026-03-04T03:00"),
        ("1 hours", "6 hours", "2026-03-02T09:00"),
        ("5 working-days", "1 working-days", "2026-03-06T17:00"),
        ("5 working-days", "1 calendar-days", "2026-03-08T17:00"),
        ("5 working-days", "4 hours", "2026-03-09T13:00"),
        ("1 working-days", "3 working-days", "2026-03-02T09:00"),
    ],
)
def test_warn_at_comes_so_long_before_and_never_before_the_start(length, before, warned):
    start = local("2026-03-02T09:00")
    due = due_at(start, limit(length), SCOTLAND)

    assert warn_at(due, limit(before), SCOTLAND, started_at=start) == local(warned)


def test_time_left_falls_below_zero_and_is_unknown_in_a_pause():
    now = local("2026-03-02T09:00")

    assert time_left(local("2026-03-02T10:00"), now) == timedelta(hours=1)
    assert time_left(local("2026-03-02T08:00"), now) == timedelta(hours=-1)
    assert time_left(None, now) is None


@pytest.mark.parametrize("amount", [0, -1, 10_001])
def test_limit_refuses_what_is_no_length(amount):
    with pytest.raises(LimitInvalid, match="whole number"):
        Limit(amount, Unit.HOURS)


def test_pause_refuses_what_cannot_have_been():
    now = local("2026-03-02T09:00")
    with pytest.raises(PauseInvalid, match="reason"):
        Pause(now, None, "  ")
    with pytest.raises(PauseInvalid, match="before it begins"):
        Pause(now, now - timedelta(seconds=1), "In prison")
    with pytest.raises(MomentWithoutZone):
        Pause(now.replace(tzinfo=None), None, "In prison")


@pytest.mark.parametrize("unit", list(Unit))
def test_clocks_refuse_a_moment_that_nobody_can_place(unit):
    naive = datetime(2026, 3, 2, 9)  # noqa: DTZ001
    with pytest.raises(MomentWithoutZone):
        due_at(naive, Limit(1, unit), SCOTLAND)
    with pytest.raises(MomentWithoutZone):
        warn_at(local("2026-03-02T09:00"), Limit(1, unit), SCOTLAND, started_at=naive)


def test_a_calendar_that_forgets_local_holidays_is_caught_by_the_table():
    class Forgetful(WorkingCalendar):
        def is_working_day(self, day):
            return replace(SCOTLAND).is_working_day(day)

    forgetful = Forgetful("Europe/London", "GB", "SCT", GLASGOW.local_holidays)
    wrong = [
        row for row in WORKED if row[2] is GLASGOW and due_at(local(row[0]), limit(row[1]), forgetful) != local(row[3])
    ]

    assert len(wrong) >= 3


def test_hours_counted_on_the_wall_are_caught_by_the_table():
    rows = [row for row in WORKED if row[1].endswith(" hours")]
    wrong = [row for row in rows if local(row[0]) + timedelta(hours=limit(row[1]).amount) != local(row[3])]

    assert len(wrong) == 2


# What must hold for every clock.
MOMENTS = st.datetimes(datetime(2025, 12, 1), datetime(2028, 2, 1), timezones=st.just(UTC))  # noqa: DTZ001
# The nights on which the clocks move, to the minute.
NIGHTS = st.builds(
    lambda night, minute: night + timedelta(minutes=minute),
    st.sampled_from([datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)]),
    st.integers(-180, 180),
)
STARTS = MOMENTS | NIGHTS
LIMITS = st.builds(Limit, st.integers(1, 60), st.sampled_from(Unit))
HOLIDAYS = st.frozensets(st.dates(date(2025, 12, 1), date(2028, 3, 1)), max_size=8)
CALENDARS = st.builds(lambda days: replace(SCOTLAND, local_holidays=days), HOLIDAYS)
PAUSES = st.builds(
    lambda began, hours: Pause(began, began + timedelta(minutes=hours), "In prison"), STARTS, st.integers(0, 20_000)
)


def later_or_equal(later, earlier):
    """Say whether a due moment is not earlier than another; one that is not told is later than all."""
    return later is None or (earlier is not None and later >= earlier)


@given(start=STARTS, length=LIMITS, calendar=CALENDARS, pauses=st.lists(PAUSES, max_size=3))
def test_due_at_is_after_the_start_and_outside_every_pause(start, length, calendar, pauses):
    due = due_at(start, length, calendar, pauses)

    assert due > start
    assert not any(pause.began_at < due < pause.ended_at for pause in pauses)


@given(start=STARTS, later=STARTS, length=LIMITS, calendar=CALENDARS, pauses=st.lists(PAUSES, max_size=3))
def test_due_at_of_a_later_start_is_never_earlier(start, later, length, calendar, pauses):
    start, later = sorted([start, later])

    assert later_or_equal(due_at(later, length, calendar, pauses), due_at(start, length, calendar, pauses))


@given(start=STARTS, length=LIMITS, more=st.integers(1, 20), calendar=CALENDARS, pauses=st.lists(PAUSES, max_size=3))
def test_due_at_of_a_longer_limit_is_later(start, length, more, calendar, pauses):
    longer = replace(length, amount=length.amount + more)

    assert due_at(start, longer, calendar, pauses) > due_at(start, length, calendar, pauses)


@given(start=STARTS, length=LIMITS, calendar=CALENDARS, more=HOLIDAYS)
def test_holiday_more_never_makes_a_clock_earlier(start, length, calendar, more):
    longer = replace(calendar, local_holidays=calendar.local_holidays | more)

    assert due_at(start, length, longer) >= due_at(start, length, calendar)


@given(start=STARTS, length=LIMITS, calendar=CALENDARS, pauses=st.lists(PAUSES, max_size=3), more=PAUSES)
def test_pause_more_never_makes_a_clock_earlier(start, length, calendar, pauses, more):
    without = due_at(start, length, calendar, pauses)

    assert later_or_equal(due_at(start, length, calendar, [*pauses, more]), without)
    assert later_or_equal(due_at(start, length, calendar, [*pauses, replace(more, ended_at=None)]), without)


@given(
    start=STARTS,
    length=LIMITS,
    calendar=CALENDARS,
    pauses=st.permutations([0, 1, 2]),
    those=st.tuples(PAUSES, PAUSES, PAUSES),
)
def test_order_of_pauses_does_not_matter(start, length, calendar, pauses, those):
    shuffled = [those[place] for place in pauses]

    assert due_at(start, length, calendar, shuffled) == due_at(start, length, calendar, those)


@given(start=STARTS, length=LIMITS, hours=st.integers(-12, 12))
def test_due_at_does_not_depend_on_the_zone_in_which_the_start_is_written(start, length, hours):
    elsewhere = start.astimezone(timezone(timedelta(hours=hours)))

    assert due_at(elsewhere, length, GLASGOW) == due_at(start, length, GLASGOW)


@given(start=STARTS, length=LIMITS, before=LIMITS, calendar=CALENDARS)
def test_warning_comes_between_start_and_end(start, length, before, calendar):
    due = due_at(start, length, calendar)

    assert start <= warn_at(due, before, calendar, started_at=start) <= due
