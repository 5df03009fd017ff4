"""The same fits as in `kernel`, for many series at once with NumPy alone, where numba is not to be had.

Every step is the kernel's; sums may differ in the last bit, because they are added up in another order.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.farrington.limits import (
    LARGEST_PREDICTOR,
    SMALLEST_MEAN,
    STEPS_AT_MOST,
    TOLERANCE,
)

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

# So many series at once that the arrays of one step stay in the processor's cache.
CHUNK = 128


@dataclass(frozen=True)
class Weeks:
    """The reference weeks of several series: arrays of the shape (series, weeks), and what all share.

    `membership` has the shape (weeks, parts) and a one where a week belongs to a part. Missing weeks weigh nothing.
    """

    count: Floats
    offset: Floats
    weight: Floats
    time: Floats
    membership: Floats

    def only(self, rows: Booleans | NDArray[np.int64]) -> "Weeks":
        """Return the same of some of the series."""
        return replace(self, count=self.count[rows], offset=self.offset[rows], weight=self.weight[rows])


@dataclass(frozen=True)
class Solution:
    """What the last step of a fit came to: one row a series."""

    converged: Booleans
    slope: Floats
    information: Floats
    level: Floats
    sums: Floats
    mean: Floats
    before: Floats


def fit_all(
    counts: Floats,
    offsets: Floats,
    time: Floats,
    bounds: NDArray[np.int64],
    with_trend: bool,
    reweight: bool,
    threshold: float,
    found: Floats,
    means: Floats,
    weights: Floats,
) -> None:
    """Fit every series of a batch and put what was found in its place; see `fitting.fit` for the shapes."""
    membership = np.zeros((len(time), len(bounds) - 1))
    membership[np.arange(len(time)), np.searchsorted(bounds, np.arange(len(time)), side="right") - 1] = 1.0
    for first in range(0, len(counts), CHUNK):
        rows = slice(first, first + CHUNK)
        own = np.broadcast_to(offsets, counts.shape)[rows]
        present = np.isfinite(counts[rows]) & np.isfinite(own)
        weeks = Weeks(
            np.where(present, counts[rows], 0.0), np.where(present, own, 0.0), present.astype(float), time, membership
        )
        fitted, mean, weight = _fit_chunk(weeks, with_trend, reweight, threshold)
        found[rows] = fitted
        if len(means):
            is_known = present & (fitted[:, :1] == 1.0)
            means[rows], weights[rows] = np.where(is_known, mean, np.nan), np.where(is_known, weight, np.nan)


def _fit_chunk(weeks: Weeks, with_trend: bool, reweight: bool, threshold: float) -> tuple[Floats, Floats, Floats]:
    """Return what was found of a chunk of series, with the trend and, where that does not converge, without."""
    found, mean, weight = _fit_model(weeks, with_trend, reweight, threshold)
    failed = found[:, 13] == 0.0
    if with_trend and failed.any():
        found[failed], mean[failed], weight[failed] = _fit_model(weeks.only(failed), False, reweight, threshold)
    return found[:, :13], mean, weight


def _fit_model(weeks: Weeks, with_trend: bool, reweight: bool, threshold: float) -> tuple[Floats, Floats, Floats]:
    present = weeks.weight
    number = present.sum(axis=1)
    held = present @ weeks.membership
    solution = _iterate(weeks, with_trend)
    degrees = number - (held > 0).sum(axis=1) - (with_trend & (solution.information > 0))
    plain, bare = _pearson(weeks, solution, degrees)
    phi, first = plain, solution
    if reweight:
        weeks = replace(weeks, weight=_weigh(weeks, solution, with_trend, np.maximum(plain, 1.0), threshold))
        solution = _iterate(weeks, with_trend)
        phi, bare = _pearson(weeks, solution, degrees)
    can_be_used = first.converged & (degrees >= 1) & (held[:, -1] > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        last = solution.sums[:, -1]
        has_slope = with_trend & (solution.information > 0)
        by_slope = np.where(has_slope, 1 / solution.information, np.nan)
        distance = last[:, 1] / last[:, 0]
        unit = 1 / last[:, 0] + np.where(has_slope, distance**2 * by_slope, 0.0)
    columns = (
        can_be_used, solution.level[:, -1], unit, phi, bare, solution.slope, by_slope, degrees, number,
        np.full(len(number), float(with_trend)), plain, weeks.count.max(axis=1), weeks.count.sum(axis=1),
        first.converged,
    )  # fmt: skip
    found = np.column_stack([np.asarray(column, dtype=float) for column in columns])
    found[~can_be_used, 1:11] = np.nan
    return found, solution.mean, weeks.weight


def _sums(weeks: Weeks, mean: Floats, eta: Floats) -> Floats:
    """Return the five sums of every part, shape (series, parts, 5)."""
    weighted = weeks.weight * mean
    response = weighted * (eta - weeks.offset) + weeks.weight * (weeks.count - mean)
    by_time = weighted * weeks.time
    terms = (weighted, by_time, by_time * weeks.time, response, response * weeks.time)
    return np.stack([term @ weeks.membership for term in terms], axis=2)


def _solve(sums: Floats, with_trend: bool) -> tuple[Floats, Floats, Floats]:
    """Return the levels, the trend and the information about it (0 where there is none)."""
    has_weeks = sums[:, :, 0] > 0
    safe = np.where(has_weeks, sums[:, :, 0], 1.0)
    slope = information = np.zeros(len(sums))
    if with_trend:
        information = np.where(has_weeks, sums[:, :, 2] - sums[:, :, 1] ** 2 / safe, 0.0).sum(axis=1)
        right = np.where(has_weeks, sums[:, :, 4] - sums[:, :, 1] * sums[:, :, 3] / safe, 0.0).sum(axis=1)
        slope = np.divide(right, information, out=np.zeros_like(right), where=information > 0)
    level = np.where(has_weeks, (sums[:, :, 3] - slope[:, None] * sums[:, :, 1]) / safe, 0.0)
    return level, slope, information


def _deviance(weeks: Weeks, logarithm: Floats, mean: Floats, eta: Floats) -> Floats:
    terms = weeks.count * (logarithm - eta) - (weeks.count - mean)
    return 2.0 * np.asarray((weeks.weight * terms).sum(axis=1))


def _iterate(weeks: Weeks, with_trend: bool) -> Solution:
    """Fit the model to every series; each stops at its own step."""
    mean = weeks.count + 0.1
    eta = np.log(mean)
    logarithm = np.log(np.where(weeks.count > 0, weeks.count, 1.0))
    last = _deviance(weeks, logarithm, mean, eta)
    series, parts = len(mean), weeks.membership.shape[1]
    done = Solution(
        np.zeros(series, dtype=bool), np.zeros(series), np.zeros(series), np.zeros((series, parts)),
        np.zeros((series, parts, 5)), mean.copy(), mean.copy(),
    )  # fmt: skip
    going = np.arange(series)
    for _ in range(STEPS_AT_MOST):
        sums = _sums(weeks, mean, eta)
        level, slope, information = _solve(sums, with_trend)
        before = mean
        eta = level @ weeks.membership.T + slope[:, None] * weeks.time + weeks.offset
        eta = np.minimum(eta, LARGEST_PREDICTOR)
        mean = np.maximum(np.exp(eta), SMALLEST_MEAN)
        now = _deviance(weeks, logarithm, mean, eta)
        converged = np.abs(now - last) / (np.abs(now) + 0.1) < TOLERANCE
        ended = converged | ~np.isfinite(now)
        for name, value in (("slope", slope), ("information", information), ("level", level), ("sums", sums),
                            ("mean", mean), ("before", before)):  # fmt: skip
            getattr(done, name)[going] = value
        done.converged[going] = converged
        if ended.all():
            break
        weeks, mean, eta, logarithm = weeks.only(~ended), mean[~ended], eta[~ended], logarithm[~ended]
        last, going = now[~ended], going[~ended]
    return done


def _pearson(weeks: Weeks, solution: Solution, degrees: Floats) -> tuple[Floats, Floats]:
    """Return the dispersion by the weights of the last step, and the one made of the prior weights alone."""
    square = weeks.weight * (weeks.count / solution.mean - 1.0) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        return (solution.before * square).sum(axis=1) / degrees, square.sum(axis=1) / degrees


def _weigh(weeks: Weeks, solution: Solution, with_trend: bool, phi: Floats, threshold: float) -> Floats:
    """Return weights that are less for past outbreaks, as in the kernel."""
    present = weeks.weight
    with np.errstate(divide="ignore", invalid="ignore"):
        weighted = np.where(solution.sums[:, :, 0] > 0, solution.sums[:, :, 0], 1.0)
        leverage = (1.0 / weighted) @ weeks.membership.T
        if with_trend:
            centre = (solution.sums[:, :, 1] / weighted) @ weeks.membership.T
            by_trend = (weeks.time - centre) ** 2 / solution.information[:, None]
            leverage = leverage + np.where(solution.information[:, None] > 0, by_trend, 0.0)
        spread = phi[:, None] * (1.0 - solution.before * leverage)
        excess = weeks.count - solution.mean
        unusual = (excess > 0) & (spread > 1e-12) & (excess**2 > threshold**2 * solution.mean * spread)
        root = solution.mean ** (1 / 6)
        residual = 1.5 * (np.cbrt(weeks.count) ** 2 / root - np.sqrt(solution.mean)) / np.sqrt(spread)
        weight = present * np.where(unusual & (residual > threshold), residual**-2.0, 1.0)
    return np.asarray(weight * (present.sum(axis=1) / weight.sum(axis=1))[:, None])
