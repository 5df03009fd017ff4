"""How much more counts vary than Poisson counts do."""

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.errors import BatchInvalid

Floats = NDArray[np.float64]
CELLS_AT_LEAST = 30


def dispersion_before(cases: NDArray[np.int64], baselines: Floats, *, weeks: int) -> float:
    """Return variance over mean, at least 1, in the weeks before the latest `weeks`, in which a cluster may be.

    It is Pearson's statistic over its degrees of freedom, the expected counts scaled to the cases of those weeks; both
    arrays have the shape (areas, weeks). Raises BatchInvalid where those weeks hold too little to tell. Source:
    McCullagh and Nelder, Generalized Linear Models (1989), section 6.2.
    """
    earlier = baselines.shape[1] - weeks
    seen, expected = cases[:, : max(earlier, 0)], baselines[:, : max(earlier, 0)]
    is_counted = expected > 0
    if is_counted.sum() < CELLS_AT_LEAST or not seen.sum():
        raise BatchInvalid(
            f"The weeks before the latest {weeks} hold too little to tell the dispersion from; give more weeks of "
            "history, or the dispersion itself."
        )
    scaled = expected[is_counted] * (seen.sum() / expected.sum())
    pearson = ((seen[is_counted] - scaled) ** 2 / scaled).sum()
    return max(1.0, float(pearson / (is_counted.sum() - 1)))
