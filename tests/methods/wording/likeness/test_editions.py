"""What a new edition of a plan added, dropped, reworded or postponed."""

from datetime import date

from tideturn.methods.wording.likeness.editions import Change, Item, compared, counted

LAMPS = Item("1", "Lamps", "The board should review the rules on lamps at sea.", date(2024, 12, 31))
NURSES = Item("2", "Nurses", "Every harbour gets a nurse who visits boats each week.")
BOATS = Item("3", "Boats", "Paint all boats of the rescue service in red.")


def test_compared_tells_what_became_of_each() -> None:
    later = Item("a", "Lamps", "The Board should review the rules on lamps at sea!", date(2026, 12, 31))
    other = Item("b", "Nurses", "Every harbour gets two nurses who visit boats each month.")
    new = Item("c", "Songs", "Teach a song of the sea in every school.")

    pairs = compared((LAMPS, NURSES, BOATS), (later, other, new))

    assert [(pair.old, pair.new, set(pair.changes)) for pair in pairs] == [
        ("1", "a", {Change.POSTPONED}),
        ("2", "b", {Change.REWORDED}),
        (None, "c", {Change.ADDED}),
        ("3", None, {Change.DROPPED}),
    ]
    assert counted(pairs)[Change.POSTPONED] == 1


def test_compared_finds_the_same_edition_the_same() -> None:
    items = (LAMPS, NURSES, BOATS)

    assert {change for pair in compared(items, items) for change in pair.changes} == {Change.SAME}


def test_one_that_says_more_and_later_changed_in_two_ways() -> None:
    more = Item("a", "Lamps", "The board should review the old rules on lamps at sea and in port.", date(2025, 1, 1))

    assert compared((LAMPS,), (more,))[0].changes == {Change.REWORDED, Change.POSTPONED}


def test_two_of_the_same_words_are_matched_one_to_one() -> None:
    twins = (LAMPS, Item("4", "Lamps again", LAMPS.wording))

    assert [(pair.old, pair.new) for pair in compared(twins, twins)] == [("1", "1"), ("4", "4")]
    assert [(pair.old, pair.new) for pair in compared(twins, (LAMPS,))] == [("1", "1"), ("4", None)]
