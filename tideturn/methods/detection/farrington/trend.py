"""Fitting a week's history with its trend, or without where the trend is not to be kept."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import special

from tideturn.methods.detection.engine import Engine
from tideturn.methods.detection.farrington.fitting import Fits, Model, fit
from tideturn.methods.detection.farrington.reference import Design
from tideturn.methods.detection.mode import Mode

Floats = NDArray[np.float64]
YEARS_FOR_A_TREND = 3
ROUNDING = 1e-10
# A handful of cases tells of no trend: where they came late, a rise for ever would explain any burst. Ten events for
# each coefficient is the usual least (Peduzzi et al. 1996, Journal of Clinical Epidemiology 49:1373).
CASES_FOR_A_TREND = 10


@dataclass(frozen=True)
class TrendRule:
    """When a trend is kept: enough years, a p-value below the threshold, and no more than was ever counted.

    In the textbook mode the past must hold enough cases to tell of one as well.
    """

    b: int
    p_threshold: float
    mode: Mode
    is_reweighted: bool

    @property
    def has_enough_years(self) -> bool:
        """Return whether a trend may be kept at all."""
        return self.b >= YEARS_FOR_A_TREND

    def keeps(self, fits: Fits) -> NDArray[np.bool_]:
        """Return for each series whether its trend is kept."""
        with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
            # A threshold of 1 keeps every trend, and counts that are all alike have none: neither is left to rounding,
            # nor is whether the mean of such counts is above the largest of them.
            is_held = np.exp(fits.eta) <= fits.largest * (1.0 + ROUNDING)
            is_significant = (np.abs(fits.slope) > ROUNDING) & (self._pvalue(fits) < self.p_threshold)
            is_significant |= self.p_threshold >= 1
            if self.mode is Mode.TEXTBOOK:
                is_held &= fits.total >= CASES_FOR_A_TREND
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
    counts: Floats, design: Design, offsets: Floats, model: Model, rule: TrendRule, *, engine: Engine, with_weeks: bool
) -> tuple[Fits, NDArray[np.bool_]]:
    """Return the fit of every series, and whether it keeps a trend; see `fitting.fit` for the shapes."""
    plain = replace(model, trend=False)
    # A trend that is never kept is not fitted either: after two short years it would leave no degree of freedom.
    chosen = model if rule.has_enough_years else plain
    fits = fit(design, counts, offsets, chosen, engine=engine, with_weeks=with_weeks)
    kept = rule.keeps(fits)
    again = np.flatnonzero(fits.has_trend & ~kept)
    if len(again):
        others = fit(design, counts[again], rows_of(offsets, again), plain, engine=engine, with_weeks=with_weeks)
        put(fits, again, others)
    return fits, kept


def rows_of(offsets: Floats, rows: NDArray[np.int64]) -> Floats:
    """Return the offsets of some of the series; one row for all stays one row."""
    return offsets if len(offsets) == 1 else offsets[rows]


def put(fits: Fits, rows: NDArray[np.int64], others: Fits) -> None:
    """Put the fits of some of the series in their place."""
    fits.table[rows] = others.table
    if len(fits.means):
        fits.means[rows] = others.means
        fits.weights[rows] = others.weights
