"""Tails and quantiles of the negative binomial with a given mean and dispersion (variance = dispersion · mean).

With dispersion 1 it is the Poisson distribution. Johnson, Kemp & Kotz (2005), Univariate Discrete Distributions, 5.6.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Floats = NDArray[np.float64]
COUNTABLE = 1e15


def upper_tail(count: ArrayLike, mean: ArrayLike, dispersion: ArrayLike) -> Floats:
    """Return the probability of so high a count or a higher one; arrays of one shape, dispersion 1 or more."""
    y, mu, phi = np.broadcast_arrays(np.asarray(count, float), np.asarray(mean, float), np.asarray(dispersion, float))
    with np.errstate(divide="ignore", invalid="ignore"):
        over = phi > 1.0
        size = mu / np.where(over, phi - 1.0, 1.0)
        tail = np.where(
            over,
            special.betainc(np.maximum(y, 1.0), np.where(over, size, 1.0), 1.0 - 1.0 / phi),
            special.gammainc(np.maximum(y, 1.0), mu),
        )
    return np.where(np.isnan(y) | np.isnan(mu) | np.isnan(phi), np.nan, np.where(y <= 0, 1.0, tail))


def quantile(probability: float, mean: ArrayLike, dispersion: ArrayLike) -> Floats:
    """Return the smallest counts that are reached or undercut with at least this probability.

    Where the mean is beyond what can be counted one by one, which only a failed fit says, it is the approximation of
    Cornish and Fisher.
    """
    mu, phi = (np.array(each, float) for each in np.broadcast_arrays(mean, dispersion))
    guess = _cornish_fisher(probability, mu, phi)
    found = np.where(np.isfinite(mu) & np.isfinite(phi), guess, np.nan)
    known = (mu < COUNTABLE) & np.isfinite(phi)
    mu, phi = mu[known], phi[known]
    # As R does, a hair below the probability is the probability.
    above = 1.0 - probability * (1.0 - 64 * np.finfo(float).eps)
    found[known] = smallest_count(
        lambda count, rows: upper_tail(count + 1.0, mu[rows], phi[rows]) <= above, guess[known]
    )
    return found


def smallest_count(is_enough, guess: Floats) -> Floats:  # type: ignore[no-untyped-def]
    """Return the smallest whole numbers from 0 on for which `is_enough(counts, rows)` holds, searched near a guess.

    The answer must be no below some number and yes from there on. The search doubles its step away from the guess and
    then halves what is left, so that a good guess costs few questions.
    """
    high = np.maximum(np.floor(guess), 0.0)
    low = high - 1.0
    step = np.ones(len(high))
    rows = np.arange(len(high))
    enough = is_enough(high, rows)
    rising, falling = rows[~enough], rows[enough]
    while len(rising):
        low[rising] = high[rising]
        high[rising] += step[rising]
        step[rising] *= 2.0
        rising = rising[~is_enough(high[rising], rising)]
    step[:] = 1.0
    falling = falling[low[falling] >= 0]
    while len(falling):
        falling = falling[is_enough(low[falling], falling)]
        high[falling] = low[falling]
        low[falling] = np.maximum(low[falling] - step[falling], -1.0)
        step[falling] *= 2.0
        falling = falling[low[falling] >= 0]
    rows = rows[high - low > 1]
    while len(rows):
        middle = np.floor((low[rows] + high[rows]) / 2)
        enough = is_enough(middle, rows)
        high[rows[enough]] = middle[enough]
        low[rows[~enough]] = middle[~enough]
        rows = rows[high[rows] - low[rows] > 1]
    return high


def _cornish_fisher(probability: float, mean: Floats, dispersion: Floats) -> Floats:
    """Return a first guess at the quantile from the first three moments."""
    z = float(special.ndtri(probability))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        deviation = np.sqrt(mean * dispersion)
        skewness = np.where(deviation > 0, (2 * dispersion - 1) / deviation, 0.0)
        guess = mean + deviation * (z + skewness * (z * z - 1) / 6)
    return np.nan_to_num(guess, nan=0.0, posinf=0.0)
