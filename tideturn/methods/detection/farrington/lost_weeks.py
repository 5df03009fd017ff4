"""R's clock, which loses the weeks that are missing at the beginning of a dated history.

R's farringtonFlexible counts the time of its fit from the oldest reference week, and the time of the judged week from
the oldest reference week *whose count is known*. Where dates are given and the first counts are missing, its prediction
is so many weeks too early on the trend. The textbook mode has one clock.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.engine import Engine
from tideturn.methods.detection.farrington.fitting import Fits, Model
from tideturn.methods.detection.farrington.reference import Design
from tideturn.methods.detection.farrington.trend import TrendRule, fit_history, put, rows_of

Floats = NDArray[np.float64]


def refit_by_the_clock_of_r(
    batch: Batch, design: Design, offsets: Floats, model: Model, rule: TrendRule, fits: Fits, kept: NDArray[np.bool_],
    *, engine: Engine,
) -> None:  # fmt: skip
    """Put the fits of R in the place of those of series whose history begins with missing weeks, and what they keep."""
    if batch.calendar.dates is None or not model.trend:
        return
    lost = weeks_lost(batch, design)
    for weeks in np.unique(lost[lost > 0]):
        rows = np.flatnonzero(lost == weeks)
        earlier = replace(design, time=design.time + weeks / design.scale)
        counts = batch.observed[np.ix_(rows, design.columns)]
        others, kept[rows] = fit_history(
            counts, earlier, rows_of(offsets, rows), model, rule, engine=engine, with_weeks=len(fits.means) > 0
        )
        put(fits, rows, others)


def weeks_lost(batch: Batch, design: Design) -> NDArray[np.int64]:
    """Return for each series the weeks from the oldest reference week to the oldest whose count is known."""
    in_time = np.sort(design.columns)
    is_known = np.isfinite(batch.observed[:, in_time])
    return np.where(is_known.any(axis=1), in_time[is_known.argmax(axis=1)] - in_time[0], 0)
