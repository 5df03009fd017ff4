"""Working days of an area: the weekend, the country's holidays and the area's own; both clock changes."""

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.methods.calendars.days_off import days_off
from tideturn.methods.calendars.errors import CalendarError, CountryUnknown, MomentWithoutZone, TimeZoneUnknown
from tideturn.methods.calendars.working_calendar import WorkingCalendar

SCOTLAND = WorkingCalendar("Europe/London", "GB", "SCT")
FAIR_MONDAY = date(2026, 7, 20)
GLASGOW = WorkingCalendar("Europe/London", "GB", "SCT", frozenset({FAIR_MONDAY}))
# Proclaimed after the published table at hand was printed.
PROCLAIMED_SINCE = {date(2026, 6, 15)}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 2), False),
        (date(2027, 1, 4), False),  # 2 January 2027 is a Saturday
        (date(2028, 1, 3), False),
        (date(2028, 1, 4), False),
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 6), True),  # Easter Monday is none in Scotland
        (date(2026, 8, 3), False),
        (date(2026, 8, 31), True),  # the English one
        (date(2026, 11, 30), False),
        (date(2024, 11, 29), True),
        (date(2024, 12, 2), False),  # St Andrew's Day 2024 is a Saturday
        (date(2026, 12, 28), False),
        (date(2027, 12, 24), True),
        (date(2027, 12, 27), False),
        (date(2027, 12, 28), False),
        (date(2027, 12, 29), True),
        (date(2022, 9, 19), False),  # once only
        (date(2023, 9, 19), True),
        (date(2026, 3, 28), False),
        (date(2026, 3, 29), False),
        (date(2026, 3, 30), True),
    ],
)
def test_is_working_day_in_scotland(day, works):
    assert SCOTLAND.is_working_day(day) is works


@pytest.mark.parametrize(
    ("day", "is_kept"),
    [
        (date(2027, 12, 25), True),  # a Saturday
        (date(2027, 12, 27), True),  # kept in its stead
        (date(2027, 12, 24), False),
        (date(2027, 12, 18), False),  # any Saturday
        (date(2026, 7, 20), True),
        (date(2026, 8, 31), False),
    ],
)
def test_is_public_holiday_whatever_day_of_the_week_it_is(day, is_kept):
    assert GLASGOW.is_public_holiday(day) is is_kept


def test_is_public_holiday_without_a_country_is_a_day_that_is_listed():
    calendar = WorkingCalendar("Europe/London", None, local_holidays=frozenset({FAIR_MONDAY}))

    assert [calendar.is_public_holiday(day) for day in (FAIR_MONDAY, date(2026, 12, 25))] == [True, False]


def test_is_working_day_agrees_with_the_published_table(shared):
    published = json.loads((shared / "data/calendar/govuk_bank_holidays.json").read_text("utf-8"))["scotland"]["events"]
    holidays = {date.fromisoformat(event["date"]) for event in published}
    weekdays = [day for day in days_between(date(2012, 1, 1), date(2028, 12, 31)) if day.weekday() < 5]

    ours = {day for day in weekdays if not SCOTLAND.is_working_day(day)}

    assert len(holidays) > 100
    assert ours - PROCLAIMED_SINCE == holidays - PROCLAIMED_SINCE


def days_between(first, last):
    return [first + timedelta(days=day) for day in range((last - first).days + 1)]


def test_local_holiday_is_kept_in_its_area_only():
    assert not GLASGOW.is_working_day(FAIR_MONDAY)
    assert SCOTLAND.is_working_day(FAIR_MONDAY)


def test_days_off_do_not_depend_on_the_years_asked_before():
    days_off.cache_clear()
    late_first = SCOTLAND.is_working_day(date(2027, 12, 27)), SCOTLAND.is_working_day(date(2026, 1, 2))
    days_off.cache_clear()
    early_first = SCOTLAND.is_working_day(date(2026, 1, 2)), SCOTLAND.is_working_day(date(2027, 12, 27))

    assert late_first == (False, False) == early_first


