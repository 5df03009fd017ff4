"""What a period is expected to hold before any of it is reported: the level of the series just before."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.nowcasting.shrinkage import Moments, shrunk

Floats = NDArray[np.float64]

USUAL_VARIATION, VARIATION_SPREAD = 0.1, 0.3  # of the squared coefficient of variation between periods
VARIATION_AT_LEAST, VARIATION_AT_MOST = 0.02, 10.0
HALF_AN_EVENT = 0.5  # so that a past without events is rare events, not none for ever


class Level(NamedTuple):
    """A gamma distribution of the mean of each period: `mean`, (series, periods), and `shape`, (series, 1)."""

    mean: Floats
    shape: Floats


def learn_level(reported: Floats, share: Floats, *, periods: int) -> Level:
    """Return what each period is expected to hold, from the periods before it.

    `reported` and `share`, (series, periods), are what is reported and the share of all events that this is expected to
    be. The mean is the ratio of their sums over the `periods` before, so that unfinished periods count for as much as
    is known of them. The shape follows from how far the reports strayed from it beyond Poisson chance.
    """
    counts, shares = np.nan_to_num(reported), np.where(np.isfinite(reported), share, 0.0)
    before, weight = _before(counts, periods), _before(shares, periods)
    mean = (before + HALF_AN_EVENT) / np.where(weight > 0, weight, np.inf)
    first = weight <= 0
    mean = np.where(first, _overall(counts, shares), mean)
    return Level(mean, 1 / _variation(counts, shares, np.where(first, 0.0, mean)))


def _before(values: Floats, periods: int) -> Floats:
    """Return the sum over the periods before each one."""
    sums = np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)
    place = np.arange(values.shape[1])
    before: Floats = sums[:, place] - sums[:, np.maximum(place - periods, 0)]
    return before


def _overall(counts: Floats, shares: Floats) -> Floats:
    total = shares.sum(axis=1, keepdims=True)
    overall: Floats = (counts.sum(axis=1, keepdims=True) + HALF_AN_EVENT) / np.maximum(total, 1e-9)
    return overall


def _variation(counts: Floats, shares: Floats, mean: Floats) -> Floats:
    """Return the squared coefficient of variation of each series' mean between periods, shape (series, 1)."""
    expected = shares * mean
    moments = Moments(
        ((counts - expected) ** 2 - expected).sum(axis=1, keepdims=True),
        (expected**2).sum(axis=1, keepdims=True),
        (2 * expected**2 + expected).sum(axis=1, keepdims=True),
    )
    batch = shrunk(moments.total(), towards=USUAL_VARIATION, spread=VARIATION_SPREAD)
    own = shrunk(moments, towards=np.maximum(batch, 0.0), spread=VARIATION_SPREAD)
    variation: Floats = np.clip(own, VARIATION_AT_LEAST, VARIATION_AT_MOST)
    return variation
