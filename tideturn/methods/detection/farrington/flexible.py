"""The flexible Farrington method: what a week's count should be, by the same time of earlier years and their trend.

Noufaily et al. (2013), An improved algorithm for outbreak detection in multiple surveillance systems, Statistics in
Medicine 32:1206. The compatible mode gives the numbers of R's `surveillance` 1.20.3.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.engine import Engine
from tideturn.methods.detection.farrington import thresholds
from tideturn.methods.detection.farrington.fitting import Model, Weighing
from tideturn.methods.detection.farrington.judging import (
    Answers,
    History,
    LowCounts,
    compatible,
    detection,
    reasons,
    short_history,
    textbook,
)
from tideturn.methods.detection.farrington.lost_weeks import refit_by_the_clock_of_r
from tideturn.methods.detection.farrington.parameters import FlexibleFarrington, Threshold
from tideturn.methods.detection.farrington.reference import Design, flexible_design
from tideturn.methods.detection.farrington.thresholds import Limits, Prediction
from tideturn.methods.detection.farrington.trend import TrendRule, dispersion_of_errors, fit_history
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import Detection

Floats = NDArray[np.float64]


def farrington_flexible(
    batch: Batch,
    *,
    weeks: ArrayLike,
    parameters: FlexibleFarrington = FlexibleFarrington(),  # noqa: B008 - frozen
    mode: Mode = Mode.TEXTBOOK,
    engine: Engine = Engine.AUTO,
) -> Detection:
    """Return what the flexible Farrington method finds in the weeks (columns) of a batch, for every series.

    Every array of the answer has the shape (series, weeks judged). `expected`, `lower` and `upper` are counts, `phi` is
    the variance over that of a Poisson count, `trend` is 1 where the trend was kept. In compatible mode the numbers are
    those of R's farringtonFlexible; in textbook mode the limits of `nb-plugin` carry the uncertainty of the fit, and a
    history of zeros gets an answer. Raises BatchInvalid where `weeks` are no columns of the batch, and
    ParametersInvalid where a year of the calendar is too short for `w` and `no_periods`.
    """
    low_counts = LowCounts(parameters.limit_cases, parameters.limit_weeks)
    return detection(
        "farrington-flexible", batch, weeks, reasons(low_counts, parameters.b),
        judge=lambda column: _judge(batch, column, parameters, mode, engine),
    )  # fmt: skip


def _judge(batch: Batch, column: int, parameters: FlexibleFarrington, mode: Mode, engine: Engine) -> Answers:
    design = design_of(batch, column, parameters)
    if design is None:
        return short_history(batch.observed[:, column])
    if is_calibrated(parameters, mode):
        return _calibrated(batch, column, design, parameters, engine)
    history = history_of(batch, column, design, parameters, mode, engine, with_weeks=False)
    return _published(history, parameters, mode)


def design_of(batch: Batch, column: int, parameters: FlexibleFarrington) -> Design | None:
    """Return the reference weeks of a column, or nothing where the calendar does not reach back far enough."""
    return flexible_design(
        batch.calendar, column, b=parameters.b, w=parameters.w, no_periods=parameters.no_periods,
        past_weeks_not_included=parameters.past_weeks_not_included,
    )  # fmt: skip


def _calibrated(batch: Batch, column: int, design: Design, parameters: FlexibleFarrington, engine: Engine) -> Answers:
    history = history_of(batch, column, design, parameters, Mode.TEXTBOOK, engine, with_weeks=True)
    counts = batch.observed[:, design.columns]
    limits = thresholds.calibrated(
        history.fits, design, counts, history.observed, alpha=parameters.alpha, engine=engine
    )  # fmt: skip
    expected = thresholds.expected_counts(history.fits)
    return textbook(history, limits, expected=expected, alpha=parameters.alpha)


def history_of(
    batch: Batch, column: int, design: Design, parameters: FlexibleFarrington, mode: Mode, engine: Engine,
    *, with_weeks: bool,
) -> History:  # fmt: skip
    """Return the fits of a week's history; `with_weeks` keeps the mean and weight of every reference week."""
    model = _model(parameters, mode)
    rule = TrendRule(parameters.b, parameters.p_threshold_trend, mode, parameters.reweight)
    offsets = _offsets(batch, column, design, parameters.population_offset)
    counts = batch.observed[:, design.columns]
    fits, has_trend = fit_history(counts, design, offsets, model, rule, engine=engine, with_weeks=with_weeks)
    if mode is Mode.COMPATIBLE:
        refit_by_the_clock_of_r(batch, design, offsets, model, rule, fits, has_trend, engine=engine)
    low_counts = LowCounts(parameters.limit_cases, parameters.limit_weeks)
    ratio = _exposure_ratio(counts, offsets)
    return History(batch, column, design, parameters.w, fits, has_trend, low_counts, ratio)


def _model(parameters: FlexibleFarrington, mode: Mode) -> Model:
    threshold = parameters.weights_threshold
    if not parameters.reweight:
        return Model(parameters.trend, Weighing.NONE, threshold)
    if not is_calibrated(parameters, mode):
        return Model(parameters.trend, Weighing.PUBLISHED, threshold)
    # The published weight of a residual below 1 is above 1, and no past outbreak should count for more.
    return Model(parameters.trend, Weighing.CAUTIOUS, max(threshold, 1.0))


def is_calibrated(parameters: FlexibleFarrington, mode: Mode) -> bool:
    """Return whether the limits carry the uncertainty of the fit, as the textbook's do for the negative binomial."""
    return mode is Mode.TEXTBOOK and parameters.threshold_method is Threshold.NB_PLUGIN


def _offsets(batch: Batch, column: int, design: Design, is_wanted: bool) -> Floats:
    """Return the logarithm of each reference week's population over the judged week's."""
    if not is_wanted or batch.population is None:
        return np.zeros((1, len(design.columns)))
    return np.log(batch.population[:, design.columns] / batch.population[:, column, None])


def _exposure_ratio(counts: Floats, offsets: Floats) -> Floats:
    """Return the week's population over the mean of the known reference weeks'; 1 where none is known."""
    is_known = np.isfinite(counts) & np.isfinite(offsets)
    total = np.where(is_known, np.exp(offsets), 0.0).sum(axis=1)
    return np.asarray(np.divide(is_known.sum(axis=1), total, out=np.ones(len(counts)), where=total > 0))


def _published(history: History, parameters: FlexibleFarrington, mode: Mode) -> Answers:
    fits = history.fits
    with np.errstate(invalid="ignore"):
        spread = dispersion_of_errors(fits, mode, is_reweighted=parameters.reweight)
        prediction = Prediction(
            history.observed, fits.eta, np.sqrt(spread * fits.unit_variance), np.maximum(fits.dispersion, 1.0)
        )
    limits = _limits(prediction, parameters)
    if mode is Mode.TEXTBOOK:
        return textbook(history, limits, expected=prediction.mean, alpha=parameters.alpha)
    centre = prediction.mean if parameters.threshold_method is Threshold.DELTA else prediction.eta
    return compatible(history, limits, centre=centre, expected=prediction.mean)


def _limits(prediction: Prediction, parameters: FlexibleFarrington) -> Limits:
    if parameters.threshold_method is Threshold.DELTA:
        exponent = parameters.power_transform.exponent
        return thresholds.delta(prediction, alpha=parameters.alpha, exponent=exponent)
    method = thresholds.muan if parameters.threshold_method is Threshold.MUAN else thresholds.nb_plugin
    return method(prediction, alpha=parameters.alpha)
