"""Kits handed out and what became of them, period by period, as services record them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.estimates.errors import SupplyInvalid

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Supply:
    """Kits by period, each array (periods,), oldest first.

    `first` and `repeat` are kits supplied to somebody for the first time and again. `used`, `lost` and `expired` are
    kits known to be so, mostly because their holder asked for another; `lost` is nothing where services do not record
    it, `expired` where they do not.
    """

    first: Floats
    repeat: Floats
    used: Floats
    lost: Floats | None = None
    expired: Floats | None = None

    def __post_init__(self) -> None:
        """Refuse counts that are missing or below zero, and columns of different lengths; close them to writing."""
        columns: Mapping[str, ArrayLike | None] = {
            "first": self.first,
            "repeat": self.repeat,
            "used": self.used,
            "lost": self.lost,
            "expired": self.expired,
        }
        for name, column in columns.items():
            if column is not None:
                object.__setattr__(self, name, _checked(column, name, len(np.atleast_1d(self.first))))

    @property
    def supplied(self) -> Floats:
        """Return all kits supplied in each period."""
        return self.first + self.repeat


def _checked(column: ArrayLike, name: str, periods: int) -> Floats:
    counts = np.array(column, dtype=np.float64)
    if counts.shape != (periods,):
        raise SupplyInvalid(f"The column {name} has the shape {counts.shape} where {periods} periods are expected.")
    if not np.isfinite(counts).all() or (counts < 0).any():
        raise SupplyInvalid(f"The column {name} needs a count, 0 or more, in every period.")
    counts.flags.writeable = False
    return counts
