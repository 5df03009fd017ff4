"""What a method found, series by series and week by week."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.errors import BatchInvalid

NOT_GIVEN = -1  # what `alarm` and `trend` hold where there is neither yes nor no

Floats = NDArray[np.float64]
Flags = NDArray[np.int8]


class Status(IntEnum):
    """Why a week has the answer it has; written in lower case in every output."""

    OK = 0
    NO_DATA = 1
    SHORT_HISTORY = 2
    NOT_CONVERGED = 3
    LOW_COUNTS = 4
    FIRST_APPEARANCE = 5

    @property
    def word(self) -> str:
        """Return the word for outputs."""
        return self.name.lower()


@dataclass(frozen=True)
class Detection:
    """What was found: every array has the shape (series, weeks judged).

    `method` is its name. `weeks` are the columns of the batch that were judged, `observed` their counts. `phi` is the
    dispersion: how many times the variance of chance alone. NaN means that a number is not given; `alarm` and `trend`
    are 1, 0 or NOT_GIVEN. `lower` and `upper` bound the counts that are no surprise; an alarm is a count above `upper`.
    `pvalue` is how often a count at least so high would come by chance, `strict_pvalue` how often a higher one: with a
    uniform U, strict_pvalue + U · (pvalue - strict_pvalue) is uniform where nothing has happened. `score` is 0 at the
    expected count and 1 at `upper`. `reasons` says each status in a sentence.
    """

    method: str
    weeks: NDArray[np.int64]
    observed: Floats
    expected: Floats
    lower: Floats
    upper: Floats
    pvalue: Floats
    strict_pvalue: Floats
    score: Floats
    phi: Floats
    trend: Flags
    alarm: Flags
    status: NDArray[np.uint8]
    reasons: Mapping[Status, str]

    def __post_init__(self) -> None:
        """Refuse arrays of different shapes, and close everything to writing."""
        shape = (self.observed.shape[0], len(self.weeks))
        for name in ARRAYS:
            array = getattr(self, name)
            if array.shape != shape:
                raise BatchInvalid(f"{name} has the shape {array.shape} where {shape} is expected.")
            array.flags.writeable = False
        object.__setattr__(self, "reasons", MappingProxyType(dict(self.reasons)))


ARRAYS = (
    "observed", "expected", "lower", "upper", "pvalue", "strict_pvalue", "score", "phi", "trend", "alarm", "status",
)  # fmt: skip


def blank(shape: tuple[int, int]) -> dict[str, NDArray[np.generic]]:
    """Return arrays in which nothing is given yet, for a method to fill; all weeks have the status OK."""
    numbers = {name: np.full(shape, np.nan) for name in ARRAYS if name not in ("trend", "alarm", "status")}
    flags = {name: np.full(shape, NOT_GIVEN, dtype=np.int8) for name in ("trend", "alarm")}
    return {**numbers, **flags, "status": np.zeros(shape, dtype=np.uint8)}


def score_of(observed: Floats, expected: Floats, upper: Floats) -> Floats:
    """Return 0 at the expected count, 1 at the upper limit and more than 1 for an alarm, all on the scale of counts.

    The arrays are counts of one shape. Where the limit is no higher than what is expected, as after a history of zeros,
    one count is one unit.
    """
    reach = upper - expected
    return np.asarray(1.0 + (observed - upper) / np.where(reach > 0, reach, 1.0))
