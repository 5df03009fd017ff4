"""Naloxone kits in circulation: supplied and not yet used, lost or expired.

Our own account, kit by kit of each age, in the manner of a life table. Kits known to be used are only those whose
holder came back and said so, and few services record losses, so that both are given as shares with intervals and
carried through; M. A. Irvine et al., Estimating naloxone need in the USA, Lancet Public Health 7, 2022, and the model
`bennu` of the same group treat under-reporting in that way.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.estimates.errors import ParametersInvalid
from tideturn.methods.estimates.naloxone.supply import Supply
from tideturn.methods.estimates.naloxone.uncertain import UncertainShare

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Wear:
    """How kits leave circulation without a record.

    `reported` is the share of used kits (and of lost ones, where losses are recorded) that services hear of;
    `lost_yearly` the share of kits in circulation that is lost in a year where losses are not recorded. Kits expire
    `shelf_life` periods after they were supplied; a year has `periods_per_year` of them.
    """

    reported: UncertainShare
    lost_yearly: UncertainShare
    shelf_life: int
    periods_per_year: int

    def __post_init__(self) -> None:
        """Refuse a shelf life of nothing and a year without periods."""
        if self.shelf_life < 1 or self.periods_per_year < 1:
            raise ParametersInvalid("The shelf life and the periods of a year are counted in whole periods, from 1.")
        if self.reported.lower <= 0:
            raise ParametersInvalid("The share of used kits that is reported must be above 0, its lower limit as well.")


@dataclass(frozen=True)
class Account:
    """Where kits went in each period, shape (periods,), or (draws, periods): all supplied are in one of the four."""

    used: Floats
    lost: Floats
    expired: Floats
    in_circulation: Floats


@dataclass(frozen=True)
class Circulation:
    """Kits in circulation at the end of each period, shape (periods,), with limits.

    `account` says where kits went at the central values of the shares. `is_overdrawn` marks periods in which more kits
    would have been used or lost than were in circulation: a share, or the opening stock, is then wrong.
    """

    account: Account
    lower: Floats
    upper: Floats
    is_overdrawn: NDArray[np.bool_]
    confidence: float

    @property
    def in_circulation(self) -> Floats:
        """Return the central estimate."""
        return self.account.in_circulation


def kits_in_circulation(
    supply: Supply, wear: Wear, *, draws: int = 2000, seed: int = 20_240_101, confidence: float = 0.95
) -> Circulation:
    """Return how many kits are in circulation after each period, counting from none before the first.

    Limits are quantiles over `draws` values of the uncertain shares, spread evenly over their distributions and paired
    by `seed`: the same call gives the same figures. Raises ParametersInvalid for a confidence outside of 0 to 1.
    """
    if not 0 < confidence < 1 or draws < 100:
        raise ParametersInvalid("Limits need a confidence between 0 and 1, as 0.95, and 100 draws or more.")
    shuffled = np.random.default_rng(seed)
    even = (np.arange(draws) + 0.5) / draws
    reported, lost = wear.reported.at(shuffled.permutation(even)), wear.lost_yearly.at(shuffled.permutation(even))
    drawn, _ = _run(supply, wear, np.maximum(reported, wear.reported.lower / 10), lost)
    central, overdrawn = _run(supply, wear, np.array([wear.reported.estimate]), np.array([wear.lost_yearly.estimate]))
    tail = (1 - confidence) / 2
    lower, upper = np.quantile(drawn.in_circulation, [tail, 1 - tail], axis=0)
    account = Account(central.used[0], central.lost[0], central.expired[0], central.in_circulation[0])
    return Circulation(
        account,
        np.minimum(lower, account.in_circulation),
        np.maximum(upper, account.in_circulation),
        overdrawn[0],
        confidence,
    )


def _run(supply: Supply, wear: Wear, reported: Floats, lost_yearly: Floats) -> tuple[Account, NDArray[np.bool_]]:
    """Return the account of every draw, and where it was overdrawn; kits are held by age, youngest first."""
    draws, periods = len(reported), len(supply.first)
    kits = np.zeros((draws, wear.shelf_life))
    used, lost, expired, left = (np.zeros((draws, periods)) for _ in range(4))
    overdrawn = np.zeros((draws, periods), dtype=bool)
    lost_in_period = 1 - (1 - lost_yearly) ** (1 / wear.periods_per_year)
    for period in range(periods):
        expired[:, period] = kits[:, -1]
        kits = np.column_stack([np.full(draws, supply.supplied[period]), kits[:, :-1]])
        if supply.expired is not None:
            kits, gone = _oldest_first(kits, supply.expired[period])
            expired[:, period] += gone
        asked = supply.used[period] / reported
        kits, used[:, period] = _evenly(kits, asked)
        mislaid = kits.sum(axis=1) * lost_in_period if supply.lost is None else supply.lost[period] / reported
        overdrawn[:, period] = (asked > used[:, period] + 1e-9) | (mislaid > kits.sum(axis=1) + 1e-9)
        kits, lost[:, period] = _evenly(kits, mislaid)
        left[:, period] = kits.sum(axis=1)
    return Account(used, lost, expired, left), overdrawn


def _evenly(kits: Floats, number: Floats) -> tuple[Floats, Floats]:
    """Return what is left of kits (draws, ages) after so many went, whatever their age, and how many could go."""
    held = kits.sum(axis=1)
    gone = np.minimum(number, held)
    kept = np.where(held > 0, 1 - gone / np.where(held > 0, held, 1.0), 0.0)
    return kits * kept[:, None], gone


def _oldest_first(kits: Floats, number: float) -> tuple[Floats, Floats]:
    """Return what is left of kits after so many of the oldest went, and how many could go."""
    older = np.cumsum(kits[:, ::-1], axis=1)[:, ::-1] - kits
    taken = np.clip(number - older, 0.0, kits)
    return kits - taken, np.asarray(taken.sum(axis=1))
