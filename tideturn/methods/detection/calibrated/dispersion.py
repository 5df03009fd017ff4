"""How strongly counts scatter about their mean, and how surely that is known.

The dispersion phi (variance = phi · mean) is not one number but a distribution over a row of nodes, found from the
reference weeks of the series alone.

Few events a week: the likelihood of the negative binomial with variance phi · mean (NB1 of Cameron and Trivedi,
"Regression Analysis of Count Data", 2013) at every node. Below 1 the same formula goes on as the binomial, which counts
that are not overdispersed need: their estimates fall below 1 half of the time. The means being estimated, the
likelihood is that of Cox and Reid (J R Stat Soc B, 1987): times the variance of a fitted mean, over that of Poisson
counts, to the power of half the parameters. For frequent events that is the dispersion; rare ones come in clusters, of
(phi - 1) / ln phi cases each in the mean, and what is then known of a mean is how many clusters there were. The prior
is uniform in 1/phi, which is the probability of the negative binomial.

Many events a week: Pearson's statistic over phi is chi-squared, on degrees of freedom that allow for the kurtosis of
the counts (Welch and Satterthwaite's way: the variance of the statistic decides).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.calibrated.inputs import PredictiveInputs

Floats = NDArray[np.float64]

# From so many events a week on, Pearson's statistic is as good as the likelihood; and the kurtosis it stands.
MANY_EVENTS, KURTOSIS_AT_MOST = 2.0, 8.0
# From so many on it is taken in any case, because the likelihood costs a product a case.
TOO_MANY_EVENTS = 10.0
SMALLEST_DISPERSION = 0.4
LADDER = 40
# So many series at once that their factors stay in the processor's cache, and so many factors to a product that the
# smallest and the largest leave it a number.
CHUNK, FACTORS = 64, 16
# Seven standard normal nodes and weights for smooth functions (Gauss and Hermite).
_HERMITE, _HERMITE_WEIGHTS = np.polynomial.hermite_e.hermegauss(7)
NODES, NODE_WEIGHTS = _HERMITE, _HERMITE_WEIGHTS / _HERMITE_WEIGHTS.sum()


@dataclass(frozen=True)
class Scatter:
    """What the reference weeks of each series say of their scatter in sum; one entry a series."""

    statistic: Floats
    degrees: Floats
    mean: Floats
    total: Floats

    def only(self, rows: NDArray[np.int64]) -> "Scatter":
        """Return the same of some of the series."""
        return Scatter(self.statistic[rows], self.degrees[rows], self.mean[rows], self.total[rows])

    @property
    def dispersion(self) -> Floats:
        """Return Pearson's dispersion, never quite zero."""
        return np.maximum(self.statistic / self.degrees, SMALLEST_DISPERSION)

    @property
    def kurtosis(self) -> Floats:
        """Return the excess kurtosis of a negative binomial of this mean and dispersion, from its fourth cumulant."""
        phi = self.dispersion
        with np.errstate(divide="ignore", invalid="ignore"):
            excess = (6.0 * phi * phi - 6.0 * phi + 1.0) / (self.mean * phi)
        return np.where(self.mean > 0, np.maximum(excess, 0.0), np.inf)

    @property
    def has_many(self) -> NDArray[np.bool_]:
        """Return where Pearson's statistic is to be trusted."""
        is_smooth = (self.mean >= MANY_EVENTS) & (self.kurtosis <= KURTOSIS_AT_MOST)
        return np.asarray(is_smooth | (self.mean > TOO_MANY_EVENTS))


def scatter_of(inputs: PredictiveInputs) -> Scatter:
    """Return the scatter of the counts about their means; weeks of a part of the year without events say nothing."""
    is_known = np.isfinite(inputs.counts)
    says = is_known & (inputs.means > 0)
    weight = np.where(says, inputs.weights, 0.0)
    mean = np.where(says, inputs.means, 1.0)
    count = np.where(says, inputs.counts, 0.0)
    statistic = (weight * (count - mean) ** 2 / mean).sum(axis=1)
    weeks = np.where(is_known, inputs.weights, 0.0).sum(axis=1)
    return scatter_from(statistic, weeks, (weight * count).sum(axis=1), inputs.parameters)


def scatter_from(statistic: Floats, weeks: Floats, total: Floats, parameters: Floats) -> Scatter:
    """Return the scatter, given Pearson's statistic, the sum of the weights and the weighted sum of the counts."""
    return Scatter(statistic, np.maximum(weeks - parameters, 1.0), total / np.maximum(weeks, 1.0), total)


