"""The largest ratio of each replication, compiled; `maxima.py` holds the same sum in NumPy."""

import numba
import numpy as np


@numba.njit(cache=True, nogil=True)
def largest_ratios(replicas, order, fewest, base, slope, terms):  # type: ignore[no-untyped-def]
    """Return the largest ratio of each replica, shape (replicas,), of counts up to now, (replicas, areas, weeks)."""
    areas, neighbours = order.shape
    weeks = replicas.shape[2]
    largest = np.zeros(len(replicas))
    sums = np.empty(weeks, dtype=np.int64)
    for r in range(len(replicas)):
        best = 0.0
        for i in range(areas):
            sums[:] = 0
            for k in range(neighbours):
                area = order[i, k]
                if area < 0:
                    break
                for week in range(weeks):
                    sums[week] += replicas[r, area, week]
                    count = sums[week]
                    if count >= fewest[i, k, week]:
                        ratio = terms[count] - base[i, k, week] - count * slope[i, k, week]
                        best = max(best, ratio)
        largest[r] = best
    return largest
