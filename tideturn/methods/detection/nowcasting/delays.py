"""How long reports take: the delay distribution of each series, with how far single periods stray from it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.nowcasting.parameters import NowcastParameters, WindowShape
from tideturn.methods.detection.nowcasting.shrinkage import Moments, shrunk
from tideturn.methods.detection.nowcasting.triangle import Counts, Triangle

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SERIES_AT_ONCE = 512  # keeps what is worked on in the processor's cache
BATCH_PRIOR = 0.5  # events for which an even spread over all delays counts in the batch
USUAL_SCATTER, SCATTER_SPREAD = 0.02, 0.1  # of the intraclass correlation, before anything is known
SCATTER_AT_MOST = 0.9


@dataclass(frozen=True)
class Delays:
    """What was learned of the delays; every array has the shape (series, delays).

    `hazard` is the probability of just this delay among delays up to it (the reverse-time hazard of Lawless 1994).
    `scatter` is the intraclass correlation with which a single period strays from it (0: none beyond chance). `error`
    is the variance of the estimated hazard, in units of `hazard · (1 − hazard)`. `rows` is the number of event periods
    from which each delay was learned.
    """

    hazard: Floats
    scatter: Floats
    error: Floats
    rows: NDArray[np.int64]

    @property
    def cumulative(self) -> Floats:
        """Return the share of events that is reported with each delay or a shorter one, shape (series, delays)."""
        return _later_product(1 - self.hazard)

    @property
    def probability(self) -> Floats:
        """Return the share of events that is reported with each delay, shape (series, delays)."""
        return self.cumulative * self.hazard

    @property
    def variation(self) -> Floats:
        """Return the squared coefficient of variation of `cumulative` in a single period, shape (series, delays).

        The hazards are independent given the past, so that second moments multiply (Connor and Mosimann 1969, JASA).
        """
        kept = np.maximum(1 - self.hazard, 1e-9)
        return _later_product(1 + self.hazard / kept * (self.scatter + self.error)) - 1


@dataclass(frozen=True)
class _Sums:
    """Sums over event periods for each series and delay."""

    cases: Floats
    exposed: Floats
    exposed_squared: Floats
    rows: NDArray[np.int64]


def learn_delays(triangle: Triangle, parameters: NowcastParameters) -> Delays:
    """Return the delay distributions of all series of a triangle.

    The hazard of delay d is the share of the reports up to delay d that came with just d (Lawless 1994, Canadian
    Journal of Statistics; the chain-ladder of actuaries, Mack 1993, ASTIN Bulletin), as the mean of a beta distribution
    whose prior is the same share in the whole batch. The scatter is its moment estimate in the generalised
    Dirichlet-multinomial, drawn towards the batch.
    """
    window = window_of(triangle, parameters)
    blocks = [(part, _usable(part, window)) for part in _blocks(triangle.counts)]
    sums = _joined([_sums(part, usable) for part, usable in blocks])
    hazard = _hazard(sums, parameters.pooling)
    ends = np.cumsum([0, *(len(part) for part, _ in blocks)])
    moments = [
        _scatter_moments(part, usable, hazard[first:last])
        for (part, usable), first, last in zip(blocks, ends[:-1], ends[1:], strict=True)
    ]
    scatter = _scatter(Moments(*(np.concatenate(parts) for parts in zip(*moments, strict=True))), sums.rows)
    return Delays(hazard, scatter, _error(sums, scatter, parameters.pooling), sums.rows)


def window_of(triangle: Triangle, parameters: NowcastParameters) -> Flags:
    """Return from which cells, by period and delay, the delays are learned."""
    period = np.arange(triangle.length)[:, None]
    reported = period + np.arange(triangle.max_delay + 1)
    seen = reported < triangle.length
    if parameters.window is None:
        return seen
    begin = triangle.length - parameters.window
    last_ones = (reported if parameters.window_shape is WindowShape.REPORTS else period) >= begin
    return np.asarray(seen & last_ones)


def _blocks(counts: Counts) -> list[Counts]:
    return [counts[first : first + SERIES_AT_ONCE] for first in range(0, len(counts), SERIES_AT_ONCE)]


def _usable(counts: Counts, window: Flags) -> Flags:
    """Return the cells up to which all reports of their period are known, within the window."""
    return np.logical_and.accumulate(np.isfinite(counts), axis=2) & window


def _sums(counts: Counts, usable: Flags) -> _Sums:
    cases = np.where(usable, counts, 0.0)
    exposed = np.where(usable, np.cumsum(counts, axis=2), 0.0)
    return _Sums(cases.sum(axis=1), exposed.sum(axis=1), (exposed**2).sum(axis=1), usable.sum(axis=1))


def _joined(parts: list[_Sums]) -> _Sums:
    names = ("cases", "exposed", "exposed_squared", "rows")
    return _Sums(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _hazard(sums: _Sums, pooling: float) -> Floats:
    """Return the hazards; the first is 1, since no delay is shorter.

    Without pooling nothing is assumed, and a delay that was never seen is one that never comes.
    """
    even = 1.0 / (1.0 + np.arange(sums.cases.shape[1]))
    batch = (sums.cases.sum(axis=0) + BATCH_PRIOR * even) / (sums.exposed.sum(axis=0) + BATCH_PRIOR)
    weight = sums.exposed + pooling
    hazard = np.zeros_like(sums.cases)
    np.divide(sums.cases + pooling * batch, weight, out=hazard, where=weight > 0)
    hazard[:, 0] = 1.0
    return hazard


def _scatter_moments(counts: Counts, usable: Flags, hazard: Floats) -> Moments:
    """Return the sums from which the scatter is estimated: squares beyond those of a binomial, on that of all in one.

    The variance of a square of a binomial of N with variance Nv is Nv(1 − 6v) + 2N²v².
    """
    exposed = np.where(usable, np.cumsum(counts, axis=2), 0.0)
    cases = np.where(usable, counts, 0.0)
    chance = (hazard * (1 - hazard))[:, None, :]
    excess = (cases - exposed * hazard[:, None, :]) ** 2 - exposed * chance
    noise = np.maximum(exposed * chance * (1 - 6 * chance), 0.0) + 2 * (exposed * chance) ** 2
    scale = exposed * np.maximum(exposed - 1, 0.0) * chance
    return Moments(excess.sum(axis=1), scale.sum(axis=1), noise.sum(axis=1))


def _scatter(moments: Moments, rows: NDArray[np.int64]) -> Floats:
    """Return the scatter of each series and delay, drawn towards the batch, and the batch towards what is usual."""
    spent = np.where(rows > 1, rows / np.maximum(rows - 1, 1), 1.0)
    whole = moments.total()
    batch = shrunk(whole, towards=USUAL_SCATTER, spread=SCATTER_SPREAD)
    own = shrunk(moments, towards=np.maximum(batch, 0.0), spread=SCATTER_SPREAD)
    scatter: Floats = np.clip(own * spent, 0.0, SCATTER_AT_MOST)
    return scatter


def _error(sums: _Sums, scatter: Floats, pooling: float) -> Floats:
    """Return the variance of the estimated hazards, larger by the scatter of periods of the usual size."""
    exposed = np.maximum(sums.exposed, 1e-12)
    size = np.maximum(sums.exposed_squared / exposed, 1.0)
    error: Floats = np.minimum((1 + (size - 1) * scatter) / (sums.exposed + pooling + 1), 1.0)
    return error


def _later_product(factors: Floats) -> Floats:
    """Return for each delay the product of the factors of all longer delays."""
    backwards = np.cumprod(factors[:, :0:-1], axis=1)[:, ::-1]
    return np.concatenate([backwards, np.ones((len(factors), 1))], axis=1)
