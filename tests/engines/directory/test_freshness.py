"""How sure an entry is, by the days alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.engines.directory.freshness import State, freshness, months_after
from tideturn.packs.loading import load_directory

CHECKED = date(2025, 3, 31)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2025, 3, 31), State.CHECKED),
        (date(2026, 1, 30), State.CHECKED),
        (date(2026, 1, 31), State.DUE),
        (date(2026, 3, 30), State.DUE),
        (date(2026, 3, 31), State.UNCHECKED),
        (date(2026, 9, 29), State.UNCHECKED),
        (date(2026, 9, 30), State.WITHDRAWN),
    ],
)
def test_each_step_begins_on_its_day(today, state):
    found = freshness(CHECKED, today, load_directory().freshness)

    assert (found.state, found.days) == (state, (today - CHECKED).days)


def test_what_nobody_ever_said_is_not_made_up():
    assert freshness(None, CHECKED, load_directory().freshness).state is State.NEVER_SAID


def test_a_feed_cannot_vouch_for_the_future():
    assert freshness(date(2099, 1, 1), CHECKED, load_directory().freshness).state is State.NEVER_SAID


def test_a_month_without_that_day_ends_with_its_last():
    assert months_after(date(2023, 4, 30), 10) == date(2024, 2, 29)
    assert months_after(date(2024, 2, 29), 12) == date(2025, 2, 28)


@given(day=st.dates(date(1990, 1, 1), date(2090, 1, 1)), months=st.integers(1, 40))
def test_months_go_forward_and_never_skip_one(day, months):
    after = months_after(day, months)

    assert day + timedelta(days=28 * months) <= after <= day + timedelta(days=31 * months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months


@given(days=st.integers(0, 900))
def test_an_entry_never_grows_surer_by_waiting(days):
    order = [State.CHECKED, State.DUE, State.UNCHECKED, State.WITHDRAWN]
    ages = load_directory().freshness
    states = [freshness(CHECKED, CHECKED + timedelta(days=n), ages).state for n in (days, days + 1)]

    assert order.index(states[0]) <= order.index(states[1])
