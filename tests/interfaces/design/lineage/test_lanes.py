"""The order of lanes, and how often lines cross."""

from tideturn.interfaces.design.lineage.lanes import count_crossings, order_lanes

A, B, C, D = (("card", name) for name in "abcd")
CROSSED = ((A, B), (C, D))
JOINTS = ((A, D), (B, C))


def test_count_crossings_counts_two_lines_that_cross():
    assert count_crossings(CROSSED, JOINTS) == 1
    assert count_crossings(((A, B), (D, C)), JOINTS) == 0


def test_count_crossings_counts_none_for_lines_that_join():
    assert count_crossings(((A, B), (C,)), ((A, C), (B, C))) == 0


def test_order_lanes_undoes_a_crossing():
    ordered = order_lanes(CROSSED, JOINTS, {})

    assert count_crossings(ordered, JOINTS) == 0
    assert [set(column) for column in ordered] == [{A, B}, {C, D}]


def test_order_lanes_keeps_a_family_together():
    wide = (A, B, C, D)
    far = tuple(("card", f"{name}-left") for name in "abcd")
    joints = tuple(zip((far[0], far[3], far[1], far[2]), wide, strict=True))
    family = (A, B)

    free = order_lanes((far, wide), joints, {})
    kept = order_lanes((far, wide), joints, {A: family, B: family})

    assert abs(free[1].index(A) - free[1].index(B)) > 1
    assert abs(kept[1].index(A) - kept[1].index(B)) == 1
