"""How good nowcasts were, once the truth is known."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.detection.errors import ParametersInvalid

Floats = NDArray[np.float64]


def coverage(lower: ArrayLike, upper: ArrayLike, truth: ArrayLike) -> float:
    """Return the share of truths that lie within their intervals, bounds included; what is NaN is left out.

    The arrays are counts, and broadcast. NaN where nothing is known.
    """
    low, high, true = np.broadcast_arrays(*(np.asarray(part, dtype=np.float64) for part in (lower, upper, truth)))
    known = np.isfinite(low) & np.isfinite(high) & np.isfinite(true)
    if not known.any():
        return float("nan")
    return float(((low <= true) & (true <= high))[known].mean())


def interval_score(lower: ArrayLike, upper: ArrayLike, truth: ArrayLike, *, level: float) -> Floats:
    """Return the interval scores, in events: the width, plus 2/(1 − level) times the distance of a truth outside.

    The arrays broadcast, and the answer has their shape. Gneiting and Raftery, Journal of the American Statistical
    Association 102 (2007). Less is better.
    """
    if not 0 < level < 1:
        raise ParametersInvalid(f"The level of an interval lies between 0 and 1; {level} does not.")
    low, high, true = (np.asarray(part, dtype=np.float64) for part in (lower, upper, truth))
    outside = np.maximum(low - true, 0.0) + np.maximum(true - high, 0.0)
    return high - low + 2 / (1 - level) * outside


def weighted_interval_score(
    *, median: ArrayLike, intervals: Sequence[tuple[float, ArrayLike, ArrayLike]], truth: ArrayLike
) -> Floats:
    """Return the weighted interval scores, in events, of a median and of intervals given as (level, lower, upper).

    Bracher, Ray, Gneiting and Reich 2021, PLOS Computational Biology: each interval score is weighted by half of
    1 − level, the absolute error of the median by a half. Less is better; without intervals it is the absolute error.
    """
    true = np.asarray(truth, dtype=np.float64)
    total = 0.5 * np.abs(true - np.asarray(median, dtype=np.float64))
    for level, lower, upper in intervals:
        total = total + (1 - level) / 2 * interval_score(lower, upper, true, level=level)
    score: Floats = np.asarray(total / (len(intervals) + 0.5))
    return score
