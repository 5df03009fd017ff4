"""Adding up a mixture count by count from zero, for many series at once with NumPy alone.

Where means are small this is far quicker than incomplete beta functions, because all counts up to the one wanted are
had on the way. `kernel.walk_all` takes the same steps for one series after the other.
"""

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.calibrated.tails import Mixture, Predictive

Floats = NDArray[np.float64]

# So many series at once that the arrays of one step stay in the processor's cache.
CHUNK = 512
# A tail so small is not to be had from what is left of 1; who needs it asks `tails.at_least`.
SMALLEST_TAIL = 1e-6
STEPS_AT_MOST = 2000


class Walk:
    """One mixture for each of several series, at some count: the probability of it and of all below."""

    def __init__(self, mixture: Mixture) -> None:
        """Stand at zero."""
        mean, excess = mixture.mean, mixture.excess
        safe = np.where(excess == 0.0, 1.0, excess)
        rest = np.where(excess == 0.0, 1.0, np.log1p(safe) / safe)
        self.mean, self.excess, self.factor = mean, excess, 1.0 / (1.0 + excess)
        self.probability = mixture.weight * np.exp(-mean * rest)
        self.below, self.here = np.zeros(len(mean)), self.probability.sum(axis=1)

    def step(self, count: int) -> None:
        """Go from `count` to the next one."""
        self.below += self.here
        self.probability *= np.maximum((self.mean + count * self.excess) * self.factor, 0.0) * (1.0 / (count + 1.0))
        self.here = self.probability.sum(axis=1)

    @property
    def above(self) -> Floats:
        """Return the probability of a higher count than the present one."""
        return np.asarray(1.0 - (self.below + self.here))

    def keep(self, rows: NDArray[np.bool_]) -> None:
        """Go on with some of the series only."""
        for name in ("mean", "excess", "factor", "probability", "below", "here"):
            setattr(self, name, getattr(self, name)[rows])


def walk_all(predictive: Predictive, observed: Floats, alpha: float, found: Floats) -> None:
    """Put p-value, strict p-value, upper and lower into the columns of `found`, shape (series, 4).

    A number not come by in so many steps stays NaN, as does a p-value below SMALLEST_TAIL.
    """
    for first in range(0, len(observed), CHUNK):
        part = np.arange(first, min(first + CHUNK, len(observed)))
        _walk(predictive.only(part), observed, alpha, found, part)


def _walk(predictive: Predictive, observed: Floats, alpha: float, found: Floats, rows: NDArray[np.int64]) -> None:
    first, second, clumping = Walk(predictive.at_least), Walk(predictive.more), predictive.clumping
    for count in range(STEPS_AT_MOST):
        tail, together = 1.0 - first.below, count * clumping
        rest = second.above + together / (1.0 + together) * (first.above - second.above)
        now = observed[rows] == count
        found[rows[now], 0] = tail[now]
        found[rows[now], 1] = rest[now]
        ends = (tail <= alpha) & np.isnan(found[rows, 2])
        found[rows[ends], 2] = count - 1.0
        starts = (1.0 - rest > alpha) & np.isnan(found[rows, 3])
        found[rows[starts], 3] = count
        is_done = ~np.isnan(found[rows, 2]) & ~np.isnan(found[rows, 3])
        is_done &= ~(observed[rows] > count) | (tail < SMALLEST_TAIL)
        if is_done.all():
            return
        if is_done.any():
            left = ~is_done
            rows, clumping = rows[left], clumping[left]
            first.keep(left)
            second.keep(left)
        first.step(count)
        second.step(count)
