"""Which past outbreaks count for less, for many series at once; each rule is that of `kernel`."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection import negative_binomial
from tideturn.methods.detection.farrington.array_steps import Solution, Weeks, iterate, pearson
from tideturn.methods.detection.farrington.limits import FALSE_DISCOVERIES, LIMIT, PASSES

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]


@dataclass(frozen=True)
class Flagging:
    """Above which Anscombe residual a week is flagged, and whether the model has a trend."""

    threshold: float
    with_trend: bool


def flag(weeks: Weeks, present: Floats, solution: Solution, phi: Floats, flagging: Flagging) -> Floats:
    """Return weights: the inverse square of the Anscombe residual where it exceeds the threshold, else 1, or 0."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        spread = phi[:, None] * (1.0 - weeks.weight * solution.before * _leverage(weeks, solution, flagging))
        excess = weeks.count - solution.mean
        limit = flagging.threshold**2 * solution.mean * spread
        unusual = np.nonzero((excess > 0) & (spread > 1e-12) & (excess**2 > limit))
    # The powers are taken of the few weeks that can be above the threshold at all, as in the kernel.
    count, mean = weeks.count[unusual], solution.mean[unusual]
    residual = 1.5 * (np.cbrt(count) ** 2 / mean ** (1 / 6) - np.sqrt(mean)) / np.sqrt(spread[unusual])
    weight = present.copy()
    weight[unusual] = np.where(residual > flagging.threshold, 1.0 / (residual * residual), 1.0)
    return weight


def _leverage(weeks: Weeks, solution: Solution, flagging: Flagging) -> Floats:
    weighted = np.where(solution.sums[:, :, 0] > 0, solution.sums[:, :, 0], 1.0)
    leverage = weeks.parts.spread(1.0 / weighted)
    if not flagging.with_trend:
        return leverage
    centre = weeks.parts.spread(solution.sums[:, :, 1] / weighted)
    by_trend = (weeks.time - centre) ** 2 / solution.information[:, None]
    return np.asarray(leverage + np.where(solution.information[:, None] > 0, by_trend, 0.0))


def published_weights(weeks: Weeks, solution: Solution, phi: Floats, flagging: Flagging) -> Floats:
    """Return the weights of Noufaily et al., which add up to the number of weeks."""
    weight = flag(weeks, weeks.weight, solution, phi, flagging)
    with np.errstate(invalid="ignore"):  # a series without a known week has no weights
        return np.asarray(weight * (weeks.weight.sum(axis=1) / weight.sum(axis=1))[:, None])


def cautious_weights(weeks: Weeks, solution: Solution, phi: Floats, used: Floats, flagging: Flagging) -> Floats:
    """Return weights that are less than 1 only for the past outbreaks that chance does not explain."""
    present = weeks.weight
    weight = flag(weeks, present, solution, phi, flagging)
    rows = np.flatnonzero((weight < present).any(axis=1))
    if not len(rows):
        return present
    kept = present.copy()
    kept[rows] = _kept(
        replace(weeks.only(rows), weight=weight[rows]), present[rows], solution.only(rows), used[rows], flagging
    )
    return kept


def _kept(weeks: Weeks, present: Floats, solution: Solution, used: Floats, flagging: Flagging) -> Floats:
    number, limit = present.sum(axis=1), np.ones(len(used))
    for _ in range(PASSES):
        solution = iterate(weeks, flagging.with_trend, steps=1, warm=solution)
        phi = np.maximum(pearson(weeks, solution, weeks.weight.sum(axis=1) - used)[0], 1.0)
        mean = (present * solution.mean).sum(axis=1) / number
        error = np.sqrt((2.0 + (6.0 * phi * phi - 6.0 * phi + 1.0) / (mean * phi)) / number)
        limit = phi * (1.0 + LIMIT * error)
        weeks = replace(weeks, weight=flag(weeks, present, solution, limit, flagging))
    flagged = weeks.weight < present
    rows, columns = np.nonzero(flagged)
    tails = np.full(flagged.shape, np.inf)
    tails[rows, columns] = negative_binomial.upper_tail(
        weeks.count[rows, columns], solution.mean[rows, columns], limit[rows]
    )
    return np.where(flagged & ~_beyond_chance(tails, flagged, number), present, weeks.weight)


def _beyond_chance(tails: Floats, flagged: Booleans, number: Floats) -> Booleans:
    """Return which of the flagged weeks are no chance (Benjamini & Hochberg 1995, JRSS B 57:289)."""
    ranked = np.sort(tails, axis=1)
    ranks = np.arange(1, tails.shape[1] + 1)
    passes = ranked <= FALSE_DISCOVERIES * ranks / number[:, None]
    highest = np.where(passes, ranked, -1.0).max(axis=1)
    return np.asarray(flagged & (tails <= highest[:, None]))
