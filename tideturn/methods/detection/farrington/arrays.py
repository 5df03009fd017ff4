"""The same fits as in `kernel`, for many series at once with NumPy alone, where numba is not to be had.

Every step is the kernel's; sums may differ in the last bit, because they are added up in another order.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.farrington.array_steps import Parts, Solution, Weeks, iterate, pearson
from tideturn.methods.detection.farrington.array_weighing import Flagging, cautious_weights, published_weights
from tideturn.methods.detection.farrington.limits import CAUTIOUS, COLUMNS, MORE_STEPS, NO_WEIGHING, STEPS_AT_MOST

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

# So many series at once that the arrays of one step stay in the processor's cache.
CHUNK = 128


def fit_all(
    counts: Floats,
    offsets: Floats,
    time: Floats,
    bounds: NDArray[np.int64],
    with_trend: bool,
    weighing: int,
    threshold: float,
    found: Floats,
    means: Floats,
    weights: Floats,
) -> None:
    """Fit every series of a batch and put what was found in its place; see `fitting.fit` for the shapes."""
    of_week = np.searchsorted(bounds, np.arange(len(time)), side="right") - 1
    parts = Parts(len(bounds) - 1, of_week.astype(np.int64))
    for first in range(0, len(counts), CHUNK):
        rows = slice(first, first + CHUNK)
        own = np.broadcast_to(offsets, counts.shape)[rows]
        present = np.isfinite(counts[rows]) & np.isfinite(own)
        weeks = Weeks(
            np.where(present, counts[rows], 0.0), np.where(present, own, 0.0), present.astype(float), time, parts
        )
        found[rows], mean, weight = _fit_chunk(weeks, with_trend, weighing, threshold)
        if len(means):
            is_known = present & (found[rows, :1] == 1.0)
            means[rows], weights[rows] = np.where(is_known, mean, np.nan), np.where(is_known, weight, np.nan)


def _fit_chunk(weeks: Weeks, with_trend: bool, weighing: int, threshold: float) -> tuple[Floats, Floats, Floats]:
    """Return what was found of a chunk of series, with the trend and, where that does not converge, without."""
    found, mean, weight, converged = _fit_model(weeks, with_trend, weighing, threshold)
    if with_trend and not converged.all():
        others = weeks.only(~converged)
        found[~converged], mean[~converged], weight[~converged], _ = _fit_model(others, False, weighing, threshold)
    return found, mean, weight


def _fit_model(
    weeks: Weeks, with_trend: bool, weighing: int, threshold: float
) -> tuple[Floats, Floats, Floats, Booleans]:
    """Return the table of what was found, means and weights of the weeks, and whether the first fit converged."""
    steps = MORE_STEPS if weighing == CAUTIOUS else STEPS_AT_MOST
    first = iterate(weeks, with_trend, steps=steps)
    number = weeks.weight.sum(axis=1)
    held = weeks.parts.sums(weeks.weight)
    used = (held > 0).sum(axis=1) + (with_trend & (first.information > 0))
    plain, bare = pearson(weeks, first, number - used)
    is_usable = first.converged & (number - used >= 1) & (held[:, -1] > 0)
    found = _table(weeks, first, with_trend, plain, bare, number - used)
    found[:, 0], found[:, 8] = is_usable, number
    mean, weight = first.mean.copy(), weeks.weight.copy()
    if weighing != NO_WEIGHING:
        flagging = Flagging(threshold, with_trend)
        _weigh_and_refit(weeks, first, used, flagging, weighing, steps, found, mean, weight)
    found[~is_usable, 1:10] = np.nan
    found[:, 8] = number  # known without a fit, and all that is needed after nothing but zeros
    return found, mean, weight, first.converged


def _weigh_and_refit(
    weeks: Weeks, first: Solution, used: Floats, flagging: Flagging, weighing: int, steps: int, found: Floats,
    mean: Floats, weight: Floats,
) -> None:  # fmt: skip
    """Fit once more with less weight on past outbreaks, and put what is found in the place of the first fit's."""
    phi = np.maximum(found[:, 3], 1.0)
    if weighing == CAUTIOUS:
        weight[:] = cautious_weights(weeks, first, phi, used, flagging)
        rows = np.flatnonzero((weight < weeks.weight).any(axis=1))
        degrees = weight.sum(axis=1) - used
    else:
        weight[:] = published_weights(weeks, first, phi, flagging)
        rows, degrees = np.arange(len(weight)), weeks.weight.sum(axis=1) - used
    if not len(rows):
        return
    again = replace(weeks.only(rows), weight=weight[rows])
    warm = first.only(rows) if weighing == CAUTIOUS else None
    solution = iterate(again, flagging.with_trend, steps=steps, warm=warm)
    changed = _table(again, solution, flagging.with_trend, *pearson(again, solution, degrees[rows]), degrees[rows])
    found[rows, 1:8] = changed[:, 1:8]
    mean[rows] = solution.mean


def _table(weeks: Weeks, solution: Solution, with_trend: bool, phi: Floats, bare: Floats, degrees: Floats) -> Floats:
    """Return what a fit came to, one row a series; see `fitting.Fits` for the order."""
    with np.errstate(divide="ignore", invalid="ignore"):
        last = solution.sums[:, -1]
        has_slope = with_trend & (solution.information > 0)
        by_slope = np.where(has_slope, 1 / solution.information, np.nan)
        distance = last[:, 1] / last[:, 0]
        unit = 1 / last[:, 0] + np.where(has_slope, distance**2 * by_slope, 0.0)
    table = np.full((len(phi), COLUMNS), np.nan)
    table[:, 1:8] = np.column_stack([solution.level[:, -1], unit, phi, bare, solution.slope, by_slope, degrees])
    table[:, 9] = float(with_trend)
    cases = weeks.parts.sums(weeks.count)
    table[:, 10:] = np.column_stack([weeks.count.max(axis=1), cases.sum(axis=1), (cases > 0).sum(axis=1), cases[:, -1]])
    return table
