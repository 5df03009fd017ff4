"""Records one by one: slower than whole columns at once, but exact about lines, and about what is wrong on them."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from tideturn.sources.documents.errors import printable
from tideturn.sources.tabular.columns import ColumnFault, column_of
from tideturn.sources.tabular.errors import TableRefused
from tideturn.sources.tabular.kinds import Kind
from tideturn.sources.tabular.pieces import Piece


@dataclass(frozen=True)
class Record:
    """The fields of one record, the line on which it begins, and the first line below it."""

    line: int
    fields: list[str]
    below: int


def records_of(file: str, piece: Piece) -> Iterator[Record]:
    """Yield the records of a piece, without blank lines; raises TableRefused with the line."""
    reader = csv.reader(io.StringIO(piece.data.decode("utf-8"), newline=""), strict=True)
    line = piece.line
    try:
        for fields in reader:
            below = piece.line + reader.line_num
            if fields:
                yield Record(line, fields, below)
            line = below
    except csv.Error as error:
        raise TableRefused(file, f"line {line}: {_why(str(error))}.") from None


def _why(error: str) -> str:
    if "limit" in error:
        return "a field is longer than any value of a table; correct it"
    return "a quotation mark stands alone; put the field in quotation marks and double the mark within"


def frame_of_records(file: str, piece: Piece, kinds: dict[str, Kind | None]) -> pl.DataFrame:
    """Return the columns that are read, of the records of a piece; raises TableRefused for the first that is wrong."""
    records = []
    short: TableRefused | None = None
    for record in records_of(file, piece):
        if len(record.fields) != len(kinds):
            short = TableRefused(file, f"line {record.line} has {_count(record.fields)} where {len(kinds)} are named.")
            break
        records.append(record)
    frame = _columns(file, records, kinds)  # what is wrong on an earlier line is said first
    if short:
        raise short
    return frame


def _count(fields: list[str]) -> str:
    return "1 field" if len(fields) == 1 else f"{len(fields)} fields"


def _columns(file: str, records: list[Record], kinds: dict[str, Kind | None]) -> pl.DataFrame:
    columns, faults = [], []
    for place, (name, kind) in enumerate(kinds.items()):
        if kind is None:
            continue
        texts = pl.Series(name, [record.fields[place] for record in records], dtype=pl.String)
        try:
            columns.append(column_of(texts, kind))
        except ColumnFault as fault:
            faults.append((fault.row, name, str(fault)))
    if faults:
        row, name, why = min(faults, key=lambda fault: fault[0])
        raise TableRefused(file, f"line {records[row].line}, column {printable(name)}: {why}")
    return pl.DataFrame(columns)
