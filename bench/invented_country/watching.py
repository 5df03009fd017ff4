"""The ways of watching an invented country that are compared: when each asks for a look, and at what."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.invented_country.areas import Areas
from bench.invented_country.country import Country
from bench.invented_country.judging import WARM_UP, Judged
from bench.invented_country.parameters import JUDGED
from tideturn.methods.detection.combining.discoveries import discoveries_of
from tideturn.methods.detection.combining.evidence import Evidence, combine_indicators
from tideturn.methods.detection.combining.following import Watching, follow_signals
from tideturn.methods.detection.combining.places import places_of
from tideturn.methods.detection.combining.signals import Signal
from tideturn.methods.detection.combining.tree import Tree

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Watched:
    """Where and when a way of watching asked for a look, and where it had something standing.

    Shape (areas, channels, judged weeks); a channel is an indicator, or a single one where indicators are combined.
    """

    looks: Flags
    standing: Flags
    signals: tuple[Signal, ...] = ()


Way = Callable[[Country, Judged], Watched]


def by_series(country: Country, judged: Judged) -> Watched:
    """Return today's practice: each series at its own threshold, each week with an alarm a signal."""
    twice = [country.areas.is_watched_twice(area) for area in range(len(country.areas.names))]
    alarms = judged.alarms[:, :, WARM_UP:] & ~np.array(twice)[:, None, None]
    return Watched(alarms, alarms)


def by_series_runs_merged(country: Country, judged: Judged) -> Watched:
    """Return each series at its own threshold, alarms in consecutive weeks being one signal."""
    alarms = by_series(country, judged).looks
    before = np.concatenate([np.zeros_like(alarms[..., :1]), alarms[..., :-1]], axis=2)
    return Watched(alarms & ~before, alarms)


def by_series_as_signals(country: Country, judged: Judged) -> Watched:
    """Return each series at its own threshold, its alarms made into signals by the rules of the combined method."""
    alarms = judged.alarms.any(axis=1)
    pvalue = np.where(alarms, 1e-9, 1.0)
    return _of_signals(
        Evidence(tree_of(country.areas), (), pvalue, pvalue.copy(), np.full(alarms.shape, -1)), Watching()
    )


def evidence_of(country: Country, judged: Judged) -> Evidence:
    """Return the combined evidence about every area."""
    return combine_indicators(judged.pvalues, judged.strict, tree=tree_of(country.areas), lags=country.lags)


def combined_without_memory(evidence: Evidence, watching: Watching) -> Watched:
    """Return the combined evidence and the discoveries in the hierarchy, each week counted anew."""
    looks = np.zeros((evidence.tree.size, 1, JUDGED), dtype=bool)
    for week in range(JUDGED):
        pvalues = evidence.pvalue[:, WARM_UP + week]
        found = discoveries_of(pvalues, tree=evidence.tree, level=watching.level)
        looks[list(places_of(found, pvalues, tree=evidence.tree).areas), 0, week] = True
    return Watched(looks, looks)


def combined(evidence: Evidence, watching: Watching) -> Watched:
    """Return the combined method: a look for each signal that is opened or moves."""
    return _of_signals(evidence, watching)


def tree_of(areas: Areas) -> Tree:
    """Return the areas as the combined method knows them."""
    return Tree(areas.names, areas.parents, tuple(areas.populations))


def _of_signals(evidence: Evidence, watching: Watching) -> Watched:
    signals = follow_signals(evidence, watching=watching, first=WARM_UP)
    looks, standing = (np.zeros((evidence.tree.size, 1, JUDGED), dtype=bool) for _ in range(2))
    for signal in signals:
        for moment in signal.moments:
            standing[moment.area, 0, moment.week - WARM_UP] = True
        for moment in signal.asking:
            looks[moment.area, 0, moment.week - WARM_UP] = True
    return Watched(looks, standing, signals)
