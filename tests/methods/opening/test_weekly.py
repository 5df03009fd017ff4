"""The minutes of the week for an index: a few in full; that none is missing is tried beside the oracle."""

from datetime import UTC, date, datetime, time

import pytest

from tideturn.methods.calendars import WorkingCalendar
from tideturn.methods.opening import ByDay, Frequency, Hours, Rule, Span, Special

SCOTLAND = WorkingCalendar("Europe/London", "GB", "SCT")
DAY = 1440
OFFICE = Rule(Frequency.WEEKLY, (ByDay(0), ByDay(1)), time(9), time(17))


def weekly(*rules, special=()):
    return Hours(rules, special=special).weekly(calendar=SCOTLAND)


def test_weekly_of_an_office():
    assert weekly(OFFICE) == ((540, 1020), (DAY + 540, DAY + 1020))


def test_weekly_of_nights_turns_with_the_week():
    assert weekly(Rule(Frequency.WEEKLY, (ByDay(6),), time(22), time(4))) == ((0, 240), (6 * DAY + 1320, 7 * DAY))


@pytest.mark.parametrize(
    "rule", [Rule(Frequency.DAILY, (), time(), time()), Rule(Frequency.MONTHLY, (), time(), time(), bymonthday=(1,))]
)
def test_weekly_of_what_may_be_any_day(rule):
    assert weekly(rule) == ((0, 7 * DAY),)


def test_weekly_of_nothing_known_is_nothing():
    assert weekly() == weekly(Rule(Frequency.WEEKLY, (ByDay(0),))) == ()


def test_weekly_holds_special_days_and_both_offsets_of_another_zone():
    christmas = Special(date(2026, 12, 25), date(2026, 12, 25), (Span(time(10), time(12)),))
    in_utc = Rule(Frequency.WEEKLY, (ByDay(0),), time(9), time(17), time_zone="+00:00")

    # In summer nine o'clock UTC is ten in Scotland.
    assert weekly(in_utc, special=(christmas,)) == ((540, 1081), (4 * DAY + 600, 4 * DAY + 720))


def test_weekly_holds_the_hour_that_comes_twice():
    hours = Hours((Rule(Frequency.WEEKLY, (ByDay(6),), time(1, 30), time(5)),))
    second_ten_past_one = datetime(2026, 10, 25, 1, 10, tzinfo=UTC)

    assert hours.is_open(second_ten_past_one, calendar=SCOTLAND)
    assert any(begin <= 6 * DAY + 70 < end for begin, end in hours.weekly(calendar=SCOTLAND))
