"""The scan itself: counts by area and week in, clusters that reach the current week out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.batch import Batch
from tideturn.methods.detection.errors import BatchInvalid
from tideturn.methods.detection.scanning.baselines import area_name, baselines_of, cases_of
from tideturn.methods.detection.scanning.clusters import Cluster, Window, strongest_windows
from tideturn.methods.detection.scanning.dispersion import dispersion_before
from tideturn.methods.detection.scanning.maxima import ratios_of
from tideturn.methods.detection.scanning.parameters import Model, ScanParameters
from tideturn.methods.detection.scanning.replicas import draw_of
from tideturn.methods.detection.scanning.replications import Progress, replicated_maxima
from tideturn.methods.detection.scanning.significance import (
    gumbel_pvalue,
    monte_carlo_pvalue,
    sequential_pvalue,
    stopping_at,
)
from tideturn.methods.detection.scanning.windows import Windows, accumulated, summed_over_zones, windows_of
from tideturn.methods.detection.scanning.zones import Zones

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Scan:
    """What a scan found: its clusters, the likeliest first; none where no area has more cases than expected.

    `last_week` is the current week and `weeks_scanned` the longest cluster that was looked for. `cases` are those of
    the whole history. `dispersion` is that of the replications. `replications` are those that were done, and `maxima`
    the largest ratio of each.
    """

    model: Model
    clusters: tuple[Cluster, ...]
    last_week: int
    weeks_scanned: int
    areas: int
    zones: int
    cases: int
    dispersion: float
    replications: int
    maxima: Floats

    def __post_init__(self) -> None:
        """Refuse a count of replications that is none, and close the ratios to writing."""
        if len(self.maxima) != self.replications:
            raise BatchInvalid(f"{len(self.maxima)} ratios for {self.replications} replications.")
        self.maxima.flags.writeable = False


def scan(
    batch: Batch,
    zones: Zones,
    parameters: ScanParameters | None = None,
    *,
    expected: Floats | None = None,
    as_of: int | None = None,
    workers: int = 1,
    on_progress: Progress | None = None,
) -> Scan:
    """Return the clusters of neighbouring areas with too many cases in the weeks up to `as_of`, the last when null.

    The series of `batch` are the areas, in the order of `zones`, and every count is known. `expected` has the shape of
    the counts; without it the Poisson scan takes the populations of the batch. Weeks after `as_of` take no part.
    `workers` are threads; the answer does not depend on their number. Raises BatchInvalid and ParametersInvalid.
    Source: Kulldorff, Journal of the Royal Statistical Society A 164 (2001), the prospective space-time scan.
    """
    chosen = parameters or ScanParameters()
    history, weights = _until(batch, expected, as_of)
    if zones.areas != history.size:
        raise BatchInvalid(f"The zones are of {zones.areas} areas and the counts of {history.size}.")
    cases = cases_of(history)
    baselines = baselines_of(history, cases, model=chosen.model, expected=weights)
    weeks = min(chosen.weeks_at_most, history.calendar.length)
    windows = windows_of(
        zones, baselines, weeks=weeks, largest_share=chosen.largest_share, fewest_cases=chosen.fewest_cases
    )
    found = _found(cases, windows, at_most=chosen.clusters_at_most)
    dispersion = chosen.dispersion or dispersion_before(cases, baselines, weeks=weeks)
    maxima = _maxima(found, cases, baselines, windows, replace(chosen, dispersion=dispersion), workers, on_progress)
    return Scan(
        model=chosen.model,
        clusters=tuple(_cluster(window, history, windows.total, maxima, chosen) for window in found),
        last_week=int(history.calendar.t[-1]),
        weeks_scanned=weeks,
        areas=zones.areas,
        zones=zones.count,
        cases=windows.total,
        dispersion=dispersion,
        replications=len(maxima),
        maxima=maxima,
    )


def scan_each(
    batches: Mapping[str, Batch],
    zones: Zones,
    parameters: ScanParameters | None = None,
    *,
    expected: Mapping[str, Floats] | None = None,
    as_of: int | None = None,
    workers: int = 1,
    on_progress: Progress | None = None,
) -> dict[str, Scan]:
    """Return the scan of each of several indicators counted in the same areas.

    Each has the answer that it would have alone; the zones are made once. Each p-value is that of its own indicator:
    nothing is added up over them. `on_progress` is told the replications done for the indicator at hand.
    """
    weights = expected or {}
    return {
        name: scan(
            batch,
            zones,
            parameters,
            expected=weights.get(name),
            as_of=as_of,
            workers=workers,
            on_progress=on_progress,
        )
        for name, batch in batches.items()
    }


def _until(batch: Batch, expected: Floats | None, as_of: int | None) -> tuple[Batch, Floats | None]:
    """Return the history up to the current week, and the expected counts of the same weeks."""
    if expected is not None and np.shape(expected) != batch.observed.shape:
        raise BatchInvalid(f"Expected counts of shape {np.shape(expected)} for counts of {batch.observed.shape}.")
    if as_of is None:
        return batch, expected
    length = batch.column(as_of) + 1
    dates = batch.calendar.dates
    calendar = replace(batch.calendar, length=length, dates=None if dates is None else dates[:length])
    people = None if batch.population is None else batch.population[:, :length]
    history = Batch(batch.observed[:, :length], calendar, batch.names, people)
    return history, None if expected is None else expected[:, :length]


def _found(cases: Integers, windows: Windows, *, at_most: int) -> list[Window]:
    counts = accumulated(cases[:, -windows.weeks :])
    ratios = ratios_of(counts, windows)
    return strongest_windows(ratios, summed_over_zones(windows.zones, counts), windows, at_most=at_most)


def _maxima(
    found: list[Window],
    cases: Integers,
    baselines: Floats,
    windows: Windows,
    chosen: ScanParameters,
    workers: int,
    on_progress: Progress | None,
) -> Floats:
    """Return the largest ratios of the replications; none are needed where there is nothing to hold against them."""
    if not found:
        return np.empty(0)
    enough = chosen.enough_exceedances
    return replicated_maxima(
        draw_of(chosen.model, cases, baselines, weeks=windows.weeks, dispersion=chosen.dispersion or 1.0),
        windows,
        replications=chosen.replications,
        seed=chosen.seed,
        workers=workers,
        until=None if enough is None else stopping_at(found[0].ratio, enough),
        on_progress=on_progress,
    )


def _cluster(window: Window, history: Batch, total: int, maxima: Floats, chosen: ScanParameters) -> Cluster:
    enough = chosen.enough_exceedances
    last = int(history.calendar.t[-1])
    return Cluster(
        areas=tuple(area_name(history, place) for place in window.places),
        first_week=last - window.weeks + 1,
        last_week=last,
        observed=window.observed,
        expected=window.expected,
        relative_risk=window.relative_risk(total),
        llr=window.ratio,
        pvalue=(
            monte_carlo_pvalue(window.ratio, maxima)
            if enough is None
            else sequential_pvalue(window.ratio, maxima, exceedances=enough)
        ),
        gumbel_pvalue=gumbel_pvalue(window.ratio, maxima),
    )
