"""Which past weeks a week is compared with, and to which part of the year each belongs.

Noufaily et al. (2013), Statistics in Medicine 32:1206: the weeks around each anniversary are one seasonal level; the
weeks between two such windows are split into near-equal parts, the first of which are longer by one where it does not
come out even.
"""

import itertools
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.errors import ParametersInvalid

Places = NDArray[np.int64]


@dataclass(frozen=True)
class Design:
    """The reference weeks of one week, in order of their seasonal level.

    `columns` are places in the batch, shape (weeks,); level `g` has those from `bounds[g]` to `bounds[g + 1]`, and the
    last level is the one the judged week belongs to. `time` is each week's distance from the judged week, in units
    of `scale` weeks, so that it lies between -1 and 0 and the judged week at 0.
    """

    columns: Places
    bounds: Places
    time: NDArray[np.float64]
    scale: float
    oldest: int


def anniversaries(calendar: Calendar, column: int, years: int) -> Places:
    """Return the columns of the same week in so many earlier years, the latest first; those below 0 are not held.

    With dates it is the same weekday nearest to the anniversary; 29 February counts as 1 March in other years.
    """
    ago = np.arange(1, years + 1)
    if calendar.dates is None:
        return column - calendar.periods_per_year * ago
    today = calendar.dates[column].astype("datetime64[D]")
    first = calendar.dates[0].astype("datetime64[D]")
    days = [(_nearest_weekday(today, int(years_ago)) - first).astype(np.int64) for years_ago in ago]
    return np.array(days, dtype=np.int64) // 7


def _nearest_weekday(today: np.datetime64, years_ago: int) -> np.datetime64:
    day: date = today.astype(object)
    try:
        anniversary = day.replace(year=day.year - years_ago)
    except ValueError:
        anniversary = date(day.year - years_ago, 3, 1)
    moved = (day.weekday() - anniversary.weekday() + 3) % 7 - 3
    return np.datetime64(anniversary, "D") + np.timedelta64(moved, "D")


def flexible_design(
    calendar: Calendar, column: int, *, b: int, w: int, no_periods: int, past_weeks_not_included: int
) -> Design | None:
    """Return the design of a week, or nothing where the calendar does not reach back far enough."""
    places = anniversaries(calendar, column, b)
    # The oldest window may lack its first week, no more.
    if places[-1] < max(w - 1, 0):
        return None
    levels = _levels(np.concatenate(([column], places)), w, no_periods)[: max(column - past_weeks_not_included, 0)]
    return _design(levels, column, no_periods, oldest=int(places[-1]))


def _levels(places: Places, w: int, no_periods: int) -> Places:
    """Return the seasonal level of every column up to the judged one; -1 where a week belongs to none."""
    levels = np.full(places[0] + 1, -1, dtype=np.int64)
    last = no_periods - 1
    levels[max(places[0] - w, 0) :] = last
    for later, earlier in itertools.pairwise(places):
        between = int(later - earlier - 2 * w - 1)
        if between < no_periods - 1:
            raise ParametersInvalid(
                f"A year has too few weeks for w = {w} and no_periods = {no_periods}; make one of them smaller."
            )
        levels[max(earlier - w, 0) : earlier + w + 1] = last
        if no_periods > 1:
            levels[earlier + w + 1 : later - w] = _parts(between, no_periods - 1)
    return levels


def _parts(weeks: int, parts: int) -> Places:
    lengths = np.full(parts, weeks // parts)
    lengths[: weeks % parts] += 1
    return np.repeat(np.arange(parts), lengths)


def _design(levels: Places, column: int, no_periods: int, *, oldest: int) -> Design | None:
    columns = np.flatnonzero(levels >= 0)
    if len(columns) == 0:
        return None
    order = np.argsort(levels[columns], kind="stable")
    bounds = np.searchsorted(levels[columns][order], np.arange(no_periods + 1))
    scale = float(column - columns[0])
    ordered = columns[order]
    return Design(ordered, bounds.astype(np.int64), (ordered - column) / scale, scale, oldest)


def window_design(calendar: Calendar, column: int, *, b: int, w: int) -> Design | None:
    """Return the design of the method of 1996: the windows around the anniversaries that are held, and no season."""
    if 2 * w >= calendar.periods_per_year:
        raise ParametersInvalid(f"Windows of w = {w} on either side would overlap within a year; make w smaller.")
    places = [int(place) for place in anniversaries(calendar, column, b) if place + w >= 0]
    columns = [week for place in reversed(places) for week in range(max(place - w, 0), place + w + 1)]
    if not columns:
        return None
    ordered = np.array(columns, dtype=np.int64)
    scale = float(column - ordered[0])
    bounds = np.array([0, len(ordered)], dtype=np.int64)
    return Design(ordered, bounds, (ordered - column) / scale, scale, places[-1])
