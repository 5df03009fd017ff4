"""What every statistic of this family gives: a figure with its limits."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.rates.counts import Floats
from tideturn.methods.rates.errors import CountsInvalid


@dataclass(frozen=True)
class Rates:
    """Figures with their limits, all arrays of one shape, NaN where a figure is not known.

    `events` is what was counted. `value`, `lower` and `upper` are per `multiplier` of the denominator. `method` names
    the statistic and its limits in words.
    """

    events: Floats
    value: Floats
    lower: Floats
    upper: Floats
    multiplier: float
    confidence: float
    method: str

    def __post_init__(self) -> None:
        """Refuse arrays of different shapes and limits that leave their figure out; close everything to writing."""
        for name in ("events", "value", "lower", "upper"):
            array = np.array(getattr(self, name), dtype=np.float64)
            if array.shape != np.shape(self.value):
                raise CountsInvalid(f"{name} has the shape {array.shape}, the figures {np.shape(self.value)}.")
            array.flags.writeable = False
            object.__setattr__(self, name, array)
        if not (_contained(self.lower, self.value) & _contained(self.value, self.upper)).all():
            raise CountsInvalid("Limits must contain their figure.")


def _contained(lower: Floats, upper: Floats) -> NDArray[np.bool_]:
    slack = 1e-9 * np.maximum(np.abs(lower), np.abs(upper))
    return (lower <= upper + slack) | np.isnan(lower) | np.isnan(upper)
