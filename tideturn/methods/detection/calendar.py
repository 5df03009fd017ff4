"""The weeks on which series are counted: an index alone, or the dates on which the weeks begin."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.errors import BatchInvalid

Dates = NDArray[np.datetime64]


@dataclass(frozen=True)
class Calendar:
    """Equal periods, `length` of them one after the other, the first being number `first` (`t` in every output).

    `dates` holds the day on which each period begins, seven days apart, or nothing where only an index is known;
    reference weeks are calendar years back where there are dates, and `periods_per_year` back where there are none.
    """

    length: int
    first: int = 1
    dates: Dates | None = None
    periods_per_year: int = 52

    def __post_init__(self) -> None:
        """Refuse dates that are not whole weeks apart."""
        if self.length < 1:
            raise BatchInvalid("A batch needs at least one period.")
        if self.dates is None:
            return
        if len(self.dates) != self.length:
            raise BatchInvalid(f"{len(self.dates)} dates were given for {self.length} periods.")
        if self.periods_per_year != 52:
            raise BatchInvalid("Dated series are weekly; give t instead of dates for another rhythm.")
        if np.any(np.diff(self.dates.astype("datetime64[D]")) != np.timedelta64(7, "D")):
            raise BatchInvalid("The dates of a batch must be seven days apart, without gaps.")

    @property
    def t(self) -> NDArray[np.int64]:
        """Return the number of each period, shape (length,)."""
        return np.arange(self.first, self.first + self.length, dtype=np.int64)
