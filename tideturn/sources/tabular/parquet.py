"""Parquet files: the columns that are wanted, held to the same kinds as those of CSV."""

import json
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import polars as pl

from tideturn.sources.documents.errors import printable
from tideturn.sources.tabular.columns import ColumnFault, column_of
from tideturn.sources.tabular.errors import TableRefused
from tideturn.sources.tabular.header import Wanted, kinds_of
from tideturn.sources.tabular.kinds import Kind

PARQUET = b"PAR1"
TRIAL = "import json, sys, polars; print(json.dumps(polars.read_parquet(sys.argv[1]).columns))"


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
    columns = [_column(file, name, kind) for name, kind in kinds.items() if kind is not None]
    if not len(columns[0]):
        raise TableRefused(str(file), "has columns and no row.")
    return pl.DataFrame(columns)


def names_in(file: Path) -> list[str]:
    """Return the names of the columns of a Parquet file; raises TableRefused where it is damaged."""
    found = file.stat()
    names = _names_by_trial(str(file.resolve()), found.st_mtime_ns, found.st_size)
    if names is None:
        raise TableRefused(str(file), "is a Parquet file that is cut short or damaged; fetch it again.")
    return list(names)


@lru_cache(maxsize=8)
def _names_by_trial(file: str, modified: int, size: int) -> tuple[str, ...] | None:
    """Read a file in another process first, for damage can ask for so much memory that it ends the one that meets it.

    The time and the size of the file stand for its content: what was read once need not be tried again.
    """
    words = [sys.executable, "-P", "-c", TRIAL, file]
    trial = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603
    return tuple(json.loads(trial.stdout)) if trial.returncode == 0 else None


def _column(file: Path, name: str, kind: Kind) -> pl.Series:
    """Return one column; each is read alone, so that texts which stand on many rows are not held beside one another."""
    try:
        return column_of(pl.read_parquet(file, columns=[name])[name], kind)
    except ColumnFault as fault:
        raise TableRefused(str(file), f"row {fault.row + 1}, column {printable(name)}: {fault}") from None
