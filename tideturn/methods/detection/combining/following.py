"""From week to week: which signals are opened, go on, move and end, so that one event is one signal."""

from dataclasses import dataclass, field

import numpy as np

from tideturn.methods.detection.combining.discoveries import discoveries_of
from tideturn.methods.detection.combining.evidence import Evidence
from tideturn.methods.detection.combining.places import Places, places_of
from tideturn.methods.detection.combining.signals import Moment, Signal, Stage
from tideturn.methods.detection.errors import ParametersInvalid

LEVEL = 0.25
NO_NEWS = 2  # weeks within which a signal may return to where it was without asking for a look


@dataclass(frozen=True)
class Watching:
    """How signals are opened and ended.

    `level` is the false discovery rate over the areas in a week; where nothing happens anywhere, it is about the chance
    of opening a signal in a week. A signal goes on while its area's last two weeks have a p-value up to `lingering`,
    and ends after `quiet_weeks` weeks in which they have not.
    """

    level: float = LEVEL
    lingering: float = 0.05
    quiet_weeks: int = 2

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        if not (0 < self.level < 1 and 0 < self.lingering < 1 and self.quiet_weeks >= 1):
            raise ParametersInvalid(
                "Levels must lie between 0 and 1, and a signal must have a quiet week before it ends."
            )


@dataclass(eq=False)
class _Open:
    """A signal being written."""

    number: int
    area: int
    quiet: int = 0
    moments: list[Moment] = field(default_factory=list)


def follow_signals(evidence: Evidence, *, watching: Watching | None = None, first: int = 0) -> tuple[Signal, ...]:
    """Return the signals of the weeks from column `first` on, in the order of their opening.

    Discoveries in an area, in one within it or in one that holds it belong to the signal that is open there. What a
    signal was in a week rests on that week and earlier ones only, so that a longer run never rewrites a shorter one.
    """
    watching = watching or Watching()
    standing: list[_Open] = []
    written: list[_Open] = []
    for week in range(first, evidence.weeks):
        pvalues = evidence.pvalue[:, week]
        found = discoveries_of(pvalues, tree=evidence.tree, level=watching.level)
        places = places_of(found, pvalues, tree=evidence.tree)
        opened = _one_week(places, standing, evidence, week, watching, len(written))
        written.extend(opened)
        standing = [signal for signal in [*standing, *opened] if _is_standing(signal)]
    return tuple(Signal(signal.number, tuple(signal.moments)) for signal in written)


def _is_standing(signal: _Open) -> bool:
    return signal.moments[-1].stage not in (Stage.ENDED, Stage.MERGED)


def _one_week(
    places: Places, standing: list[_Open], evidence: Evidence, week: int, watching: Watching, numbered: int
) -> list[_Open]:
    """Write the week into every standing signal, and return the signals it opens."""
    waiting = list(standing)
    opened: list[_Open] = []
    for area in places.areas:
        kin = _kin(area, waiting, evidence)
        if not kin:
            opened.append(_Open(numbered + len(opened) + 1, area))
            _write(opened[-1], Stage.OPENED, evidence, week)
            continue
        _see_in(area, kin[0], evidence, week)
        parts = [signal for signal in kin[1:] if area in evidence.tree.above(signal.area)]
        for signal in parts:
            _write(signal, Stage.MERGED, evidence, week)
        waiting = [signal for signal in waiting if signal is not kin[0] and signal not in parts]
    for signal in waiting:
        _write(signal, _without_discovery(signal, evidence, week, watching), evidence, week)
    return opened


def _see_in(area: int, signal: _Open, evidence: Evidence, week: int) -> None:
    """Write a week in which a signal is seen in an area; where it has been lately, that is no news."""
    is_known = any(moment.area == area for moment in signal.moments[-NO_NEWS:])
    signal.area, signal.quiet = area, 0
    _write(signal, Stage.CONTINUES if is_known else Stage.MOVED, evidence, week)


def _kin(area: int, waiting: list[_Open], evidence: Evidence) -> list[_Open]:
    """Return the signals that stand in an area, above or within it, the nearest first and of these the oldest."""
    steps = {signal.number: evidence.tree.steps_between(area, signal.area) for signal in waiting}
    kin = [signal for signal in waiting if steps[signal.number] is not None]
    return sorted(kin, key=lambda signal: (steps[signal.number] or 0, signal.number))


def _without_discovery(signal: _Open, evidence: Evidence, week: int, watching: Watching) -> Stage:
    lately = evidence.lately[signal.area, week]
    if np.isnan(lately):
        return Stage.NO_DATA
    if lately <= watching.lingering:
        signal.quiet = 0
        return Stage.CONTINUES
    signal.quiet += 1
    return Stage.ENDED if signal.quiet >= watching.quiet_weeks else Stage.QUIET


def _write(signal: _Open, stage: Stage, evidence: Evidence, week: int) -> None:
    pvalue = float(evidence.pvalue[signal.area, week])
    indicators = evidence.indicators(signal.area, week)
    signal.moments.append(Moment(week, stage, signal.area, pvalue, indicators))
