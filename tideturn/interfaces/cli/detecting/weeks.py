"""On which week of one calendar each row stands, and which weeks are to be judged."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tideturn.interfaces.cli.refusal import Refusal
from tideturn.methods.detection.calendar import Calendar
from tideturn.sources.tabular.dates import read_day
from tideturn.sources.tabular.errors import ValueFault, shown

WEEKS_AT_MOST = 5200  # a hundred years: more is a slip of the pen
NUMBER = re.compile(r"[+-]?\d{1,30}", re.A)
WEEKS_A_YEAR = 52
DATED = "series with dates are weekly; number the periods in a column t instead of date."
EARLIEST = date(1800, 1, 1)  # years of history before it are still on the calendar
EPOCH = date(1970, 1, 1).toordinal()
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

Columns = NDArray[np.integer]
Where = Callable[[int], str]  # the place in its file of a row


@dataclass(frozen=True)
class Placed:
    """The calendar of a table, and the column of it on which each row stands."""

    calendar: Calendar
    columns: Columns


def place(frame: pl.DataFrame, *, where: Where, a_year: int | None = None) -> Placed:
    """Return where each row stands: by its date, or by t where no row has a date, with so many periods a year."""
    has_t = "t" in frame.columns
    if "date" in frame.columns and not (has_t and frame["date"].null_count() == frame.height):
        _check_filled(frame["date"], where)
        if a_year is not None:
            raise Refusal(f"--periods-per-year {a_year}: {DATED}")
        return place_dates(frame["date"], frame["t"] if has_t else None, where=where)
    _check_filled(frame["t"], where)
    return place_numbers(frame["t"], where=where, a_year=a_year or WEEKS_A_YEAR)


def _check_filled(column: pl.Series, where: Where) -> None:
    if column.null_count():
        row = int(column.is_null().arg_true()[0])
        raise Refusal(f"{where(row)}, column {column.name} is empty; say which week it is, or remove the record.")


def place_dates(dates: pl.Series, t: pl.Series | None, *, where: Where) -> Placed:
    """Return each row's place by the day on which its week begins; `t` numbers the weeks where it does so evenly."""
    days = dates.to_physical().to_numpy()
    first, length = _span(days, 7, where, lambda value: str(date.fromordinal(value + EPOCH)))
    if first + EPOCH < EARLIEST.toordinal():
        early = int(days.argmin())
        raise Refusal(f"{where(early)}: {date.fromordinal(first + EPOCH)} is before {EARLIEST}; correct the year.")
    _check_weekdays(days, where)
    columns = (days - first) // 7
    starts = np.datetime64(first, "D") + 7 * np.arange(length)
    return Placed(Calendar(length, _first_number(columns, t), starts), columns)


def place_numbers(t: pl.Series, *, where: Where, a_year: int = WEEKS_A_YEAR) -> Placed:
    """Return each row's place by the number of its week, or of another period of which a year has so many."""
    numbers = t.to_numpy()
    first, length = _span(numbers, 1, where, str)
    return Placed(Calendar(length, first, periods_per_year=a_year), numbers - first)


def place_on(calendar: Calendar, frame: pl.DataFrame) -> Columns:
    """Return each row's place on a calendar that is known already."""
    if calendar.dates is None:
        return frame["t"].to_numpy() - calendar.first
    first = int(calendar.dates[0].astype("datetime64[D]").astype(np.int64))
    return (frame["date"].to_physical().to_numpy() - first) // 7


def _span(values: Columns, step: int, where: Where, word: Callable[[int], str]) -> tuple[int, int]:
    first, last = int(values.min()), int(values.max())
    length = (last - first) // step + 1
    if length > WEEKS_AT_MOST:
        raise Refusal(
            f"the weeks run from {word(first)} ({where(int(values.argmin()))}) to {word(last)} "
            f"({where(int(values.argmax()))}), which is more than {WEEKS_AT_MOST} weeks; correct the one that is wrong."
        )
    return first, length


def _check_weekdays(days: Columns, where: Where) -> None:
    weekdays = (days + 3) % 7
    others = np.flatnonzero(weekdays != weekdays[0])
    if len(others):
        row = int(others[0])
        raise Refusal(
            f"{where(row)}: the week begins on a {WEEKDAYS[weekdays[row]]}, that of {where(0)} on a "
            f"{WEEKDAYS[weekdays[0]]}. Give every week by the same weekday, or as an ISO week such as 2020-W02."
        )


def _first_number(columns: Columns, t: pl.Series | None) -> int:
    """Return the number of the first week: as `t` has it where all rows agree, else 1."""
    if t is None or t.null_count():
        return 1
    firsts = t.to_numpy() - columns
    return int(firsts[0]) if (firsts == firsts[0]).all() else 1


def chosen_weeks(calendar: Calendar, *, latest: int | None, since: str | None) -> NDArray[np.int64]:
    """Return the columns to judge: the last one, so many last ones, or all from a week on; raises Refusal."""
    if latest is not None and since is not None:
        raise Refusal("Give either --weeks or --from, not both.")
    if since is None:
        return np.arange(max(calendar.length - (latest or 1), 0), calendar.length, dtype=np.int64)
    column = _column_of(since.strip(), calendar)
    if column >= calendar.length:
        raise Refusal(f"--from {since}: the series end before it, at {_last(calendar)}.")
    return np.arange(max(column, 0), calendar.length, dtype=np.int64)


def _column_of(since: str, calendar: Calendar) -> int:
    if NUMBER.fullmatch(since):
        return int(since) - calendar.first
    try:
        day = read_day(since)
    except ValueFault as fault:
        raise Refusal(f"--from {shown(since)}: this {fault}, or give the number t of a week.") from None
    if calendar.dates is None:
        raise Refusal(f"--from {since}: these series have no dates; give the number t of a week.")
    return int((np.datetime64(day, "D") - calendar.dates[0]).astype(np.int64) // 7)


def _last(calendar: Calendar) -> str:
    number = calendar.first + calendar.length - 1
    return f"t {number}" if calendar.dates is None else f"{calendar.dates[-1]} (t {number})"
