"""What would be counted without events or faults of reporting: trends, seasons, holidays, shared noise, chance."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.invented_country.areas import PARTNERSHIP, Areas
from bench.invented_country.parameters import Parameters

Floats = NDArray[np.float64]
YEAR = 52


@dataclass(frozen=True)
class Baseline:
    """Means, dispersions and counts of every partnership, shape (partnerships, indicators, weeks).

    `means` are those before the week's noise; `counts` hold noise and chance. `dispersions`, variance over mean, have
    the shape (partnerships, indicators).
    """

    means: Floats
    dispersions: Floats
    counts: Floats


def draw_baseline(areas: Areas, parameters: Parameters, *, weeks: int, chance: np.random.Generator) -> Baseline:
    """Return the counts of partnerships by indicator and week in a country in which nothing happens."""
    means = _means(areas, parameters, weeks, chance)
    low, high = parameters.dispersion
    dispersions = chance.uniform(low, high, means.shape[:2])
    noisy = means * np.exp(_noise(areas, parameters, weeks, chance))
    return Baseline(means, dispersions, draw_counts(noisy, dispersions[:, :, None], chance))


def draw_counts(means: Floats, dispersions: Floats, chance: np.random.Generator) -> Floats:
    """Return negative binomial counts with variance dispersion × mean, by way of gamma-mixed Poisson."""
    extra = np.maximum(dispersions - 1.0, 1e-6)
    return chance.poisson(chance.gamma(means / extra, extra)).astype(np.float64)


def _means(areas: Areas, parameters: Parameters, weeks: int, chance: np.random.Generator) -> Floats:
    people = areas.populations[areas.levels == PARTNERSHIP]
    size = (len(people), len(parameters.indicators))
    burden = (people / people.sum())[:, None] * np.exp(parameters.burden_spread * chance.standard_normal(size))
    country = np.array([indicator.mean for indicator in parameters.indicators])
    level = country * burden / burden.sum(axis=0)
    courses = _trend(parameters, len(people), weeks, chance) + _seasons(parameters, weeks, chance)
    changes = _recording_changes(parameters, size, weeks, chance)
    return level[:, :, None] * np.exp(courses + changes) * _holidays(parameters, weeks)


def _trend(parameters: Parameters, partnerships: int, weeks: int, chance: np.random.Generator) -> Floats:
    """Return growth and drift of each partnership and indicator, as logarithms that are 0 in the middle."""
    years = (np.arange(weeks) - weeks / 2) / YEAR
    indicators = len(parameters.indicators)
    country = parameters.growth_of_country * chance.standard_normal((1, indicators, 1))
    area = parameters.growth_of_area * chance.standard_normal((partnerships, 1, 1))
    steps = np.cumsum(parameters.drift * chance.standard_normal((1, indicators, weeks)), axis=2)
    return (country + area) * years + steps - steps.mean(axis=2, keepdims=True)


def _seasons(parameters: Parameters, weeks: int, chance: np.random.Generator) -> Floats:
    amplitudes = np.array([indicator.amplitude for indicator in parameters.indicators])[None, :, None]
    phases = chance.uniform(0, 2 * np.pi, (1, len(parameters.indicators), 1))
    return amplitudes * np.cos(2 * np.pi * np.arange(weeks) / YEAR - phases)


def _holidays(parameters: Parameters, weeks: int) -> Floats:
    """Return the factors of the last week of each year and the first of the next; a year's first week is number 0."""
    factors = np.ones((1, len(parameters.indicators), weeks))
    for place, indicator in enumerate(parameters.indicators):
        factors[0, place, YEAR - 1 :: YEAR] = indicator.holiday
        factors[0, place, YEAR::YEAR] = indicator.after_holiday
    return factors


def _recording_changes(
    parameters: Parameters, size: tuple[int, int], weeks: int, chance: np.random.Generator
) -> Floats:
    changes = np.zeros((*size, weeks))
    for _ in range(chance.poisson(parameters.recording_changes_a_year * weeks / YEAR)):
        partnership, indicator, week = chance.integers(size[0]), chance.integers(size[1]), chance.integers(weeks)
        changes[partnership, indicator, week:] += parameters.recording_change * chance.standard_normal()
    return changes


def _noise(areas: Areas, parameters: Parameters, weeks: int, chance: np.random.Generator) -> Floats:
    """Return the week's noise, as logarithms, of which the exponential has the mean one."""
    boards = np.array(areas.parents)[areas.levels == PARTNERSHIP] - 1
    indicators, partnerships = len(parameters.indicators), areas.partnerships

    def course(spread: float, *size: int) -> Floats:
        return _with_memory(spread, (*size, weeks), parameters.noise_memory, chance)

    return (
        course(parameters.noise_of_country, 1, 1)
        + course(parameters.noise_of_indicator, 1, indicators)
        + course(parameters.noise_of_board, int(boards.max()) + 1, 1)[boards]
        + course(parameters.noise_of_partnership, partnerships, 1)
        - total_noise(parameters) / 2
    )


def total_noise(parameters: Parameters) -> float:
    """Return the variance of the week's noise of one partnership and indicator, in logarithms."""
    parts = (
        parameters.noise_of_country,
        parameters.noise_of_indicator,
        parameters.noise_of_board,
        parameters.noise_of_partnership,
    )
    return sum(part**2 for part in parts)


def _with_memory(spread: float, size: tuple[int, ...], memory: float, chance: np.random.Generator) -> Floats:
    """Return first-order autoregressive noise along the last axis, with the standard deviation `spread`."""
    noise = spread * chance.standard_normal(size)
    for week in range(1, size[-1]):
        noise[..., week] = memory * noise[..., week - 1] + np.sqrt(1 - memory**2) * noise[..., week]
    return noise
