"""The steps of a fit for many series at once; each is that of `kernel`."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.farrington.limits import LARGEST_PREDICTOR, SMALLEST_MEAN, TOLERANCE

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Rows = Booleans | NDArray[np.int64]


@dataclass(frozen=True)
class Parts:
    """To which part of the year each reference week belongs; the weeks of a part stand side by side."""

    number: int
    of_week: NDArray[np.int64]

    def sums(self, values: Floats) -> Floats:
        """Return the sum of each part, shape (series, parts), in an order that no other series changes."""
        held, starts = np.unique(self.of_week, return_index=True)
        sums = np.zeros((len(values), self.number))
        sums[:, held] = np.add.reduceat(values, starts, axis=1)
        return sums

    def spread(self, values: Floats) -> Floats:
        """Return the value of its part for each week, shape (series, weeks)."""
        return np.asarray(values[:, self.of_week])


@dataclass(frozen=True)
class Weeks:
    """The reference weeks of several series: arrays of the shape (series, weeks), and what all share.

    Missing weeks weigh nothing.
    """

    count: Floats
    offset: Floats
    weight: Floats
    time: Floats
    parts: Parts

    def only(self, rows: Rows) -> "Weeks":
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
    eta: Floats
    mean: Floats
    before: Floats

    def only(self, rows: Rows) -> "Solution":
        """Return the same of some of the series."""
        return Solution(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))

    def put(self, rows: Rows, other: "Solution") -> None:
        """Put what was found of some of the series in its place."""
        for name in self.__dataclass_fields__:
            getattr(self, name)[rows] = getattr(other, name)


def _sums(weeks: Weeks, mean: Floats, eta: Floats) -> Floats:
    """Return the five sums of every part, shape (series, parts, 5)."""
    weighted = weeks.weight * mean
    response = weighted * (eta - weeks.offset) + weeks.weight * (weeks.count - mean)
    by_time = weighted * weeks.time
    terms = (weighted, by_time, by_time * weeks.time, response, response * weeks.time)
    return np.stack([weeks.parts.sums(term) for term in terms], axis=2)


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


def iterate(weeks: Weeks, with_trend: bool, *, steps: int, warm: Solution | None = None) -> Solution:
    """Return the fit of the model to every series, each stopping at its own step; a warm fit goes on from another."""
    if warm is None:
        mean = weeks.count + 0.1
        eta = np.log(mean)
    else:
        mean, eta = warm.mean, warm.eta
    logarithm = np.log(np.where(weeks.count > 0, weeks.count, 1.0))
    last = _deviance(weeks, logarithm, mean, eta)
    done = _empty(mean, eta, weeks.parts.number)
    going = np.arange(len(mean))
    for _ in range(steps):
        sums = _sums(weeks, mean, eta)
        level, slope, information = _solve(sums, with_trend)
        before = mean
        eta = weeks.parts.spread(level) + slope[:, None] * weeks.time + weeks.offset
        eta = np.minimum(eta, LARGEST_PREDICTOR)
        mean = np.maximum(np.exp(eta), SMALLEST_MEAN)
        now = _deviance(weeks, logarithm, mean, eta)
        converged = np.abs(now - last) / (np.abs(now) + 0.1) < TOLERANCE
        done.put(going, Solution(converged, slope, information, level, sums, eta, mean, before))
        goes_on = ~converged & np.isfinite(now)
        if not goes_on.any():
            break
        weeks, mean, eta, logarithm = weeks.only(goes_on), mean[goes_on], eta[goes_on], logarithm[goes_on]
        last, going = now[goes_on], going[goes_on]
    return done


def _empty(mean: Floats, eta: Floats, parts: int) -> Solution:
    series = len(mean)
    return Solution(
        np.zeros(series, dtype=bool), np.zeros(series), np.zeros(series), np.zeros((series, parts)),
        np.zeros((series, parts, 5)), eta.copy(), mean.copy(), mean.copy(),
    )  # fmt: skip


def pearson(weeks: Weeks, solution: Solution, degrees: Floats) -> tuple[Floats, Floats]:
    """Return the dispersion by the weights of the last step, and the one made of the prior weights alone."""
    square = weeks.weight * (weeks.count / solution.mean - 1.0) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        return (solution.before * square).sum(axis=1) / degrees, square.sum(axis=1) / degrees
