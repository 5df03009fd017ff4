"""A table of the week and the standard's schedules say the same."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.engines.directory.week import ALL_DAY, Stretch, Week, schedules_of, week_of

MORNING, LATE = Stretch(time(9), time(12, 30)), Stretch(time(20), time(2))
stretches = st.builds(Stretch, st.times().map(lambda at: at.replace(second=0, microsecond=0)), st.just(time(17)))
weeks = st.builds(Week, st.tuples(*[st.lists(stretches, max_size=2, unique=True).map(sorted).map(tuple)] * 7))


@given(week=weeks)
def test_what_is_written_is_read_again(week):
    assert week_of(schedules_of(week, of="one")) == week


def test_days_with_the_same_hours_are_one_schedule():
    week = Week(((MORNING,), (MORNING, LATE), (), (), (), (), (ALL_DAY,)))

    said = [(one["byday"], one["opens_at"], one["closes_at"]) for one in schedules_of(week, of="one")]

    assert said == [("SU", "00:00", "23:59"), ("MO,TU", "09:00", "12:30"), ("TU", "20:00", "02:00")]


@pytest.mark.parametrize(
    "more",
    [
        {"freq": "MONTHLY"},
        {"interval": 2},
        {"byday": "1MO"},
        {"valid_to": "2026-12-31"},
        {"notes": "ring first"},
        {"opens_at": "late"},
        {"opens_at": "25:00"},
        {"closes_at": None},
    ],
)
def test_what_a_table_cannot_say_is_not_squeezed_into_one(more):
    plain = {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "17:00"}

    assert week_of([plain]) is not None
    assert week_of([{**plain, **more}]) is None


def test_no_schedules_are_a_week_that_never_opens():
    assert week_of([]) == Week()
    assert week_of([]).is_shut
    assert week_of(None) is None
