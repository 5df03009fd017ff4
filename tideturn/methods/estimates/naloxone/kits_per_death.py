"""Kits issued in a year for each opioid-related death.

S. M. Bird, M. K. B. Parmar and J. Strang, Take-home naloxone to prevent fatalities from opiate-overdose, Drugs:
Education, Prevention and Policy 22, 2015: a national scheme should issue at least nine times as many kits a year as
there are opioid-related deaths a year, and aim at twenty times.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincinv

from tideturn.methods.estimates.errors import ParametersInvalid, SupplyInvalid

Floats = NDArray[np.float64]
AT_LEAST, AIM = 9.0, 20.0


class Standing(StrEnum):
    """Where a year stands against the published marks."""

    BELOW = "below_9"
    AT_LEAST = "at_least_9"
    AIM_MET = "aim_of_20_met"
    NO_DEATHS = "no_deaths"


@dataclass(frozen=True)
class KitsPerDeath:
    """Kits for each death, shape (years,), with the limits that the chance in the number of deaths gives."""

    ratio: Floats
    lower: Floats
    upper: Floats
    standing: tuple[Standing, ...]


def kits_per_death(kits: ArrayLike, deaths: ArrayLike, *, confidence: float = 0.95) -> KitsPerDeath:
    """Return kits issued over opioid-related deaths, year by year, with exact (Garwood) limits of the deaths.

    Both of the shape (years,), or one number each. NaN, without an upper limit, where nobody died. Raises SupplyInvalid
    for counts below zero, missing, or of different lengths, ParametersInvalid for a confidence outside of 0 to 1.
    """
    if not 0 < confidence < 1:
        raise ParametersInvalid(f"A confidence lies between 0 and 1, as 0.95 does; {confidence} does not.")
    issued, died = (np.atleast_1d(np.asarray(column, dtype=np.float64)) for column in (kits, deaths))
    if issued.shape != died.shape or not _are_counts(issued) or not _are_counts(died):
        raise SupplyInvalid("Kits and deaths must be counts, 0 or more, and one of each a year.")
    tail = (1 - confidence) / 2
    some = np.where(died > 0, died, 1.0)
    ratio = np.where(died > 0, issued / some, np.nan)
    return KitsPerDeath(
        ratio=ratio,
        lower=issued / gammaincinv(died + 1, 1 - tail),
        upper=np.where(died > 0, issued / gammaincinv(some, tail), np.inf),
        standing=tuple(_standing(float(one)) for one in ratio),
    )


def _are_counts(values: Floats) -> bool:
    return bool(np.isfinite(values).all() and (values >= 0).all())


def _standing(ratio: float) -> Standing:
    if np.isnan(ratio):
        return Standing.NO_DEATHS
    if ratio >= AIM:
        return Standing.AIM_MET
    return Standing.AT_LEAST if ratio >= AT_LEAST else Standing.BELOW
