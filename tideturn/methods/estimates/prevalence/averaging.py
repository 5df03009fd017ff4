"""Weights of models by how well they fit for what they cost.

K. P. Burnham and D. R. Anderson, Model Selection and Multimodel Inference, 2nd edition 2002; G. Schwarz, Annals of
Statistics 6, 1978.
"""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Criterion(StrEnum):
    """What a parameter costs: 2 (AIC), or the logarithm of the number of people seen (BIC)."""

    AIC = "aic"
    BIC = "bic"

    def of(self, deviances: Floats, parameters: NDArray[np.int64], *, people: float) -> Floats:
        """Return the criterion of each model, but for a constant; lower is better."""
        return deviances + parameters * (2.0 if self is Criterion.AIC else np.log(people))


def weights_of(criteria: Floats, usable: NDArray[np.bool_]) -> Floats:
    """Return weights that sum to 1 over the usable models, and are 0 for the others; all 0 where none is usable."""
    if not usable.any():
        return np.zeros_like(criteria)
    gap = np.where(usable, criteria - criteria[usable].min(), np.inf)
    share = np.exp(-gap / 2)
    return np.asarray(share / share.sum())
