"""How long people waited: worked examples first, then what must hold of any."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.methods.waiting import Wait, WaitImpossible, median_of, summarise

START = datetime(2026, 11, 23, 10, tzinfo=UTC)
NOW = START + timedelta(days=30)


def hours(number):
    return START + timedelta(hours=number)


def reached(after, due=24):
    return Wait(START, hours(after), hours(due))


def test_three_were_reached_and_one_waits():
    summary = summarise([reached(2), reached(6), reached(30), Wait(START, None, hours(24))], NOW)

    assert (summary.began, summary.ended, summary.still_waiting, summary.overdue) == (4, 3, 1, 1)
    assert summary.median == timedelta(hours=6)
    assert (summary.within_limit, summary.judged, summary.share) == (2, 4, 0.5)
    assert summary.longest_still == timedelta(days=30)


def test_those_who_wait_on_are_not_left_out_of_the_median():
    waiting = [Wait(START, None, None)] * 3

    assert median_of([reached(1), *waiting], NOW) is None
    # The planted fault: a median of those reached alone would say one hour, and that all is well.
    assert median_of([reached(1)], NOW) == timedelta(hours=1)


def test_the_median_of_kaplan_and_meier_on_a_published_example():
    """Remission of 21 children on 6-mercaptopurine (Freireich and others, Blood 21, 1963): the median is 23 weeks."""
    ended = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    went_on = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    waits = [Wait(START, START + timedelta(weeks=weeks)) for weeks in ended]
    waits += [Wait(START, None, None, START + timedelta(weeks=weeks)) for weeks in went_on]

    assert median_of(waits, START + timedelta(weeks=100)) == timedelta(weeks=23)


def test_a_limit_that_has_not_passed_judges_nobody_yet():
    summary = summarise([Wait(NOW, None, NOW + timedelta(hours=1))], NOW)

    assert (summary.judged, summary.share, summary.overdue) == (0, None, 0)


def test_nothing_is_nothing_and_not_none_of_nothing():
    summary = summarise([], NOW)

    assert (summary.began, summary.median, summary.share, summary.longest_still) == (0, None, None, None)


def test_a_wait_that_ends_before_it_begins_is_refused():
    with pytest.raises(WaitImpossible):
        Wait(START, START - timedelta(seconds=1))


@given(st.lists(st.tuples(st.integers(0, 500), st.booleans()), max_size=40))
def test_a_longer_wait_of_one_never_makes_the_median_shorter(rows):
    def waits(more):
        return [
            Wait(START, hours(length + more * (place == 0)) if is_over else None)
            for place, (length, is_over) in enumerate(rows)
        ]

    earlier, later = median_of(waits(0), NOW), median_of(waits(48), NOW)

    assert later is None or earlier is None or later >= earlier
