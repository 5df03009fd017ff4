"""Limits of a count of events that come independently of one another.

Byar's approximation as N. E. Breslow and N. E. Day give it (Statistical Methods in Cancer Research II, IARC 1987,
p. 69), and the exact limits of F. Garwood (Fiducial limits for the Poisson distribution, Biometrika 28, 1936).
"""

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaincinv

from tideturn.methods.rates.confidence import normal_quantile, tail_of
from tideturn.methods.rates.counts import Floats, events_of, whole_events_of


class Limits(StrEnum):
    """How the limits of a count are found."""

    BYAR = "byar"
    EXACT = "exact"


def byar_limits(events: ArrayLike, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return Byar's lower and upper limit of each count, in the shape of `events`; the lower one never below zero.

    Raises CountsInvalid for events below zero, ParametersInvalid for a confidence outside of 0 to 1.
    """
    count = events_of(events)
    z = normal_quantile(confidence)
    # Where nothing was counted the formula divides by zero; nothing is also the lower limit.
    above = np.where(count > 0, count, 1.0)
    lower = above * np.maximum(1 - 1 / (9 * above) - z / (3 * np.sqrt(above)), 0) ** 3
    more = count + 1
    upper = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return np.where(count > 0, lower, count), upper


def exact_limits(events: ArrayLike, *, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return the exact (Garwood) lower and upper limit of each whole count, in the shape of `events`.

    Raises CountsInvalid for events that are no whole numbers, ParametersInvalid for a confidence outside of 0 to 1.
    """
    count = whole_events_of(events)
    tail = tail_of(confidence)
    lower = np.where(count > 0, gammaincinv(np.where(count > 0, count, 1.0), tail), count)
    return lower, np.asarray(gammaincinv(count + 1, 1 - tail))


def count_limits(events: ArrayLike, *, confidence: float, limits: Limits) -> tuple[Floats, Floats]:
    """Return the limits of each count in the manner asked for."""
    find = exact_limits if limits is Limits.EXACT else byar_limits
    return find(events, confidence=confidence)
