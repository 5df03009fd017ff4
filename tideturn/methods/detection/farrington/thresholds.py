"""The limits of what is no surprise, and how surprising a count is, for the three published ways.

`delta`: Farrington et al. (1996), JRSS A 159:547, on a scale where counts are close to normal. `nb-plugin` and `muan`:
Noufaily et al. (2013), Statistics in Medicine 32:1206, by the negative binomial, at the fitted mean or its upper limit.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from tideturn.methods.detection import negative_binomial
from tideturn.methods.detection.calibrated import PredictiveInputs, predict
from tideturn.methods.detection.engine import Engine
from tideturn.methods.detection.farrington.fitting import Fits
from tideturn.methods.detection.farrington.reference import Design

Floats = NDArray[np.float64]
EXTREME = 600.0  # logarithms beyond this are not told apart
# A falling trend makes a week of the past tell as much as several now. After few events it is not known well enough for
# more than this.
WEEKS_FOR_ONE = 1.5
# The exponential of an uncertain slope is too high in the mean: by half its variance if it is normal, in simulations of
# few events by about so much of it.
TOO_HIGH_BY = 0.25


@dataclass(frozen=True)
class Limits:
    """For each series the limits, and the probability of so high a count or a higher one, and of a higher one alone."""

    lower: Floats
    upper: Floats
    pvalue: Floats
    strict_pvalue: Floats


@dataclass(frozen=True)
class Prediction:
    """For each series what was counted, the linear predictor with its standard error, and the dispersion, 1 or more."""

    observed: Floats
    eta: Floats
    error: Floats
    dispersion: Floats

    @property
    def mean(self) -> Floats:
        """Return the expected count."""
        return np.asarray(np.exp(self.eta))


def nb_plugin(prediction: Prediction, *, alpha: float) -> Limits:
    """Return the limits of the negative binomial at the fitted mean, as if that were known."""
    return _negative_binomial(prediction, prediction.mean, alpha)


def muan(prediction: Prediction, *, alpha: float) -> Limits:
    """Return the limits of the negative binomial at the upper limit of the fitted mean."""
    with np.errstate(over="ignore"):
        mean = np.exp(prediction.eta + special.ndtri(1 - alpha) * prediction.error)
    return _negative_binomial(prediction, np.where(np.isinf(mean), np.nan, mean), alpha)


def _negative_binomial(prediction: Prediction, mean: Floats, alpha: float) -> Limits:
    phi = prediction.dispersion
    return Limits(
        negative_binomial.quantile(alpha, mean, phi),
        negative_binomial.quantile(1 - alpha, mean, phi),
        negative_binomial.upper_tail(prediction.observed, mean, phi),
        negative_binomial.upper_tail(prediction.observed + 1.0, mean, phi),
    )


def calibrated(
    fits: Fits, design: Design, counts: Floats, observed: Floats, *, alpha: float, engine: Engine
) -> Limits:  # fmt: skip
    """Return the limits of the negative binomial with the uncertainty of its mean and dispersion carried along.

    `counts` are those of the reference weeks, shape (series, weeks), whose means and weights the fits must have kept.
    """
    exposure = exposures(fits, design)
    expected = np.maximum(expected_counts(fits) - _events_too_many(fits, design) / exposure, 0.0)
    inputs = PredictiveInputs(
        expected, exposure, fits.active_parts + fits.has_trend,
        np.where(np.isnan(fits.means), np.nan, counts),
        fits.means, fits.weights,
    )  # fmt: skip
    found = predict(inputs, observed=observed, alpha=alpha, engine=engine)
    return Limits(found.lower, found.upper, found.pvalue, found.strict_pvalue)


def exposures(fits: Fits, design: Design) -> Floats:
    """Return how many weeks like the judged one the past amounts to, by the variance of the judged week's mean."""
    with np.errstate(divide="ignore", invalid="ignore"):
        exposure = np.exp(np.clip(-fits.eta - np.log(fits.unit_variance), -EXTREME, EXTREME))
    # The variance is of the step before the last, and each step lowers the mean of a part without cases by just e.
    exposure = np.where(fits.own_total > 0, exposure, exposure / np.e)
    own_weeks = np.nansum(fits.weights[:, design.bounds[-2] :], axis=1)
    return np.asarray(np.minimum(exposure, WEEKS_FOR_ONE * own_weeks))


def _events_too_many(fits: Fits, design: Design) -> Floats:
    """Return by how many events an uncertain trend raises what the judged week's mean rests on."""
    own = slice(design.bounds[-2], None)
    cases = np.nansum(fits.weights[:, own] * fits.means[:, own], axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        due_to_trend = np.clip(1.0 - 1.0 / (fits.unit_variance * cases), 0.0, 1.0)
    return np.where(fits.own_total > 0, TOO_HIGH_BY * due_to_trend, 0.0)


def expected_counts(fits: Fits) -> Floats:
    """Return the expected counts; nothing where the week's own part of the year had no cases."""
    with np.errstate(invalid="ignore", over="ignore"):
        return np.where(fits.own_total > 0, np.exp(fits.eta), np.where(np.isnan(fits.eta), np.nan, 0.0))


def delta(prediction: Prediction, *, alpha: float, exponent: float) -> Limits:
    """Return the limits on the scale of counts to a power, where their spread hardly depends on their mean."""
    mean = prediction.mean
    error = prediction.error * mean
    with np.errstate(invalid="ignore"):
        spread = exponent * mean ** (exponent - 0.5) * np.sqrt(prediction.dispersion + error**2 / mean)
        reach = special.ndtri(1 - alpha) * spread
        lower = np.maximum(mean**exponent - reach, 0.0) ** (1 / exponent)
        upper = (mean**exponent + reach) ** (1 / exponent)
        pvalue = special.ndtr((mean**exponent - prediction.observed**exponent) / spread)
    # On a continuous scale a higher count is as probable as one at least so high.
    return Limits(lower, upper, pvalue, pvalue)
