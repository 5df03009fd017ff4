"""What a way of watching found in an invented country, how soon, and how often it asked for a look in vain.

The rules stand in docs/explanation/many-series.md and were fixed with the country, before any method.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.invented_country.areas import Areas
from bench.invented_country.country import Country
from bench.invented_country.events import Event
from bench.invented_country.parameters import HISTORY, JUDGED

Flags = NDArray[np.bool_]
NOT_FOUND = -1
WINDOW, WINDOW_IF_SLOW, AFTERMATH = 8, 16, 4


@dataclass(frozen=True)
class Find:
    """What became of one event: weeks until it was found, NOT_FOUND if it was not; `with_luck` ignores the twin."""

    event: Event
    window: int
    delay: int
    with_luck: int


@dataclass(frozen=True)
class Score:
    """What was found in one country: one find an event scored, and the number of looks asked for, true and false."""

    finds: tuple[Find, ...]
    true: int
    false: int

    @property
    def looks_a_week(self) -> float:
        """Return how often a look was asked for, a week."""
        return (self.true + self.false) / JUDGED


def score(country: Country, *, looks: Flags, standing_in_twin: Flags) -> Score:
    """Return the score of the looks asked for, shape (areas, channels, judged weeks).

    `standing_in_twin`, of the same shape, says where the same way of watching had something standing in the twin.
    A channel is an indicator, or a single one where indicators are combined.
    """
    caused = looks & ~standing_in_twin
    finds = tuple(
        _find(event, country.areas, looks=looks, caused=caused)
        for event in country.events
        if event.start - HISTORY + _window(event) <= JUDGED
    )
    true = int((caused & _near_events(country)[:, None, :]).sum())
    return Score(finds, true, int(looks.sum()) - true)


def _window(event: Event) -> int:
    return WINDOW_IF_SLOW if event.is_slow else WINDOW


def _lineage(event: Event, areas: Areas) -> Flags:
    return np.array([areas.are_nested(event.area, area) for area in range(len(areas.names))])


def _find(event: Event, areas: Areas, *, looks: Flags, caused: Flags) -> Find:
    start, window = event.start - HISTORY, _window(event)
    lineage = _lineage(event, areas)

    def first(flags: Flags) -> int:
        weeks = flags[lineage][:, :, start : start + window].any(axis=(0, 1))
        return int(np.argmax(weeks)) if weeks.any() else NOT_FOUND

    return Find(event, window, delay=first(caused), with_luck=first(looks))


def _near_events(country: Country) -> Flags:
    """Return where and when an event may be at the bottom of something, shape (areas, judged weeks)."""
    near = np.zeros((len(country.areas.names), JUDGED), dtype=bool)
    for event in country.events:
        start, end = event.start - HISTORY, event.end - HISTORY + AFTERMATH
        near[_lineage(event, country.areas), start:end] = True
    return near
