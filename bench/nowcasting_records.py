"""Records of which both the delay and the truth are known, for scoring nowcasts by rolling origin."""

import csv
import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import numpy as np

from tideturn.methods.detection.nowcasting.lawless import lawless
from tideturn.methods.detection.nowcasting.nowcast import nowcast
from tideturn.methods.detection.nowcasting.scoring import weighted_interval_score
from tideturn.methods.detection.nowcasting.triangle import Triangle, triangle_of

SHARED = Path(__file__).resolve().parents[2] / "shared"
LEVELS = (0.5, 0.8, 0.95)
LAGS = (0, 1, 2, 4)
WEEKS_BEFORE = 30


@dataclass(frozen=True)
class Score:
    """Mean scores of one lag: coverage by level, and WIS of ours, of `lawless` and of what was reported by then."""

    lag: int
    cases: int
    share: float
    coverage: tuple[float, ...]
    lawless_coverage: tuple[float, ...]
    ours: float
    lawless: float
    reported: float


def pennsylvania(*, max_delay: int, by_county: bool) -> np.ndarray:
    """Return counts of overdose events by county, week and weeks of delay, with all reports that ever came.

    The register numbers its records as they are entered, and no event is entered before it happens: the latest event
    so far in the order of the numbers is the day of entry, to within a day or two.
    """
    with gzip.open(SHARED / "data" / "events" / "pa_odin_overdose_events_2018_2019.csv.gz", "rt") as lines:
        found = {
            int(row["Incident ID"]): (_american(row["Incident Date"]), row["Incident County Name"])
            for row in csv.DictReader(lines)
        }
    records = [found[number] for number in sorted(found)]
    events = np.array([day for day, _ in records])
    entered = np.maximum.accumulate(events)
    start = date(2018, 4, 2).toordinal()  # in the first weeks the numbers do not follow the days yet
    places = sorted({place for _, place in records})
    series = np.array([places.index(place) if by_county else 0 for _, place in records])
    return counts_of(series, (events - start) // 7, (entered - start) // 7, max_delay=max_delay)


def connecticut(*, max_delay: int, generator: np.random.Generator) -> np.ndarray:
    """Return counts of deaths by week of death, 2018 to 2022, with delays that are simulated.

    The time until the toxicology is known has a mean of three weeks, which strays from week to week as much as a
    Dirichlet distribution with a concentration of 20 does, and grows by a half over the five years.
    """
    with gzip.open(SHARED / "data" / "deaths" / "ct_accidental_drug_deaths_2012_2022.csv.gz", "rt") as lines:
        days = [_american(row["Date"]) for row in csv.DictReader(lines) if row["Date Type"] == "Date of death"]
    start = date(2018, 1, 1).toordinal()
    weeks = (np.array([day for day in days if day >= start]) - start) // 7
    totals = np.bincount(weeks)
    means = np.linspace(2.4, 3.6, len(totals))
    counts = [_delayed(total, mean, max_delay, generator) for total, mean in zip(totals, means, strict=True)]
    return np.array(counts)[None]


def _delayed(total: int, mean: float, max_delay: int, generator: np.random.Generator) -> np.ndarray:
    chance = np.exp(-np.arange(max_delay + 1) / mean)
    return generator.multinomial(total, generator.dirichlet(20 * chance / chance.sum()))


def counts_of(series: np.ndarray, event: np.ndarray, report: np.ndarray, *, max_delay: int) -> np.ndarray:
    """Return counts by series, period and delay; what comes later than the longest delay is left out."""
    delay, length = report - event, int(report.max())
    kept = (event >= 0) & (delay <= max_delay) & (report < length)
    counts = np.zeros((int(series.max()) + 1, length, max_delay + 1))
    np.add.at(counts, (series[kept], event[kept], delay[kept]), 1)
    return counts


def rolling(counts: np.ndarray) -> list[Score]:
    """Return scores of the weeks that had just ended, and of earlier ones, at every week of which the truth is known.

    A week is nowcast with what was known then and scored against all that came within the longest delay.
    """
    length, delays = counts.shape[1:]
    found = {lag: [] for lag in LAGS}
    for now in range(WEEKS_BEFORE, length - delays + 2):
        triangle = triangle_of(counts[:, :now])
        ours, theirs = _intervals(triangle), _lawless_intervals(triangle)
        shares = nowcast(triangle).share
        for lag in LAGS:
            column = now - 1 - lag
            truth = counts[:, column].sum(axis=1)
            found[lag].append(
                (
                    shares[:, column].mean(),
                    *_scored(ours, column, truth),
                    *_scored(theirs, column, truth),
                    np.abs(triangle.reported[:, column] - truth).mean(),
                )
            )
    return [_score(lag, rows) for lag, rows in found.items()]


def _intervals(triangle: Triangle) -> tuple[np.ndarray, list]:
    predictive = nowcast(triangle).predictive
    return predictive.quantile(0.5), [(level, *predictive.interval(level)) for level in LEVELS]


def _lawless_intervals(triangle: Triangle) -> tuple[np.ndarray, list]:
    found = {level: lawless(triangle, level=level, window=52) for level in LEVELS}
    return found[0.5].median, [(level, one.lower, one.upper) for level, one in found.items()]


def _scored(given: tuple[np.ndarray, list], column: int, truth: np.ndarray) -> Iterable[float]:
    median, bounds = given
    intervals = [(level, lower[:, column], upper[:, column]) for level, lower, upper in bounds]
    inside = [((lower <= truth) & (truth <= upper)).mean() for _, lower, upper in intervals]
    return *inside, weighted_interval_score(median=median[:, column], intervals=intervals, truth=truth).mean()


def _score(lag: int, rows: list[tuple[float, ...]]) -> Score:
    mean = np.mean(rows, axis=0)
    return Score(lag, len(rows), mean[0], tuple(mean[1:4]), tuple(mean[5:8]), mean[4], mean[8], mean[9])


def _american(day: str) -> int:
    return datetime.strptime(day, "%m/%d/%Y").toordinal()  # noqa: DTZ007  (a day has no time zone)
