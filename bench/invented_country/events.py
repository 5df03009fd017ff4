"""Events planted in the invented country: sudden or slow, in one area, of a size, seen in some of the indicators."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.invented_country.areas import COUNTRY, PARTNERSHIP, Areas
from bench.invented_country.baseline import YEAR, Baseline
from bench.invented_country.parameters import HISTORY, Parameters

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Event:
    """One event: where, from which week (a column of the counts), how strong, how long, in which indicators.

    `delays` holds, for each indicator, the weeks by which it shows the event late, or −1 where it does not show it.
    """

    area: int
    start: int
    size: float
    weeks: int
    is_slow: bool
    delays: tuple[int, ...]

    @property
    def end(self) -> int:
        """Return the first week in which nothing is left of it in any indicator."""
        return self.start + self.weeks + max(self.delays)


def draw_events(areas: Areas, parameters: Parameters, *, weeks: int, chance: np.random.Generator) -> tuple[Event, ...]:
    """Return events over all weeks; what does not keep its distance from an earlier draw is dropped, not moved."""
    events: list[Event] = []
    for _ in range(chance.poisson(parameters.events_a_year * weeks / YEAR)):
        event = _draw_event(areas, parameters, weeks, chance)
        if not _is_too_near(event, events, areas, parameters):
            events.append(event)
    return tuple(sorted(events, key=lambda event: event.start))


def _draw_event(areas: Areas, parameters: Parameters, weeks: int, chance: np.random.Generator) -> Event:
    level = chance.choice([COUNTRY, COUNTRY + 1, PARTNERSHIP], p=parameters.levels)
    is_slow = bool(chance.random() < parameters.share_slow)
    low, high = parameters.sudden_weeks
    return Event(
        area=int(chance.choice(areas.of_level(level))),
        start=int(chance.integers(weeks)),
        size=float(chance.choice(parameters.sizes)),
        weeks=parameters.slow_weeks[1] if is_slow else int(chance.integers(low, high + 1)),
        is_slow=is_slow,
        delays=_draw_delays(parameters, chance),
    )


def _draw_delays(parameters: Parameters, chance: np.random.Generator) -> tuple[int, ...]:
    number = len(parameters.indicators)
    seen = chance.permutation(number)[: 1 + chance.choice(number, p=parameters.seen_in)]
    later = chance.random(number) < parameters.share_later
    lags = [indicator.lag for indicator in parameters.indicators]
    return tuple(int(lags[place] + later[place]) if place in seen else -1 for place in range(number))


def _is_too_near(event: Event, others: list[Event], areas: Areas, parameters: Parameters) -> bool:
    if HISTORY - parameters.quiet_before <= event.start < HISTORY:
        return True
    return any(
        abs(event.start - other.start) < parameters.weeks_apart and areas.are_nested(event.area, other.area)
        for other in others
    )


def profile(event: Event, parameters: Parameters) -> Floats:
    """Return the share of its peak that an event has in each of its weeks."""
    if event.is_slow:
        rising, _ = parameters.slow_weeks
        return np.minimum(np.arange(1, event.weeks + 1) / rising, 1.0)
    return np.append(np.ones(event.weeks - 1), 0.5)


def draw_excess(
    event: Event,
    areas: Areas,
    baseline: Baseline,
    *,
    parameters: Parameters,
    variances: Floats,
    chance: np.random.Generator,
) -> Floats:
    """Return the cases that an event adds, shape (partnerships, indicators, weeks).

    `variances` are those of each area's counts without events, shape (areas, indicators, weeks).
    """
    excess = np.zeros_like(baseline.counts)
    inside = np.flatnonzero(areas.members[event.area])
    where = chance.dirichlet(_concentration(event, areas, baseline, inside, parameters))
    sizes = event.size * np.exp(parameters.size_spread * chance.standard_normal(len(event.delays)))
    for indicator, delay in enumerate(event.delays):
        if delay < 0:
            continue
        for week, share in enumerate(profile(event, parameters), event.start + delay):
            if week < excess.shape[2]:
                mean = share * sizes[indicator] * np.sqrt(variances[event.area, indicator, week])
                excess[inside, indicator, week] += chance.poisson(mean * where)
    return excess


def _concentration(
    event: Event, areas: Areas, baseline: Baseline, inside: NDArray[np.int64], parameters: Parameters
) -> Floats:
    burden = baseline.means[inside, :, event.start].sum(axis=1)
    return parameters.unevenness * len(inside) * burden / burden.sum()
