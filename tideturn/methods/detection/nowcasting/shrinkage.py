"""Uncertain estimates drawn towards what is known of their like."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Moments(NamedTuple):
    """Sums of a moment estimator: the estimate is `excess / scale`, and `noise` the variance of `excess` by chance."""

    excess: Floats
    scale: Floats
    noise: Floats

    def total(self) -> "Moments":
        """Return the sums over all series, shape (1, …)."""
        return Moments(*(part.sum(axis=0, keepdims=True) for part in self))


def shrunk(moments: Moments, *, towards: ArrayLike, spread: float) -> Floats:
    """Return estimates drawn towards a value, the more the less they are worth by themselves.

    An estimate is weighted by its own variance against `spread` squared, the variance of the true values around what
    they are drawn to (Efron and Morris 1975, JASA).
    """
    value = np.asarray(towards, dtype=np.float64)
    has = moments.scale > 0
    scale = np.where(has, moments.scale, 1.0)
    variance = moments.noise / scale**2
    weight = np.where(has, spread**2 / (spread**2 + variance), 0.0)
    return weight * moments.excess / scale + (1 - weight) * value
