"""What a method found, as the rows of the output."""

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.outcome import NOT_GIVEN, Detection, Status

NUMBERS = ("expected", "lower", "upper", "pvalue", "score", "phi")
WORDS = {status: status.word for status in Status}
COLUMNS = ("series", "t", "date", "observed", *NUMBERS, "trend", "alarm", "status", "reason")


def rows_of(found: Detection, batch: Batch) -> pl.DataFrame:
    """Return one row a series and week judged, series by series; what is not given is null."""
    series, weeks = found.observed.shape
    columns = {
        "series": pl.Series(batch.names, dtype=pl.String).gather(np.repeat(np.arange(series), weeks)),
        "t": np.tile(batch.calendar.t[found.weeks], series),
        "date": _dates(batch, found.weeks, series),
        "observed": pl.Series(found.observed.ravel(), nan_to_null=True).cast(pl.Int64),
        **{name: pl.Series(getattr(found, name).ravel() + 0.0, nan_to_null=True) for name in NUMBERS},
        "trend": _flags(found.trend),
        "alarm": _flags(found.alarm),
        "status": _of_status(found, WORDS),
        "reason": _of_status(found, {**dict.fromkeys(Status), **found.reasons}),
    }
    return pl.DataFrame(columns).select(COLUMNS)


def _dates(batch: Batch, weeks: NDArray[np.int64], series: int) -> pl.Series:
    if batch.calendar.dates is None:
        return pl.repeat(None, series * len(weeks), dtype=pl.Date, eager=True)
    return pl.Series(np.tile(batch.calendar.dates[weeks].astype("datetime64[D]"), series), dtype=pl.Date)


def _flags(flags: NDArray[np.int8]) -> pl.Series:
    return pl.Series(flags.ravel()).replace(NOT_GIVEN, None)


def _of_status(found: Detection, words: Mapping[Status, str | None]) -> pl.Series:
    numbers = pl.Series(found.status.ravel())
    return numbers.replace_strict({int(status): word for status, word in words.items()}, return_dtype=pl.String)
