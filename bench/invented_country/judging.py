"""The p-values and alarms of every series of an invented country and of its twin, by flexible Farrington."""

import importlib.util
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.invented_country.country import Country
from bench.invented_country.parameters import HISTORY
from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.engine import Engine
from tideturn.methods.detection.farrington import farrington_flexible

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

ENGINE = Engine.NUMBA if importlib.util.find_spec("numba") else Engine.NUMPY
WARM_UP = 104  # weeks before the judged ones from which the combined method learns what goes together by chance


@dataclass(frozen=True)
class Judged:
    """P(Y ≥ y), P(Y > y) and alarms, shape (areas, indicators, WARM_UP and the judged weeks)."""

    pvalues: Floats
    strict: Floats
    alarms: Flags


def judge(country: Country) -> tuple[Judged, Judged]:
    """Return the country and its twin as the detector sees them, with its textbook defaults.

    Up to the first judged week the two are the same, and are worked out once. Boards of one partnership have the
    counts of the partnership, and are not worked out again.
    """
    originals = _originals(country)
    watched = np.unique(originals)
    before = _detect([country.counts[watched]], HISTORY - WARM_UP, HISTORY)[0]
    own, twin = _detect([country.counts[watched], country.twin[watched]], HISTORY, country.counts.shape[2])
    places = np.searchsorted(watched, originals)
    return _joined(before, own, places), _joined(before, twin, places)


def _originals(country: Country) -> NDArray[np.int64]:
    """Return for each area the area whose counts stand for it."""
    areas = country.areas
    alone = [area for area in range(len(areas.names)) if areas.is_watched_twice(area)]
    originals = np.arange(len(areas.names))
    for board in alone:
        originals[board] = areas.parents.index(board)
    return originals


def _detect(counts: list[Floats], first: int, end: int) -> list[Judged]:
    stacked = np.stack(counts)
    series = batch_of(stacked.reshape(-1, stacked.shape[-1]))
    found = farrington_flexible(series, weeks=np.arange(first, end), engine=ENGINE)
    shape = (*stacked.shape[:-1], end - first)
    arrays = [array.reshape(shape) for array in (found.pvalue, found.strict_pvalue, found.alarm == 1)]
    return [Judged(*(array[place] for array in arrays)) for place in range(len(counts))]


def _joined(before: Judged, after: Judged, places: NDArray[np.int64]) -> Judged:
    names = ("pvalues", "strict", "alarms")
    return Judged(*(np.concatenate([getattr(before, name), getattr(after, name)], axis=2)[places] for name in names))
