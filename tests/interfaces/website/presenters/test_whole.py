"""The page in four lines: silence, an answer alone, and a report are three different things."""

from datetime import date

import pytest

from tests.interfaces.website.presenters.things import TODAY, commitment, plan
from tideturn.interfaces.website.presenters.commitment.whole import (
    asked_words,
    far_words,
    measure_words,
    no_position_words,
)


@pytest.mark.parametrize(
    ("facts", "far", "position"),
    [
        (
            {},
            "Nothing in the documents held, to 1 February 2023",
            "Nothing in the documents held, to 1 February 2023",
        ),
        (
            {"last_heard_on": date(2023, 1, 12)},
            "No status held; last heard of on 12 January 2023",
            "No position is held. The answer of 12 January 2023 is the last that was heard of it",
        ),
        (
            {"last_heard_on": date(2023, 1, 12), "status_value": "under_way"},
            "Under way, as reported; last heard of on 12 January 2023",
            None,
        ),
    ],
)
def test_far_words_tell_silence_an_answer_and_a_report_apart(facts: dict, far: str, position: str | None) -> None:
    assert far_words(commitment(**facts), TODAY) == far
    if position is not None:
        assert no_position_words(commitment(**facts), TODAY) == position


@pytest.mark.parametrize(
    ("nature", "kind", "words"),
    [
        ("asked", "action", "Asked in Asks, 15 March 2022"),
        ("promised", "action", "Promised in Asks, 15 March 2022"),
        ("answered", "promise", "Promised in Asks, 15 March 2022"),
        ("answered", "recommendation", "Asked earlier; answered in Asks, 15 March 2022"),
    ],
)
def test_asked_words_never_call_an_ask_a_promise(nature: str, kind: str, words: str) -> None:
    assert asked_words(commitment(plan=plan(nature=nature), kind=kind)) == words


@pytest.mark.parametrize(
    ("has_measure", "words"),
    [
        (True, "Yes. It is built."),
        (False, "No. It is built."),
        (None, "Nobody has judged yet whether one could tell that it was done."),
    ],
)
def test_measure_words(has_measure: bool | None, words: str) -> None:
    assert measure_words(commitment(has_measure=has_measure, measure_note="It is built.")) == words
