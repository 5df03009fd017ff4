"""The predictive distribution of a count, given the counts of comparable weeks.

A Poisson rate with Jeffreys' prior, Gamma(1/2, 0), seen for `known` weeks with `total` cases, gives the next count a
negative binomial distribution of size total + 1/2 and probability known / (known + 1): Riebler, "Empirischer Vergleich
von statistischen Methoden zur Ausbruchserkennung bei Surveillance Daten", Munich 2004; Höhle, Computational Statistics
22 (2007). It needs no spread among the weeks, and has an answer after nothing but zeros.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, nbdtrik

from tideturn.methods.detection.outcome import Floats


def predicted_mean(total: Floats, known: Floats) -> Floats:
    """Return the expected count."""
    return np.asarray((total + 0.5) / known, dtype=np.float64)


def at_least(counts: Floats, *, total: Floats, known: Floats) -> Floats:
    """Return the probability of a count at least so high; 1 for zero."""
    with np.errstate(invalid="ignore"):
        tail = betainc(np.maximum(counts, 1.0), total + 0.5, 1.0 / (known + 1.0))
    return np.asarray(np.where(counts > 0, tail, np.where(np.isnan(counts), np.nan, 1.0)), dtype=np.float64)


def quantile(probability: Floats | float, *, total: Floats, known: Floats) -> Floats:
    """Return the lowest count that is not exceeded with at least this probability; NaN where nothing is known.

    Series share few distinct histories when counts are small, so that each distinct one is worked out once.
    """
    wanted = np.stack([np.ravel(array) for array in np.broadcast_arrays(probability, total, known)])
    first, place = _distinct(wanted)
    return _quantiles(*wanted[:, first])[place].reshape(np.shape(total))


def _distinct(wanted: NDArray[np.float64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return one column of each kind, and the kind of each column; plain sorts are far quicker than one of rows."""
    code = np.zeros(wanted.shape[1], dtype=np.int64)
    first = np.zeros(0, dtype=np.int64)
    for row in wanted:
        kinds, place = np.unique(row, return_inverse=True)
        _, first, code = np.unique(code * len(kinds) + place, return_index=True, return_inverse=True)
    return first, code


def _quantiles(probability: Floats, total: Floats, known: Floats) -> Floats:
    answers = np.full(len(total), np.nan)
    good = (known > 0) & np.isfinite(total) & np.isfinite(probability)
    size, chance = total[good] + 0.5, known[good] / (known[good] + 1.0)
    guess = np.ceil(np.maximum(nbdtrik(probability[good], size, chance), 0.0))
    answers[good] = _settled(guess, probability[good], size, 1.0 - chance)
    return answers


def _settled(guess: Floats, probability: Floats, size: Floats, complement: Floats) -> Floats:
    """Move each guess to the lowest count that is right: the continuous inverse may land one beside it."""
    count = np.where(np.isfinite(guess), guess, 0.0)
    while (low := betainc(count + 1.0, size, complement) > 1.0 - probability).any():
        count = count + low
    while (high := (count > 0) & (betainc(np.maximum(count, 1.0), size, complement) <= 1.0 - probability)).any():
        count = count - high
    return np.asarray(count, dtype=np.float64)
