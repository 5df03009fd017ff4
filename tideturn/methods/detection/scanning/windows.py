"""Every zone by every number of weeks up to the current one, and the likelihood ratio of any count in each.

With c cases in a window where E are expected, of C in all, the logarithm of the likelihood ratio is

    c ln(c / E) + (C - c) ln((C - c) / (C - E)),        0 unless c > E

(Kulldorff, Communications in Statistics 26 (1997)). It is worked out as `terms[c] - base - c * slope`, where the first
depends on the count alone and the other two on the window alone, so that a replication needs no logarithm.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.scanning.zones import NOBODY, Zones

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Number = TypeVar("Number", np.int64, np.float64)


@dataclass(frozen=True)
class Windows:
    """What a scan looks at; arrays of shape (areas, neighbours, weeks) unless said otherwise.

    [i, k, l] is zone (i, k) in the latest l + 1 weeks. `fewest` is the smallest count there that is an excess: a window
    that is not looked at has one above `total`. `terms` has the shape (total + 1,).
    """

    zones: Zones
    total: int
    expected: Floats
    base: Floats
    slope: Floats
    fewest: Integers
    terms: Floats

    @property
    def weeks(self) -> int:
        """Return the length of the longest window."""
        return int(self.expected.shape[2])


def windows_of(zones: Zones, baselines: Floats, *, weeks: int, largest_share: float, fewest_cases: int) -> Windows:
    """Return the windows of at most so many weeks that end in the last column of `baselines`, shape (areas, weeks)."""
    total = round(float(baselines.sum()))
    expected = summed_over_zones(zones, accumulated(baselines[:, -weeks:]))
    is_looked_at = zones.is_first[:, :, None] & (expected > 0) & (expected < total)
    is_looked_at &= _is_small_enough(zones, baselines, largest_share)[:, :, None]
    share = np.where(is_looked_at, expected, 0.5 * max(total, 1)) / max(total, 1)
    rest = np.log1p(-share)
    # One more than the whole part is the first whole number above.
    fewest = np.maximum(np.floor(expected).astype(np.int64) + 1, fewest_cases)
    fewest[~is_looked_at] = total + 1
    return Windows(zones, total, expected, total * rest, np.log(share) - rest, fewest, _terms(total))


def accumulated(recent: NDArray[Number]) -> NDArray[Number]:
    """Return sums over the latest 1, 2, … weeks, of weeks that are in the last axis in order of time."""
    sums: NDArray[Number] = np.cumsum(recent[..., ::-1], axis=-1)
    return sums


def summed_over_zones(zones: Zones, sums: NDArray[Number]) -> NDArray[Number]:
    """Return sums over the first 1, 2, … areas of each order, of `sums` with the shape (areas, weeks)."""
    gathered = sums[zones.order]
    gathered[zones.order == NOBODY] = 0
    over_zones: NDArray[Number] = np.cumsum(gathered, axis=1)
    return over_zones


def _is_small_enough(zones: Zones, baselines: Floats, largest_share: float) -> NDArray[np.bool_]:
    """Return which zones hold no more than the share; a single area is always looked at."""
    whole = summed_over_zones(zones, baselines.sum(axis=1, keepdims=True))[:, :, 0]
    is_small: NDArray[np.bool_] = whole <= largest_share * baselines.sum() * (1 + 1e-12)
    is_small[:, 0] = True
    return is_small


def _terms(total: int) -> Floats:
    """Return c ln(c / C) + (C - c) ln(1 - c / C) for each c from 0 to C."""
    share = np.arange(total + 1) / max(total, 1)
    inside, outside = np.zeros(total + 1), np.zeros(total + 1)
    inside[1:] = share[1:] * np.log(share[1:])
    outside[:-1] = (1 - share[:-1]) * np.log1p(-share[:-1])
    return np.asarray(total * (inside + outside))
