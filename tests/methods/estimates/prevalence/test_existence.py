"""Whether the lists say anything about the unseen."""

import numpy as np
import pytest

from tideturn.methods.estimates.prevalence.existence import Standing, standing_of
from tideturn.methods.estimates.prevalence.lists import list_table
from tideturn.methods.estimates.prevalence.models import INDEPENDENCE, design_matrix
from tideturn.methods.estimates.prevalence.population import estimate_population

SHAPE = [[0, 0, 1], [0, 1, 0], [0, 1, 1], [1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]]
ALL_PAIRS = frozenset({(0, 1), (0, 2), (1, 2)})


def standing(counts, terms):
    design = design_matrix(np.array([[0, 0, 0], *SHAPE], dtype=np.int8), terms)
    return standing_of(design[1:], np.array(counts, dtype=float), design[0])


def test_standing_of_a_full_table_is_sound():
    assert standing([20, 30, 5, 40, 6, 7, 2], sorted(ALL_PAIRS)) == (Standing.SOUND, 7)


def test_standing_of_a_model_that_does_not_need_the_empty_cell_is_sound():
    assert standing([20, 30, 5, 40, 6, 7, 0], []) == (Standing.SOUND, 4)


# Counts of A, B and C alone 40, 30 and 20, of A and B together 6, and none else: the example of Chan, Silverman and
# Vincent's R package SparseMSE, which finds all pairs unidentified, A:B alone without a likelihood at its best.
SPARSE = [20, 30, 0, 40, 0, 6, 0]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ([(0, 1), (0, 2), (1, 2)], Standing.UNDETERMINED),
        ([(0, 2), (1, 2)], Standing.SPARSE),
        ([], Standing.SOUND),
    ],
)
def test_standing_of_lists_that_share_nobody(terms, expected):
    assert standing(SPARSE, terms)[0] is expected


def test_standing_with_the_only_overlap_taken_up_lets_the_unseen_grow():
    assert standing(SPARSE, [(0, 1)])[0] is Standing.UNBOUNDED


def test_standing_where_nobody_was_on_all_lists_and_all_pairs_are_free_says_that_none_is_unseen():
    # With all pairs of three lists the unseen are the product of odd cells over that of even ones: 0 here.
    assert standing([20, 30, 5, 40, 6, 7, 0], sorted(ALL_PAIRS))[0] is Standing.NONE_UNSEEN


def test_estimate_of_a_sparse_table_rests_on_the_other_lists():
    found = estimate_population(list_table("ABC", SHAPE, SPARSE), models=[frozenset({(0, 2), (1, 2)})])

    # C shares nobody and says nothing: A and B by Petersen, 46 · 36 / 6, and the twenty of C beside them.
    assert found.people == pytest.approx(46 * 36 / 6 + 20, rel=1e-6)
    assert "share nobody" in found.warnings[0]


def test_estimate_at_none_unseen_is_given_with_its_flag():
    found = estimate_population(list_table("ABC", SHAPE, [20, 30, 5, 40, 6, 7, 0]), models=[ALL_PAIRS])

    assert (found.people, found.lower) == (108, 108)
    assert found.standing is Standing.NONE_UNSEEN
    assert "no estimate" in found.warnings[0]


def test_estimate_without_bound_is_endless():
    found = estimate_population(list_table("ABC", SHAPE, SPARSE), models=[frozenset({(0, 1)})])

    assert np.isinf([found.people, found.upper]).all()
    assert np.isfinite(found.lower)
    assert "without end" in found.warnings[0]


def test_estimate_that_is_undetermined_is_not_a_number():
    found = estimate_population(list_table("ABC", SHAPE, SPARSE), models=[ALL_PAIRS])

    assert np.isnan([found.people, found.lower, found.upper]).all()


def test_models_that_say_nothing_are_set_aside_where_others_can_be_used():
    table = list_table("ABC", SHAPE, [20, 30, 5, 40, 6, 7, 0])

    found = estimate_population(table, models=[ALL_PAIRS, INDEPENDENCE])

    assert [one.weight for one in found.models] == [0, 1]
    assert found.warnings[0].startswith("1 of 2 models are set aside")
