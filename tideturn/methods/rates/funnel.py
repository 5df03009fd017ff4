"""Funnel plots: which places differ from a target by more than chance allows for places of their size.

D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24, 2005, appendix:
exact Poisson and binomial control limits, interpolated between whole counts.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom, poisson

from tideturn.methods.rates.confidence import normal_quantile, tail_of
from tideturn.methods.rates.counts import Floats, populations_of, together, whole_events_of
from tideturn.methods.rates.crude import check_multiplier
from tideturn.methods.rates.errors import CountsInvalid, ParametersInvalid
from tideturn.methods.rates.overdispersion import Dispersion, Overdispersion, dispersion

WARNING, ALARM = 0.95, 0.998
LEVELS = (WARNING, ALARM)


@dataclass(frozen=True)
class Funnel:
    """Places against a target: `value` (places,), `lower` and `upper` (levels, places), NaN where not known.

    `levels` are the shares of places that would lie inside by chance. `beyond` counts the levels that a place lies
    outside of, negative on the low side. Everything is per `multiplier`.
    """

    value: Floats
    target: float
    lower: Floats
    upper: Floats
    levels: tuple[float, ...]
    multiplier: float
    dispersion: Dispersion
    overdispersion: Overdispersion

    @property
    def beyond(self) -> NDArray[np.int64]:
        """Return for each place how many levels it lies outside of; below zero on the low side, 0 inside."""
        high = (self.value > self.upper).sum(axis=0)
        return np.asarray(high - (self.value < self.lower).sum(axis=0), dtype=np.int64)


def rate_funnel(
    events: ArrayLike,
    base: ArrayLike,
    *,
    target: float | None = None,
    levels: tuple[float, ...] = LEVELS,
    multiplier: float = 100_000,
    overdispersion: Overdispersion = Overdispersion.NONE,
) -> Funnel:
    """Return the funnel of rates (`base` is people) or of ratios (`base` is expected events); flat, one a place.

    `target` is per `multiplier`; left out, it is that of all places together. Raises CountsInvalid for counts that are
    no counts.
    """
    count, over = together(whole_events_of(events), populations_of(base))
    centre = _target(count, over, target, check_multiplier(multiplier))
    limits = _Limits(count / over, centre, centre / over, lambda p: _poisson_limit(centre * over, p) / over)
    return limits.funnel(levels, multiplier, overdispersion)


def proportion_funnel(
    numerator: ArrayLike,
    denominator: ArrayLike,
    *,
    target: float | None = None,
    levels: tuple[float, ...] = LEVELS,
    multiplier: float = 100,
    overdispersion: Overdispersion = Overdispersion.NONE,
) -> Funnel:
    """Return the funnel of proportions; flat, one a place. `target` is per `multiplier`, else that of all together."""
    count, over = together(
        whole_events_of(numerator, name="Numerators"), whole_events_of(populations_of(denominator), name="Denominators")
    )
    if (count > over).any():
        raise CountsInvalid("A numerator is larger than its denominator; correct one of them.")
    centre = _target(count, over, target, check_multiplier(multiplier))
    if centre >= 1:
        raise ParametersInvalid("The target of a funnel of proportions must lie below the whole.")
    variance = centre * (1 - centre) / over
    limits = _Limits(count / over, centre, variance, lambda p: _binomial_limit(over, centre, p) / over)
    return limits.funnel(levels, multiplier, overdispersion, most=1.0)


@dataclass(frozen=True)
class _Limits:
    value: Floats
    target: float
    variance: Floats
    exact: Callable[[float], Floats]

    def funnel(
        self, levels: tuple[float, ...], multiplier: float, manner: Overdispersion, *, most: float = np.inf
    ) -> Funnel:
        """Return the funnel: exact limits, or wider ones where places differ by more than chance."""
        found = dispersion(self.value - self.target, self.variance)
        variance = _widened(self.variance, found, manner)
        is_exact = variance is self.variance
        pairs = [self._exact(level) if is_exact else self._normal(level, variance) for level in sorted(levels)]
        return Funnel(
            value=self.value * multiplier,
            target=self.target * multiplier,
            lower=np.clip([low for low, _ in pairs], 0, most) * multiplier,
            upper=np.clip([high for _, high in pairs], 0, most) * multiplier,
            levels=tuple(sorted(levels)),
            multiplier=multiplier,
            dispersion=found,
            overdispersion=manner,
        )

    def _exact(self, level: float) -> tuple[Floats, Floats]:
        tail = tail_of(level)
        return self.exact(tail), self.exact(1 - tail)

    def _normal(self, level: float, variance: Floats) -> tuple[Floats, Floats]:
        half = normal_quantile(level) * np.sqrt(variance)
        return self.target - half, self.target + half


def _target(count: Floats, over: Floats, target: float | None, multiplier: float) -> float:
    if count.ndim != 1:
        raise CountsInvalid("A funnel is of one number a place; give flat arrays.")
    known = np.isfinite(count) & np.isfinite(over)
    if target is None and (not known.any() or count[known].sum() == 0):
        raise CountsInvalid("Nothing was counted in any place, so there is no target; give one.")
    centre = count[known].sum() / over[known].sum() if target is None else target / multiplier
    if not 0 < centre < np.inf:
        raise ParametersInvalid(f"The target of a funnel must be above zero; {target} is not.")
    return float(centre)


def _widened(variance: Floats, found: Dispersion, manner: Overdispersion) -> Floats:
    if manner is Overdispersion.MULTIPLICATIVE and found.phi > 1:
        return variance * found.phi
    if manner is Overdispersion.ADDITIVE and found.between > 0:
        return variance + found.between
    return variance


def _poisson_limit(mean: Floats, probability: float) -> Floats:
    count = np.asarray(poisson.ppf(probability, mean))
    return count - _part(poisson.cdf(count, mean), poisson.pmf(count, mean), probability)


def _binomial_limit(trials: Floats, chance: float, probability: float) -> Floats:
    count = np.asarray(binom.ppf(probability, trials, chance))
    return count - _part(binom.cdf(count, trials, chance), binom.pmf(count, trials, chance), probability)


def _part(reached: ArrayLike, last: ArrayLike, probability: float) -> Floats:
    """Return how much of the last whole count lies beyond the probability asked for."""
    mass = np.asarray(last, dtype=np.float64)
    return (np.asarray(reached, dtype=np.float64) - probability) / np.where(mass > 0, mass, 1.0)
