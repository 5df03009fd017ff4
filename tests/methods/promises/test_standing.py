"""How a commitment stands on a day: the truth table."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tideturn.methods.promises.standing import Facts, Timing, standing

DUE = date(2023, 7, 21)
ACCEPTED = Facts(
    due=DUE,
    is_open_ended=False,
    acceptance="accepted",
    status="under_way",
    last_heard=date(2022, 9, 29),
    verdict=None,
    plan_ended=None,
)


@pytest.mark.parametrize(
    ("days", "timing"),
    [
        (-91, Timing.NOT_YET_DUE),
        (-90, Timing.DUE_SOON),
        (0, Timing.DUE_SOON),
        (1, Timing.OVERDUE),
    ],
)
def test_standing_counts_the_due_day_as_in_time(days, timing):
    assert standing(ACCEPTED, on=DUE + timedelta(days=days)).timing is timing


@pytest.mark.parametrize("answer", ["declined", "under_consideration", "no_answer_held"])
def test_standing_of_what_was_never_accepted_is_not_overdue(answer):
    facts = replace(ACCEPTED, acceptance=answer)

    assert standing(facts, on=DUE + timedelta(days=1)).timing is Timing.WINDOW_PASSED


def test_standing_of_what_was_accepted_in_part_can_be_overdue():
    assert standing(replace(ACCEPTED, acceptance="in_part"), on=DUE + timedelta(days=1)).is_overdue


def test_standing_of_an_ended_plan_accuses_nobody():
    facts = replace(ACCEPTED, plan_ended=date(2024, 1, 1))

    assert standing(facts, on=date(2024, 1, 1)).timing is Timing.PLAN_ENDED
    assert standing(facts, on=date(2023, 12, 31)).timing is Timing.OVERDUE


def test_standing_of_an_open_end_is_never_overdue():
    facts = replace(ACCEPTED, due=None, is_open_ended=True)

    assert standing(facts, on=date(2099, 1, 1)).timing is Timing.OPEN_ENDED


def test_standing_complete_without_verdict_is_only_a_claim():
    facts = replace(ACCEPTED, status="complete")

    assert standing(facts, on=DUE).is_claimed_not_verified
    assert not standing(replace(facts, verdict="met"), on=DUE).is_claimed_not_verified


def test_standing_unheard_of_is_silent_not_undone():
    facts = replace(ACCEPTED, status=None, last_heard=None)

    assert standing(facts, on=DUE).is_silent
    assert standing(facts, on=DUE).timing is Timing.DUE_SOON
