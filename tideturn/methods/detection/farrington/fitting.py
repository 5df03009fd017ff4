"""One fit for every series of a batch, by the compiled kernel or by NumPy alone."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.engine import Engine, resolve
from tideturn.methods.detection.farrington.limits import CAUTIOUS, COLUMNS, NO_WEIGHING, PUBLISHED
from tideturn.methods.detection.farrington.reference import Design

Floats = NDArray[np.float64]

_TABLED = 1024
KERNEL = f"{__package__}.kernel"


@dataclass(frozen=True)
class Fits:
    """What was found for each series: one row a series, the columns as the properties name them.

    `means` and `weights` are those of the reference weeks, shape (series, reference weeks), where they were wanted.
    """

    table: Floats
    means: Floats
    weights: Floats

    @property
    def is_converged(self) -> NDArray[np.bool_]:
        """Return whether the first fit converged and the week's own part of the year has any weeks."""
        return np.asarray(self.table[:, 0] == 1.0)

    @property
    def eta(self) -> Floats:
        """Return the linear predictor of the judged week without its offset."""
        return self.table[:, 1]

    @property
    def unit_variance(self) -> Floats:
        """Return the variance of the linear predictor for a dispersion of 1."""
        return self.table[:, 2]

    @property
    def dispersion(self) -> Floats:
        """Return Pearson's dispersion of the last fit, which may be below 1."""
        return self.table[:, 3]

    @property
    def bare_dispersion(self) -> Floats:
        """Return the dispersion with the working weights left out, which R takes after reweighting."""
        return self.table[:, 4]

    @property
    def slope(self) -> Floats:
        """Return the trend a unit of the design's scaled time."""
        return self.table[:, 5]

    @property
    def slope_unit_variance(self) -> Floats:
        """Return the variance of the trend for a dispersion of 1; NaN where there is no trend."""
        return self.table[:, 6]

    @property
    def degrees(self) -> Floats:
        """Return the residual degrees of freedom."""
        return self.table[:, 7]

    @property
    def number(self) -> Floats:
        """Return how many reference weeks were used."""
        return self.table[:, 8]

    @property
    def has_trend(self) -> NDArray[np.bool_]:
        """Return whether the model fitted has a trend."""
        return np.asarray(self.table[:, 9] == 1.0)

    @property
    def largest(self) -> Floats:
        """Return the largest count of the reference weeks."""
        return self.table[:, 10]

    @property
    def total(self) -> Floats:
        """Return the sum of the counts of the reference weeks."""
        return self.table[:, 11]

    @property
    def active_parts(self) -> Floats:
        """Return how many parts of the year have cases."""
        return self.table[:, 12]

    @property
    def own_total(self) -> Floats:
        """Return the cases of the judged week's own part of the year."""
        return self.table[:, 13]


class Weighing(IntEnum):
    """Which past outbreaks count for less."""

    NONE = NO_WEIGHING
    PUBLISHED = PUBLISHED
    CAUTIOUS = CAUTIOUS


@dataclass(frozen=True)
class Model:
    """What is fitted: with a trend or without, and from which residual on which past outbreaks count for less."""

    trend: bool
    weighing: Weighing
    weights_threshold: float


def fit(
    design: Design, counts: Floats, offsets: Floats, model: Model, *, engine: Engine = Engine.AUTO, with_weeks: bool
) -> Fits:
    """Return a fit for every series; `counts` and `offsets` have the shape (series, reference weeks).

    Weeks whose count or offset is NaN are left out. `offsets` may have one row for all series. `with_weeks` keeps the
    mean and the weight of every reference week as well.
    """
    found = np.full((len(counts), COLUMNS), np.nan)
    means, weights = (np.full((len(counts) if with_weeks else 0, counts.shape[1]), np.nan) for _ in range(2))
    _fitter(engine, len(counts))(
        np.ascontiguousarray(counts), np.ascontiguousarray(offsets), design.time, design.bounds,
        model.trend, int(model.weighing), model.weights_threshold, found, means, weights,
    )  # fmt: skip
    return Fits(found, means, weights)


def engine_of(engine: Engine, fits: int) -> Engine:
    """Return what fits so many series: the kernel or NumPy."""
    return resolve(engine, kernel=KERNEL, fits=fits)


def _fitter(engine: Engine, fits: int) -> Callable[..., None]:
    if engine_of(engine, fits) is Engine.NUMBA:
        return _compiled
    from tideturn.methods.detection.farrington import arrays

    return arrays.fit_all


def _compiled(*arguments: Any) -> None:
    from tideturn.methods.detection.farrington import kernel

    fit_all: Callable[..., None] = kernel.fit_all
    *given, found, means, weights = arguments
    fit_all(*given, _starting_tables(), found, means, weights)


@cache
def _starting_tables() -> Floats:
    """Return ln(count + 0.1) and ln(count) of small counts, which a fit begins with; ln 0 is never used and is 0."""
    counts = np.arange(_TABLED, dtype=float)
    return np.asarray(np.log(np.stack([counts + 0.1, np.maximum(counts, 1.0)])))
