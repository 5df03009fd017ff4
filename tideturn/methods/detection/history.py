"""What the classical methods share: which weeks are judged, which counts lie before them, and what status they get."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.detection.batch import Batch, Counts, judged_columns
from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.outcome import ARRAYS, NOT_GIVEN, Detection, Floats, Status

Columns = NDArray[np.int64]
Truths = NDArray[np.bool_]
Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Judged:
    """The weeks to judge, and their counts, shape (series, weeks judged)."""

    batch: Batch
    weeks: Columns

    @property
    def counts(self) -> Floats:
        """Return the counts of the weeks judged; for reading only, as they may be the batch's own."""
        return counts_at(self.batch.observed, self.weeks)

    @property
    def shape(self) -> tuple[int, int]:
        """Return (series, weeks judged)."""
        return self.batch.size, len(self.weeks)

    def back(self, offset: int) -> Floats:
        """Return the counts of `offset` weeks before each week judged; NaN where the series had not begun."""
        return counts_at(self.batch.observed, self.weeks - offset)


def judged_of(batch: Batch, weeks: ArrayLike) -> Judged:
    """Return the weeks judged; raises BatchInvalid where `weeks` are no columns of the batch."""
    return Judged(batch, judged_columns(batch, weeks))


def counts_at(observed: Counts, columns: Columns) -> Floats:
    """Return the counts of some columns, shape (series, columns); NaN for columns before the first."""
    if columns.size and columns[0] >= 0 and np.all(np.diff(columns) == 1):
        return observed[:, columns[0] : columns[-1] + 1]  # a view: most scans judge weeks in a row
    counts = observed[:, np.maximum(columns, 0)]
    counts[:, columns < 0] = np.nan
    return counts


def first_appearances(judged: Judged) -> Truths:
    """Return where a series has its first case ever: a count above zero after known weeks without any."""
    cases = judged.batch.observed > 0
    first = np.where(cases.any(axis=1), cases.argmax(axis=1), -1)
    known_since = np.isfinite(judged.batch.observed).argmax(axis=1)
    found = (judged.weeks == first[:, np.newaxis]) & (known_since < first)[:, np.newaxis]
    return np.asarray(found, dtype=np.bool_)


def statuses(judged: Judged, *, enough: Truths, unanswered: Truths | None = None) -> NDArray[np.uint8]:
    """Return the status of each week judged, the weightiest reason first: no data, short history, no answer."""
    status = np.full(judged.shape, Status.OK, dtype=np.uint8)
    if unanswered is not None:
        status[unanswered] = Status.NOT_CONVERGED
    status[~enough] = Status.SHORT_HISTORY
    status[np.isnan(judged.counts)] = Status.NO_DATA
    return status


def with_first_appearances(status: NDArray[np.uint8], judged: Judged) -> NDArray[np.uint8]:
    """Return the statuses with the first cases of a series marked where an answer was given."""
    marked = status.copy()
    marked[(status == Status.OK) & first_appearances(judged)] = Status.FIRST_APPEARANCE
    return marked


def alarms(raised: Truths, *, given: Truths) -> NDArray[np.int8]:
    """Return 1 or 0 where there is an answer, and NOT_GIVEN where there is none."""
    return np.where(given, raised, NOT_GIVEN).astype(np.int8)


def detection(method: str, judged: Judged, arrays: Arrays, reasons: dict[Status, str]) -> Detection:
    """Return the outcome of a method from the arrays that it fills; those not given share one empty array."""
    nothing, neither = np.full(judged.shape, np.nan), np.full(judged.shape, NOT_GIVEN, dtype=np.int8)
    filled: Arrays = {name: neither if name in ("trend", "alarm") else nothing for name in ARRAYS}
    filled |= {"observed": judged.counts.copy(), **arrays}
    return Detection(method=method, weeks=judged.weeks, reasons=reasons, **filled)


def check_whole(name: str, value: object, *, at_least: int) -> None:
    """Refuse a parameter that is no whole number, or too small a one."""
    if isinstance(value, bool) or not isinstance(value, int) or value < at_least:
        raise ParametersInvalid(f"{name} must be a whole number from {at_least}, not {value!r}.")


def check_number(name: str, value: object, *, above: float | None = None, at_least: float | None = None) -> None:
    """Refuse a parameter that is no finite number, or is outside its range."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
        raise ParametersInvalid(f"{name} must be a number, not {value!r}.")
    if above is not None and not value > above:
        raise ParametersInvalid(f"{name} must be above {above:g}, not {value!r}.")
    if at_least is not None and value < at_least:
        raise ParametersInvalid(f"{name} must be {at_least:g} or more, not {value!r}.")


def check_level(name: str, value: object) -> None:
    """Refuse a level of significance that is not between 0 and one half."""
    check_number(name, value)
    if not isinstance(value, int | float) or not 0 < value < 0.5:
        raise ParametersInvalid(f"{name} must be above 0 and below 0.5, not {value!r}.")


def check_choice(name: str, value: object, choices: Iterable[str]) -> None:
    """Refuse a word that is none of the choices."""
    words = list(choices)
    if value not in words:
        raise ParametersInvalid(f"{name} must be one of {', '.join(words)}, not {value!r}.")


def check_truth(name: str, value: object) -> None:
    """Refuse anything but true or false."""
    if not isinstance(value, bool):
        raise ParametersInvalid(f"{name} must be true or false, not {value!r}.")
