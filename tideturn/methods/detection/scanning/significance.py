"""How often chance alone makes a ratio at least so large."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def monte_carlo_pvalue(ratio: float, maxima: Floats) -> float:
    """Return the share of data sets, the real one among them, whose largest ratio is at least `ratio`.

    With R replications that is (1 + how many reach it) / (R + 1): never zero, and exact where nothing but chance is at
    work. Source: Dwass, Annals of Mathematical Statistics 28 (1957).
    """
    return float((1 + np.count_nonzero(maxima >= ratio)) / (len(maxima) + 1))


def stopping_at(ratio: float, exceedances: int) -> Callable[[Floats], int | None]:
    """Return the rule that ends the replications with the one in which the ratio is reached for the h-th time.

    The p-value is then h over the number of replications (`sequential_pvalue`). Source: Besag and Clifford, Biometrika
    78 (1991).
    """

    def until(maxima: Floats) -> int | None:
        reached = np.flatnonzero(maxima >= ratio)
        return int(reached[exceedances - 1]) + 1 if len(reached) >= exceedances else None

    return until


def sequential_pvalue(ratio: float, maxima: Floats, *, exceedances: int) -> float:
    """Return h / n where the h-th exceedance came with the n-th and last replication, else the Monte Carlo p-value.

    A smaller ratio than the one that the rule waited for is reached more than h times; it has the Monte Carlo p-value,
    which is then never below that of the larger one.
    """
    if np.count_nonzero(maxima >= ratio) == exceedances and maxima[-1] >= ratio:
        return exceedances / len(maxima)
    return monte_carlo_pvalue(ratio, maxima)


def gumbel_pvalue(ratio: float, maxima: Floats) -> float:
    """Return an approximate p-value from the Gumbel distribution that has the mean and spread of the replications.

    It can be smaller than 1 / (R + 1). NaN where the replications do not differ. Source: Abrams, Kleinman and
    Kulldorff, International Journal of Health Geographics 9:61 (2010).
    """
    spread = float(np.std(maxima, ddof=1)) if len(maxima) > 1 else 0.0
    if spread == 0.0:
        return math.nan
    scale = spread * math.sqrt(6.0) / math.pi
    place = float(np.mean(maxima)) - np.euler_gamma * scale
    # The exponent is held down because a ratio far below the bulk would overflow; its p-value is 1 either way.
    return -math.expm1(-math.exp(min((place - ratio) / scale, 700.0)))
