"""People whom one list alone saw, among whom some are counted who do not belong.

A. M. Overstall, R. King, S. M. Bird, S. J. Hutchinson and G. Hay, Incomplete contingency tables with censored cells
with application to estimating the number of people who inject drugs in Scotland, Statistics in Medicine 33, 2014: a
database of diagnoses keeps people who have stopped, so its own cell is only an upper bound.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, pdtr

from tideturn.methods.estimates.prevalence.lists import ListTable

Floats = NDArray[np.float64]
SMALLEST = 1e-300


class Manner(StrEnum):
    """What is made of the cell: taken as counted, left out, or taken as no more than counted."""

    COUNTED = "counted"
    EXCLUDED = "excluded"
    CENSORED = "censored"


@dataclass(frozen=True)
class OverCount:
    """The list, by its `list_name`, whose own cell over-counts, and the `manner` in which that is met."""

    list_name: str
    manner: Manner = Manner.CENSORED


@dataclass(frozen=True)
class LooseCell:
    """A cell whose count is not known: its place in the table, and how many it is at most, endless where left out."""

    place: int
    at_most: float

    @property
    def is_bounded(self) -> bool:
        """Return whether the count that was given still says something."""
        return bool(np.isfinite(self.at_most))

    def expected(self, mean: Floats) -> Floats:
        """Return the expected count of a Poisson cell of that mean, given that it is no more than its bound."""
        share = pdtr(self.at_most - 1, mean) if self.at_most >= 1 else np.zeros_like(mean)
        return np.minimum(mean * share / np.maximum(pdtr(self.at_most, mean), SMALLEST), self.at_most)

    def deviance(self, mean: Floats) -> Floats:
        """Return what the bound adds to the deviance of a Poisson cell of that mean."""
        return np.asarray(-2 * np.log(np.maximum(pdtr(self.at_most, mean), SMALLEST)))

    def expected_of(self, people: Floats, chance: Floats) -> Floats:
        """Return the expected count among so many people, each of them in the cell by that chance."""
        if not self.is_bounded:
            return people * chance
        whole = _binomial_up_to(self.at_most, people, chance)
        below = _binomial_up_to(self.at_most - 1, people - 1, chance)
        return np.minimum(people * chance * below / np.maximum(whole, SMALLEST), np.minimum(people, self.at_most))

    def deviance_of(self, people: Floats, chance: Floats) -> Floats:
        """Return what the bound adds to the deviance among so many people."""
        if not self.is_bounded:
            return np.zeros_like(chance)
        return np.asarray(-2 * np.log(np.maximum(_binomial_up_to(self.at_most, people, chance), SMALLEST)))


def _binomial_up_to(most: float, people: Floats, chance: Floats) -> Floats:
    """Return the binomial distribution function, carried on between whole numbers of people by the beta integral."""
    if most < 0:
        return np.zeros_like(chance)
    beyond = np.maximum(people - most, 1e-9)
    return np.where(people <= most, 1.0, betainc(beyond, most + 1.0, 1.0 - chance))


def loose_cell(table: ListTable, over_count: OverCount | None) -> LooseCell | None:
    """Return the cell of a table that is not taken as counted, or nothing; raises ListsInvalid for an unknown list."""
    if over_count is None:
        return None
    place = table.only(over_count.list_name)
    if over_count.manner is Manner.COUNTED:
        return None
    bound = table.counts[place] if over_count.manner is Manner.CENSORED else np.inf
    return LooseCell(place, float(bound))
