"""Zones: each area with its nearest, by distance or by who touches whom."""

import numpy as np
import pytest

from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.scanning.zones import NOBODY, Zones, zones_of_adjacency, zones_of_places

LINE = [(0, 0), (1, 0), (3, 0), (6, 0)]


def zone_sets(zones):
    return [frozenset(zones.order[area, : width + 1].tolist()) for area, width in np.argwhere(zones.is_first)]


def is_connected(areas, pairs):
    reached, waiting = set(), [min(areas)]
    while waiting:
        area = waiting.pop()
        reached.add(area)
        waiting += [b if a == area else a for a, b in pairs if area in (a, b) and {a, b} <= areas - reached | {area}]
    return reached == areas


def test_zones_of_places_take_the_nearest_first():
    zones = zones_of_places(LINE, neighbours=3)

    assert zones.order.tolist() == [[0, 1, 2], [1, 0, 2], [2, 1, 0], [3, 2, 1]]


def test_zones_of_places_equally_near_come_in_the_order_given():
    zones = zones_of_places([(0, 0), (0, 1), (1, 0), (0, -1), (-1, 0)], neighbours=5)

    assert zones.order[0].tolist() == [0, 1, 2, 3, 4]


def test_zones_of_places_on_one_spot_begin_with_themselves():
    zones = zones_of_places([(5, 5), (5, 5), (9, 9)], neighbours=2)

    assert zones.order.tolist() == [[0, 1], [1, 0], [2, 0]]


def test_zones_of_places_hold_each_group_of_areas_once():
    zones = zones_of_places(LINE, neighbours=4)
    groups = zone_sets(zones)

    assert len(groups) == len(set(groups)) == zones.count
    assert frozenset({0, 1}) in groups
    assert groups.count(frozenset({0, 1, 2, 3})) == 1


def test_zones_of_places_never_hold_more_areas_than_asked_for():
    zones = zones_of_places(np.random.default_rng(1).random((80, 2)))

    assert zones.order.shape == (80, 30)


def test_zones_of_places_on_the_globe_cross_the_date_line():
    zones = zones_of_places([(0, 179.5), (0, -179.5), (0, 170)], neighbours=2, is_on_globe=True)
    flat = zones_of_places([(0, 179.5), (0, -179.5), (0, 170)], neighbours=2)

    assert zones.order[0].tolist() == [0, 1]
    assert flat.order[0].tolist() == [0, 2]


def test_zones_of_places_on_the_globe_know_that_degrees_of_longitude_shrink():
    # At 60° north a degree of longitude is half as long as one of latitude.
    zones = zones_of_places([(60, 0), (60, 1.5), (61, 0)], neighbours=2, is_on_globe=True)

    assert zones.order[0].tolist() == [0, 1]


@pytest.mark.parametrize(
    ("places", "is_on_globe"),
    [([(0, np.nan)], False), ([(91, 0)], True), ([(0, 181)], True), ([1, 2, 3], False), (np.empty((0, 2)), False)],
)
def test_zones_of_places_that_are_none_are_refused(places, is_on_globe):
    with pytest.raises(ParametersInvalid):
        zones_of_places(places, is_on_globe=is_on_globe)


def test_zones_of_adjacency_grow_ring_by_ring_and_by_place_within_a_ring():
    zones = zones_of_adjacency([(0, 3), (0, 1), (1, 2), (3, 4)], areas=5, neighbours=5)

    assert zones.order[0].tolist() == [0, 1, 3, 2, 4]
    assert zones.order[2].tolist() == [2, 1, 0, 3, 4]


def test_zones_of_adjacency_are_connected():
    generator = np.random.default_rng(3)
    pairs = [(int(a), int(b)) for a, b in generator.integers(0, 25, (40, 2)) if a != b]
    zones = zones_of_adjacency(pairs, areas=25, neighbours=10)

    assert all(is_connected(zone, pairs) for zone in zone_sets(zones))
    assert not is_connected(frozenset({0, 1}), [(1, 2)]), "the check no longer sees a zone that is not connected"


def test_zones_of_adjacency_do_not_leave_an_island():
    zones = zones_of_adjacency([(0, 1), (2, 3)], areas=5, neighbours=4)

    assert zones.order[0].tolist() == [0, 1, NOBODY, NOBODY]
    assert zones.order[4].tolist() == [4, NOBODY, NOBODY, NOBODY]
    assert not zones.is_first[:, 2:].any()


def test_zones_of_adjacency_do_not_depend_on_the_order_of_the_pairs():
    pairs = [(0, 1), (1, 2), (2, 3), (3, 0), (1, 3)]

    forward = zones_of_adjacency(pairs, areas=4)
    backward = zones_of_adjacency([(b, a) for a, b in reversed(pairs)], areas=4)

    assert np.array_equal(forward.order, backward.order)


def test_zones_of_adjacency_refuse_an_area_that_is_not_there():
    with pytest.raises(ParametersInvalid, match="outside the 2 given"):
        zones_of_adjacency([(0, 2)], areas=2)


def test_zones_refuse_an_order_that_begins_with_another_area():
    with pytest.raises(ParametersInvalid, match="first among its own"):
        Zones(np.array([[1, 0], [0, 1]]), np.ones((2, 2), dtype=bool))
