"""From a fit to how surprising the latest count is, and which counts would be no surprise.

The usual threshold takes the fitted mean and dispersion as if they were known, and is passed too often by chance. Here
the uncertainty of both is in the distribution: see `tails` for the mean and `dispersion` for the scatter.
"""

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.calibrated import dispersion, tails, walking
from tideturn.methods.detection.calibrated.dispersion import Scatter
from tideturn.methods.detection.calibrated.inputs import Prediction, PredictiveInputs
from tideturn.methods.detection.calibrated.tails import Mixture, Predictive
from tideturn.methods.detection.engine import Engine, resolve
from tideturn.methods.detection.errors import ParametersInvalid

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

KERNEL = f"{__package__}.kernel"

# Counts up to about here are added up one by one; above it incomplete beta functions are quicker.
WALKABLE_MEAN, WALKABLE_DISPERSION = 200.0, 50.0
# P-values below this are had from the upper tail itself, because 1 less the rest has lost its digits.
SURPRISING = 1e-4


def predict(inputs: PredictiveInputs, *, observed: Floats, alpha: float, engine: Engine = Engine.AUTO) -> Prediction:
    """Return for every series the p-values of its latest count and the limits of what is no surprise at `alpha`.

    `observed` has one entry a series; where it is NaN there are limits but no p-value. A series without a fit, whose
    exposure is NaN, has neither. Raises ParametersInvalid for an `alpha` outside (0, 0.5).
    """
    if not 0.0 < alpha < 0.5:
        raise ParametersInvalid("alpha must lie between 0 and 0.5: it is how often chance may pass a limit.")
    found = np.full((len(observed), 4), np.nan)
    is_compiled = resolve(engine, kernel=KERNEL, fits=len(observed)) is Engine.NUMBA
    scatter = _scatter(inputs, is_compiled)
    for has_many in (True, False):
        rows = np.flatnonzero((scatter.has_many == has_many) & np.isfinite(inputs.exposure))
        if len(rows):
            nodes, weights = _posterior(inputs, scatter, rows, is_compiled)
            predictive = tails.predictive_of(
                events=inputs.events[rows], exposure=inputs.exposure[rows], nodes=nodes, weights=weights
            )  # fmt: skip
            found[rows] = _found(predictive, observed[rows], alpha, is_compiled)
    return Prediction(*found.T)


def _scatter(inputs: PredictiveInputs, is_compiled: bool) -> Scatter:
    if not is_compiled:
        return dispersion.scatter_of(inputs)
    from tideturn.methods.detection.calibrated import kernel

    sums = np.empty((len(inputs.counts), 3))
    kernel.scatter_all(inputs.counts, inputs.means, inputs.weights, sums)
    statistic, weeks, total = sums.T
    return dispersion.scatter_from(statistic, weeks, total, inputs.parameters)


def _posterior(
    inputs: PredictiveInputs, scatter: Scatter, rows: NDArray[np.int64], is_compiled: bool
) -> tuple[Floats, Floats]:
    """Return the nodes of the dispersion and their weights for rows that all have many events, or all have few."""
    chosen = scatter.only(rows)
    if chosen.has_many.all():
        return dispersion.by_pearson(chosen)
    ladder = dispersion.ladder_of(chosen)
    if not is_compiled:
        products = dispersion.sums_of_logarithms(inputs, rows, ladder)
    else:
        from tideturn.methods.detection.calibrated import kernel

        products = np.empty(ladder.shape)
        kernel.sums_of_logarithms(inputs.counts, inputs.means, inputs.weights, rows, ladder, products)
    return ladder, dispersion.by_likelihood(chosen, inputs.parameters[rows], ladder, products)


def _found(predictive: Predictive, observed: Floats, alpha: float, is_compiled: bool) -> Floats:
    is_short = _is_short_walk(predictive.at_least) & (alpha > walking.SMALLEST_TAIL)
    found = np.full((len(observed), 4), np.nan)
    if is_short.all():
        found = _walked(predictive, observed, alpha, is_compiled)
    elif is_short.any():
        found[is_short] = _walked(predictive.only(is_short), observed[is_short], alpha, is_compiled)
    _complete(found, predictive, observed, alpha)
    return found


def _is_short_walk(mixture: Mixture) -> Booleans:
    mean = (mixture.weight * mixture.mean).sum(axis=1)
    ratio = (mixture.weight * mixture.excess).sum(axis=1)
    return np.asarray((mean <= WALKABLE_MEAN) & (ratio <= WALKABLE_DISPERSION))


def _walked(predictive: Predictive, observed: Floats, alpha: float, is_compiled: bool) -> Floats:
    found = np.full((len(observed), 4), np.nan)
    if not is_compiled:
        walking.walk_all(predictive, observed, alpha, found)
        return found
    from tideturn.methods.detection.calibrated import kernel

    at_least, more = predictive.at_least, predictive.more
    kernel.walk_all(
        at_least.mean, at_least.excess, more.mean, more.excess, at_least.weight, predictive.clumping, observed, alpha,
        found,
    )  # fmt: skip
    return found


def _complete(found: Floats, predictive: Predictive, observed: Floats, alpha: float) -> None:
    """Find by incomplete beta functions what was not come by otherwise."""
    wanted = np.isfinite(observed) & ~(found[:, 1] > SURPRISING)
    some = predictive.only(wanted)
    found[wanted, 0] = tails.at_least(observed[wanted], some.at_least)
    found[wanted, 1] = tails.above(observed[wanted], some)
    missing = np.isnan(found[:, 2])
    found[missing, 2] = tails.upper_count(alpha, predictive.at_least.only(missing))
    missing = np.isnan(found[:, 3])
    found[missing, 3] = tails.lower_count(alpha, predictive.only(missing))
