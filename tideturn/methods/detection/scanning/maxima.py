"""The largest likelihood ratio of each data set, compiled where numba can be used and in NumPy where it cannot."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.scanning.windows import Windows, summed_over_zones

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Maxima = Callable[[Integers, Windows], Floats]


def ratios_of(counts: Integers, windows: Windows) -> Floats:
    """Return the log likelihood ratio of every window, 0 where there is no excess, shape (areas, neighbours, weeks).

    `counts` are those of the latest 1, 2, … weeks in each area, shape (areas, weeks).
    """
    inside = summed_over_zones(windows.zones, counts)
    ratios = windows.terms[inside] - windows.base - inside * windows.slope
    return np.where(inside >= windows.fewest, np.maximum(ratios, 0.0), 0.0)


def maxima_in_numpy(replicas: Integers, windows: Windows) -> Floats:
    """Return the largest ratio of each replica, shape (replicas,), of counts up to now, (replicas, areas, weeks)."""
    return np.array([ratios_of(counts, windows).max() for counts in replicas])


@cache
def fastest_maxima() -> Maxima:
    """Return the compiled form of `maxima_in_numpy` where numba can be used, else that function itself."""
    try:
        from tideturn.methods.detection.scanning.kernel import largest_ratios
    except (ImportError, RuntimeError):  # RuntimeError: numba finds no folder in which to keep what it compiles
        return maxima_in_numpy

    def maxima_compiled(replicas: Integers, windows: Windows) -> Floats:
        order = windows.zones.order
        found = largest_ratios(replicas, order, windows.fewest, windows.base, windows.slope, windows.terms)
        return np.asarray(found)

    return maxima_compiled
