"""Tables of lists, and the models of them."""

import numpy as np
import pytest

from tideturn.methods.estimates.errors import ListsInvalid, ParametersInvalid
from tideturn.methods.estimates.prevalence.lists import list_table
from tideturn.methods.estimates.prevalence.models import hierarchical_models, interactions, model_name


def test_list_table_counts_nobody_where_a_history_is_not_given():
    found = list_table(["a", "b"], [[1, 1], [1, 0]], [3, 4])

    assert found.counts.tolist() == [0, 4, 3]
    assert found.observed == 7


def test_list_table_takes_an_empty_count_for_those_on_no_list():
    assert list_table(["a", "b"], [[0, 0], [1, 0]], [np.nan, 4]).observed == 4


@pytest.mark.parametrize(
    ("histories", "counts", "reason"),
    [
        ([[0, 0], [1, 0]], [5, 4], "nobody can have counted"),
        ([[1, 0], [1, 0]], [5, 4], "given twice"),
        ([[1, 0]], [np.nan], "whole count"),
        ([[1, 0]], [-1], "whole count"),
        ([[1, 0]], [1.5], "whole count"),
        ([[1, 2]], [1], "1 \\(seen\\)"),
        ([[1, 0, 0]], [1], "1 \\(seen\\)"),
        ([[1, 0]], [0], "saw nobody"),
    ],
)
def test_list_table_refuses_what_is_none(histories, counts, reason):
    with pytest.raises(ListsInvalid, match=reason):
        list_table(["a", "b"], histories, counts)


@pytest.mark.parametrize("lists", [["a"], ["a", "a"], list("abcdefghi")])
def test_list_table_refuses_lists_that_cannot_be_set_against_each_other(lists):
    with pytest.raises(ListsInvalid):
        list_table(lists, np.ones((1, len(lists)), dtype=int), [1])


@pytest.mark.parametrize(("lists", "order", "number"), [(3, 1, 1), (3, 2, 8), (4, 2, 64), (4, 3, 113), (5, 2, 1024)])
def test_hierarchical_models_are_as_many_as_there_are(lists, order, number):
    assert len(set(hierarchical_models(lists, order=order))) == number


def test_hierarchical_models_hold_what_their_interactions_contain():
    for model in hierarchical_models(4, order=3):
        for term in (term for term in model if len(term) == 3):
            assert {term[:2], term[1:], (term[0], term[2])} <= model


@pytest.mark.parametrize(("lists", "order"), [(3, 3), (3, 0), (6, 2)])
def test_hierarchical_models_refuse_what_cannot_be_weighed(lists, order):
    with pytest.raises(ParametersInvalid):
        hierarchical_models(lists, order=order)


def test_model_name_says_what_goes_together():
    assert model_name(frozenset({(1, 2), (0, 1)}), "ABC") == "A:B + B:C"
    assert model_name(frozenset(), "ABC") == "independence"
    assert len(interactions(4, order=3)) == 10
