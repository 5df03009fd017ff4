"""One row of a table, in words."""

from datetime import date

import pytest

from tests.interfaces.website.presenters.things import TODAY, commitment, plan
from tideturn.engines.plans.words import is_promised
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.presenters.rows import check_words, due_words, heard_words, silence_words


def test_silence_words_name_the_day_to_which_documents_reach() -> None:
    assert silence_words(plan(), TODAY) == "Nothing in the documents held, to 1 February 2023"


def test_silence_words_reach_no_further_than_the_day_asked_for() -> None:
    moment = Moment(date(2022, 6, 1), TODAY.today)

    assert silence_words(plan(), moment) == "Nothing in the documents held, to 1 June 2022"


def test_silence_words_are_no_more_exact_than_the_plan() -> None:
    dated = plan(published=date(2021, 1, 1), position_as_at=date(2021, 1, 1), published_precision="year")

    assert silence_words(dated, TODAY) == "Nothing in the documents held, to 2021"


def test_heard_words_give_the_last_day() -> None:
    assert heard_words(commitment(last_heard_on=date(2023, 1, 12)), TODAY) == "Last heard of on 12 January 2023"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"status_value": "complete"}, "Not independently checked"),
        ({"status_value": "under_way"}, ""),
        ({"status_value": "complete", "verdict_value": "not_met"}, "Checked: Not met"),
    ],
)
def test_check_words(facts: dict, words: str) -> None:
    assert check_words(commitment(**facts)) == words


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"current_due_date": date(2024, 2, 29)}, "29 February 2024"),
        ({"is_open_ended": True}, "No end date"),
        ({}, "No date given"),
    ],
)
def test_due_words(facts: dict, words: str) -> None:
    assert due_words(commitment(**facts)) == words


@pytest.mark.parametrize(
    ("nature", "kind", "promised"),
    [
        ("asked", "action", False),
        ("promised", "action", True),
        ("answered", "promise", True),
        ("answered", "recommendation", False),
    ],
)
def test_is_promised_is_never_said_of_what_others_asked(nature: str, kind: str, promised: bool) -> None:
    assert is_promised(commitment(plan=plan(nature=nature), kind=kind)) is promised
