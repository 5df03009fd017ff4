"""Indirectly standardised ratios: what was observed over what the rates of a reference would have given.

Method: N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research II, IARC 1987, chapter 2. Limits are those
of the observed count, over what was expected (see count_limits); the expected count is taken as known.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from tideturn.methods.rates.age_bands import by_label, check_same_bands
from tideturn.methods.rates.count_limits import Limits
from tideturn.methods.rates.counts import Floats, events_of, populations_of, together
from tideturn.methods.rates.crude import over_base
from tideturn.methods.rates.figures import Rates


def expected_events(
    population: Mapping[str, ArrayLike],
    *,
    reference_events: Mapping[str, float],
    reference_population: Mapping[str, float],
) -> Floats:
    """Return how many events each place would have at the reference's rates in each age band.

    `population` goes from a band's label to a number, or to an array with one number a place. All three are joined by
    label; raises BandsInvalid where one lacks a band, CountsInvalid for numbers below zero.
    """
    people, happened, among = by_label(population), by_label(reference_events), by_label(reference_population)
    check_same_bands(happened, people, name="Reference events")
    check_same_bands(among, people, name="Reference populations")
    rates = {band: events_of(happened[band]) / populations_of(among[band]) for band in people}
    shares = [events_of(people[band], name="Populations") * rates[band] for band in people]
    return np.asarray(sum(shares), dtype=np.float64)


def indirectly_standardised_ratio(
    observed: ArrayLike,
    expected: ArrayLike,
    *,
    multiplier: float = 100,
    confidence: float = 0.95,
    limits: Limits = Limits.BYAR,
) -> Rates:
    """Return observed over expected events, times `multiplier`: 100 is as many as in the reference.

    Arrays of one shape, or shapes that broadcast; raises CountsInvalid where nothing was expected.
    """
    count, base = together(events_of(observed), populations_of(expected, name="Expected events"))
    return over_base(
        count,
        base,
        multiplier=multiplier,
        confidence=confidence,
        limits=limits,
        statistic="indirectly standardised ratio",
    )
