"""Which areas stand out, with the false discovery rate held down through the hierarchy."""

import numpy as np
import pytest

from tests.methods.detection.combining.land import FIRST_PLACE, LAGS, LAND, pvalues_of, scores_of_land
from tideturn.methods.detection.combining.discoveries import benjamini_hochberg, discoveries_of, simes
from tideturn.methods.detection.combining.evidence import combine_indicators
from tideturn.methods.detection.combining.tree import Tree
from tideturn.methods.detection.errors import ParametersInvalid

# The fifteen p-values of Benjamini and Hochberg (1995), section 4; at 0.05 the first four are discoveries.
THROMBOLYSIS = np.array([0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
                         0.6528, 0.7590, 1.0])  # fmt: skip


def week_of(**pvalues):
    """Return a week in which every area has a p-value of a half but those named, spaces written as underscores."""
    week = np.full(LAND.size, 0.5)
    for name, pvalue in pvalues.items():
        week[LAND.names.index(name.replace("_", " "))] = pvalue
    return week


def names(discoveries):
    return {LAND.names[area] for area in discoveries.areas}


def test_benjamini_hochberg_reproduces_the_published_example():
    assert list(np.flatnonzero(benjamini_hochberg(THROMBOLYSIS, 0.05))) == [0, 1, 2, 3]


def test_benjamini_hochberg_does_not_count_the_missing_as_tested():
    pvalues = np.array([0.04, np.nan, np.nan, 0.9])

    assert list(benjamini_hochberg(pvalues, 0.1)) == [True, False, False, False]
    assert not benjamini_hochberg(np.where(np.isnan(pvalues), 1.0, pvalues), 0.1).any()


def test_benjamini_hochberg_of_nothing_known_finds_nothing():
    assert not benjamini_hochberg(np.array([np.nan, np.nan]), 0.5).any()


def test_simes_is_the_level_at_which_benjamini_hochberg_begins_to_find():
    level = simes(THROMBOLYSIS)

    assert benjamini_hochberg(THROMBOLYSIS, level * 1.0001).any()
    assert not benjamini_hochberg(THROMBOLYSIS, level * 0.9999).any()


def test_simes_of_nothing_known_is_not_known():
    assert np.isnan(simes(np.array([np.nan])))


def test_discoveries_of_a_place_is_found_though_the_land_shows_nothing():
    found = discoveries_of(week_of(Place_5=1e-4), tree=LAND, level=0.2)

    assert names(found) == {"Place 5"}


def test_discoveries_of_a_quiet_week_are_none():
    assert not discoveries_of(week_of(), tree=LAND, level=0.2).areas


def test_discoveries_of_a_place_must_pay_for_its_board_and_the_land():
    """A place alone in a board of three, in a land of four boards, is one of 5 × 4 questions."""
    limit = 0.2 / (5 * 4)

    assert discoveries_of(week_of(Place_5=limit * 0.99), tree=LAND, level=0.2).areas
    assert not discoveries_of(week_of(Place_5=limit * 1.01), tree=LAND, level=0.2).areas


def test_discoveries_of_many_boards_make_the_next_easier():
    shy = {"Place_11": 0.01}
    many = {f"Place_{3 * board}": 1e-6 for board in range(3)}

    assert "Place 11" not in names(discoveries_of(week_of(**shy), tree=LAND, level=0.15))
    assert "Place 11" in names(discoveries_of(week_of(**shy, **many), tree=LAND, level=0.15))


def test_discoveries_always_end_in_an_area_of_their_own():
    """What is answered yes has a member that stands out, so that no signal is without a place."""
    chance = np.random.default_rng(4)

    for _ in range(500):
        pvalues = chance.uniform(size=LAND.size) ** 2
        found = discoveries_of(pvalues, tree=LAND, level=0.2)
        assert bool(found.areas) == (found.within[0] <= 0.2)


def test_discoveries_of_areas_without_data_are_none_and_hinder_none():
    week = week_of(Place_5=0.012)
    week[[0, 2]] = np.nan
    week[FIRST_PLACE + 6 :] = np.nan

    assert names(discoveries_of(week, tree=LAND, level=0.2)) == {"Place 5"}
    assert not discoveries_of(np.full(LAND.size, np.nan), tree=LAND, level=0.2).areas


def test_discoveries_in_a_board_of_one_place_are_found_in_both():
    land = Tree(("Land", "Board", "Place"), (-1, 0, 1))

    assert discoveries_of(np.array([0.5, 1e-4, 1e-4]), tree=land, level=0.2).areas == {1, 2}


def test_discoveries_in_several_lands_are_kept_apart():
    lands = Tree(("One", "Other"), (-1, -1))

    assert discoveries_of(np.array([1e-4, 0.6]), tree=lands, level=0.2).areas == {0}


@pytest.mark.parametrize("level", [0.0, 1.0, float("nan")])
def test_discoveries_of_refuses_a_level_that_is_none(level):
    with pytest.raises(ParametersInvalid):
        discoveries_of(week_of(), tree=LAND, level=level)


def share_of_weeks_with_discoveries(pvalues, level, find):
    return np.mean([bool(find(pvalues[:, week], level)) for week in range(pvalues.shape[1])])


def found_in_the_hierarchy(pvalues, level):
    return discoveries_of(pvalues, tree=LAND, level=level).areas


def found_one_by_one(pvalues, level):
    return set(np.flatnonzero(pvalues <= level))


@pytest.mark.parametrize("shared", [0.0, 0.15, 0.4])
def test_discoveries_where_nothing_happens_come_no_oftener_than_the_level(shared):
    """Areas hold each other and share noise; the level is kept whatever it is that they share."""
    pvalues = pvalues_of(scores_of_land(np.random.default_rng(20), weeks=3000, shared=shared))[:, 0]

    assert share_of_weeks_with_discoveries(pvalues, 0.1, found_in_the_hierarchy) < 0.1 + 2 * np.sqrt(0.09 / 3000)
    assert share_of_weeks_with_discoveries(pvalues, 0.1, found_one_by_one) > 0.25, "the check no longer sees a fault"


@pytest.mark.parametrize("shared", [0.0, 0.2])
def test_discoveries_are_false_no_oftener_than_the_level(shared):
    """Two places of twelve are struck; those that hold them are struck as well, all others are not."""
    shift = np.zeros((12, len(LAGS), 2000))
    shift[[0, 7]] = 3.5
    pvalues = pvalues_of(scores_of_land(np.random.default_rng(21), weeks=2000, shared=shared, shift=shift))[:, 0]
    struck = {0, 1, 3, FIRST_PLACE, FIRST_PLACE + 7}

    shares = []
    for week in range(2000):
        areas = found_in_the_hierarchy(pvalues[:, week], 0.2)
        shares.append(len(areas - struck) / max(len(areas), 1))

    assert np.mean(shares) < 0.2


def test_discoveries_of_combined_evidence_hold_the_level_through_all_steps():
    chance = np.random.default_rng(22)
    pvalues = pvalues_of(scores_of_land(chance, weeks=700, shared=0.1))

    evidence = combine_indicators(pvalues, pvalues, tree=LAND, lags=LAGS)

    share = share_of_weeks_with_discoveries(evidence.pvalue[:, 60:], 0.1, found_in_the_hierarchy)
    assert share < 0.15
