"""Many log-linear Poisson models of one table at once, by iteratively reweighted least squares.

P. McCullagh and J. A. Nelder, Generalized Linear Models, 2nd edition 1989, section 2.5; a count that is known only
together with another, or only as no more than so many, by expectation and maximisation (A. P. Dempster, N. M. Laird and
D. B. Rubin, Journal of the Royal Statistical Society B 39, 1977).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

# Expectation of each count given the current means, both (models, cells); for counts that are not known outright.
Completion = Callable[[Floats], Floats]

STEPS_AT_MOST = 500
STILL = 1e-9
EXPONENT_AT_MOST = 40.0
RIDGE = 1e-11


@dataclass(frozen=True)
class Fits:
    """Coefficients (models, columns), fitted means and completed counts (models, cells)."""

    coefficients: Floats
    means: Floats
    counts: Floats

    @property
    def exponents(self) -> Floats:
        """Return the logarithms of the means, from which a fit to other counts may start."""
        return np.asarray(np.log(self.means))


def fit_models(
    design: Floats,
    columns: Flags,
    counts: Floats,
    *,
    complete: Completion | None = None,
    start: Floats | None = None,
    still: float = STILL,
) -> Fits:
    """Return the fits of models that each have some of the columns of a design, to counts (models, cells).

    `complete` gives the counts anew for each step where some are not known. Where the likelihood rises for ever, in a
    direction that only takes means to zero, the means are those at the end of that way to nine digits, and the
    coefficients are large. `start` are logarithms of means to begin at (models, cells); the steps end where no mean
    moves by more than `still` of itself.
    """
    filled = counts
    squares = np.einsum("cp,cq->cpq", design, design).reshape(len(design), -1)
    exponents = np.log(filled + 0.5) if start is None else start
    means = np.exp(exponents)
    coefficients = np.zeros(columns.shape)
    for _ in range(STEPS_AT_MOST):
        coefficients = _step(design, squares, columns, filled, means, exponents)
        exponents = np.clip(coefficients @ design.T, -EXPONENT_AT_MOST, EXPONENT_AT_MOST)
        former, means = means, np.exp(exponents)
        completed = filled if complete is None else complete(means)
        change = np.max(np.abs(means - former) / (1 + former)) + np.max(np.abs(completed - filled) / (1 + filled))
        filled = completed
        if change < still:
            break
    return Fits(coefficients, means, filled)


def _step(design: Floats, squares: Floats, columns: Flags, counts: Floats, means: Floats, exponents: Floats) -> Floats:
    """Return the coefficients after one weighted least-squares step; a column that a model lacks keeps 0."""
    working = means * exponents + (counts - means)
    right = np.where(columns, working @ design, 0.0)
    left = (means @ squares).reshape(len(means), design.shape[1], design.shape[1])
    left = np.where(columns[:, :, None] & columns[:, None, :], left, 0.0)
    diagonal = np.einsum("mpp->mp", left)
    # A trace of ridge, so that a direction without information stays where it is instead of failing.
    diagonal += np.where(columns, RIDGE * (1 + diagonal), 1.0)
    return np.asarray(np.linalg.solve(left, right[..., None])[..., 0])


def deviance_parts(counts: Floats, means: Floats) -> Floats:
    """Return what each cell adds to the deviance, in the shape of both: never below zero."""
    return np.asarray(2 * np.maximum(xlogy(counts, counts) - xlogy(counts, means) - counts + means, 0.0))
