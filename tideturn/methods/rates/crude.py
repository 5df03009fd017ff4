"""Crude rates: events over the people among whom they were counted.

Limits are those of the count, over the same people (see count_limits).
"""

from numpy.typing import ArrayLike

from tideturn.methods.rates.count_limits import Limits, count_limits
from tideturn.methods.rates.counts import Floats, events_of, populations_of, together
from tideturn.methods.rates.errors import ParametersInvalid
from tideturn.methods.rates.figures import Rates


def crude_rate(
    events: ArrayLike,
    population: ArrayLike,
    *,
    multiplier: float = 100_000,
    confidence: float = 0.95,
    limits: Limits = Limits.BYAR,
) -> Rates:
    """Return events per `multiplier` people, with limits; arrays of one shape, or shapes that broadcast.

    Raises CountsInvalid for counts below zero, populations not above zero, and fractions with exact limits.
    """
    count, people = together(events_of(events), populations_of(population))
    return over_base(count, people, multiplier=multiplier, confidence=confidence, limits=limits, statistic="crude rate")


def over_base(
    count: Floats, base: Floats, *, multiplier: float, confidence: float, limits: Limits, statistic: str
) -> Rates:
    """Return counts over a base that is taken as known, times `multiplier`; limits are those of the counts over it."""
    lower, upper = count_limits(count, confidence=confidence, limits=limits)
    scale = check_multiplier(multiplier) / base
    return Rates(
        events=count,
        value=count * scale,
        lower=lower * scale,
        upper=upper * scale,
        multiplier=multiplier,
        confidence=confidence,
        method=f"{statistic}, {limits} limits",
    )


def check_multiplier(multiplier: float) -> float:
    """Return the multiplier; raises ParametersInvalid where it is not above zero."""
    if not 0 < multiplier < float("inf"):
        raise ParametersInvalid(f"Rates are given per so many people, more than none; {multiplier} is not that.")
    return multiplier
