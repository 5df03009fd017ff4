"""Many series counted on the same weeks."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.errors import BatchInvalid

Counts = NDArray[np.float64]
LARGEST_COUNT = 1e12


@dataclass(frozen=True)
class Batch:
    """Counts of several series on the same weeks.

    `observed` has the shape (series, weeks); a missing week is NaN, which is not the same as zero. `calendar`
    numbers or dates the weeks. `population`, where given, has the same shape. `names` are one a series.
    """

    observed: Counts
    calendar: Calendar
    names: tuple[str, ...] = ()
    population: Counts | None = None

    def __post_init__(self) -> None:
        """Refuse counts that are no counts, and shapes that do not fit."""
        if self.observed.ndim != 2 or self.observed.dtype != np.float64:
            raise BatchInvalid("Counts must be an array of float64 with the shape (series, weeks).")
        if self.observed.shape[1] != self.calendar.length:
            raise BatchInvalid(f"{self.observed.shape[1]} weeks of counts for {self.calendar.length} in the calendar.")
        if self.names and len(self.names) != self.observed.shape[0]:
            raise BatchInvalid(f"{len(self.names)} names were given for {self.observed.shape[0]} series.")
        _check_counts(self.observed)
        if self.population is not None:
            _check_population(self.population, self.observed.shape)

    @property
    def size(self) -> int:
        """Return the number of series."""
        return int(self.observed.shape[0])

    def column(self, t: int) -> int:
        """Return the column of period `t`; raises BatchInvalid outside the calendar."""
        place = t - self.calendar.first
        if not 0 <= place < self.calendar.length:
            last = self.calendar.first + self.calendar.length - 1
            raise BatchInvalid(f"t {t} is outside the series, which run from {self.calendar.first} to {last}.")
        return place


def batch_of(
    observed: ArrayLike,
    *,
    calendar: Calendar | None = None,
    names: tuple[str, ...] = (),
    population: ArrayLike | None = None,
) -> Batch:
    """Return a batch of anything that makes a (series, weeks) array; one series alone may be flat.

    `observed` are whole numbers, 0 or more, and NaN where a week is missing. `population`, people above zero or NaN,
    has the same shape. Without a calendar weeks are numbered from 1. Raises BatchInvalid, saying what does not fit.
    """
    counts = np.atleast_2d(np.asarray(observed, dtype=np.float64))
    people = None if population is None else np.atleast_2d(np.asarray(population, dtype=np.float64))
    return Batch(counts, calendar or Calendar(counts.shape[1]), names, people)


def _check_counts(counts: Counts) -> None:
    if np.isinf(counts).any() or (counts < 0).any():
        raise BatchInvalid("Counts must be zero or more, or NaN where a week is missing.")
    known = counts[np.isfinite(counts)]
    if (known != np.floor(known)).any():
        raise BatchInvalid("Counts must be whole numbers.")
    if (known > LARGEST_COUNT).any():
        raise BatchInvalid(f"Counts above {LARGEST_COUNT:,.0f} cannot be told apart any more; check their unit.")


def _check_population(population: Counts, shape: tuple[int, ...]) -> None:
    if population.shape != shape:
        raise BatchInvalid(f"Populations of shape {population.shape} for counts of shape {shape}.")
    if (population <= 0).any() or np.isinf(population).any():
        raise BatchInvalid("Populations must be above zero, or NaN where they are not known.")


def judged_columns(batch: Batch, weeks: ArrayLike) -> NDArray[np.int64]:
    """Return the columns to judge as an array; raises BatchInvalid for what is not a column of the batch."""
    columns = np.atleast_1d(np.asarray(weeks))
    if columns.ndim != 1 or columns.size == 0 or not np.issubdtype(columns.dtype, np.integer):
        raise BatchInvalid("The weeks to judge must be a flat list of columns of the batch, at least one.")
    if columns.min() < 0 or columns.max() >= batch.calendar.length:
        raise BatchInvalid(f"The weeks to judge must be columns from 0 to {batch.calendar.length - 1}.")
    return columns.astype(np.int64)


def first_watched(batch: Batch) -> NDArray[np.int64]:
    """Return for each series the column of its first count; the length of the calendar where there is none."""
    is_known = np.isfinite(batch.observed)
    return np.where(is_known.any(axis=1), is_known.argmax(axis=1), batch.calendar.length)


def cases_lately(batch: Batch, column: int, weeks: int) -> Counts:
    """Return for each series the cases of so many weeks up to a column; NaN where one of them is missing."""
    if column + 1 < weeks:
        return np.full(batch.size, np.nan)
    return np.asarray(batch.observed[:, column + 1 - weeks : column + 1].sum(axis=1))
