"""Writing a table to a file that is whole or not there, or to standard output."""

import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import polars as pl

from tideturn.sources.tabular.errors import TableRefused

STANDARD_OUTPUT = Path("-")
SUFFIXES = (".csv", ".parquet")

Part = Callable[[pl.DataFrame], None]


def write_table(frame: pl.DataFrame, out: Path) -> None:
    """Write a table as CSV or Parquet by its suffix, or as CSV to standard output for `-`; raises TableRefused."""
    with writing(out) as part:
        part(frame)


@contextmanager
def writing(out: Path) -> Iterator[Part]:
    """Yield a function that takes a table part by part; the file has its name once all parts are there.

    Numbers are written with as many digits as give the same number back, a missing value as nothing.
    """
    if out == STANDARD_OUTPUT:
        yield _csv_into(sys.stdout.buffer)
        sys.stdout.flush()
        return
    check_writable(out)
    with _renamed_when_whole(out) as stream:
        if out.suffix.lower() == ".csv":
            yield _csv_into(stream)
        else:
            parts: list[pl.DataFrame] = []
            yield parts.append
            pl.concat(parts).write_parquet(stream)


def check_writable(out: Path) -> None:
    """Refuse, before any work is done, a name under which no table can be written."""
    if out == STANDARD_OUTPUT:
        return
    if out.suffix.lower() not in SUFFIXES:
        raise TableRefused(str(out), "is written as CSV or Parquet; give a name that ends in .csv or .parquet.")
    if out.is_dir():
        raise TableRefused(str(out), "is a folder; give the name of a file.")
    if not out.parent.is_dir():
        raise TableRefused(str(out), f"cannot be written, as there is no folder {out.parent}; make it first.")
    if not os.access(out.parent, os.W_OK):
        raise TableRefused(str(out), f"cannot be written, as nothing may be written into {out.parent}; choose another.")


@contextmanager
def _renamed_when_whole(out: Path) -> Iterator[BinaryIO]:
    final = out.resolve()
    unfinished = final.with_name(f".{final.name}.{secrets.token_hex(4)}.unfinished")
    try:
        with unfinished.open("xb") as stream:
            yield stream
        unfinished.replace(final)
    except OSError as error:
        raise TableRefused(str(out), f"cannot be written: {error.strerror or error}.") from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _csv_into(stream: BinaryIO) -> Part:
    begun: list[bool] = []

    def part(frame: pl.DataFrame) -> None:
        floats = [name for name, dtype in frame.schema.items() if dtype.is_float()]
        stream.write(frame.with_columns(pl.col(floats).fill_nan(None)).write_csv(include_header=not begun).encode())
        begun.append(True)

    return part
