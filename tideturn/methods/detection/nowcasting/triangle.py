"""The reporting triangle: counts by event period and by delay until the report."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.detection.errors import BatchInvalid

Counts = NDArray[np.float64]
Dates = NDArray[np.datetime64]


@dataclass(frozen=True)
class Triangle:
    """Counts of several series by event period and delay, as they were known when the last event period had ended.

    `counts` has the shape (series, event periods, delays): delay 0 is a report in the period of the event, the last
    delay is the longest that is waited for. Period `t` with delay `d` was reported in period `t + d`; what lies after
    the last period has not been reported yet and is NaN, and so is what a failed delivery never brought. `periods`
    holds the day on which each event period begins, where there are dates; `names` are one a series.
    """

    counts: Counts
    names: tuple[str, ...] = ()
    periods: Dates | None = None

    def __post_init__(self) -> None:
        """Refuse counts that are no counts, reports from the future, and shapes that do not fit."""
        if self.counts.ndim != 3 or self.counts.dtype != np.float64:
            raise BatchInvalid("A reporting triangle is an array of float64 of the shape (series, periods, delays).")
        if 0 in self.counts.shape:
            raise BatchInvalid("A reporting triangle needs at least one series, one event period and one delay.")
        if self.names and len(self.names) != self.counts.shape[0]:
            raise BatchInvalid(f"{len(self.names)} names were given for {self.counts.shape[0]} series.")
        if self.periods is not None and len(self.periods) != self.counts.shape[1]:
            raise BatchInvalid(f"{len(self.periods)} dates were given for {self.counts.shape[1]} event periods.")
        _check_counts(self.counts)
        if np.isfinite(self.counts[:, ~_past(*self.counts.shape[1:])]).any():
            raise BatchInvalid("A report lies after the last event period; leave out what was not yet known then.")
        self.counts.flags.writeable = False

    @property
    def length(self) -> int:
        """Return the number of event periods."""
        return int(self.counts.shape[1])

    @property
    def max_delay(self) -> int:
        """Return the longest delay that is waited for, in periods."""
        return int(self.counts.shape[2]) - 1

    @property
    def reported(self) -> Counts:
        """Return what has been reported of each event period, shape (series, periods); NaN where nothing is known."""
        known = np.isfinite(self.counts)
        return np.where(known.any(axis=2), np.where(known, self.counts, 0).sum(axis=2), np.nan)

    def as_of(self, length: int) -> "Triangle":
        """Return the triangle as it was known when the first `length` event periods had ended."""
        if not 1 <= length <= self.length:
            raise BatchInvalid(f"The triangle holds {self.length} periods; it cannot be seen as of period {length}.")
        counts = self.counts[:, :length].copy()
        counts[:, ~_past(length, counts.shape[2])] = np.nan
        return Triangle(counts, self.names, None if self.periods is None else self.periods[:length])


def triangle_of(counts: ArrayLike, *, names: tuple[str, ...] = (), periods: Dates | None = None) -> Triangle:
    """Return a triangle of anything that makes a (series, periods, delays) array; one series alone may be flat.

    What lies after the last event period is taken as not yet reported, whatever is given there.
    """
    array = np.array(counts, dtype=np.float64)
    cells = array[None] if array.ndim == 2 else array
    if cells.ndim == 3:
        cells[:, ~_past(*cells.shape[1:])] = np.nan
    return Triangle(cells, names, periods)


def _past(length: int, delays: int) -> NDArray[np.bool_]:
    """Return which cells, by period and delay, lie at or before the last period."""
    return np.arange(length)[:, None] + np.arange(delays) < length


def _check_counts(counts: Counts) -> None:
    known = counts[np.isfinite(counts)]
    if np.isinf(counts).any():
        raise BatchInvalid("Counts must be zero or more, or NaN where they are not known.")
    if (known < 0).any():
        raise BatchInvalid(
            "A report takes back events that an earlier report had counted, so that a count is below zero. "
            "Correct the earlier report instead, or give each event the date on which it was first rightly reported."
        )
    if (known != np.floor(known)).any():
        raise BatchInvalid("Counts must be whole numbers.")
