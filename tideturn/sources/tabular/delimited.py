"""CSV files: whole columns at once by polars, and record by record where polars would pass something over.

polars fills records that are too short with nothing and says of a bad value neither its line nor the remedy. So each
piece is counted, and goes to the exact reader where the count does not come out or polars refuses.
"""

import contextlib
import io
import re
from collections.abc import Collection, Iterator
from itertools import chain
from pathlib import Path

import polars as pl

from tideturn.sources.tabular.columns import HELD_AS, ColumnFault, column_of
from tideturn.sources.tabular.errors import TableRefused
from tideturn.sources.tabular.header import Wanted, kinds_of
from tideturn.sources.tabular.kinds import Kind
from tideturn.sources.tabular.pieces import Piece, pieces_of
from tideturn.sources.tabular.records import Record, frame_of_records, records_of

QUOTED = re.compile(rb'"[^"]*"')
NUMBERS = (Kind.COUNT, Kind.INTEGER, Kind.NUMBER, Kind.POSITIVE)


def read_delimited(file: Path, wanted: Wanted) -> pl.DataFrame:
    """Return the columns wanted of a CSV file; raises TableRefused with line, column and remedy."""
    header, pieces = _opened(file)
    kinds = kinds_of(str(file), header.fields, wanted)
    frames = [_frame(str(file), piece, kinds) for piece in pieces if piece.data.strip(b"\r\n")]
    if not any(frame.height for frame in frames):
        raise TableRefused(str(file), "has a line of column names and nothing below it.")
    return pl.concat(frames)


def names_in(file: Path) -> list[str]:
    """Return the names of the columns of a CSV file, as its first line has them."""
    return [name.strip() for name in _opened(file)[0].fields]


def line_of(file: Path, row: int) -> int:
    """Return the line of a CSV file on which a row of its table begins; rows count from 0."""
    _, pieces = _opened(file)
    for place, record in enumerate(chain.from_iterable(records_of(str(file), piece) for piece in pieces)):
        if place == row:
            return record.line
    raise IndexError(row)


def _opened(file: Path) -> tuple[Record, Iterator[Piece]]:
    """Return the line of column names, and the pieces below it."""
    pieces = pieces_of(file)
    for first in pieces:
        for header in records_of(str(file), first):
            return header, chain([_below(first, header.below)], pieces)
    raise TableRefused(str(file), "is empty.")


def _below(piece: Piece, line: int) -> Piece:
    """Return what a piece holds from a line on."""
    text = io.StringIO(piece.data.decode("utf-8"), newline="")
    for _ in range(line - piece.line):
        text.readline()
    return Piece(text.read().encode("utf-8"), line)


def _frame(file: str, piece: Piece, kinds: dict[str, Kind | None]) -> pl.DataFrame:
    frame = _at_once(piece, kinds)
    return frame_of_records(file, piece, kinds) if frame is None else frame


def _at_once(piece: Piece, kinds: dict[str, Kind | None]) -> pl.DataFrame | None:
    """Return the columns read by polars, or null where the exact reader must look.

    Numbers are read as numbers, which is quick, and else as texts: counts are often written as 5.0.
    """
    data = piece.data.rstrip(b"\r\n")
    records = _records_counted(data, len(kinds))
    if records is None:
        return None
    for numbers in (NUMBERS, ()):
        with contextlib.suppress(pl.exceptions.PolarsError, pl.exceptions.PanicException, ColumnFault):
            frame = _parsed(data, kinds, numbers)
            if frame.height == records:
                return frame
    return None


def _records_counted(data: bytes, width: int) -> int | None:
    """Return the number of records, or null unless each has as many fields as there are columns."""
    bare = QUOTED.sub(b"", data) if b'"' in data else data
    if b'"' in bare or bare.count(b"\r") != bare.count(b"\r\n"):
        return None
    if width == 1 and (b"\n\n" in data or b"\n\r\n" in data or data[:1] in b"\r\n"):
        return None
    records = bare.count(b"\n") + 1
    return records if bare.count(b",") == records * (width - 1) else None


def _parsed(data: bytes, kinds: dict[str, Kind | None], numbers: Collection[Kind]) -> pl.DataFrame:
    frame = pl.read_csv(
        data,
        has_header=False,
        schema={name: HELD_AS[kind] if kind and kind in numbers else pl.String() for name, kind in kinds.items()},
        null_values={name: "NA" for name, kind in kinds.items() if kind in numbers},
        columns=[place for place, kind in enumerate(kinds.values()) if kind is not None],
    )
    return pl.DataFrame([column_of(frame[name], kind) for name, kind in kinds.items() if kind is not None])
