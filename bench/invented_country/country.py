"""One invented country, and its twin in which none of the judged events happens."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.invented_country.areas import Areas, draw_areas
from bench.invented_country.baseline import Baseline, draw_baseline, total_noise
from bench.invented_country.events import Event, draw_events, draw_excess
from bench.invented_country.faults import as_reported, draw_faults
from bench.invented_country.parameters import HISTORY, INVENTED_COUNTRY, JUDGED, Parameters

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Country:
    """Counts by area, indicator and week, shape (areas, indicators, weeks); NaN is no report.

    `twin` holds the counts of the same country, by the same chance, without the events of the judged weeks: what is
    found in `counts` and not in `twin` was caused by an event. `events` are those that begin in the judged weeks, from
    column HISTORY on. `means` and `variances` are those without events, noise and faults.
    """

    areas: Areas
    counts: Floats
    twin: Floats
    events: tuple[Event, ...]
    means: Floats
    variances: Floats

    @property
    def lags(self) -> tuple[int, ...]:
        """Return the usual delay of each indicator, in weeks."""
        return tuple(indicator.lag for indicator in INVENTED_COUNTRY.indicators)


def draw_country(seed: int, parameters: Parameters = INVENTED_COUNTRY) -> Country:
    """Return the invented country of a seed; areas, baseline, events and faults have each a stream of chance."""
    weeks = HISTORY + JUDGED
    of_areas, of_baseline, of_events, of_faults = (
        np.random.default_rng(stream) for stream in np.random.SeedSequence(seed).spawn(4)
    )
    areas = draw_areas(parameters.board_sizes, parameters.population_spread, of_areas)
    baseline = draw_baseline(areas, parameters, weeks=weeks, chance=of_baseline)
    means, variances = _moments(areas, baseline, parameters)
    faults = draw_faults(areas, parameters, weeks=weeks, chance=of_faults)
    events = draw_events(areas, parameters, weeks=weeks, chance=of_events)
    past, judged = np.zeros_like(baseline.counts), np.zeros_like(baseline.counts)
    for event in events:
        excess = draw_excess(event, areas, baseline, parameters=parameters, variances=variances, chance=of_events)
        (judged if event.start >= HISTORY else past)[...] += excess
    return Country(
        areas=areas,
        counts=as_reported(baseline.counts + past + judged, areas, faults),
        twin=as_reported(baseline.counts + past, areas, faults),
        events=tuple(event for event in events if event.start >= HISTORY),
        means=means,
        variances=variances,
    )


def _moments(areas: Areas, baseline: Baseline, parameters: Parameters) -> tuple[Floats, Floats]:
    """Return means and variances of the counts of every area, the week's noise counted as if wholly shared."""
    members = areas.members.astype(np.float64)
    means = np.einsum("ap,piw->aiw", members, baseline.means)
    chance = np.einsum("ap,piw->aiw", members, baseline.means * baseline.dispersions[:, :, None])
    return means, chance + total_noise(parameters) * means**2
