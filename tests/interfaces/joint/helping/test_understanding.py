"""One line of everyday words is understood as what it asks for, where and when."""

import pytest

from tests.interfaces.joint.helping.conftest import understood
from tideturn.interfaces.joint.helping.asked import Asked, asked_in
from tideturn.interfaces.joint.helping.times import When
from tideturn.interfaces.joint.helping.understanding import Understood


def titles(meant: Understood) -> list[str]:
    return [one.title for one in meant.sought]


def test_one_line_says_all_of_it() -> None:
    meant = understood("heroin detox lanternbridge tonight")

    assert titles(meant) == ["Heroin and other opioids", "Detox and stabilisation"]
    assert (meant.place.name, meant.when, meant.words) == ("Lanternbridge", When.TONIGHT, "")


def test_help_for_somebody_loved_is_help_for_families() -> None:
    meant = understood("for my son")

    assert set(meant.sought[0].meaning.tags) >= {"who-for:families", "kinds-of-help:family-support"}


def test_field_for_the_place_comes_before_what_the_line_says() -> None:
    meant = understood("detox lanternbridge", where="Coldwater")

    assert meant.place.name == "Coldwater"


@pytest.mark.parametrize("where", ["NMK2 3AB", "nmk2", "Coldwatr"])
def test_place_is_known_by_postcode_and_with_a_slip(where) -> None:
    assert understood(where=where).place.district == "NMK2"


def test_place_that_is_none_is_named() -> None:
    meant = understood("detox", where="Atlantis")

    assert (meant.place, meant.unknown_place) == (None, "Atlantis")


def test_name_of_two_places_gives_both_and_the_likelier_first() -> None:
    assert [place.area_name for place in understood(where="Millbrook").choices] == ["Midvale", "Southhaven"]


def test_town_and_the_area_of_its_name_are_one() -> None:
    assert len(understood(where="Southhaven").choices) == 1


def test_words_in_which_people_wrap_a_wish_are_not_looked_for() -> None:
    assert understood("can you please help me find somewhere near me").words == ""
    assert understood("i need the Harbour Lights").words == "Harbour Lights"


def test_any_of_one_facet_will_do_and_each_facet_has_to_hold() -> None:
    meant = understood("heroin cocaine needles")

    assert len(meant.sought) == 2
    assert {"substances:opioids", "substances:cocaine", "substances:any-substance"} <= set(meant.sought[0].meaning.tags)


def test_silence_about_substances_fits_only_beside_a_kind_of_help() -> None:
    assert understood("heroin detox").sought[0].meaning.or_silent == "substances"
    assert understood("heroin").sought[0].meaning.or_silent == ""


def test_address_is_read_and_written_the_same() -> None:
    asked = Asked("detox & more", "Southhaven", When.TONIGHT, without_referral=True, families=True, is_easy=True)

    assert asked_in(asked.parameters()) == asked
    assert asked.query(page=2).endswith("page=2")
    assert Asked().query() == ""
    assert not Asked(is_easy=True).is_anything


@pytest.mark.parametrize("odd", [{"when": "never"}, {"families": "perhaps"}, {"need": "\x00 \n"}, {"easy": "yes"}])
def test_what_cannot_be_meant_asks_nothing(odd) -> None:
    assert asked_in(odd) == Asked()


def test_endless_lines_are_cut() -> None:
    assert len(asked_in({"need": "x" * 10_000}).need) == 200
