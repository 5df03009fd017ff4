"""What people call a time is the stretch they mean, also on the nights on which clocks are moved."""

from datetime import UTC, datetime, timedelta

import pytest

from tideturn.interfaces.joint.helping.times import LABELS, When, hours_of_week, label_of, when_in, window_of
from tideturn.methods.calendars.working_calendar import WorkingCalendar

LONDON = WorkingCalendar("Europe/London", None)
THURSDAY = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "when", "left"),
    [
        ("tonight", When.TONIGHT, ""),
        ("needles tonite", When.TONIGHT, "needles"),
        ("tommorow", When.TOMORROW, ""),
        ("2nite", When.TONIGHT, ""),
        ("open now please", When.NOW, "please"),
        ("this evening at the harbour", When.TONIGHT, "at the harbour"),
        ("at the weekend", When.WEEKEND, ""),
        ("on Saturdays", When.SATURDAY, ""),
        ("nothing of it", When.ANY, "nothing of it"),
        ("", When.ANY, ""),
    ],
)
def test_words_name_a_time(text, when, left) -> None:
    assert when_in(text) == (when, left)


@pytest.mark.parametrize(
    ("when", "at", "begins_at", "ends_at"),
    [
        (When.NOW, THURSDAY, "2026-11-26T12:00", "2026-11-26T12:01"),
        (When.TONIGHT, THURSDAY, "2026-11-26T18:00", "2026-11-27T06:00"),
        (When.TONIGHT, THURSDAY.replace(hour=23), "2026-11-26T23:00", "2026-11-27T06:00"),
        (When.TONIGHT, THURSDAY.replace(hour=2), "2026-11-26T02:00", "2026-11-26T06:00"),
        (When.TODAY, THURSDAY, "2026-11-26T12:00", "2026-11-27T00:00"),
        (When.TOMORROW, THURSDAY, "2026-11-27T00:00", "2026-11-28T00:00"),
        (When.WEEKEND, THURSDAY, "2026-11-28T00:00", "2026-11-30T00:00"),
        (When.WEEKEND, THURSDAY + timedelta(days=3), "2026-11-29T12:00", "2026-11-30T00:00"),
        (When.THURSDAY, THURSDAY, "2026-11-26T12:00", "2026-11-27T00:00"),
        (When.WEDNESDAY, THURSDAY, "2026-12-02T00:00", "2026-12-03T00:00"),
        # Summer time: an hour earlier in UTC.
        (When.TONIGHT, datetime(2026, 7, 1, 12, tzinfo=UTC), "2026-07-01T17:00", "2026-07-02T05:00"),
    ],
)
def test_a_time_is_a_stretch(when, at, begins_at, ends_at) -> None:
    window = window_of(when, at, LONDON)

    assert (f"{window.begins_at:%Y-%m-%dT%H:%M}", f"{window.ends_at:%Y-%m-%dT%H:%M}") == (begins_at, ends_at)


def test_any_time_is_no_stretch() -> None:
    assert window_of(When.ANY, THURSDAY, LONDON) is None


def test_hours_of_the_week_are_local_and_wrap_around() -> None:
    sunday = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)

    assert hours_of_week(window_of(When.NOW, sunday, LONDON), LONDON) == (167,)
    assert hours_of_week(window_of(When.TONIGHT, sunday, LONDON), LONDON) == (167, 0, 1, 2, 3, 4, 5)


@pytest.mark.parametrize("day", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)])
def test_hours_hold_every_local_hour_of_the_nights_on_which_clocks_are_moved(day) -> None:
    from zoneinfo import ZoneInfo

    for half_hours in range(48):
        at = day + timedelta(minutes=30 * half_hours)
        local = at.astimezone(ZoneInfo("Europe/London"))
        assert local.weekday() * 24 + local.hour in hours_of_week(window_of(When.NOW, at, LONDON), LONDON)


def test_every_time_has_a_label() -> None:
    assert {label_of(when) for when in When} == set(LABELS.values())
