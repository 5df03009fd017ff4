"""The clusters that a scan lists: the largest ratio first, none sharing an area with another."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.errors import BatchInvalid
from tideturn.methods.detection.scanning.windows import Windows

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Cluster:
    """Neighbouring areas with more cases than expected in the weeks from `first_week` to `last_week`, the current one.

    `areas` are names, that of the centre first and the nearest next. Weeks are numbers as in the calendar, both
    counted in. `relative_risk` is the risk inside over the risk outside. `llr` is the log likelihood ratio. `pvalue` is
    the Monte Carlo p-value, with all windows that were looked at taken into account; `gumbel_pvalue` is an
    approximation, NaN where it cannot be made.
    """

    areas: tuple[str, ...]
    first_week: int
    last_week: int
    observed: int
    expected: float
    relative_risk: float
    llr: float
    pvalue: float
    gumbel_pvalue: float

    def __post_init__(self) -> None:
        """Refuse a cluster without areas or weeks, and one without an excess."""
        if not self.areas or self.first_week > self.last_week:
            raise BatchInvalid("A cluster has at least one area and one week.")
        if not self.observed > self.expected > 0:
            raise BatchInvalid("A cluster has more cases than expected.")

    @property
    def weeks(self) -> int:
        """Return how many weeks the cluster lasts."""
        return self.last_week - self.first_week + 1


@dataclass(frozen=True)
class Window:
    """One window that was looked at: places of its areas, its number of weeks, its cases and its ratio."""

    places: tuple[int, ...]
    weeks: int
    observed: int
    expected: float
    ratio: float

    def relative_risk(self, total: int) -> float:
        """Return the risk inside over the risk outside; infinite where every case is inside."""
        outside = (total - self.observed) / (total - self.expected)
        return self.observed / self.expected / outside if outside else float("inf")


def strongest_windows(ratios: Floats, counts: NDArray[np.int64], windows: Windows, *, at_most: int) -> list[Window]:
    """Return the windows with the largest ratios, of which no two share an area, the largest first.

    Of windows with the same ratio, that with fewer areas, fewer weeks and the earlier centre comes first. `ratios` and
    `counts` have the shape (areas, neighbours, weeks).
    """
    chosen: list[Window] = []
    taken: set[int] = set()
    for area, width, length in _by_ratio(ratios):
        places = tuple(int(place) for place in windows.zones.order[area, : width + 1])
        if taken.isdisjoint(places):
            spot = (area, width, length)
            chosen.append(
                Window(places, length + 1, int(counts[spot]), float(windows.expected[spot]), float(ratios[spot]))
            )
            taken.update(places)
        if len(chosen) == at_most:
            break
    return chosen


def _by_ratio(ratios: Floats) -> Iterator[tuple[int, int, int]]:
    spots = np.argwhere(ratios > 0)
    area, width, length = spots.T
    ranked = np.lexsort((area, length, width, -ratios[area, width, length]))
    return ((int(a), int(k), int(w)) for a, k, w in spots[ranked])
