"""What a judged week rests on: its reference weeks with their fitted counts and weights, and the trend."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.engine import Engine
from tideturn.methods.detection.farrington import classic, flexible
from tideturn.methods.detection.farrington.judging import History
from tideturn.methods.detection.farrington.parameters import Farrington, FlexibleFarrington
from tideturn.methods.detection.farrington.reference import window_design
from tideturn.methods.detection.mode import Mode

WEEKS_A_YEAR = 365.25 / 7


@dataclass(frozen=True)
class Evidence:
    """The weight and fitted count of each reference week by its number t, and the growth a year (0.1 is a tenth more).

    There is no growth where the trend was not kept, and no reference week where there was no fit.
    """

    references: Mapping[int, tuple[float, float]]
    trend_a_year: float | None


def evidence_of(
    batch: Batch, *, series: int, column: int, parameters: FlexibleFarrington | Farrington, mode: Mode
) -> Evidence:
    """Return what the judgement of one series (a row of the batch) in one week (a column) rests on.

    `parameters` and `mode` are those of the judgement. The growth is a year's where periods are weeks.
    """
    history = _history(_alone(batch, series), column, parameters, mode)
    if history is None or not history.is_fitted[0]:
        return Evidence({}, None)
    columns, fits = history.design.columns, history.fits
    references = {
        int(batch.calendar.t[week]): (float(weight), float(mean))
        for week, weight, mean in sorted(zip(columns, fits.weights[0], fits.means[0], strict=True))
        if np.isfinite(weight)
    }
    periods = WEEKS_A_YEAR if batch.calendar.dates is not None else batch.calendar.periods_per_year
    growth = float(np.expm1(fits.slope[0] / history.design.scale * periods))
    return Evidence(references, growth if history.has_trend[0] else None)


def _alone(batch: Batch, series: int) -> Batch:
    row = slice(series, series + 1)
    population = None if batch.population is None else batch.population[row]
    return Batch(batch.observed[row], batch.calendar, batch.names[row], population)


def _history(batch: Batch, column: int, parameters: FlexibleFarrington | Farrington, mode: Mode) -> History | None:
    if isinstance(parameters, Farrington):
        design = window_design(batch.calendar, column, b=parameters.b, w=parameters.w)
        ask = classic.history_of
    else:
        design = flexible.design_of(batch, column, parameters)
        ask = flexible.history_of  # type: ignore[assignment]
    if design is None:
        return None
    return ask(batch, column, design, parameters, mode, Engine.NUMPY, with_weeks=True)  # type: ignore[arg-type]
