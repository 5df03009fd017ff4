"""Writing a table to a file that is whole or not there, or to standard output."""

import os
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
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
        yield _printing()
        return
    check_writable(out)
    with _renamed_when_whole(out) as stream:
        if out.suffix.lower() == ".csv":
            yield _csv_into(stream)
        else:
            parts: list[pl.DataFrame] = []
            yield parts.append
            _write_parquet(pl.concat(parts), stream, out)


def _printing() -> Part:
    if sys.stdout is None:
        raise TableRefused("The standard output", "is closed; name a file to write.")
    write = _csv_into(sys.stdout.buffer)

    def part(frame: pl.DataFrame) -> None:
        try:
            write(frame)
            sys.stdout.flush()
        except BrokenPipeError:  # whoever reads has seen enough; click ends the command
            raise
        except OSError as error:
            _turn_off_output()
            raise TableRefused("The standard output", f"cannot be written: {error.strerror or error}.") from None

    return part


def _turn_off_output() -> None:
    """Send what is still held back nowhere, as Python would try to print it once more when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_parquet(frame: pl.DataFrame, stream: BinaryIO, out: Path) -> None:
    try:
        frame.write_parquet(stream)
    except pl.exceptions.PolarsError as error:  # a full disk among them
        why = str(error).rpartition("IO error: ")[2].rstrip(".")
        raise TableRefused(str(out), f"cannot be written: {why}.") from None


def check_writable(out: Path, *read: Path | None) -> None:
    """Refuse, before any work is done, a name under which no table can be written, and that of a file to be read."""
    if out == STANDARD_OUTPUT:
        return
    try:
        _check_place(out)
        _check_other(out, read)
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) and error.strerror else "no file can have this name"
        raise TableRefused(str(out), f"cannot be written: {words}; give another name.") from None


def _check_other(out: Path, read: Sequence[Path | None]) -> None:
    if any(file is not None and file.exists() and out.exists() and out.samefile(file) for file in read):
        raise TableRefused(str(out), "is a table that is read; name another file to write.")


def _check_place(out: Path) -> None:
    if out.suffix.lower() not in SUFFIXES:
        raise TableRefused(str(out), "is written as CSV or Parquet; give a name that ends in .csv or .parquet.")
    if out.is_dir():
        raise TableRefused(str(out), "is a folder; give the name of a file.")
    if out.exists() and not out.is_file():
        raise TableRefused(str(out), "is a device or a pipe; give the name of a file, or - to print.")
    if not out.parent.is_dir():
        raise TableRefused(str(out), f"cannot be written, as there is no folder {out.parent}; make it first.")
    if not os.access(out.parent, os.W_OK):
        raise TableRefused(str(out), f"cannot be written, as nothing may be written into {out.parent}; choose another.")


@contextmanager
def _renamed_when_whole(out: Path) -> Iterator[BinaryIO]:
    final = _target(out)
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


def _target(out: Path) -> Path:
    """Return the file itself where a name is a link, so that the link stays."""
    try:
        return out.resolve()
    except (OSError, RuntimeError):  # before Python 3.13 a link in a circle is a RuntimeError
        raise TableRefused(str(out), "is a link in a circle; give another name.") from None


def _csv_into(stream: BinaryIO) -> Part:
    begun: list[bool] = []

    def part(frame: pl.DataFrame) -> None:
        floats = [name for name, dtype in frame.schema.items() if dtype.is_float()]
        stream.write(frame.with_columns(pl.col(floats).fill_nan(None)).write_csv(include_header=not begun).encode())
        begun.append(True)

    return part
