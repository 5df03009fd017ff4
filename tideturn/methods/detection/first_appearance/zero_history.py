"""A count of events after weeks in which there were none: the exact conditional test of two Poisson rates.

Given y events over n reference weeks and the latest week together, each lies in the latest week with the chance
e / (n + e), where e is the latest week's exposure in reference weeks. That all of them do has the chance
(e / (n + e))^y, which is also the tail of the negative binomial that foretells a count after n weeks of zeros
(J. Przyborowski and H. Wilenski, "Homogeneity of results in testing samples from Poisson series", Biometrika, 1940).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.detection.errors import ParametersInvalid

Floats = NDArray[np.float64]


def zero_history_pvalue(observed: ArrayLike, reference_weeks: ArrayLike, *, exposure_ratio: ArrayLike = 1.0) -> Floats:
    """Return how often a week has at least `observed` events by chance where `reference_weeks` weeks had none.

    The arrays broadcast; `exposure_ratio` is the latest week's population over the mean of the reference weeks. NaN
    stays NaN, and without a reference week every p-value is 1.
    """
    count = np.asarray(observed, dtype=np.float64)
    chance = _share(reference_weeks, exposure_ratio) ** count
    return np.asarray(np.where(np.isnan(count), np.nan, chance))


def zero_history_upper(alpha: ArrayLike, reference_weeks: ArrayLike, *, exposure_ratio: ArrayLike = 1.0) -> Floats:
    """Return the highest count that is no surprise at `alpha`: the count above it has a p-value of at most alpha.

    The arrays broadcast, as for `zero_history_pvalue`. Infinite without a reference week, because then no count is a
    surprise.
    """
    share = _share(reference_weeks, exposure_ratio)
    level = np.asarray(alpha, dtype=np.float64)
    if not ((level > 0) & (level < 1)).all():
        raise ParametersInvalid("alpha must lie between 0 and 1.")
    with np.errstate(divide="ignore"):
        needed = np.ceil(np.log(level) / np.log(share))
    # The logarithms may be out by their last digit where a power of the share equals alpha; the power itself decides.
    needed = np.where(share ** (needed - 1) <= level, needed - 1, needed)
    needed = np.where(share**needed > level, needed + 1, needed)
    return np.asarray(np.where(share < 1, needed - 1, np.inf))


def _share(reference_weeks: ArrayLike, exposure_ratio: ArrayLike) -> Floats:
    weeks = np.asarray(reference_weeks, dtype=np.float64)
    exposure = np.asarray(exposure_ratio, dtype=np.float64)
    if (weeks < 0).any() or (exposure <= 0).any():
        raise ParametersInvalid("Reference weeks cannot be fewer than none, and exposures must be above zero.")
    return np.asarray(exposure / (weeks + exposure))
