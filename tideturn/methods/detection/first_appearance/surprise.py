"""How surprising it is that a rare category turns up in the latest items, given its past and how many are watched.

If nothing has changed, each record of the category is as likely to lie in any one item as in any other. Given how many
there are altogether, the number in the latest items is then hypergeometric (R. A. Fisher, "The logic of inductive
inference", Journal of the Royal Statistical Society, 1935). Nothing is estimated, so that a past of zeros needs no
special care. The chance that some category among those watched does as much is the bound of Z. Šidák, "Rectangular
confidence regions for the means of multivariate normal distributions", Journal of the American Statistical Association,
1967.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.first_appearance.placing import chance_of_at_least

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class FirstAppearance:
    """What is found of each category; all arrays have the shape of what was given.

    `expected` is the number of latest items that the past lets expect. `pvalue` is how often a category with as many
    records has as many of them among the latest items by chance; `adjusted` is how often any of the categories watched
    does. `is_flagged` says whether `adjusted` is at most alpha.
    """

    expected: Floats
    pvalue: Floats
    adjusted: Floats
    is_flagged: NDArray[np.bool_]


def first_appearance(
    *,
    earlier: ArrayLike,
    earlier_items: ArrayLike,
    latest: ArrayLike,
    latest_items: ArrayLike,
    categories_watched: ArrayLike = 1,
    alpha: float = 0.05,
) -> FirstAppearance:
    """Return how surprising `latest` of `latest_items` items are after `earlier` of `earlier_items`.

    All counts are whole numbers, and broadcast. The latest items must be chosen without looking at what they hold (the
    latest week, the latest 90 days); where they begin with the first record itself, use `closeness_pvalue`. Raises
    ParametersInvalid for counts that cannot be.
    """
    x, before, k, now, watched = _counts(earlier, earlier_items, latest, latest_items, categories_watched)
    if not 0 < alpha < 1:
        raise ParametersInvalid("alpha must lie between 0 and 1.")
    pvalue = chance_of_at_least(k, records=x + k, drawn=now, items=before + now)
    with np.errstate(divide="ignore", invalid="ignore"):
        adjusted = np.where(pvalue < 1, -np.expm1(watched * np.log1p(-pvalue)), 1.0)
        expected = np.where(before > 0, x / before * now, np.nan)
    return FirstAppearance(expected, pvalue, adjusted, adjusted <= alpha)


def _counts(*given: ArrayLike) -> tuple[Floats, ...]:
    arrays = tuple(np.array(array) for array in np.broadcast_arrays(*(np.asarray(g, dtype=np.float64) for g in given)))
    if any((array < 0).any() or (array != np.floor(array)).any() for array in arrays):
        raise ParametersInvalid("Records and items are whole numbers, zero or more.")
    x, before, k, now, watched = arrays
    if (x > before).any() or (k > now).any():
        raise ParametersInvalid("A category cannot be in more items than there are.")
    if (watched < 1).any():
        raise ParametersInvalid("At least one category is watched.")
    return arrays