def test_country_without_a_table_has_its_weekend_and_the_days_listed():
    estmark = WorkingCalendar("Europe/London", None, None, frozenset({date(2026, 5, 4)}))

    assert estmark.is_working_day(date(2026, 12, 25))
    assert not estmark.is_working_day(date(2026, 5, 4))
    assert not estmark.is_working_day(date(2026, 5, 9))


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        (date(2026, 3, 27), 1, date(2026, 3, 30)),
        (date(2026, 3, 28), 1, date(2026, 3, 30)),
        (date(2026, 4, 2), 1, date(2026, 4, 6)),
        (date(2025, 12, 31), 1, date(2026, 1, 5)),
        (date(2027, 12, 24), 1, date(2027, 12, 29)),
        (date(2026, 3, 2), 10, date(2026, 3, 16)),
    ],
)
def test_working_day_after_counts_working_days_only(day, count, found):
    assert SCOTLAND.working_day_after(day, count) == found


def test_working_day_before_is_the_way_back():
    assert SCOTLAND.working_day_before(date(2026, 1, 5), 1) == date(2025, 12, 31)


@pytest.mark.parametrize("count", [0, -1])
def test_working_day_after_refuses_to_count_nothing(count):
    with pytest.raises(CalendarError, match="one or more"):
        SCOTLAND.working_day_after(date(2026, 3, 2), count)


@given(day=st.dates(date(2012, 1, 1), date(2040, 1, 1)), count=st.integers(1, 40))
def test_working_day_after_is_a_working_day_with_so_many_in_between(day, count):
    found = GLASGOW.working_day_after(day, count)
    after = [each for each in days_between(day, found)[1:] if GLASGOW.is_working_day(each)]

    assert len(after) == count
    assert after[-1] == found


@pytest.mark.parametrize(
    ("day", "at", "moment"),
    [
        (date(2026, 3, 27), time(17), datetime(2026, 3, 27, 17, tzinfo=UTC)),
        (date(2026, 3, 30), time(17), datetime(2026, 3, 30, 16, tzinfo=UTC)),
        # the night whose second hour does not exist
        (date(2026, 3, 29), time(0, 59), datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (date(2026, 3, 29), time(1), datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (date(2026, 3, 29), time(1, 30), datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (date(2026, 3, 29), time(1, 59, 59, 999999), datetime(2026, 3, 29, 1, tzinfo=UTC)),
        (date(2026, 3, 29), time(2), datetime(2026, 3, 29, 1, tzinfo=UTC)),
        # the night whose second hour comes twice
        (date(2026, 10, 25), time(0, 59), datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        (date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(1, 30, fold=1), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(2), datetime(2026, 10, 25, 2, tzinfo=UTC)),
    ],
)
def test_moment_of_a_local_time(day, at, moment):
    assert SCOTLAND.moment(day, at) == moment
    assert SCOTLAND.moment(day, at).tzinfo is UTC


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_moments_of_a_night_never_change_places(day):
    moments = [SCOTLAND.moment(day, time(minute // 60, minute % 60)) for minute in range(24 * 60)]

    assert moments == sorted(moments)


def test_moment_in_a_land_that_left_out_a_whole_day():
    samoa = WorkingCalendar("Pacific/Apia", None)

    assert samoa.moment(date(2011, 12, 30), time(12)) == samoa.moment(date(2011, 12, 31), time(0))


def test_day_of_is_the_local_day():
    assert SCOTLAND.day_of(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == date(2026, 7, 2)
    assert SCOTLAND.day_of(datetime(2026, 1, 1, 23, 30, tzinfo=UTC)) == date(2026, 1, 1)
    with pytest.raises(MomentWithoutZone, match="time zone"):
        SCOTLAND.day_of(datetime(2026, 7, 1, 23, 30))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("values", "refusal", "said"),
    [
        (("Europe/Atlantis", "GB"), TimeZoneUnknown, "Europe/Atlantis"),
        (("../etc/passwd", "GB"), TimeZoneUnknown, "no time zone"),
        (("Europe/London", "XX"), CountryUnknown, "“XX” are not known"),
        (("Europe/London", "GB", "ABC"), CountryUnknown, "“GB, part ABC” are not known"),
    ],
)
def test_calendar_refuses_a_place_that_is_not_known(values, refusal, said):
    with pytest.raises(refusal, match=said):
        WorkingCalendar(*values)
