"""One p-value of several that depend on each other in ways nobody knows.

Liu and Xie 2020, Journal of the American Statistical Association 115: 393–402: the weighted mean of
tan(π(½ − p)) has, far out, a Cauchy distribution whatever the dependence. P-values near one are cut off, since a single
one of them would outweigh all evidence (Fang, Chang, Park and Tseng 2023, Statistica Sinica 33: 1115–1142).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CUT = 0.9
SMALLEST = 1e-300
TINY = 1e-15  # below this the tangent is 1/(πp) to the last digit


def combined_pvalues(pvalues: Floats) -> Floats:
    """Return one p-value of those along the first axis; NaN are left out, and where all are NaN so is the answer."""
    known = np.isfinite(pvalues)
    number = known.sum(axis=0)
    total = np.where(known, _tangents(np.where(known, pvalues, 0.5)), 0.0).sum(axis=0)
    with np.errstate(invalid="ignore"):
        mean = total / np.where(number > 0, number, np.nan)
    return _tail(mean)


def _tangents(pvalues: Floats) -> Floats:
    cut = np.clip(pvalues, SMALLEST, CUT)
    return np.where(cut < TINY, 1.0 / (np.pi * cut), np.tan(np.pi * (0.5 - np.maximum(cut, TINY))))


def _tail(mean: Floats) -> Floats:
    """Return how often a standard Cauchy variable is above the mean, without loss of digits far out."""
    with np.errstate(divide="ignore", invalid="ignore"):
        far = np.arctan(1.0 / mean) / np.pi
    return np.where(mean > 1.0, far, 0.5 - np.arctan(mean) / np.pi)
