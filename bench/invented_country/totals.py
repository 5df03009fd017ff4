"""Figures over many invented countries, each with its Monte Carlo error."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bench.invented_country.parameters import JUDGED
from bench.invented_country.scoring import Find, Score

Statistic = Callable[[Sequence[int]], float]


@dataclass(frozen=True)
class Estimate:
    """A figure and its Monte Carlo standard error."""

    value: float
    error: float

    def written(self, digits: int = 2, *, percent: bool = False) -> str:
        """Return the figure for a table."""
        times = 100.0 if percent else 1.0
        return f"{times * self.value:.{digits}f}{' %' if percent else ''} ± {times * self.error:.{digits}f}"


def estimate(statistic: Statistic, countries: int) -> Estimate:
    """Return a statistic of a choice of countries with its error, by leaving out each country once (jackknife)."""
    everyone = list(range(countries))
    without = np.array([statistic([other for other in everyone if other != one]) for one in everyone])
    spread = (countries - 1) / countries * np.sum((without - without.mean()) ** 2)
    return Estimate(statistic(everyone), float(np.sqrt(spread)))


@dataclass(frozen=True)
class Results:
    """The scores of one way of watching, one a country."""

    scores: tuple[Score, ...]

    def finds(self, countries: Sequence[int]) -> list[Find]:
        """Return what became of every event of some countries."""
        return [find for country in countries for find in self.scores[country].finds]

    def looks(self, countries: Sequence[int]) -> float:
        """Return the looks asked for a week and country."""
        return float(np.mean([self.scores[country].looks_a_week for country in countries]))

    def false(self, countries: Sequence[int]) -> float:
        """Return the false among them."""
        return float(np.mean([self.scores[country].false / JUDGED for country in countries]))

    def true(self, countries: Sequence[int]) -> float:
        """Return the true among them."""
        return float(np.mean([self.scores[country].true / JUDGED for country in countries]))

    def sensitivity(self, countries: Sequence[int]) -> float:
        """Return the share of events that were found."""
        return float(np.mean([find.delay >= 0 for find in self.finds(countries)]))

    def sensitivity_with_luck(self, countries: Sequence[int]) -> float:
        """Return the share of events in whose area and window anything asked for a look."""
        return float(np.mean([find.with_luck >= 0 for find in self.finds(countries)]))

    def median_delay(self, countries: Sequence[int]) -> float:
        """Return the median delay of the events found, in weeks."""
        return float(np.median([find.delay for find in self.finds(countries) if find.delay >= 0]))

    def mean_delay(self, countries: Sequence[int]) -> float:
        """Return the mean delay in weeks, where an event not found counts as its whole window."""
        return float(np.mean([find.delay if find.delay >= 0 else find.window for find in self.finds(countries)]))


def delays_of_both(one: Results, other: Results, countries: Sequence[int]) -> tuple[float, float]:
    """Return the mean delays of two ways over the events that both found."""
    pairs = zip(one.finds(countries), other.finds(countries), strict=True)
    both = np.array([(a.delay, b.delay) for a, b in pairs if a.delay >= 0 and b.delay >= 0])
    return float(both[:, 0].mean()), float(both[:, 1].mean())
