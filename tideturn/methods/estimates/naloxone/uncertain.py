"""Figures that come with an interval: a share, or a number of people."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from tideturn.methods.estimates.errors import ParametersInvalid

Floats = NDArray[np.float64]
HALF_WIDTH_AT_95 = float(ndtri(0.975))


@dataclass(frozen=True)
class UncertainShare:
    """A share between 0 and 1: the `estimate`, and its 95 % interval from `lower` to `upper`.

    An exact share has both limits at the estimate.
    """

    estimate: float
    lower: float
    upper: float

    def __post_init__(self) -> None:
        """Refuse what is no share, and limits that leave the estimate out."""
        if not 0 <= self.lower <= self.estimate <= self.upper <= 1:
            raise ParametersInvalid(
                f"A share of {self.estimate} ({self.lower} to {self.upper}) must lie between its limits, and those "
                "between 0 and 1."
            )

    def at(self, probability: Floats) -> Floats:
        """Return the values at these probabilities: normal with its own spread on each side, cut at 0 and 1."""
        z = ndtri(probability) / HALF_WIDTH_AT_95
        side = np.where(z < 0, self.estimate - self.lower, self.upper - self.estimate)
        return np.clip(self.estimate + z * side, 0.0, 1.0)


@dataclass(frozen=True)
class UncertainCount:
    """A number of people above none: the `estimate`, and its 95 % interval from `lower` to `upper`."""

    estimate: float
    lower: float
    upper: float

    def __post_init__(self) -> None:
        """Refuse a number that is none, and limits that leave the estimate out."""
        if not 0 < self.lower <= self.estimate <= self.upper < np.inf:
            raise ParametersInvalid(
                f"{self.estimate} people ({self.lower} to {self.upper}) must lie between the limits, and those above 0."
            )


def exactly(share: float) -> UncertainShare:
    """Return a share between 0 and 1 that is known, so that both limits are the share itself."""
    return UncertainShare(share, share, share)
