"""The likely range of random variation around a moving average, as National Records of Scotland publish it.

National Records of Scotland, Drug-related deaths in Scotland (yearly), figure 1: a count that comes at random with a
mean of `average` lies within 1.96 square roots of it 95 times in a hundred.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.rates.confidence import normal_quantile
from tideturn.methods.rates.counts import Floats, events_of
from tideturn.methods.rates.moving_average import moving_average


@dataclass(frozen=True)
class RandomVariation:
    """Counts, their moving average, and the range within which chance alone would keep them; all of one shape.

    Everything is in events; NaN where there is no average.
    """

    observed: Floats
    average: Floats
    lower: Floats
    upper: Floats
    confidence: float

    @property
    def is_outside(self) -> NDArray[np.bool_]:
        """Return which counts chance alone does not explain; False where there is no range."""
        return (self.observed < self.lower) | (self.observed > self.upper)


def likely_range(average: ArrayLike, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return `average` less and plus 1.96·√`average`, in its shape; the lower end never below zero.

    Both are in events; 1.96 is for a confidence of 0.95. Raises CountsInvalid for averages below zero.
    """
    mean = events_of(average, name="Averages")
    half = normal_quantile(confidence) * np.sqrt(mean)
    return np.maximum(mean - half, 0.0), mean + half


def random_variation(counts: ArrayLike, *, width: int = 5, confidence: float = 0.95) -> RandomVariation:
    """Return the central average of `width` periods (the last axis) and the likely range around it.

    NaN at the ends and beside missing periods, where no average can be made.
    """
    observed = events_of(counts)
    average = moving_average(observed, width=width)
    lower, upper = likely_range(average, confidence=confidence)
    return RandomVariation(observed, average, lower, upper, confidence)
