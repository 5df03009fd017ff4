"""Nowcasts of the provisional counts of drug overdose deaths of the United States, by state, from one publication."""

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tideturn.methods.detection.nowcasting.level import Level
from tideturn.methods.detection.nowcasting.predictive import Predictive, predict
from tideturn.methods.detection.nowcasting.scoring import coverage, weighted_interval_score

FILE = Path(__file__).resolve().parents[2] / "shared" / "data" / "us" / "vsrr_provisional_overdose_vintage_a.csv.gz"
INDICATOR = "Number of Drug Overdose Deaths"
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September")
LEVELS = (0.5, 0.8, 0.95)


@dataclass(frozen=True)
class Provisional:
    """Sums of twelve months that end in January to September, (states, months), of jurisdictions without the total.

    `final` and `before` are those of 2017 and 2016, which the publisher no longer marked as underreported; `reported`
    are those of 2018 as they were reported, `completed` what the publisher expected them to become.
    """

    before: np.ndarray
    final: np.ndarray
    reported: np.ndarray
    completed: np.ndarray

    @property
    def share(self) -> np.ndarray:
        """Return the share reported by the publisher's own reckoning."""
        return np.minimum(self.reported / self.completed, 1.0)


def read_provisional() -> Provisional:
    """Return the sums of all jurisdictions; New York City is one, and not in its state, the United States are none."""
    with gzip.open(FILE, "rt") as lines:
        rows = [row for row in csv.DictReader(lines) if row["Indicator"] == INDICATOR]
    states = sorted({row["State"] for row in rows} - {"US"})
    values = {(row["State"], row["Year"], row["Month"]): row for row in rows}

    def column(year: str, name: str) -> np.ndarray:
        return np.array([[float(values[state, year, month][name]) for month in MONTHS] for state in states])

    reported = column("2018", "Data Value")
    finals = [column(year, "Data Value") for year in ("2016", "2017")]
    return Provisional(*finals, reported, column("2018", "Predicted Value"))


def of_the_others(values: Provisional, truth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the share reported and its squared coefficient of variation, of each state learned from all the others.

    What chance alone does to a share of that many deaths is taken off the variation.
    """
    share, variation = np.empty_like(truth), np.empty_like(truth)
    for state in range(len(truth)):
        others = np.arange(len(truth)) != state
        share[state] = values.reported[others].sum(axis=0) / values.completed[others].sum(axis=0)
        strayed = ((values.share[others] - share[state]) ** 2).mean(axis=0)
        chance = (share[state] * (1 - share[state]) / values.completed[others]).mean(axis=0)
        variation[state] = np.maximum(strayed - chance, 0.0) / share[state] ** 2
    return np.minimum(share, 1 - 1e-9), variation


def nowcasts(values: Provisional, reported: np.ndarray, base: np.ndarray) -> Predictive:
    """Return the nowcasts of sums of which `reported` is reported; `base` is the same sum of a year before."""
    share, variation = of_the_others(values, reported)
    growth = values.final / values.before
    level = Level(base * growth.mean(), np.full((len(base), 1), 1 / growth.var()))
    return predict(reported=reported, share=share, variation=variation, level=level)


def scored(found: Predictive, reported: np.ndarray, truth: np.ndarray) -> list[list[str]]:
    """Return rows of month, share, coverage by level, WIS and the error of taking what is reported for all."""
    rows = []
    bounds = [(level, *found.interval(level)) for level in LEVELS]
    median = found.quantile(0.5)
    for place, month in enumerate(MONTHS):
        if place % 2:
            continue
        one = [(level, lower[:, place], upper[:, place]) for level, lower, upper in bounds]
        score = weighted_interval_score(median=median[:, place], intervals=one, truth=truth[:, place])
        rows.append(
            [
                month,
                f"{reported[:, place].sum() / truth[:, place].sum():.3f}",
                *(f"{coverage(lower, upper, truth[:, place]):.2f}" for _, lower, upper in one),
                f"{score.mean():.1f}",
                f"{np.abs(reported[:, place] - truth[:, place]).mean():.1f}",
            ]
        )
    return rows


def thinned(values: Provisional, generator: np.random.Generator) -> np.ndarray:
    """Return the final sums of 2017 as they would have stood, had they been reported like those of 2018."""
    return generator.binomial(values.final.astype(np.int64), values.share).astype(np.float64)
