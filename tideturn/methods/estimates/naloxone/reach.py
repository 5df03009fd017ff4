"""The reach of take-home naloxone: people at risk with a first supply, per 1,000 people at risk.

The measure of Public Health Scotland's National Naloxone Programme reports. It gives no interval; here the two parts
bring theirs, combined on the logarithmic scale by G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.estimates.errors import SupplyInvalid
from tideturn.methods.estimates.naloxone.uncertain import UncertainCount, UncertainShare, exactly

Floats = NDArray[np.float64]
PER = 1000


@dataclass(frozen=True)
class Reach:
    """People reached per 1,000 at risk after each period, shape (periods,), with 95 % limits.

    `people` is the cumulative number of first supplies less the over-count. Beyond 1,000 more people were reached than
    are thought to be at risk: one of the two parts is wrong.
    """

    people: Floats
    per_1000: Floats
    lower: Floats
    upper: Floats

    @property
    def is_beyond_all(self) -> NDArray[np.bool_]:
        """Return where more than everybody was reached."""
        return self.per_1000 > PER


def reach(first_supplies: ArrayLike, *, at_risk: UncertainCount, over_count: UncertainShare | None = None) -> Reach:
    """Return the reach from cumulative first supplies to people at risk, shape (periods,) or one number.

    `over_count` is the share of those first supplies that went to nobody new or to somebody no longer at risk: people
    who were given a first kit in two places, who have died or moved away. Left out, every one counts, as published.
    Raises SupplyInvalid for counts below zero or missing.
    """
    supplies = np.atleast_1d(np.asarray(first_supplies, dtype=np.float64))
    if not np.isfinite(supplies).all() or (supplies < 0).any():
        raise SupplyInvalid("Cumulative first supplies must be counts, 0 or more, in every period.")
    share = over_count or exactly(0.0)
    below = np.hypot(_log_ratio(1 - share.estimate, 1 - share.upper), np.log(at_risk.upper / at_risk.estimate))
    above = np.hypot(_log_ratio(1 - share.lower, 1 - share.estimate), np.log(at_risk.estimate / at_risk.lower))
    people = supplies * (1 - share.estimate)
    ratio = PER * people / at_risk.estimate
    return Reach(people, ratio, ratio * np.exp(-below), ratio * np.exp(above))


def _log_ratio(larger: float, smaller: float) -> float:
    if smaller <= 0:
        return 0.0 if larger <= 0 else np.inf
    return float(np.log(larger / smaller))
