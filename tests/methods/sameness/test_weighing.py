"""Listings of one service weigh much, those of neighbours little, and what could be either goes to people."""

from dataclasses import replace

import pytest

from tideturn.methods.sameness.sketch import Sketch, likeness, phone_digits, web_place
from tideturn.methods.sameness.weighing import Verdict, Weighed, decide, nearest, weigh

NEEDLES = Sketch(
    name="Needle exchange, Harbour Lights (invented)",
    organisation="Harbour Lights (invented)",
    phones=frozenset({"1632960123"}),
    postcodes=frozenset({"MDV14QQ"}),
    towns=frozenset({"midvale"}),
    emails=frozenset({"hello@harbour.example"}),
    webs=frozenset({"harbour.example/needles"}),
    terms=frozenset({"needle exchange"}),
    points=((50.0, -25.0),),
)
DETOX = replace(
    NEEDLES,
    name="Detox, Harbour Lights (invented)",
    webs=frozenset({"harbour.example/detox"}),
    terms=frozenset({"detox"}),
)


def test_the_same_told_twice_is_sure():
    assert weigh(NEEDLES, NEEDLES).verdict is Verdict.SAME


def test_slip_of_a_finger_changes_nothing():
    assert weigh(NEEDLES, replace(NEEDLES, name="Nedle exchnage, Harbour Lights (invented)")).verdict is Verdict.SAME


def test_service_that_moved_is_still_known():
    moved = replace(NEEDLES, postcodes=frozenset({"MDV19ZZ"}), points=((50.01, -25.01),))

    assert weigh(NEEDLES, moved).verdict is Verdict.SAME


def test_another_service_of_the_same_house_is_another():
    assert weigh(NEEDLES, DETOX).verdict is Verdict.OTHER


def test_same_name_in_another_town_is_another():
    elsewhere = Sketch(name="Needle exchange", towns=frozenset({"Coldwater"}), points=((50.7, -25.2),))

    assert weigh(replace(elsewhere, points=((50.0, -25.0),)), elsewhere).verdict is Verdict.OTHER


def test_what_little_is_said_of_is_never_sure():
    assert weigh(Sketch(name="Needle exchange"), Sketch(name="Needle exchange")).verdict is Verdict.DOUBTFUL


def test_weight_says_what_spoke_for_it_and_against():
    reasons = weigh(NEEDLES, DETOX).reasons

    assert reasons["place"] > 0 > reasons["kind of help"]
    assert weigh(NEEDLES, DETOX).bits == sum(reasons.values())


def test_order_of_the_two_changes_nothing():
    assert weigh(NEEDLES, DETOX) == weigh(DETOX, NEEDLES)


def test_of_two_that_are_nearly_as_good_a_person_decides():
    weighed = {("a", "x"): Weighed(20.0, {}), ("a", "y"): Weighed(18.5, {})}

    assert [pair.verdict for pair in decide(weighed)] == [Verdict.DOUBTFUL, Verdict.DOUBTFUL]


def test_of_two_of_which_one_is_far_better_that_one_is_sure_and_the_other_none():
    weighed = {("a", "x"): Weighed(20.0, {}), ("a", "y"): Weighed(12.0, {}), ("b", "y"): Weighed(2.0, {})}

    assert [(pair.first, pair.second, pair.verdict) for pair in decide(weighed)] == [("a", "x", Verdict.SAME)]


@pytest.mark.parametrize(
    "written", ["01632 960123", "+44 1632 960123", "+44 (0) 1632 960 123", "0044 1632 960123", "(01632) 960-123"]
)
def test_telephone_is_the_same_however_it_is_written(written):
    assert phone_digits(written) == "1632960123"


def test_what_is_no_telephone_is_none():
    assert phone_digits("ask") == phone_digits("999") == ""


@pytest.mark.parametrize(
    "written", ["https://www.harbour.example/a/", "harbour.example/a?x=1", "HTTP://HARBOUR.example/a#b"]
)
def test_address_is_the_same_however_it_is_written(written):
    assert web_place(written) == "harbour.example/a"


def test_likeness_is_whole_only_for_the_same():
    assert likeness("detox", "detox") == 1.0
    assert 0 < likeness("detox", "detx") < 1
    assert likeness("", "") == 1.0
    assert likeness("abc", "xyz") == 0.0


def test_nearest_is_known_where_both_are_somewhere():
    assert nearest([(50.0, -25.0)], [(50.0, -25.0), (51.0, -25.0)]) == 0.0
    assert nearest([(50.0, -25.0)], [(50.001, -25.0)]) == pytest.approx(111, rel=0.02)
    assert nearest([], [(50.0, -25.0)]) is None
