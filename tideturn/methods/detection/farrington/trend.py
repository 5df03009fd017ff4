"""Fitting a week's history with its trend, or without where the trend is not to be kept."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import special

from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.engine import Engine
from tideturn.methods.detection.farrington.fitting import Fits, Model, fit
from tideturn.methods.detection.farrington.reference import Design
from tideturn.methods.detection.mode import Mode

Floats = NDArray[np.float64]
YEARS_FOR_A_TREND = 3
ROUNDING = 1e-10


@dataclass(frozen=True)
class TrendRule:
    """When a trend is kept: enough years, a p-value below the threshold, and no more than was ever counted."""

    b: int
    p_threshold: float
    mode: Mode
    is_reweighted: bool

    def keeps(self, fits: Fits) -> NDArray[np.bool_]:
        """Return for each series whether its trend is kept."""
        if self.b < YEARS_FOR_A_TREND:
            return np.zeros(len(fits.table), dtype=bool)
        with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
            is_held = np.exp(fits.eta) <= fits.largest
            # A threshold of 1 keeps every trend, and counts without any spread have none: neither is left to rounding.
            is_significant = (np.abs(fits.slope) > ROUNDING) & (self._pvalue(fits) < self.p_threshold)
            is_significant |= self.p_threshold >= 1
            return np.asarray(fits.has_trend & is_held & is_significant)

    def _pvalue(self, fits: Fits) -> Floats:
        variance = dispersion_of_errors(fits, self.mode, is_reweighted=self.is_reweighted) * fits.slope_unit_variance
        return np.asarray(2.0 * special.stdtr(fits.degrees, -np.abs(fits.slope) / np.sqrt(variance)))


def dispersion_of_errors(fits: Fits, mode: Mode, *, is_reweighted: bool) -> Floats:
    """Return the dispersion behind standard errors: Pearson's; in R, after reweighting, one without working weights."""
    if mode is Mode.TEXTBOOK:
        return np.maximum(fits.dispersion, 1.0)
    return fits.bare_dispersion if is_reweighted else fits.dispersion


def fit_history(
    batch: Batch, design: Design, offsets: Floats, model: Model, rule: TrendRule, *, engine: Engine, with_weeks: bool
) -> tuple[Fits, NDArray[np.bool_]]:
    """Return the fit of every series of a batch, and whether it keeps a trend."""
    counts = batch.observed[:, design.columns]
    fits = fit(design, counts, offsets, model, engine=engine, with_weeks=with_weeks)
    if not model.trend:
        return fits, np.zeros(batch.size, dtype=bool)
    kept = rule.keeps(fits)
    again = np.flatnonzero(fits.has_trend & ~kept)
    if len(again):
        own = offsets if len(offsets) == 1 else offsets[again]
        plain = replace(model, trend=False)
        _put(fits, again, fit(design, counts[again], own, plain, engine=engine, with_weeks=with_weeks))
    return fits, kept


def _put(fits: Fits, rows: NDArray[np.int64], others: Fits) -> None:
    fits.table[rows] = others.table
    if len(fits.means):
        fits.means[rows] = others.means
        fits.weights[rows] = others.weights
