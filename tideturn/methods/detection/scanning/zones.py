"""The groups of neighbouring areas that a scan looks at: each area with its nearest, one more at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.detection.errors import ParametersInvalid

NOBODY = -1  # what stands in an order where an area has no further neighbour
NEIGHBOURS_AT_MOST = 30
EARTH_RADIUS_KM = 6371.0088

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Zones:
    """Zones of so many areas: row `i` of `order` lists area `i` and then its neighbours, the nearest first.

    `order` has the shape (areas, neighbours) and holds places of areas, or NOBODY where a row has ended. Zone (i, k) is
    the first k + 1 areas of row i. `is_first` has the same shape and is false where a zone has the same areas as an
    earlier one, so that no group of areas is looked at twice.
    """

    order: Integers
    is_first: NDArray[np.bool_]

    def __post_init__(self) -> None:
        """Refuse orders that are none, and close both arrays to writing."""
        if self.order.ndim != 2 or self.order.shape != self.is_first.shape or self.order.size == 0:
            raise ParametersInvalid("Zones need an order of neighbours for each area, shape (areas, neighbours).")
        if not np.array_equal(self.order[:, 0], np.arange(len(self.order))):
            raise ParametersInvalid("Each area must come first among its own neighbours.")
        self.order.flags.writeable = False
        self.is_first.flags.writeable = False

    @property
    def areas(self) -> int:
        """Return the number of areas."""
        return int(self.order.shape[0])

    @property
    def count(self) -> int:
        """Return the number of different zones."""
        return int(self.is_first.sum())


def zones_of_places(places: ArrayLike, *, neighbours: int = NEIGHBOURS_AT_MOST, is_on_globe: bool = False) -> Zones:
    """Return the zones of areas by distance: each area and its nearest, up to `neighbours` areas with itself.

    `places` has the shape (areas, 2): easting and northing in any unit, or, `is_on_globe`, latitude and longitude in
    degrees, with distances along great circles. Areas equally near come in the order in which they are given. Raises
    ParametersInvalid for places that are no numbers. Source: Kulldorff, Communications in Statistics 26 (1997).
    """
    positions = np.asarray(places, dtype=np.float64)
    if positions.ndim != 2 or positions.shape[1] != 2 or not len(positions):
        raise ParametersInvalid("Places must have the shape (areas, 2).")
    if not np.isfinite(positions).all():
        raise ParametersInvalid("Each area needs both of its coordinates.")
    if is_on_globe:
        _check_degrees(positions)
    size = _checked(neighbours, len(positions))
    order = np.empty((len(positions), size), dtype=np.int64)
    for area in range(len(positions)):
        order[area] = _nearest(positions, area, is_on_globe)[:size]
    return Zones(order, _first_of_their_kind(order))


def zones_of_adjacency(pairs: Iterable[tuple[int, int]], *, areas: int, neighbours: int = NEIGHBOURS_AT_MOST) -> Zones:
    """Return the zones of areas by who touches whom: each area, then its neighbours, then theirs, breadth first.

    `pairs` are places of two areas that touch, in either order. Areas equally many borders away come in the order of
    their places. Every zone is connected, and none crosses into a part of the map that no border leads to. Raises
    ParametersInvalid for a place outside the areas.
    """
    touching = _touching(pairs, areas)
    size = _checked(neighbours, areas)
    order = np.full((areas, size), NOBODY, dtype=np.int64)
    for area in range(areas):
        reached = _breadth_first(area, touching, size)
        order[area, : len(reached)] = reached
    return Zones(order, _first_of_their_kind(order))


def _checked(neighbours: int, areas: int) -> int:
    if neighbours < 1:
        raise ParametersInvalid(f"A zone has at least one area; {neighbours} neighbours were asked for.")
    return min(neighbours, areas)


def _check_degrees(positions: Floats) -> None:
    if (np.abs(positions) > (90.0, 180.0)).any():
        raise ParametersInvalid("Latitudes lie between -90 and 90 degrees and longitudes between -180 and 180.")


def _nearest(positions: Floats, area: int, is_on_globe: bool) -> Integers:
    distances = (_arcs if is_on_globe else _lines)(positions, area)
    distances[area] = -1.0  # the area itself comes first, also where another stands on the same spot
    # Rounded, so that areas equally far on paper stay so whatever the last digit of a square root.
    return np.argsort(_rounded(distances), kind="stable").astype(np.int64)


def _rounded(distances: Floats) -> Floats:
    largest = float(distances.max())
    return distances if largest <= 0 else np.round(distances / largest, 12)


def _lines(positions: Floats, area: int) -> Floats:
    gap = positions - positions[area]
    return np.asarray(np.hypot(gap[:, 0], gap[:, 1]))


def _arcs(positions: Floats, area: int) -> Floats:
    latitude, longitude = np.radians(positions).T
    half = np.sin((latitude - latitude[area]) / 2) ** 2
    half += np.cos(latitude) * np.cos(latitude[area]) * np.sin((longitude - longitude[area]) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(half, 1.0))))


def _touching(pairs: Iterable[tuple[int, int]], areas: int) -> list[list[int]]:
    if areas < 1:
        raise ParametersInvalid("A scan needs at least one area.")
    touching: list[set[int]] = [set() for _ in range(areas)]
    for one, other in pairs:
        if not (0 <= one < areas and 0 <= other < areas):
            raise ParametersInvalid(f"The pair ({one}, {other}) names an area outside the {areas} given.")
        touching[one].add(other)
        touching[other].add(one)
    return [sorted(others) for others in touching]


def _breadth_first(area: int, touching: Sequence[Sequence[int]], size: int) -> list[int]:
    reached, ring, seen = [area], [area], {area}
    while ring and len(reached) < size:
        ring = sorted({other for one in ring for other in touching[one]} - seen)
        seen.update(ring)
        reached += ring
    return reached[:size]


def _first_of_their_kind(order: Integers) -> NDArray[np.bool_]:
    is_first = np.zeros(order.shape, dtype=np.bool_)
    seen: set[frozenset[Any]] = set()
    for width in range(order.shape[1]):
        for area, row in enumerate(order[:, : width + 1].tolist()):
            zone = frozenset(row)
            if row[-1] != NOBODY and zone not in seen:
                seen.add(zone)
                is_first[area, width] = True
    return is_first
