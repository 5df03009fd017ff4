"""The Farrington method of 1996: a week against the same weeks of earlier years, without season levels.

Farrington et al. (1996), A statistical algorithm for the early detection of outbreaks of infectious disease, JRSS A
159:547. The compatible mode gives the numbers of R's `surveillance` 1.20.3.
"""

import numpy as np
from numpy.typing import ArrayLike

from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.engine import Engine
from tideturn.methods.detection.farrington import thresholds
from tideturn.methods.detection.farrington.fitting import Model, Weighing
from tideturn.methods.detection.farrington.judging import (
    Answers,
    History,
    LowCounts,
    compatible_1996,
    detection,
    reasons,
    short_history,
    textbook,
)
from tideturn.methods.detection.farrington.parameters import Farrington
from tideturn.methods.detection.farrington.reference import Design, window_design
from tideturn.methods.detection.farrington.thresholds import Prediction
from tideturn.methods.detection.farrington.trend import TrendRule, fit_history
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import Detection

# Published with the method: the residual from which past outbreaks count for less, and the level of the trend.
WEIGHTS_THRESHOLD, P_THRESHOLD_TREND = 1.0, 0.05


def farrington(
    batch: Batch,
    *,
    weeks: ArrayLike,
    parameters: Farrington = Farrington(),  # noqa: B008 - frozen
    mode: Mode = Mode.TEXTBOOK,
    engine: Engine = Engine.AUTO,
) -> Detection:
    """Return what the method of 1996 finds in the weeks (columns) of a batch, for every series.

    Every array of the answer has the shape (series, weeks judged). `expected`, `lower` and `upper` are counts, `phi` is
    the variance over that of a Poisson count, `trend` is 1 where the trend was kept. In compatible mode limits and
    alarms are those of R's farrington. Raises BatchInvalid where `weeks` are no columns of the batch.
    """
    low_counts = LowCounts(parameters.limit_cases, parameters.limit_weeks)
    return detection(
        "farrington", batch, weeks, reasons(low_counts, parameters.b),
        judge=lambda column: _judge(batch, column, parameters, mode, engine),
    )  # fmt: skip


def _judge(batch: Batch, column: int, parameters: Farrington, mode: Mode, engine: Engine) -> Answers:
    design = window_design(batch.calendar, column, b=parameters.b, w=parameters.w)
    if design is None:
        return short_history(batch.observed[:, column])
    history = history_of(batch, column, design, parameters, mode, engine, with_weeks=False)
    fits, phi = history.fits, np.maximum(history.fits.dispersion, 1.0)
    prediction = Prediction(history.observed, fits.eta, np.sqrt(phi * fits.unit_variance), phi)
    # The published level is two-sided.
    limits = thresholds.delta(prediction, alpha=parameters.alpha / 2, exponent=parameters.power_transform.exponent)
    if mode is Mode.TEXTBOOK:
        return textbook(history, limits, expected=prediction.mean, alpha=parameters.alpha / 2)
    return compatible_1996(history, limits, expected=prediction.mean)


def history_of(
    batch: Batch, column: int, design: Design, parameters: Farrington, mode: Mode, engine: Engine, *, with_weeks: bool
) -> History:
    """Return the fits of a week's history; `with_weeks` keeps the mean and weight of every reference week."""
    model = Model(parameters.trend, Weighing.PUBLISHED if parameters.reweight else Weighing.NONE, WEIGHTS_THRESHOLD)
    # R's standard errors are right here: it keeps the working weights after reweighting.
    rule = TrendRule(parameters.b, P_THRESHOLD_TREND, mode, is_reweighted=False)
    offsets = np.zeros((1, len(design.columns)))
    counts = batch.observed[:, design.columns]
    fits, has_trend = fit_history(counts, design, offsets, model, rule, engine=engine, with_weeks=with_weeks)
    low_counts = LowCounts(parameters.limit_cases, parameters.limit_weeks)
    return History(batch, column, design, parameters.w, fits, has_trend, low_counts, np.ones(batch.size))
