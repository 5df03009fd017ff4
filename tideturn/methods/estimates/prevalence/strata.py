"""Strata estimated apart and added up, as a country from its parts.

Limits of the sum: G. Y. Zou and A. Donner, Construction of confidence limits about effect measures: a general approach,
Statistics in Medicine 27, 2008; strata are taken as independent of each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from tideturn.methods.estimates.errors import ListsInvalid
from tideturn.methods.estimates.prevalence.existence import Standing
from tideturn.methods.estimates.prevalence.population import OLDER_METHOD, PopulationEstimate


@dataclass(frozen=True)
class StratifiedEstimate:
    """The sum of estimates by stratum, with limits; `flagged` names the strata without a usable model.

    A flagged stratum stays in the sum with the number its model gives, which may be that nobody is unseen, or endless:
    a sum with flagged strata is not an estimate to quote.
    """

    strata: Mapping[str, PopulationEstimate]
    observed: float
    people: float
    lower: float
    upper: float
    flagged: tuple[str, ...]
    method: str = OLDER_METHOD


def add_strata(strata: Mapping[str, PopulationEstimate]) -> StratifiedEstimate:
    """Return the sum of estimates of strata that share nobody; raises ListsInvalid where there is none."""
    if not strata:
        raise ListsInvalid("There is no stratum to add up.")
    estimates = list(strata.values())
    people = sum(one.people for one in estimates)
    below = np.sqrt(sum((one.people - one.lower) ** 2 for one in estimates)) if np.isfinite(people) else np.nan
    above = np.sqrt(sum((one.upper - one.people) ** 2 for one in estimates)) if np.isfinite(people) else np.nan
    return StratifiedEstimate(
        strata=MappingProxyType(dict(strata)),
        observed=sum(one.observed for one in estimates),
        people=people,
        lower=people - float(below) if np.isfinite(people) else sum(one.lower for one in estimates),
        upper=people + float(above) if np.isfinite(people) else people,
        flagged=tuple(name for name, one in strata.items() if not _is_usable(one.standing)),
    )


def _is_usable(standing: Standing) -> bool:
    return standing.is_usable
