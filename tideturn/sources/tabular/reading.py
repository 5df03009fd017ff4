"""Reading a table from a file: CSV, compressed or not, or Parquet."""

from collections.abc import Collection, Mapping
from pathlib import Path

import polars as pl

from tideturn.sources.documents.errors import printable
from tideturn.sources.tabular import delimited, parquet
from tideturn.sources.tabular.errors import TableRefused
from tideturn.sources.tabular.header import Wanted, check_shape
from tideturn.sources.tabular.kinds import Kind


def read_table(
    file: Path,
    *,
    required: Mapping[str, Kind],
    optional: Mapping[str, Kind] | None = None,
    allow_others: bool = False,
    filled: Collection[str] = (),
    unread: Collection[str] = (),
) -> pl.DataFrame:
    """Return the columns of a CSV or Parquet file, each of its kind, in the order of the file; raises TableRefused.

    Counts and whole numbers are Int64, other numbers Float64, days Date, text String, or Categorical where it
    stands on many rows; a field left empty (or NA, which R writes, but not in text) is null. `filled` names columns
    in which no field may be empty, `unread` those that may stand in the table and are not read. Other columns are
    read as text with `allow_others`, and refused without it.
    """
    _check_file(file)
    wanted = Wanted(required, optional or {}, allow_others, tuple(unread), tuple(filled))
    read = parquet.read_parquet if parquet.is_parquet(file) else delimited.read_delimited
    frame = read(file, wanted)
    for name in wanted.filled:
        if name in frame.columns and frame[name].null_count():
            row = int(frame[name].is_null().arg_true()[0])
            place = place_of(file, row)
            raise TableRefused(
                str(file), f"{place}, column {printable(name)} is empty; fill it in or remove the record."
            )
    return frame


def column_names(file: Path) -> list[str]:
    """Return the names of the columns of a table of more than one; raises TableRefused where it cannot be read."""
    _check_file(file)
    names = parquet.names_in(file) if parquet.is_parquet(file) else delimited.names_in(file)
    check_shape(str(file), names, is_wide=True)
    return names


def place_of(file: Path, row: int) -> str:
    """Return where a row of a table, counted from 0, stands in its file: 'line 17', or 'row 16' of Parquet."""
    return f"row {row + 1}" if parquet.is_parquet(file) else f"line {delimited.line_of(file, row)}"


def _check_file(file: Path) -> None:
    try:
        if file.is_file():
            return
        word = "is a folder" if file.is_dir() else "is not a file" if file.exists() else "is not there"
    except (OSError, ValueError):
        word = "is not there"
    raise TableRefused(str(file), f"{word}; give the name of a CSV or Parquet file.")
