"""Profile-likelihood intervals of one model, and of several together.

R. M. Cormack, Biometrics 48, 1992, for one model. For several: D. Fletcher and D. Turek, Model-averaged profile
likelihood intervals, Journal of Agricultural, Biological, and Environmental Statistics 17, 2012. Each model says with
what probability the number is below a value, by its signed root of the deviance; the weighted mean of these is set to
the tail probabilities. With one model that is the usual interval.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtr

from tideturn.methods.estimates.prevalence.likelihood import Likelihood

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

PEOPLE_AT_MOST = 1e10
CLOSE = 1e-5


@dataclass(frozen=True)
class Profiles:
    """Weighted models of one likelihood, each with its best number of people uncounted and the deviance there."""

    likelihood: Likelihood
    columns: Flags
    weights: Floats
    centres: Floats
    lowest: Floats

    def probability_below(self, uncounted: float) -> float:
        """Return the weighted probability that no more than so many people are uncounted."""
        people = np.full(len(self.weights), uncounted)
        rise = np.maximum(self.likelihood.along(self.columns, people) - self.lowest, 0.0)
        roots = np.sign(uncounted - self.centres) * np.sqrt(rise)
        return float(np.sum(self.weights * ndtr(roots)))

    def value_at(self, probability: float) -> float:
        """Return the number of people uncounted at a probability: 0 where none is below, endless where none above."""

        def miss(logarithm: float) -> float:
            return self.probability_below(np.expm1(logarithm)) - probability

        if miss(0.0) >= 0:
            return 0.0
        high = np.log1p(float(np.max(self.centres, initial=10.0, where=np.isfinite(self.centres))) + 10)
        while miss(high) < 0:
            high += np.log(4)
            if high > np.log(PEOPLE_AT_MOST):
                return np.inf
        return float(np.expm1(brentq(miss, 0.0, high, xtol=CLOSE)))


def profiles_of(
    likelihood: Likelihood, columns: Flags, weights: Floats, *, centres: Floats, deviances: Floats
) -> Profiles:
    """Return the profiles of models whose best number of people uncounted, and deviance there, are known.

    A bounded cell is Poisson at the best fit and binomial along the number of people, so that its deviance has to be
    taken anew; the place of the lowest one hardly moves.
    """
    if likelihood.loose is not None and likelihood.loose.is_bounded:
        is_finite = np.isfinite(centres)
        deviances = np.where(is_finite, likelihood.along(columns, np.where(is_finite, centres, 0.0)), deviances)
    return Profiles(likelihood, columns, weights, centres, deviances)