def by_pearson(scatter: Scatter) -> tuple[Floats, Floats]:
    """Return nodes of the dispersion and their weights, each of the shape (series, 7), for many events a week.

    The quantiles of chi-squared are those of Wilson and Hilferty (Proc Natl Acad Sci USA, 1931).
    """
    degrees = scatter.degrees * 2.0 / (2.0 + scatter.kurtosis)
    spread = 2.0 / (9.0 * degrees[:, None])
    ratio = np.maximum(1.0 - spread - NODES * np.sqrt(spread), 0.2) ** 3
    nodes = np.maximum(scatter.dispersion[:, None] / ratio, SMALLEST_DISPERSION)
    return nodes, np.broadcast_to(NODE_WEIGHTS, nodes.shape).copy()


def ladder_of(scatter: Scatter) -> Floats:
    """Return equal steps of the logarithm of the dispersion, shape (series, 40), wide enough for any likelihood."""
    top = np.log(10.0 * np.maximum(scatter.dispersion, 3.0))
    foot = np.log(SMALLEST_DISPERSION)
    return np.asarray(np.exp(foot + (top[:, None] - foot) * np.linspace(0.0, 1.0, LADDER)))


def by_likelihood(scatter: Scatter, parameters: Floats, ladder: Floats, products: Floats) -> Floats:
    """Return the weights of the ladder's nodes for few events a week.

    `products` are the sums, over all cases beyond a week's first, of ln(mean + (phi - 1) · cases before it), from
    `sums_of_logarithms`.
    """
    excess = ladder - 1.0
    logarithm = np.log(ladder)
    rest = np.where(np.abs(excess) > 1e-12, logarithm / np.where(excess == 0, 1.0, excess), 1.0)
    total = scatter.total[:, None]
    unknown = parameters[:, None] / 2.0 * np.log(_variance_of_means(ladder, 1.0 / rest, scatter.mean[:, None]))
    # The prior, uniform in 1/phi, is 1/phi a step of the logarithm.
    score = products - total * (rest + logarithm) + unknown - logarithm
    weights = np.exp(score - score.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _variance_of_means(phi: Floats, cluster: Floats, mean: Floats) -> Floats:
    """Return the variance of a fitted mean over that of Poisson counts: of clusters of cases where events are rare."""
    return np.asarray((np.minimum(cluster, phi) + mean * phi) / (1.0 + mean))


def sums_of_logarithms(inputs: PredictiveInputs, rows: NDArray[np.int64], ladder: Floats) -> Floats:
    """Return, for some rows, what `by_likelihood` asks for; shape (rows, nodes), minus infinity where a node cannot be.

    Only the cases beyond the first of their week tell of the dispersion, and they are few.
    """
    sums = np.zeros(ladder.shape)
    for first in range(0, len(rows), CHUNK):
        part = slice(first, first + CHUNK)
        chosen = rows[part]
        _add_logarithms(inputs.counts[chosen], inputs.means[chosen], inputs.weights[chosen], ladder[part], sums[part])
    return sums


def _add_logarithms(counts: Floats, means: Floats, weights: Floats, ladder: Floats, sums: Floats) -> None:
    """Add the logarithms of a few series, many to one product: logarithms are what takes the time."""
    series, week = np.nonzero((counts >= 2.0) & (means > 0.0) & (weights > 0.0))
    cases = counts[series, week].astype(np.int64) - 1
    if not len(cases):
        return
    ends = np.cumsum(cases)
    before = np.arange(1, ends[-1] + 1) - np.repeat(ends - cases, cases)
    series, week = np.repeat(series, cases), np.repeat(week, cases)
    factors = np.maximum(means[series, week][:, None] + before[:, None] * (ladder[series] - 1.0), 0.0)
    weight = weights[series, week]
    is_part = weight != 1.0
    factors[is_part] **= weight[is_part, None]
    place = np.arange(len(series))
    # Products begin anew with each series, so that no digit depends on what stands before it.
    begun = np.maximum.accumulate(np.where(np.diff(series, prepend=-1) > 0, place, 0))
    starts = np.flatnonzero((place - begun) % FACTORS == 0)
    with np.errstate(divide="ignore"):
        logarithms = np.log(np.multiply.reduceat(factors, starts, axis=0))
    np.add.at(sums, series[starts], logarithms)
