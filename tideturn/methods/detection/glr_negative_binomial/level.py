"""The level of a series from its training weeks: negative binomial regression with yearly waves, all series at once.

Iteratively reweighted least squares for a log link and a known dispersion alpha: McCullagh and Nelder, "Generalized
Linear Models", London 1989. Start and end of the steps are those of R's `glm`, so that both stop at the same place.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import xlogy

from tideturn.methods.detection.batch import Counts
from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.glr_negative_binomial.parameters import GlrNegativeBinomial
from tideturn.methods.detection.history import Truths
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import Floats

STEPS_AT_MOST = 25
TOLERANCE = 1e-8
LEAST_TRAINING = 8  # known weeks, where neither season nor trend is estimated
DAYS_IN_YEAR = 365.2425


@dataclass(frozen=True)
class Level:
    """The level of every week, shape (series, weeks of the batch), and for which series it can be relied on."""

    mu0: Floats
    enough: Truths
    converged: Truths


def estimated_level(
    observed: Counts, *, calendar: Calendar, training: int, parameters: GlrNegativeBinomial, mode: Mode
) -> Level:
    """Return the level that the training weeks give to every week of the batch.

    In textbook mode a training stretch without a single case has a flat level of half a case in all its weeks.
    """
    design = _design(calendar, parameters, mode)
    counts = observed[:, :training]
    known = np.isfinite(counts)
    least = calendar.periods_per_year if parameters.harmonics or parameters.trend else LEAST_TRAINING
    enough = known.sum(axis=1) >= least
    with np.errstate(invalid="ignore", divide="ignore"):
        empty = enough & (np.nansum(counts, axis=1) == 0) & (mode is Mode.TEXTBOOK)
        flat = np.repeat((0.5 / known.sum(axis=1))[:, np.newaxis], calendar.length, axis=1)
    mu0, converged = np.full(observed.shape, np.nan), enough.copy()
    fitted = enough & ~empty
    if fitted.any():
        coefficients, converged[fitted] = _fit(counts[fitted], known[fitted], design[:training], parameters.alpha)
        with np.errstate(over="ignore", invalid="ignore"):
            mu0[fitted] = np.exp(coefficients @ design.T)
    mu0[empty] = flat[empty]
    return Level(mu0, enough, converged)


def _design(calendar: Calendar, parameters: GlrNegativeBinomial, mode: Mode) -> NDArray[np.float64]:
    """Return the columns of the regression; a dated year has 365.2425 days in textbook mode, in R it has 52 weeks."""
    index = np.arange(calendar.length, dtype=np.float64)
    dated = mode is Mode.TEXTBOOK and calendar.dates is not None
    phase = 2.0 * np.pi * (index + 1.0) / (DAYS_IN_YEAR / 7 if dated else calendar.periods_per_year)
    columns = [np.ones_like(index)]
    if parameters.trend:
        columns.append(index / 100.0)
    for harmonic in range(1, parameters.harmonics + 1):
        columns += [np.cos(harmonic * phase), np.sin(harmonic * phase)]
    return np.stack(columns, axis=1)


def _fit(counts: Counts, known: Truths, design: NDArray[np.float64], alpha: float) -> tuple[Floats, Truths]:
    """Return the coefficients, shape (series, columns), and which series came to rest."""
    counts = np.where(known, counts, 0.0)
    mean = np.where(counts > 0, counts, 1.0 / 6.0)
    eta, own = np.log(mean), _own_likelihood(counts, alpha)
    deviance = _deviance(counts, eta, own, known, alpha)
    coefficients = np.zeros((len(counts), design.shape[1]))
    resting = np.zeros(len(counts), dtype=np.bool_)
    for _ in range(STEPS_AT_MOST):
        stepped = _step(counts, known, design, alpha, eta)
        coefficients = np.where(resting[:, np.newaxis], coefficients, stepped)
        eta = np.clip(coefficients @ design.T, -50.0, 50.0)
        latest = _deviance(counts, eta, own, known, alpha)
        resting |= np.abs(latest - deviance) / (np.abs(latest) + 0.1) < TOLERANCE
        if resting.all():
            break
        deviance = latest
    return coefficients, resting


def _step(counts: Counts, known: Truths, design: NDArray[np.float64], alpha: float, eta: Floats) -> Floats:
    mean = np.exp(eta)
    weight = np.where(known, mean / (1.0 + alpha * mean), 0.0)
    working = eta + (counts - mean) / mean
    matrix = np.einsum("sw,wi,wj->sij", weight, design, design, optimize=True)
    right = (weight * working) @ design
    ridge = 1e-15 * np.trace(matrix, axis1=1, axis2=2)[:, np.newaxis, np.newaxis] * np.eye(design.shape[1])
    return np.asarray(np.linalg.solve(matrix + ridge, right[..., np.newaxis])[..., 0], dtype=np.float64)


def _own_likelihood(counts: Counts, alpha: float) -> Floats:
    """Return the log likelihood of each count at itself, but for what does not depend on the level."""
    own = xlogy(counts, counts)
    return np.asarray(own - (np.log1p(alpha * counts) * (counts + 1.0 / alpha) if alpha > 0 else counts))


def _deviance(counts: Counts, eta: Floats, own: Floats, known: Truths, alpha: float) -> Floats:
    mean = np.exp(eta)
    below = np.log1p(alpha * mean) * (counts + 1.0 / alpha) if alpha > 0 else mean
    return np.asarray(2.0 * np.where(known, own - (counts * eta - below), 0.0).sum(axis=1), dtype=np.float64)
