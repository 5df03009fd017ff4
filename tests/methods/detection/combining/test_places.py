"""Where what stands out really is."""

import numpy as np
import pytest

from tests.methods.detection.combining.land import LAND
from tideturn.methods.detection.combining.discoveries import discoveries_of
from tideturn.methods.detection.combining.places import places_of
from tideturn.methods.detection.combining.tree import Tree


def places(**pvalues):
    """Return the names of the places of a week in which areas have p-values of 0.6 but those named."""
    week = np.full(LAND.size, 0.6)
    for name, pvalue in pvalues.items():
        week[LAND.names.index(name.replace("_", " "))] = pvalue
    found = discoveries_of(week, tree=LAND, level=0.2)
    return [LAND.names[place] for place in places_of(found, week, tree=LAND).areas]


def test_places_of_a_place_that_carries_its_board_and_the_land_is_the_place():
    assert places(Land=1e-4, Board_1=1e-6, Place_4=1e-9) == ["Place 4"]


def test_places_of_what_is_spread_thinly_is_the_wider_area():
    assert places(Board_1=1e-5, Place_3=0.05, Place_4=0.03, Place_5=0.04) == ["Board 1"]


def test_places_of_several_in_one_board_is_the_board():
    assert places(Board_1=1e-9, Place_3=1e-5, Place_4=1e-6) == ["Board 1"]


def test_places_of_one_that_leads_and_others_that_follow_is_the_board():
    assert places(Board_1=1e-9, Place_3=1e-6, Place_4=0.06, Place_5=0.05) == ["Board 1"]


def test_places_of_several_boards_is_the_land():
    assert places(Land=1e-12, Board_0=1e-6, Board_1=1e-5, Board_2=1e-6, Board_3=1e-4) == ["Land"]


def test_places_of_two_boards_of_four_are_the_boards_even_if_the_land_shows_them():
    assert places(Land=1e-6, Board_0=1e-6, Board_1=1e-5) == ["Board 0", "Board 1"]


def test_places_of_events_far_apart_stay_apart_where_the_land_shows_neither():
    assert places(Land=0.4, Place_0=1e-6, Place_11=1e-7) == ["Place 11", "Place 0"]


def test_places_of_nothing_is_nothing():
    assert places() == []


def test_places_in_a_board_of_one_place_is_the_place():
    land = Tree(("Land", "Board", "Place"), (-1, 0, 1))
    week = np.array([0.5, 1e-5, 1e-5])

    assert places_of(discoveries_of(week, tree=land, level=0.2), week, tree=land).areas == (2,)


def test_places_do_not_take_members_without_data_for_quiet_or_for_loud():
    week = np.full(LAND.size, 0.6)
    week[[2, 8, 9, 10]] = 1e-6, 1e-7, np.nan, np.nan

    found = places_of(discoveries_of(week, tree=LAND, level=0.2), week, tree=LAND)

    assert [LAND.names[area] for area in found.areas] == ["Place 3"]


@pytest.mark.parametrize(("high", "low", "place"), [(10.0, 1.0, "Board"), (1.0, 10.0, "Place 0")])
def test_places_let_large_members_count_for_more(high, low, place):
    """Of the two members that remain, one is high and one is low; the larger decides whether the board is meant."""
    names, parents = ("Land", "Board", "Place 0", "Place 1", "Place 2", "Place 3"), (-1, 0, 1, 1, 1, 0)
    land = Tree(names, parents, (20.0, 15.0, 4.0, low, high, 5.0))
    week = np.array([0.5, 1e-5, 1e-6, 0.8, 0.02, 0.5])

    found = places_of(discoveries_of(week, tree=land, level=0.02), week, tree=land)

    assert [land.names[area] for area in found.areas] == [place]


def test_places_never_lie_within_each_other():
    chance = np.random.default_rng(6)

    for _ in range(500):
        week = chance.uniform(size=LAND.size) ** 4
        areas = places_of(discoveries_of(week, tree=LAND, level=0.3), week, tree=LAND).areas
        assert not any(LAND.steps_between(a, b) is not None for a in areas for b in areas if a != b)
