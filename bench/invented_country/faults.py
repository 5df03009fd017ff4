"""Faults of reporting: weeks that never arrive, and boards that send several weeks at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.invented_country.areas import BOARD, PARTNERSHIP, Areas
from bench.invented_country.baseline import YEAR
from bench.invented_country.parameters import Parameters

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Faults:
    """Which partnership-indicator-weeks are lost, and which backlogs there are.

    A backlog is (board, indicator, first week missed, week in which all of it arrives).
    """

    lost: NDArray[np.bool_]
    backlogs: tuple[tuple[int, int, int, int], ...]


def draw_faults(areas: Areas, parameters: Parameters, *, weeks: int, chance: np.random.Generator) -> Faults:
    """Return the faults of reporting of all weeks."""
    indicators = len(parameters.indicators)
    lost = chance.random((areas.partnerships, indicators, weeks)) < parameters.share_missing
    backlogs = []
    for indicator in range(indicators):
        for _ in range(chance.poisson(parameters.backlogs_a_year * weeks / YEAR)):
            board, first, missed = (
                chance.choice(areas.of_level(BOARD)),
                chance.integers(weeks - 3),
                chance.integers(1, 3),
            )
            backlogs.append((int(board), indicator, int(first), int(first + missed)))
    return Faults(lost, tuple(backlogs))


def as_reported(counts: Floats, areas: Areas, faults: Faults) -> Floats:
    """Return what every area's counts look like as reported, shape (areas, indicators, weeks); NaN is no report.

    An area's count is the sum of what its partnerships reported; it is NaN only where none of them reported.
    """
    reported = np.where(faults.lost, np.nan, counts)
    for board, indicator, first, arrival in faults.backlogs:
        inside = areas.members[board]
        late = np.nansum(reported[inside, indicator, first : arrival + 1], axis=1)
        reported[inside, indicator, first:arrival] = np.nan
        reported[inside, indicator, arrival] = late
    return summed(reported, areas)


def summed(values: Floats, areas: Areas) -> Floats:
    """Return sums over the partnerships of each area of what is known, NaN where nothing is."""
    known = np.isfinite(values)
    members = areas.members.astype(np.float64)
    sums = np.einsum("ap,piw->aiw", members, np.where(known, values, 0.0))
    reporting = np.einsum("ap,piw->aiw", members, known.astype(np.float64))
    assert (areas.levels[-areas.partnerships :] == PARTNERSHIP).all()  # noqa: S101 - members rely on that order
    return np.where(reporting > 0, np.round(sums, 9), np.nan)
