"""Invented data sets that have the totals of the real one and nothing but chance in them.

Each replication has its own stream of random numbers, made from the seed and its number (`SeedSequence`), so that it is
the same however many workers share the work and in whichever order they do it. Only what falls into the latest weeks is
drawn, because no window reaches further back; what is left out takes no part in any sum.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.scanning.parameters import Model

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Draw = Callable[[np.random.Generator], Integers]


def stream_of(seed: int, replication: int) -> np.random.Generator:
    """Return the random numbers of one replication."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(replication,))))


def draw_of(model: Model, cases: Integers, baselines: Floats, *, weeks: int, dispersion: float = 1.0) -> Draw:
    """Return the function that draws the counts of the latest `weeks` of one replication, shape (areas, weeks)."""
    if model is Model.PERMUTATION:
        return _shuffling(cases, weeks)
    total, cells = int(cases.sum()), _cells(baselines, weeks)
    shape = (len(baselines), weeks)
    return (
        _scattering(total, cells, shape) if dispersion == 1 else _scattering_in_lumps(total, cells, shape, dispersion)
    )


def _cells(baselines: Floats, weeks: int) -> Floats:
    """Return the expected count of each area and recent week, and last that of all earlier weeks together."""
    recent = baselines[:, -weeks:]
    return np.append(recent.ravel(), max(float(baselines.sum() - recent.sum()), 0.0))


def _scattering(total: int, cells: Floats, shape: tuple[int, int]) -> Draw:
    """All cases fall where they may, each area and week drawing them as its expected count does.

    That is what Poisson counts do once their total is known: a multinomial, of which the earlier weeks are one cell.
    """
    chances = cells / cells.sum()

    def draw(stream: np.random.Generator) -> Integers:
        return stream.multinomial(total, chances)[:-1].reshape(shape)

    return draw


def _scattering_in_lumps(total: int, cells: Floats, shape: tuple[int, int], dispersion: float) -> Draw:
    """The same for counts whose variance is `dispersion` times their mean: the chances of a cell vary as well.

    That is what negative binomial counts do once their total is known, a Dirichlet multinomial. Each has mean m and
    size m / (dispersion - 1), and so have sums of them, which is why the earlier weeks are one cell here too.
    """
    sizes = cells / (dispersion - 1)

    def draw(stream: np.random.Generator) -> Integers:
        chances = stream.standard_gamma(sizes)
        return stream.multinomial(total, chances / chances.sum())[:-1].reshape(shape)

    return draw


def _shuffling(cases: Integers, weeks: int) -> Draw:
    """The weeks of the cases are shuffled, so that each area and each week keeps its own total.

    Week by week its cases are taken from those that the areas still have: the multivariate hypergeometric that a
    shuffle of all cases makes of them.
    """
    by_area, by_week = cases.sum(axis=1), cases[:, -weeks:].sum(axis=0)

    def draw(stream: np.random.Generator) -> Integers:
        left = by_area.copy()
        drawn = np.empty((len(by_area), len(by_week)), dtype=np.int64)
        for week, number in enumerate(by_week):
            drawn[:, week] = stream.multivariate_hypergeometric(left, number)
            left -= drawn[:, week]
        return drawn

    return draw
