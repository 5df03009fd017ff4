"""How scores go together by chance: between indicators and from one week to the next, learnt from the weeks before.

Indicators of one area share weather, weekends and recorders, and a baseline estimated too low is too low for weeks.
Their sums vary more than sums of independent scores; by how much is estimated from the past of all areas of a level,
an empirical null (Efron 2004, Journal of the American Statistical Association 99: 96–104). The latest half-year is left
out, as it is from the baseline itself, lest an event that goes on be learnt as chance and hide itself.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.combining.looks import Look

Floats = NDArray[np.float64]

BOUND = 2.5  # past events shall not pass for noise
WEEKS_NOT_INCLUDED = 26
WEEKS_BEFORE_TRUST = 26


@dataclass(frozen=True)
class Memory:
    """Covariances of scores up to half a year before each week, shape (indicators, indicators, lags, weeks).

    The entry [i, j, lag, week] is that of indicator i in one week with indicator j `lag` weeks before.
    """

    covariances: Floats

    def inflation(self, look: Look) -> Floats:
        """Return by how much the variance of a look's sum exceeds that of independent scores, shape (weeks,); ≥ 1."""
        total = np.zeros(self.covariances.shape[3])
        for one, of_one in zip(look.indicators, look.weeks, strict=True):
            for other, of_other in zip(look.indicators, look.weeks, strict=True):
                total += self._pair(one, of_one, other, of_other)
        excess = np.maximum(total, 0.0) / sum(look.weeks)
        return np.maximum(1.0 + excess, 1.0)

    def _pair(self, one: int, of_one: int, other: int, of_other: int) -> Floats:
        """Return the sum of the covariances of two indicators over their weeks, a score with itself left out."""
        total = np.zeros(self.covariances.shape[3])
        for lag in range(max(of_one, of_other)):
            pairs = sum(1 for week in range(of_one) if week + lag < of_other)
            if lag == 0 and one == other:
                continue
            total += (1 if lag == 0 else 2) * pairs * self.covariances[one, other, lag]
        return total


def memory_of(scores: Floats, *, longest: int) -> Memory:
    """Return the covariances of one level's scores, shape (areas, indicators, weeks), up to `longest` weeks apart."""
    known = np.isfinite(scores)
    bounded = np.where(known, np.clip(scores, -BOUND, BOUND), 0.0)
    indicators, weeks = scores.shape[1:]
    covariances = np.zeros((indicators, indicators, longest, weeks))
    for lag in range(min(longest, weeks)):
        now, before = slice(lag, None), slice(0, weeks - lag)
        products = np.einsum("aiw,ajw->ijw", bounded[..., now], bounded[..., before])
        pairs = np.einsum("aiw,ajw->ijw", known[..., now].astype(float), known[..., before].astype(float))
        covariances[:, :, lag, now] = np.cumsum(products, axis=2) / np.maximum(np.cumsum(pairs, axis=2), 1.0)
    return Memory(_as_known_half_a_year_before(covariances))


def _as_known_half_a_year_before(covariances: Floats) -> Floats:
    shifted = np.zeros_like(covariances)
    first = WEEKS_NOT_INCLUDED + WEEKS_BEFORE_TRUST
    shifted[..., first:] = covariances[..., WEEKS_BEFORE_TRUST : -WEEKS_NOT_INCLUDED or None]
    return shifted
