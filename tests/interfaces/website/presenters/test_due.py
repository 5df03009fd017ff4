"""When it is due and how it stands, in sentences: asked is never called promised."""

from datetime import date
from types import SimpleNamespace

import pytest

from tests.interfaces.website.presenters.things import TODAY, Rows, commitment, plan
from tideturn.interfaces.website.presenters.commitment.due import due_of, standing_words, window_words

DUE = date(2023, 3, 15)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            {"timing": "window_passed", "acceptance_value": "no_answer_held"},
            "It was asked for by 15 March 2023. That day has passed; no answer is held, so it is not called overdue.",
        ),
        (
            {"timing": "window_passed", "acceptance_value": "under_consideration"},
            "It was asked for by 15 March 2023. That day has passed; the answer held is that it is being considered, "
            "which is not a promise, so it is not called overdue.",
        ),
        (
            {"timing": "window_passed", "acceptance_value": "declined"},
            "It was asked for by 15 March 2023 and was declined, so it is not overdue.",
        ),
        (
            {"timing": "overdue", "acceptance_value": "accepted"},
            "It was accepted, and was to be done by 15 March 2023. That day has passed, and no document held calls it "
            "complete.",
        ),
        (
            {"timing": "overdue", "acceptance_value": "in_part"},
            "It was accepted in part, and was to be done by 15 March 2023. That day has passed, and no document held "
            "calls it complete.",
        ),
        (
            {"timing": "overdue", "acceptance_value": "accepted", "plan": plan(nature="promised")},
            "It was promised for 15 March 2023. That day has passed, and no document held calls it complete.",
        ),
        (
            {"timing": "due_soon", "acceptance_value": "accepted"},
            "It is due by 15 March 2023, within 90 days.",
        ),
        (
            {"timing": "due_soon", "acceptance_value": "declined"},
            "It was asked for by 15 March 2023, within 90 days.",
        ),
        (
            {"timing": "not_yet_due", "acceptance_value": "in_part"},
            "It is due by 15 March 2023, more than 90 days on.",
        ),
        ({"timing": "no_date"}, "Without a date nobody can say that it is late."),
        ({"timing": "open_ended"}, "It has no end date, so it is never past its date."),
        (
            {"timing": "finished", "status_value": "complete"},
            "It is reported complete. No independent check is held.",
        ),
        (
            {"timing": "finished", "status_value": "complete", "verdict_value": "met"},
            "It is reported complete.",
        ),
        (
            {"timing": "finished", "status_value": "superseded"},
            "It has been superseded by a later commitment.",
        ),
        (
            {"timing": "plan_ended", "plan": plan(state_since=date(2021, 3, 31))},
            "The plan it stands in was closed on 31 March 2021. What is shown is the last known position.",
        ),
    ],
)
def test_standing_words(facts: dict, sentence: str) -> None:
    assert standing_words(commitment(current_due_date=DUE, **facts)) == sentence


def test_standing_words_never_says_overdue_of_what_was_not_accepted() -> None:
    for answer in ("declined", "under_consideration", "no_answer_held"):
        words = standing_words(commitment(timing="window_passed", acceptance_value=answer, current_due_date=DUE))

        assert "promised" not in words
        assert "not called overdue" in words or "not overdue" in words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"current_due_date": DUE}, "By 15 March 2023"),
        ({"current_due_date": DUE, "start_date": date(2022, 3, 15)}, "By 15 March 2023"),
        ({"current_due_date": DUE, "start_date": date(2022, 9, 1)}, "From 1 September 2022, by 15 March 2023"),
        ({"is_open_ended": True, "start_date": date(2022, 9, 1)}, "From 1 September 2022, with no end date"),
        ({"is_open_ended": True}, "No end date"),
        ({}, "No date given"),
    ],
)
def test_window_words(facts: dict, words: str) -> None:
    assert window_words(commitment(**facts)) == words


def revision(decided: date) -> SimpleNamespace:
    by = SimpleNamespace(name="Council")
    return SimpleNamespace(due_date=date(2025, 1, 1), decided_on=decided, by=by, reason="More time.", source="Minutes")


def test_due_of_keeps_the_first_date_beside_a_later_one() -> None:
    facts = {"due_date": DUE, "current_due_date": date(2025, 1, 1), "timing": "not_yet_due"}
    due = due_of(commitment(due_date_revisions=Rows([revision(date(2024, 1, 1))]), **facts), TODAY)

    assert due.words == "By 1 January 2025"
    assert due.first == "15 March 2023"
    assert [item.reason for item in due.revisions] == ["More time."]


def test_due_of_tells_no_revision_that_was_decided_later() -> None:
    facts = {"due_date": DUE, "current_due_date": DUE, "timing": "overdue", "acceptance_value": "accepted"}
    due = due_of(commitment(due_date_revisions=Rows([revision(date(2024, 6, 1))]), **facts), TODAY)

    assert due.revisions == ()
    assert due.first == ""
