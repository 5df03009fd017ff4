"""The predictive distribution: a mixture of negative binomials, one for each node of the dispersion.

Poisson counts first. If S events were seen in n weeks and y in the latest, then given S + y the latest week holds each
with the chance 1 / (n + 1), whatever the mean (Przyborowski and Wilenski, Biometrika, 1940). The chance of y or more is
then a tail of the negative binomial of mean (S + 1) / n and variance (1 + 1/n) times that; of more than y, a tail of
the one of mean S / n. No mean is plugged in, and the test is exact.

For counts of variance phi · mean the same two moments are kept: the variance of a prediction is phi (1 + 1/n) times its
mean, and the mean for "as many" is that of S + (phi + 1)/2 events (half a case of the scattered kind, as Jeffreys'
prior has it, and the half by which "as many" and the middle differ).

How much less "more" rests on depends on the count. The negative binomial is clusters of cases (Poisson) of a
logarithmic size, and the exact test holds for clusters: for "more" the past is short of the latest week's last cluster.
The case after y others begins a cluster with the chance r / (r + y), where r = mean / (phi - 1) is the negative
binomial's size; else it comes with a cluster that is there already, and nothing is missing. So "more than y" is a tail
at S / n with that chance, and else the tail that "y + 1 or more" has. For phi = 1 every case is a cluster, and this is
the exact test again.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from tideturn.methods.detection.negative_binomial import smallest_count

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Mixture:
    """Negative binomials of mean `mean` and variance (1 + `excess`) · mean, arrays of the shape (series, nodes).

    A negative excess is a binomial of so many trials (a whole number) that its variance comes nearest from above.
    """

    mean: Floats
    excess: Floats
    weight: Floats

    def only(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> "Mixture":
        """Return the same of some of the series."""
        return Mixture(self.mean[rows], self.excess[rows], self.weight[rows])


@dataclass(frozen=True)
class Predictive:
    """The distribution that answers how often so high a count comes, and the two between which "higher" lies.

    `more` is that of counts whose next case begins a cluster. `clumping` is 1 / r, one entry a series: at a count of
    y the next case comes with one of the clusters already there with the chance y / (r + y).
    """

    at_least: Mixture
    more: Mixture
    clumping: Floats

    def only(self, rows: NDArray[np.bool_] | NDArray[np.int64]) -> "Predictive":
        """Return the same of some of the series."""
        return Predictive(self.at_least.only(rows), self.more.only(rows), self.clumping[rows])


def predictive_of(*, events: Floats, exposure: Floats, nodes: Floats, weights: Floats) -> Predictive:
    """Return the distribution of the latest count, given the past and how likely each dispersion is."""
    exposure, events = exposure[:, None], events[:, None]
    # One trial is the least that a binomial can have, and its variance is 1 less its mean.
    nodes = np.maximum(nodes, 1.0 - (events + 1.0) / exposure)
    excess = nodes * (1.0 + 1.0 / exposure) - 1.0
    at_least = (events + (nodes + 1.0) / 2.0) / exposure
    more = np.broadcast_to(events / exposure, nodes.shape).copy()
    clumping = np.maximum((weights * (nodes - 1.0)).sum(axis=1), 0.0) / (weights * at_least).sum(axis=1)
    return Predictive(_mixture(at_least, excess, weights), _mixture(more, excess, weights), clumping)


def _mixture(mean: Floats, excess: Floats, weight: Floats) -> Mixture:
    under = excess < -1e-9
    trials = np.ceil(mean / np.where(under, -excess, 1.0) - 1e-9)
    with np.errstate(invalid="ignore", divide="ignore"):
        binomial = np.where(trials > 0, -mean / trials, 0.0)
    return Mixture(mean, np.where(under, binomial, np.maximum(excess, 1e-9)), weight)


def at_least(count: Floats, mixture: Mixture) -> Floats:
    """Return the probability of so high a count or a higher one, to the last digits however small it is."""
    y = np.maximum(count, 1.0)[:, None]
    mean, excess = mixture.mean, mixture.excess
    over, under = excess > 1e-7, excess < 0
    size = mean / np.where(over, excess, 1.0)
    trials = np.rint(mean / np.where(under, -excess, 1.0))
    with np.errstate(invalid="ignore"):
        tail = np.where(
            over,
            special.betainc(
                y, np.maximum(np.where(over, size, 1.0), 1e-300), np.where(over, excess / (1.0 + excess), 0.5)
            ),
            np.where(
                under,
                np.where(
                    trials >= y,
                    special.betainc(y, np.maximum(trials - y + 1.0, 1.0), np.where(under, -excess, 0.5)),
                    0.0,
                ),
                special.gammainc(y, mean),
            ),
        )
    return np.asarray(np.where(count > 0, (mixture.weight * tail).sum(axis=1), 1.0))


def above(count: Floats, predictive: Predictive) -> Floats:
    """Return the probability of a higher count than this."""
    together = count * predictive.clumping
    share = together / (1.0 + together)
    rest = at_least(count + 1.0, predictive.more)
    return np.asarray(rest + share * (at_least(count + 1.0, predictive.at_least) - rest))


def upper_count(alpha: float, mixture: Mixture) -> Floats:
    """Return the smallest count above which there is no more than `alpha`."""
    return smallest_count(
        lambda y, rows: at_least(y + 1.0, mixture.only(rows)) <= alpha, _guess(special.ndtri(1 - alpha), mixture)
    )


def lower_count(alpha: float, predictive: Predictive) -> Floats:
    """Return the smallest count up to which there is more than `alpha`."""
    return smallest_count(
        lambda y, rows: above(y, predictive.only(rows)) < 1.0 - alpha,
        _guess(special.ndtri(alpha), predictive.more),
    )  # fmt: skip


def _guess(z: float, mixture: Mixture) -> Floats:
    """Return a count near a quantile, by the first three moments of the middling component."""
    mean = (mixture.weight * mixture.mean).sum(axis=1)
    ratio = (mixture.weight * (1.0 + mixture.excess)).sum(axis=1)
    deviation = np.sqrt(mean * ratio)
    skewness = np.where(deviation > 0, (2.0 * ratio - 1.0) / np.maximum(deviation, 1e-300), 0.0)
    return np.asarray(mean + deviation * (z + skewness * (z * z - 1.0) / 6.0))
