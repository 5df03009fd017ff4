"""Tables in long form, as the commands of rates and estimates take them: a few known columns, and keys."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tideturn.interfaces.cli.refusal import Refusal
from tideturn.methods.estimates.errors import EstimatesError
from tideturn.methods.rates.errors import RatesError
from tideturn.sources.tabular.errors import TableRefused, shown
from tideturn.sources.tabular.kinds import Kind
from tideturn.sources.tabular.reading import place_of, read_table

Key = tuple[str | None, ...]
# Numbers the records of the file; no column of a user's can have it, as names are stripped when they are read.
ROW = " row"


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what is wrong with a table, or with what is asked of a method, into a sentence and exit code 2."""
    try:
        yield
    except (TableRefused, RatesError, EstimatesError) as error:
        raise Refusal(str(error)) from None


@dataclass(frozen=True)
class LongTable:
    """The records of a file; `keys` are the columns without a meaning of their own, such as an area or a year."""

    file: Path
    frame: pl.DataFrame
    keys: tuple[str, ...]

    def has(self, column: str) -> bool:
        """Return whether the table has a column."""
        return column in self.frame.columns

    def numbers(self, column: str) -> NDArray[np.float64]:
        """Return a column as float64, NaN where a field is empty."""
        return self.frame[column].cast(pl.Float64).fill_null(np.nan).to_numpy().astype(np.float64)

    def key_columns(self) -> pl.DataFrame:
        """Return the keys of every record."""
        return self.frame.select(self.keys)

    def groups(self) -> list[tuple[Key, "LongTable"]]:
        """Return the records of each combination of keys, in the order of the file."""
        if not self.keys:
            return [((), self)]
        parts = self.frame.partition_by(self.keys, maintain_order=True, include_key=True)
        return [(part.select(self.keys).row(0), LongTable(self.file, part, self.keys)) for part in parts]

    def beside(self, keys: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
        """Return figures beside their keys; raises TableRefused where a key has the name of a figure."""
        taken = [name for name in keys.columns if name in figures.columns]
        if taken:
            raise TableRefused(
                str(self.file), f"the column {shown(taken[0])} has a name that the output gives a figure; rename it."
            )
        return pl.concat([keys, figures], how="horizontal") if keys.width else figures

    def refuse(self, record: int, reason: str) -> TableRefused:
        """Return the refusal of one record of this table, with the place where it stands in the file."""
        place = place_of(self.file, int(self.frame[ROW][record]))
        return TableRefused(str(self.file), f"{place}: {reason}")

    def check_once(self, columns: Sequence[str], words: str) -> None:
        """Refuse a second record with the same keys and the same values in these columns."""
        twice = ~self.frame.select(pl.struct(*self.keys, *columns).is_first_distinct()).to_series()
        if twice.any():
            raise self.refuse(int(twice.arg_true()[0]), f"{words} is given twice; remove or add up one of them.")


def read_long(
    file: Path, *, required: Mapping[str, Kind], optional: Mapping[str, Kind], filled: Sequence[str] = ()
) -> LongTable:
    """Return a table whose other columns are its keys; raises TableRefused, also where there is no record."""
    frame = read_table(file, required=required, optional=optional, allow_others=True, filled=filled)
    if not frame.height:
        raise TableRefused(str(file), "has no records below its first line; there is nothing to work out.")
    keys = tuple(name for name in frame.columns if name not in required and name not in optional)
    return LongTable(file, frame.with_row_index(ROW), keys)


def key_frame(keys: Sequence[str], values: Sequence[Key]) -> pl.DataFrame:
    """Return the keys of so many groups as columns."""
    return pl.DataFrame({name: [value[place] for value in values] for place, name in enumerate(keys)}, strict=False)
