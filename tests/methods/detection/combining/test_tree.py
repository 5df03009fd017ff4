"""The hierarchy of areas, and what is no hierarchy."""

import pytest

from tideturn.methods.detection.combining.tree import Tree
from tideturn.methods.detection.errors import BatchInvalid

LAND = Tree(("Land", "North", "South", "Hill", "Dale", "Shore"), (-1, 0, 0, 1, 1, 2), (60, 40, 20, 30, 10, 20))


def test_children_are_directly_within():
    assert LAND.children(0) == (1, 2)
    assert LAND.children(3) == ()


def test_above_names_the_nearest_first():
    assert LAND.above(4) == (1, 0)
    assert LAND.above(0) == ()


def test_steps_between_counts_levels_in_either_direction():
    assert LAND.steps_between(0, 4) == LAND.steps_between(4, 0) == 2
    assert LAND.steps_between(3, 3) == 0


def test_steps_between_areas_side_by_side_is_none():
    assert LAND.steps_between(3, 4) is None
    assert LAND.steps_between(1, 5) is None


def test_weights_are_roots_of_sizes_or_alike_without_them():
    assert list(LAND.weights([3, 4])) == pytest.approx([30**0.5, 10**0.5])
    assert list(Tree(("A", "B"), (-1, -1)).weights([0, 1])) == [1.0, 1.0]


@pytest.mark.parametrize(
    ("names", "parents", "sizes", "sentence"),
    [
        ((), (), (), "0 parents"),
        (("A", "B"), (-1,), (), "1 parents were given for 2"),
        (("A", "A"), (-1, 0), (), "same name"),
        (("A", "B"), (1, -1), (), "parent of A must stand before it"),
        (("A", "B"), (-1, 1), (), "parent of B"),
        (("A", "B"), (-1, -2), (), "parent of B"),
        (("A", "B"), (-1, 0), (5.0,), "Sizes"),
        (("A", "B"), (-1, 0), (5.0, 0.0), "Sizes"),
        (("A", "B"), (-1, 0), (5.0, float("nan")), "Sizes"),
    ],
)
def test_tree_refuses_what_is_no_hierarchy(names, parents, sizes, sentence):
    with pytest.raises(BatchInvalid, match=sentence):
        Tree(names, parents, sizes)
