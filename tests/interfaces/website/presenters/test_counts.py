"""The four counts: what is not known is never shown as none."""

from tests.interfaces.website.presenters.things import TODAY
from tideturn.engines.plans.queries import Counts, Coverage
from tideturn.interfaces.website.presenters.counts import chart, known, known_of, steps

COUNTS = Counts(asked=20, accepted=8, claimed_complete=3, checked=0, silent=11, overdue=1, window_passed=2, due_soon=0)


def test_steps_stand_in_the_order_asked_accepted_done_checked() -> None:
    found = steps(COUNTS, Coverage(answered=12, with_a_status=5), TODAY)

    assert [(step.label, step.words) for step in found] == [
        ("Asked or promised", "20"),
        ("Accepted", "8 of 20"),
        ("Reported complete", "3 of 20"),
        ("Checked by someone else", "0 of 20"),
    ]
    assert "An answer is held for 12." in found[1].meaning
    assert "A status is held for 5; nothing is known of the rest." in found[2].meaning
    assert "No verdict" in found[3].meaning


def test_chart_draws_the_same_counts() -> None:
    drawing = chart(steps(COUNTS, Coverage(12, 5), TODAY), TODAY)

    assert [row.label for row in drawing.rows] == [
        "Asked or promised", "Accepted", "Reported complete", "Checked by someone else",
    ]  # fmt: skip


def test_chart_is_left_out_where_there_is_nothing_to_count() -> None:
    nothing = Counts(
        asked=0, accepted=0, claimed_complete=0, checked=0, silent=0, overdue=0, window_passed=0, due_soon=0
    )

    assert chart(steps(nothing, Coverage(0, 0), TODAY), TODAY) is None


def test_known_says_in_words_that_nothing_is_held() -> None:
    assert known(0, 0, "no status held") == "no status held"
    assert known(0, 5, "no status held") == "0"


def test_known_of_is_silent_where_all_or_nothing_is_held() -> None:
    assert known_of(5, 20, "held for %(held)s") == "held for 5"
    assert known_of(0, 20, "held for %(held)s") == ""
    assert known_of(20, 20, "held for %(held)s") == ""
