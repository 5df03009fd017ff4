"""Which two commitments of one plan say nearly the same."""

from tideturn.methods.wording.likeness.doubles import doubles
from tideturn.methods.wording.likeness.passage import Passage

FIRST = Passage("1", "", "The board should review the rules on lamps at sea within the year.")
AGAIN = Passage("2", "", "A review of the rules on lamps at sea should be done by the board.")
OTHER = Passage("3", "", "Every harbour gets a nurse who visits boats each week of the winter.")


def test_two_that_ask_for_the_same_are_pointed_at() -> None:
    found = doubles((OTHER, AGAIN, FIRST))

    assert [(one.first, one.second) for one in found] == [("2", "1")]
    assert 0.5 <= found[0].likeness <= 1


def test_part_and_whole_are_no_pair() -> None:
    assert doubles((FIRST, AGAIN, OTHER), related=[frozenset({"1", "2"})]) == ()


def test_short_wordings_are_alike_by_chance_and_left_alone() -> None:
    assert doubles((Passage("1", "", "Publish a report"), Passage("2", "", "Publish a report"))) == ()


def test_without_wording_titles_are_compared() -> None:
    titles = [Passage(str(number), "Review the old rules on lamps at sea again") for number in (1, 2)]

    assert [(one.first, one.second) for one in doubles(titles)] == [("1", "2")]


def test_nothing_is_alike_in_nothing() -> None:
    assert doubles(()) == ()
