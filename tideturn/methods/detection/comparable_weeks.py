"""The weeks with which RKI and Bayes compare: the same time of earlier years and, if wanted, the weeks just before."""

from dataclasses import dataclass

import numpy as np

from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.history import Judged, Truths, check_truth, check_whole
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import Floats

DAYS_IN_YEAR = 365.2425


@dataclass(frozen=True)
class References:
    """What the comparable weeks hold, each (series, weeks judged); `wanted` is how many of them there should be."""

    total: Floats
    known: Floats
    sigma: Floats
    wanted: int

    @property
    def mean(self) -> Floats:
        """Return the mean of the known weeks; NaN where none is known."""
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self.total / self.known, dtype=np.float64)

    @property
    def enough(self) -> Truths:
        """Return where more than half of the comparable weeks are known, and two of them at least."""
        return (self.known * 2 > self.wanted) & (self.known >= 2)


def check_comparable(b: object, w: object, current_year: object) -> None:
    """Refuse a choice of weeks that holds none, or that could reach the week judged."""
    check_whole("b", b, at_least=0)
    check_whole("w", w, at_least=0)
    check_truth("current_year", current_year)
    if not isinstance(w, int) or w > 25:
        raise ParametersInvalid(f"w must be at most 25 weeks, half a year, not {w!r}.")
    if b == 0 and (current_year is False or w == 0):
        raise ParametersInvalid("No week is left to compare with: give b of 1 or more, or current_year with w.")


def offsets_of(calendar: Calendar, *, b: int, w: int, current_year: bool, mode: Mode) -> tuple[int, ...]:
    """Return how many weeks back each comparable week lies.

    A year is `periods_per_year` weeks in R, whatever the dates. In textbook mode a dated year is a calendar year, to
    the nearest whole week.
    """
    if b > 0 and 2 * w >= calendar.periods_per_year:
        raise ParametersInvalid(f"Windows of w = {w} on either side would overlap within a year; make w smaller.")
    lately = tuple(range(1, w + 1)) if current_year else ()
    years = [_weeks_of_years(calendar, year, mode) for year in range(1, b + 1)]
    return lately + tuple(year + shift for year in years for shift in range(-w, w + 1))


def _weeks_of_years(calendar: Calendar, years: int, mode: Mode) -> int:
    if mode is Mode.TEXTBOOK and calendar.dates is not None:
        return round(years * DAYS_IN_YEAR / 7)
    return years * calendar.periods_per_year


def references(judged: Judged, offsets: tuple[int, ...]) -> References:
    """Return what is known of the comparable weeks, in two passes so that the spread is exact for large counts."""
    total, known = np.zeros(judged.shape), np.zeros(judged.shape)
    for offset in offsets:
        column = judged.back(offset)
        known += np.isfinite(column)
        total += np.nan_to_num(column)
    squares = np.zeros(judged.shape)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = total / known
        for offset in offsets:
            squares += np.nan_to_num(np.square(judged.back(offset) - mean))
        return References(total, known, np.sqrt(squares / (known - 1)), len(offsets))


def reached(judged: Judged, offsets: tuple[int, ...]) -> Truths:
    """Return where all comparable weeks lie inside the series, known or not, as R asks."""
    return np.broadcast_to(judged.weeks >= max(offsets), judged.shape)
