"""What is not reported yet, as a distribution: a negative binomial on top of what is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.detection.errors import BatchInvalid, ParametersInvalid
from tideturn.methods.detection.negative_binomial import quantile, upper_tail
from tideturn.methods.detection.nowcasting.level import Level

Floats = NDArray[np.float64]

NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(7)
POISSON_BELOW = 1 + 1e-9  # dispersions below which a count is as good as Poisson
STRAYS_AT_MOST = 2.5  # standard deviations of a share on the logit scale


@dataclass(frozen=True)
class Predictive:
    """Distributions of true totals; every array has the same shape, such as (series, periods).

    The total is `reported` plus a negative binomial count with the mean `missing` and the variance `variance` (which
    are 0 where everything is reported, and NaN where no answer is given).
    """

    reported: Floats
    missing: Floats
    variance: Floats

    def __post_init__(self) -> None:
        """Refuse arrays of different shapes and a variance below the mean, which no negative binomial has."""
        if not self.reported.shape == self.missing.shape == self.variance.shape:
            raise BatchInvalid("reported, missing and variance of a nowcast must have the same shape.")
        if (self.missing < 0).any() or (self.variance < self.missing * (1 - 1e-9)).any():
            raise BatchInvalid("The variance of a negative binomial count is not below its mean, nor its mean below 0.")

    @property
    def expected(self) -> Floats:
        """Return the expected totals."""
        return self.reported + self.missing

    @property
    def _dispersion(self) -> Floats:
        return dispersion_of(self.missing, self.variance)

    def at(self, periods: NDArray[np.int64] | slice) -> "Predictive":
        """Return the distributions of some of the periods of arrays of the shape (series, periods)."""
        return Predictive(self.reported[:, periods], self.missing[:, periods], self.variance[:, periods])

    def quantile(self, probability: float) -> Floats:
        """Return the smallest totals that are not exceeded with this probability."""
        if not 0 < probability < 1:
            raise ParametersInvalid(f"A probability lies between 0 and 1; {probability} does not.")
        quantiles = np.where(np.isnan(self.missing), np.nan, 0.0)
        open_ones = self.missing > 0
        quantiles[open_ones] = quantile(probability, self.missing[open_ones], self._dispersion[open_ones])
        return self.reported + quantiles

    def interval(self, level: float) -> tuple[Floats, Floats]:
        """Return the central interval that holds the total with the probability `level`: lower, upper."""
        return self.quantile((1 - level) / 2), self.quantile((1 + level) / 2)

    def above(self, threshold: ArrayLike) -> Floats:
        """Return the probabilities that the totals are above a threshold, which need not be whole."""
        limit = np.broadcast_to(np.asarray(threshold, dtype=np.float64), self.reported.shape)
        spare = np.floor(limit) - self.reported
        probability = np.where(spare < 0, 1.0, 0.0)
        open_ones = (self.missing > 0) & (spare >= 0)
        probability[open_ones] = upper_tail(spare[open_ones] + 1, self.missing[open_ones], self._dispersion[open_ones])
        probability[np.isnan(spare) | np.isnan(self.missing)] = np.nan
        return probability


def dispersion_of(mean: Floats, variance: Floats) -> Floats:
    """Return the variance in units of the mean, 1 where it is hardly more than the mean or nothing is expected."""
    dispersion = np.divide(variance, mean, out=np.ones_like(mean), where=mean > 0)
    return np.where(dispersion < POISSON_BELOW, 1.0, dispersion)


def predict(*, reported: Floats, share: Floats, variation: Floats, level: Level) -> Predictive:
    """Return the distributions of totals of which a share is reported; all arrays broadcast to (series, periods).

    `share` is the expected share that is reported by now and `variation` its squared coefficient of variation in a
    single period. Events come from a Poisson distribution whose mean is gamma distributed (`level`), and each is
    reported by now with the probability `share`: what is missing is then negative binomial given the share, of which
    the shape is the prior's plus the events reported (the credibility mean between chain-ladder and Bornhuetter-
    Ferguson, Verrall 2004, North American Actuarial Journal). The share is taken as logit-normal and integrated over
    with seven Gauss-Hermite points, each weighted by how well it explains what is reported; the first two moments of
    the mixture are given back as one negative binomial.
    """
    shape, rate = level.shape[..., None], (level.shape / level.mean)[..., None]
    shares, weights = _nodes(share, variation)
    counts = reported[..., None]
    fit = counts * np.log(shares) - (shape + counts) * np.log(rate + shares)
    weights = weights * np.exp(fit - fit.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    odds = (1 - shares) / (rate + shares)
    means = (shape + counts) * odds
    mean = (weights * means).sum(axis=-1)
    variance = (weights * (means * (1 + odds) + (means - mean[..., None]) ** 2)).sum(axis=-1)
    return Predictive(reported, mean, np.maximum(variance, mean))


def _nodes(share: Floats, variation: Floats) -> tuple[Floats, Floats]:
    """Return shares that may hold in a single period and their weights before anything is reported, (…, 7)."""
    inside = np.clip(share, 1e-9, 1 - 1e-12)
    middle = np.log(inside) - np.log1p(-inside)
    stray = np.minimum(np.sqrt(variation) / (1 - inside), STRAYS_AT_MOST)
    logits = middle[..., None] + stray[..., None] * NODES
    return 1 / (1 + np.exp(-logits)), WEIGHTS
