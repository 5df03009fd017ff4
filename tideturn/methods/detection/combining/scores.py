"""How high a count is, on the scale of the standard normal, also where counts are small and p-values come in steps.

Of a count only its place among possible counts is known: somewhere between P(Y > y) and P(Y ≥ y). A score drawn at
random in that interval would be standard normal (Dunn and Smyth 1996, Journal of Computational and Graphical
Statistics 5: 236–244). We take the expectation over that draw instead. It is the same every time it is computed, its
mean is zero, and by Jensen's inequality sums of such scores vary no more than sums of normal ones.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

Floats = NDArray[np.float64]

# A week counts for no more than this: a fault of reporting shall not echo through the weeks that follow it, and a week
# of which half is missing shall not hide what the others show.
HIGHEST, LOWEST = 5.0, -3.0
SMALLEST = 1e-300
NEGLIGIBLE = 1e-9  # steps smaller than this share of the p-value are no steps


def expected_scores(pvalues: Floats, strict: Floats) -> Floats:
    """Return the expected normal score of each count, same shape, between LOWEST and HIGHEST; NaN stays NaN.

    `pvalues` are P(Y ≥ y) and `strict` P(Y > y). The mean of a standard normal between a and b is
    (φ(a) − φ(b)) / (Φ(b) − Φ(a)).
    """
    upper = np.clip(pvalues, SMALLEST, 1.0)
    lower = np.clip(np.minimum(strict, upper), 0.0, 1.0)
    step = upper - lower
    is_step = step > NEGLIGIBLE * upper
    width = np.where(is_step, step, 1.0)
    scores = np.where(is_step, (_density(upper) - _density(lower)) / width, -ndtri(upper))
    return np.clip(scores, LOWEST, HIGHEST)


def _density(tail: Floats) -> Floats:
    """Return the normal density at the point above which `tail` lies."""
    with np.errstate(invalid="ignore"):
        point = ndtri(tail)
        return np.where(np.isinf(point), 0.0, np.exp(-0.5 * point**2) / np.sqrt(2 * np.pi))
