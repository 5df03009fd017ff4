"""Which passages are nearest by their words."""

from tideturn.methods.wording.likeness.passage import Passage, Setting
from tideturn.methods.wording.likeness.ranking import Index

KITS = Passage("A", "Give a kit to everyone", "Kits are given to everyone who asks for one at a door.")
HOURS = Passage("B", "Open doors at night", "Every door opens at night and on holidays.")
COUNT = Passage("C", "Count what is given", "A count of kits is published each year.")
ALL = (KITS, HOURS, COUNT)


def test_nearest_is_what_shares_the_rarer_words() -> None:
    question = Passage("Q", "Nights", "Doors that are open to everyone")

    near = Index.of(ALL).nearest(question, among={"A", "B", "C"}, at_most=2)

    assert [one.id for one in near] == ["B", "A"]
    assert near[0].score > near[1].score > 0


def test_nearest_names_only_those_asked_about_and_as_many() -> None:
    index = Index.of(ALL)

    assert [one.id for one in index.nearest(KITS, among={"C"}, at_most=5)] == ["C"]
    assert index.nearest(KITS, among={"A", "B", "C"}, at_most=0) == ()


def test_nearest_is_nothing_without_a_word_in_common() -> None:
    assert Index.of(ALL).nearest(Passage("Q", "Lighthouses"), among={"A", "B", "C"}, at_most=5) == ()
    assert Index.of(()).nearest(KITS, among={"A"}, at_most=5) == ()


def test_nearest_of_equals_is_in_the_order_of_ids() -> None:
    twins = (Passage("Y", "Boats"), Passage("X", "Boats"), Passage("Z", "Harbours"))

    near = Index.of(twins).nearest(Passage("Q", "Boats"), among={"X", "Y", "Z"}, at_most=5)

    assert [one.id for one in near] == ["X", "Y"]


def test_title_of_what_stands_above_is_searched_too() -> None:
    part = Passage("D", "By spring", above="Repair every lighthouse")

    assert [one.id for one in Index.of((part,)).nearest(Passage("Q", "Lighthouses"), among={"D"}, at_most=1)] == ["D"]


def test_words_are_joined_by_their_beginnings_as_far_as_a_setting_keeps() -> None:
    asked, held = Passage("Q", "Recovering"), Passage("A", "Recovery")
    uncut = Setting(letters_kept=30)

    assert Index.of((held,)).nearest(asked, among={"A"}, at_most=1)
    assert not Index.of((held,), setting=uncut).nearest(asked, among={"A"}, at_most=1)


def test_shared_words_are_those_of_the_other_as_written_rarest_first() -> None:
    index = Index.of(ALL)

    assert index.shared_words(Passage("Q", "A kit at nightfall, night by night"), HOURS) == ("night",)
    assert index.shared_words(Passage("Q", "Doors that give kits"), KITS) == ("Give", "door", "kit")
