"""Directly standardised rates: what the rate would be if a place had the ages of the standard population.

Limits: A. J. Dobson, K. Kuulasmaa, E. Eberle and J. Scherer, Confidence intervals for weighted sums of Poisson
parameters, Statistics in Medicine 10, 1991, on Byar's limits of the count; the form that the Scottish Public Health
Observatory publishes.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from tideturn.methods.rates.age_bands import by_label, check_same_bands
from tideturn.methods.rates.count_limits import byar_limits
from tideturn.methods.rates.counts import Floats, events_of
from tideturn.methods.rates.crude import check_multiplier
from tideturn.methods.rates.errors import CountsInvalid
from tideturn.methods.rates.figures import Rates
from tideturn.methods.rates.standard_population import EUROPEAN_2013, StandardPopulation


def directly_standardised_rate(
    events: Mapping[str, ArrayLike],
    population: Mapping[str, ArrayLike],
    *,
    standard: StandardPopulation = EUROPEAN_2013,
    multiplier: float = 100_000,
    confidence: float = 0.95,
) -> Rates:
    """Return rates per `multiplier` people of the standard population, from events and people by age band.

    Both mappings go from a band's label to a number, or to an array with one number a place; they are joined to the
    standard by label, and a band that is missing is refused (BandsInvalid). A band in which nobody lives adds nothing;
    events where nobody lives are refused (CountsInvalid). Where there were no events at all the rate and both limits
    are 0, as the Scottish Public Health Observatory gives them: that is a convention and not an interval.
    """
    weights = np.array(list(standard.weights.values()))
    count = _aligned(events, standard, name="Events")
    people = _aligned(population, standard, name="Populations")
    share = _weight_per_person(weights, count, people)
    total = count.sum(axis=0)
    rate = (count * share).sum(axis=0) / standard.total
    spread = np.sqrt((count * share**2).sum(axis=0)) / standard.total
    lower, upper = _dobson(rate, spread, total, confidence)
    scale = check_multiplier(multiplier)
    return Rates(
        events=total,
        value=rate * scale,
        lower=lower * scale,
        upper=upper * scale,
        multiplier=multiplier,
        confidence=confidence,
        method=f"directly standardised rate, {standard.name}, Byar and Dobson limits",
    )


def _aligned(bands: Mapping[str, ArrayLike], standard: StandardPopulation, *, name: str) -> Floats:
    given = by_label(bands)
    check_same_bands(given, standard.weights, name=name)
    try:
        return np.stack(np.broadcast_arrays(*(events_of(given[label], name=name) for label in standard.weights)))
    except ValueError as error:
        if isinstance(error, CountsInvalid):
            raise
        raise CountsInvalid(f"{name} must have the same number of places in every age band.") from None


def _weight_per_person(weights: Floats, count: Floats, people: Floats) -> Floats:
    if count.shape != people.shape:
        raise CountsInvalid(f"Events of the shape {count.shape[1:]} for populations of the shape {people.shape[1:]}.")
    if ((people == 0) & (count > 0)).any():
        raise CountsInvalid("There are events in an age band where nobody lives; correct the population.")
    standing = weights.reshape(-1, *([1] * (people.ndim - 1)))
    return np.where(people == 0, 0.0, standing / np.where(people == 0, 1.0, people))


def _dobson(rate: Floats, spread: Floats, total: Floats, confidence: float) -> tuple[Floats, Floats]:
    count_lower, count_upper = byar_limits(total, confidence=confidence)
    per_event = np.where(total == 0, 0.0, spread / np.sqrt(np.where(total == 0, 1.0, total)))
    return np.maximum(rate + per_event * (count_lower - total), 0.0), rate + per_event * (count_upper - total)
