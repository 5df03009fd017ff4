"""A table of counts as series on one calendar, in little memory, from which batches of series are taken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tideturn.interfaces.cli.detecting.columns import SERIES, Roles, roles_of
from tideturn.interfaces.cli.detecting.weeks import Placed, Where, place
from tideturn.interfaces.cli.refusal import Refusal
from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.calendar import Calendar
from tideturn.sources.tabular.errors import TableRefused
from tideturn.sources.tabular.reading import column_names, place_of, read_table

BETWEEN_KEYS = " | "
ONLY_SERIES = "all"
SERIES_AT_ONCE = 1_000
TIMES_APART = 1e9  # the largest population of a table and its smallest

Floats = NDArray[np.float64]
Codes = NDArray[np.integer]


@dataclass(frozen=True)
class Counts:
    """Series in order of first appearance. Rows stand series by series: those of series i from bounds[i] on."""

    names: tuple[str, ...]
    calendar: Calendar
    bounds: Codes
    columns: Codes
    observed: Floats
    population: Floats | None

    def batch(self, first: int, last: int) -> Batch:
        """Return the series from one place to another as a batch; a week without a row is missing."""
        rows = slice(self.bounds[first], self.bounds[last])
        places = np.repeat(np.arange(last - first), np.diff(self.bounds[first : last + 1]))
        shape = (last - first, self.calendar.length)

        def matrix(values: Floats) -> Floats:
            cells = np.full(shape, np.nan)
            cells[places, self.columns[rows]] = values[rows]
            return cells

        population = None if self.population is None else matrix(self.population)
        return Batch(matrix(self.observed), self.calendar, self.names[first:last], population)

    def batches(self, series: int) -> Iterator[Batch]:
        """Yield all series, so many at once."""
        for first in range(0, len(self.names), series):
            yield self.batch(first, min(first + series, len(self.names)))


def read_counts(
    file: Path, *, keys: Sequence[str] = (), ignored: Sequence[str] = (), a_year: int | None = None
) -> Counts:
    """Return the series of a CSV or Parquet file; raises TableRefused or Refusal, with line and remedy."""
    roles = roles_of(str(file), column_names(file), keys=keys, ignored=ignored)
    frame = read_table(file, required=roles.kinds, unread=roles.unread, filled=roles.keys)
    try:
        return counts_of(frame, roles, where=lambda row: place_of(file, row), a_year=a_year)
    except Refusal as refused:
        raise TableRefused(str(file), refused.message) from None


def counts_of(frame: pl.DataFrame, roles: Roles, *, where: Where, a_year: int | None = None) -> Counts:
    """Return the series of a table that is read already; `where` tells the place of a row for what is refused."""
    placed = place(frame, where=where, a_year=a_year)
    return counts_on(placed, frame, roles, is_short=has_own_names(frame.select(roles.keys)), where=where)


def counts_on(placed: Placed, frame: pl.DataFrame, roles: Roles, *, is_short: bool, where: Where) -> Counts:
    """Return the series of a table whose rows have their places; with `is_short` the column series names them."""
    kinds, codes = _series(frame, roles)
    order = None if bool((np.diff(codes) >= 0).all()) else np.argsort(codes, kind="stable")
    bounds = np.concatenate([[0], np.cumsum(np.bincount(codes))])
    columns = placed.columns if order is None else placed.columns[order]
    _check_doubles(columns, bounds, order, where)

    def values(name: str) -> Floats:
        numbers = frame[name].cast(pl.Float64).fill_null(float("nan")).to_numpy()
        return numbers if order is None else numbers[order]

    population = None
    if "population" in roles.values:
        _check_range(frame["population"], where)
        population = values("population")
    names = _names(kinds, is_short=is_short)
    return Counts(names, placed.calendar, bounds, columns, values("observed"), population)


def _check_range(population: pl.Series, where: Where) -> None:
    """Refuse populations so far apart that a count expected in proportion to them would leave the range of numbers."""
    places = population.arg_min(), population.arg_max()
    if None in places or population.max() <= TIMES_APART * population.min():  # type: ignore[operator]
        return
    low, high = (f"{population[place]} ({where(place)})" for place in places if place is not None)
    raise Refusal(f"population runs from {low} to {high}, which is too far apart; correct the one that is wrong.")


def has_own_names(keys: pl.DataFrame) -> bool:
    """Tell whether the column series alone tells all series apart."""
    if SERIES not in keys.columns:
        return False
    return keys.width == 1 or keys.unique()[SERIES].is_unique().all()


def _series(frame: pl.DataFrame, roles: Roles) -> tuple[pl.DataFrame, Codes]:
    """Return the keys of the series in order of first appearance, and for each row the place of its series."""
    if not roles.keys:
        return pl.DataFrame({SERIES: [ONLY_SERIES]}), np.zeros(frame.height, dtype=np.int32)
    keyed = frame.select(roles.keys)
    kinds = keyed.unique(maintain_order=True)
    if len(roles.keys) == 1:
        codes = keyed.to_series().to_physical().to_numpy()
        places = np.zeros(int(codes.max()) + 1, dtype=np.int32)
        places[kinds.to_series().to_physical().to_numpy()] = np.arange(kinds.height)
        return kinds, places[codes]
    numbered = kinds.with_row_index("number")
    joined = keyed.join(numbered, on=roles.keys, how="left", maintain_order="left")
    return kinds, joined["number"].cast(pl.Int32).to_numpy()


def _names(kinds: pl.DataFrame, *, is_short: bool) -> tuple[str, ...]:
    """Return the name of each series: `series` where it suffices, else all keys, in the order of the columns."""
    texts = kinds.select(pl.all().cast(pl.String))
    if is_short:
        return tuple(texts[SERIES])
    return tuple(texts.select(pl.concat_str(pl.all(), separator=BETWEEN_KEYS)).to_series())


def _check_doubles(columns: Codes, bounds: Codes, order: Codes | None, where: Where) -> None:
    """Refuse two rows for one week of one series."""
    width = int(columns.max()) + 1
    for first in range(0, len(bounds) - 1, SERIES_AT_ONCE):
        last = min(first + SERIES_AT_ONCE, len(bounds) - 1)
        rows = slice(bounds[first], bounds[last])
        cells = np.repeat(np.arange(last - first) * width, np.diff(bounds[first : last + 1])) + columns[rows]
        counted = np.bincount(cells)
        if counted.max() > 1:
            twice = np.flatnonzero(cells == np.argmax(counted > 1))[:2] + bounds[first]
            one, other = (int(row if order is None else order[row]) for row in twice)
            raise Refusal(
                f"{where(one)} and {where(other)} count the same week of one series twice; "
                "keep the one that is right, or name with --key the column that tells them apart."
            )
