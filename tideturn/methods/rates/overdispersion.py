"""How much more places differ than chance makes them, for the limits of a funnel.

D. J. Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24, 2005, appendix:
the multiplicative and the additive allowance, both from winsorised z-scores.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tideturn.methods.rates.counts import Floats
from tideturn.methods.rates.errors import ParametersInvalid


class Overdispersion(StrEnum):
    """How limits allow for differences that are neither chance nor out of the ordinary."""

    NONE = "none"
    MULTIPLICATIVE = "multiplicative"
    ADDITIVE = "additive"


@dataclass(frozen=True)
class Dispersion:
    """`phi` is the mean squared z-score, 1 where there is nothing but chance; `between` the variance between places."""

    phi: float
    between: float
    places: int


def dispersion(deviation: Floats, variance: Floats, *, winsorised: float = 0.1) -> Dispersion:
    """Return what places with so much `deviation` from the target, of so much chance `variance`, differ by.

    Both flat, one a place. z-scores beyond the quantiles `winsorised` and 1 − `winsorised` are drawn in to them, so
    that a few extreme places do not widen the limits that should show them. Never below phi 1 and variance 0.
    """
    if not 0 <= winsorised < 0.5:
        raise ParametersInvalid(f"From 0 to under a half of the places can be winsorised; {winsorised} is not.")
    known = np.isfinite(deviation) & np.isfinite(variance)
    places = int(known.sum())
    if places < 2:
        return Dispersion(1.0, 0.0, places)
    z = deviation[known] / np.sqrt(variance[known])
    low, high = np.quantile(z, [winsorised, 1 - winsorised])
    phi = float(np.mean(np.clip(z, low, high) ** 2))
    return Dispersion(max(phi, 1.0), _between(phi, 1 / variance[known]), places)


def _between(phi: float, weights: Floats) -> float:
    places = len(weights)
    spare = weights.sum() - (weights**2).sum() / weights.sum()
    return max(0.0, float((places * phi - (places - 1)) / spare))
