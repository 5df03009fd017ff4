"""The likelihood of models of one table of lists: at its best, and along the number of people.

R. M. Cormack, Interval estimation for mark-recapture studies of closed populations, Biometrics 48, 1992: the table is
completed by a supposed number of people, and the deviance says how well that number agrees with the lists.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.estimates.prevalence.fitting import Fits, deviance_parts, fit_models
from tideturn.methods.estimates.prevalence.lists import ListTable
from tideturn.methods.estimates.prevalence.over_counts import LooseCell

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# The deviance is flat at its lowest, so that means to six digits give it to more than that.
STILL_ALONG = 1e-6
SLIVER = 1e-6
ROOT_STEPS = 40
ROOT_CLOSE = 1e-6


@dataclass(frozen=True)
class Best:
    """Models at their best: people unseen, people in the loose cell (0 without one), and deviance; all (models,)."""

    unseen: Floats
    loose: Floats
    deviance: Floats

    @property
    def uncounted(self) -> Floats:
        """Return how many people each model adds to those whose count is known."""
        return self.unseen + self.loose


@dataclass(frozen=True)
class Likelihood:
    """One table and the design of its models; the first row of the design is of those whom no list saw."""

    design: Floats
    counts: Floats
    loose: LooseCell | None

    @property
    def known(self) -> Flags:
        """Return which cells have a count that is taken as it is, shape (cells,)."""
        known = np.ones(len(self.counts), dtype=bool)
        if self.loose is not None:
            known[self.loose.place] = False
        return known

    @property
    def people_known(self) -> float:
        """Return how many people are in the cells whose count is known."""
        return float(self.counts[self.known].sum())

    def best(self, columns: Flags) -> Best:
        """Return the models, given as columns of the design, at their best."""
        fits = self._fit_observed(columns)
        unseen = np.exp(np.clip(fits.coefficients @ self.design[0], -700, 700))
        if self.loose is None:
            return Best(unseen, np.zeros_like(unseen), deviance_parts(fits.counts, fits.means).sum(axis=1))
        if not self.loose.is_bounded:
            loose = np.exp(np.clip(fits.coefficients @ self.design[1 + self.loose.place], -700, 700))
            return Best(unseen, loose, deviance_parts(fits.counts, fits.means).sum(axis=1))
        parts = deviance_parts(fits.counts, fits.means)[:, self.known].sum(axis=1)
        mean = fits.means[:, self.loose.place]
        return Best(unseen, self.loose.expected(mean), parts + self.loose.deviance(mean))

    def _fit_observed(self, columns: Flags) -> Fits:
        seen, counts = self.design[1:], np.tile(self.counts, (len(columns), 1))
        cell = self.loose
        if cell is None:
            return fit_models(seen, columns, counts)
        if not cell.is_bounded:
            return fit_models(seen[self.known], columns, counts[:, self.known])

        def complete(means: Floats) -> Floats:
            filled = counts.copy()
            filled[:, cell.place] = cell.expected(means[:, cell.place])
            return filled

        return fit_models(seen, columns, counts, complete=complete)

    def along(self, columns: Flags, uncounted: Floats) -> Floats:
        """Return the deviance of each model if so many people (models,) were beyond those whose count is known."""
        counts = np.column_stack([uncounted, np.tile(self.counts, (len(columns), 1))])
        if self.loose is None:
            fits = fit_models(self.design, columns, counts, still=STILL_ALONG)
            return np.asarray(deviance_parts(counts, fits.means).sum(axis=1))
        return self._along_loosely(columns, counts, self.loose)

    def _along_loosely(self, columns: Flags, counts: Floats, cell: LooseCell) -> Floats:
        uncounted, place = counts[:, 0].copy(), 1 + cell.place

        start: Floats | None = None

        def fitted(inside: Floats) -> Floats:
            nonlocal start
            split = counts.copy()
            split[:, 0], split[:, place] = uncounted - inside, inside
            fits = fit_models(self.design, columns, split, start=start, still=STILL_ALONG)
            start = fits.exponents
            return fits.means

        def excess(inside: Floats) -> Floats:
            means = fitted(inside)
            chance = means[:, place] / (means[:, 0] + means[:, place])
            return cell.expected_of(uncounted, chance) - inside

        means = fitted(_falling_root(excess, np.minimum(uncounted, cell.at_most)))
        both = means[:, 0] + means[:, place]
        parts = deviance_parts(counts, means)[:, 1:][:, self.known].sum(axis=1)
        bound = cell.deviance_of(uncounted, means[:, place] / both)
        return np.asarray(parts + deviance_parts(uncounted, both) + bound)


def _falling_root(function: Callable[[Floats], Floats], high: Floats) -> Floats:
    """Return where falling functions, one a model, are zero between nothing and `high`, by the Illinois method.

    How many of the uncounted a model expects in the loose cell, less how many were supposed there, falls: expectation
    and maximisation walk to its zero in hundreds of small steps, this in about ten.
    """
    low = high * SLIVER
    at_low, at_high = function(low), function(high)
    root = np.where(at_low <= 0, low, high)
    for _ in range(ROOT_STEPS):
        is_open = (at_low > 0) & (at_high < 0)
        gap = np.where(is_open, at_low - at_high, 1.0)
        root = np.where(is_open, (low * -at_high + high * at_low) / gap, root)
        at_root = function(root)
        if np.all(~is_open | (np.abs(at_root) <= ROOT_CLOSE * (1 + root))):
            break
        is_above = at_root > 0
        low, high = np.where(is_open & is_above, root, low), np.where(is_open & ~is_above, root, high)
        at_low, at_high = (
            np.where(is_open, np.where(is_above, at_root, at_low / 2), at_low),
            np.where(is_open, np.where(is_above, at_high / 2, at_root), at_high),
        )
    return root


def likelihood_of(table: ListTable, design: Floats, loose: LooseCell | None) -> Likelihood:
    """Return the likelihood of a table; `design` has one row more than the table, the first for the unseen."""
    return Likelihood(design, table.counts, loose)
