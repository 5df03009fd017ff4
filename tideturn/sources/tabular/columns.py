"""A column as it was read, made a column of its kind; or the first of its rows that is not of that kind."""

from datetime import date

import polars as pl

from tideturn.sources.tabular.errors import ValueFault, shown
from tideturn.sources.tabular.kinds import (
    CHARACTERS_AT_MOST,
    COUNT_AT_MOST,
    COUNTED_AT_MOST,
    NUMBER_AT_LEAST,
    NUMBER_AT_MOST,
    POSITIVE_AT_LEAST,
    POSITIVE_AT_MOST,
    Kind,
    Value,
    read_value,
)

HELD_AS: dict[Kind, pl.DataType] = {
    Kind.TEXT: pl.String(),
    Kind.KEY: pl.Categorical(),
    Kind.COUNT: pl.Int64(),
    Kind.INTEGER: pl.Int64(),
    Kind.NUMBER: pl.Float64(),
    Kind.POSITIVE: pl.Float64(),
    Kind.DATE: pl.Date(),
}


# Counted from 1970, as Parquet does.
FIRST_DAY, LAST_DAY = (day.toordinal() - date(1970, 1, 1).toordinal() for day in (date.min, date.max))


class ColumnFault(Exception):
    """A row of a column is not of its kind: `row` counts from 0, the message says what to do."""

    def __init__(self, row: int, value: object, why: str) -> None:
        super().__init__(f"{shown(value)} {why}.")
        self.row = row


def column_of(column: pl.Series, kind: Kind) -> pl.Series:
    """Return a column with the type of its kind and null where a value is missing; raises ColumnFault."""
    if isinstance(column.dtype, pl.Categorical | pl.Enum):
        column = column.cast(pl.String)
    if column.dtype == pl.Null:
        return column.cast(HELD_AS[kind])
    if kind is Kind.KEY:
        return _key(column)
    if kind is Kind.TEXT:
        return _text(column)
    if column.dtype == pl.String:
        return _read(column, kind)
    return _typed(column, kind)


def _text(column: pl.Series) -> pl.Series:
    if not (column.dtype == pl.String or column.dtype.is_integer()):
        raise ColumnFault(0, column.dtype, "is the type of this column; write it as text")
    text = column.cast(pl.String).str.strip_chars()
    row = _first(text.str.len_bytes() > CHARACTERS_AT_MOST)
    if row is not None:
        raise ColumnFault(row, text[row], f"is longer than {CHARACTERS_AT_MOST} characters; shorten it")
    return text.set(text == "", None)


def _key(column: pl.Series) -> pl.Series:
    """Look at each text once, however often it stands in the column, and at all of them only where one is odd."""
    if column.dtype == pl.String:
        coded = column.cast(HELD_AS[Kind.KEY])
        texts = coded.unique().cast(pl.String)
        if (texts.str.len_bytes() <= CHARACTERS_AT_MOST).all() and _text(texts).equals(texts, null_equal=True):
            return coded
    return _text(column).cast(HELD_AS[Kind.KEY])


def _read(column: pl.Series, kind: Kind) -> pl.Series:
    """Read each text once, however often it stands in the column."""
    values: dict[str, Value | None] = {}
    faulty: list[str] = []
    for text in column.drop_nulls().unique().to_list():
        try:
            values[text] = read_value(text, kind)
        except ValueFault:
            faulty.append(text)
    if faulty:
        row = _first(column.is_in(faulty))
        raise _fault(column, row or 0, kind)
    return column.replace_strict(list(values), list(values.values()), default=None, return_dtype=HELD_AS[kind])


def _typed(column: pl.Series, kind: Kind) -> pl.Series:
    column = _comparable(column)
    fits = column.dtype.is_temporal() if kind is Kind.DATE else column.dtype.is_numeric()
    if not fits or isinstance(column.dtype, pl.Time | pl.Duration):
        raise ColumnFault(0, column.dtype, f"is the type of this column, which should hold {kind.value}; convert it")
    if kind is Kind.DATE:
        _check_calendar(column)
    row = _first(_unsound(column, kind))
    if row is not None:
        raise _fault(column, row, kind)
    return column.cast(HELD_AS[kind])


def _check_calendar(column: pl.Series) -> None:
    """Refuse days outside the years 1 to 9999, on which polars itself would stop."""
    numbers, a_day = column.to_physical(), 1
    if isinstance(column.dtype, pl.Datetime):
        a_day = 86_400 * {"ms": 10**3, "us": 10**6, "ns": 10**9}[column.dtype.time_unit]
    days = numbers // a_day
    row = _first((days < FIRST_DAY) | (days > LAST_DAY))
    if row is not None:
        raise ColumnFault(row, f"day {days[row]} from 1970 on", "is outside every calendar; correct it")


def _comparable(column: pl.Series) -> pl.Series:
    """Return numbers as Int64 or Float64, which can be compared with any limit."""
    if column.dtype in (pl.Int8, pl.Int16, pl.Int32, pl.UInt8, pl.UInt16, pl.UInt32):
        return column.cast(pl.Int64)
    if column.dtype.is_numeric() and column.dtype not in (pl.Int64, pl.Float64):
        return column.cast(pl.Float64)
    return column


def _unsound(column: pl.Series, kind: Kind) -> pl.Series:
    """Return which values their kind does not allow; a missing value is allowed."""
    if kind is Kind.DATE:
        return _unsound_dates(column)
    unsound = column.is_null() & False
    if column.dtype.is_float():
        unsound |= ~column.is_finite()
    if kind in (Kind.COUNT, Kind.INTEGER):
        lowest, highest = (0, COUNT_AT_MOST) if kind is Kind.COUNT else (-COUNTED_AT_MOST, COUNTED_AT_MOST)
        unsound |= (column > highest) | (column < lowest)
        if column.dtype.is_float():
            unsound |= column != column.floor()
    if kind is Kind.NUMBER:
        size = column.abs()
        unsound |= (size > NUMBER_AT_MOST) | ((size > 0) & (size < NUMBER_AT_LEAST))
    if kind is Kind.POSITIVE:
        unsound |= (column < POSITIVE_AT_LEAST) | (column > POSITIVE_AT_MOST)
    return unsound


def _unsound_dates(column: pl.Series) -> pl.Series:
    if not isinstance(column.dtype, pl.Datetime):
        return column.is_null() & False
    if column.dtype.time_zone is not None:
        return column.is_not_null()
    return column != column.dt.truncate("1d")


def _first(flags: pl.Series) -> int | None:
    """Return the first row that is flagged, or null."""
    flagged = flags.fill_null(value=False).arg_true()
    return int(flagged[0]) if len(flagged) else None


def _fault(column: pl.Series, row: int, kind: Kind) -> ColumnFault:
    value = column[row]
    try:
        read_value(str(value), kind)
    except ValueFault as fault:
        return ColumnFault(row, value, str(fault))
    return ColumnFault(row, value, f"is not {kind.value}; correct it")
