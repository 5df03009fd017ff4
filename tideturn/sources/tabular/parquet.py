"""Parquet files: the columns that are wanted, held to the same kinds as those of CSV."""

import os
from pathlib import Path

import polars as pl

from tideturn.sources.documents.errors import printable
from tideturn.sources.tabular.columns import ColumnFault, column_of
from tideturn.sources.tabular.errors import TableRefused
from tideturn.sources.tabular.header import Wanted, kinds_of
from tideturn.sources.tabular.kinds import Kind

PARQUET = b"PAR1"
DAMAGED = "is a Parquet file that is cut short or damaged; fetch it again."


def is_parquet(file: Path) -> bool:
    """Tell whether a file begins as Parquet does; raises TableRefused where it cannot be opened."""
    try:
        with file.open("rb") as stream:
            return stream.read(len(PARQUET)) == PARQUET
    except OSError as error:
        raise TableRefused(str(file), f"cannot be read: {error.strerror or error}.") from None


def read_parquet(file: Path, wanted: Wanted) -> pl.DataFrame:
    """Return the columns wanted of a Parquet file; raises TableRefused with row, column and remedy."""
    kinds = kinds_of(str(file), names_in(file), wanted)
    read = {name: kind for name, kind in kinds.items() if kind is not None}
    try:
        frame = pl.read_parquet(file, columns=list(read))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        raise TableRefused(str(file), DAMAGED) from None
    if not frame.height:
        raise TableRefused(str(file), "has columns and no row.")
    return pl.DataFrame([_column(str(file), frame[name], kind) for name, kind in read.items()])


def names_in(file: Path) -> list[str]:
    """Return the names of the columns of a Parquet file; raises TableRefused where it is damaged."""
    _check_end(file)
    try:
        return list(pl.read_parquet_schema(file))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError):
        raise TableRefused(str(file), DAMAGED) from None


def _column(file: str, column: pl.Series, kind: Kind) -> pl.Series:
    try:
        return column_of(column, kind)
    except ColumnFault as fault:
        raise TableRefused(file, f"row {fault.row + 1}, column {printable(column.name)}: {fault}") from None


def _check_end(file: Path) -> None:
    with file.open("rb") as stream:
        stream.seek(-min(len(PARQUET), file.stat().st_size), os.SEEK_END)
        if stream.read() != PARQUET:
            raise TableRefused(str(file), DAMAGED)
