"""What the tests of the classical methods compare with: tables that R computed, and the golden files where present."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from tideturn.methods.detection.batch import Batch, batch_of
from tideturn.methods.detection.outcome import Detection

REPOSITORY = Path(__file__).resolve().parents[3]
GOLDEN = REPOSITORY.parent / "shared" / "golden" / "surveillance"
TABLES = Path(__file__).parent / "tables"


@dataclass(frozen=True)
class Answers:
    """What R said about some weeks of one series: NaN for no limit, -1 for no alarm given."""

    batch: Batch
    weeks: np.ndarray
    upper: np.ndarray
    alarm: np.ndarray
    mu0: np.ndarray

    def differing(self, found: Detection) -> int:
        """Return how many weeks have another limit (to 1e-8 of it) or another alarm.

        Statistics below 1e-4 are differences of terms in the hundreds, of which R keeps 13 digits or so.
        """
        near = np.abs(found.upper[0] - self.upper) <= 1e-8 * np.abs(self.upper) + 1e-12
        same = near | (np.isnan(found.upper[0]) & np.isnan(self.upper))
        return int((~same | (found.alarm[0] != self.alarm)).sum())


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table, in which R's NA is an empty cell."""
    with path.open(encoding="utf-8") as file:
        return [{key: "" if cell == "NA" else cell for key, cell in row.items()} for row in csv.DictReader(file)]


def numbers(rows: list[dict[str, str]], column: str, missing: float = np.nan) -> np.ndarray:
    """Return a column as numbers."""
    return np.array([float(row.get(column) or missing) for row in rows])


def answers_of(counts: np.ndarray, rows: list[dict[str, str]], limit: str = "upper") -> Answers:
    """Return R's answers about one series."""
    weeks = numbers(rows, "t").astype(int) - 1
    levels = np.full(len(counts), np.nan)
    levels[weeks] = numbers(rows, "mu0")
    upper, alarm = numbers(rows, limit), numbers(rows, "alarm", -1).astype(int)
    return Answers(batch_of(counts), weeks, upper, alarm, levels)


def grouped(rows: list[dict[str, str]], column: str) -> dict[str, list[dict[str, str]]]:
    """Return the rows of each value of a column."""
    groups = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups


@pytest.fixture(scope="session")
def r_table():
    """Return R's answers of one case of one table, by series."""
    series = grouped(rows_of(TABLES / "classical_series.csv"), "series")
    counts = {name: numbers(rows, "observed") for name, rows in series.items()}

    def read(method: str, case: str) -> dict[str, Answers]:
        rows = grouped(rows_of(TABLES / f"classical_{method}.csv"), "case")[case]
        return {name: answers_of(counts[name], own) for name, own in grouped(rows, "series").items()}

    return read


@pytest.fixture(scope="session")
def golden():
    """Return R's answers in all golden files of one name, the edge cases included; skips where there are none."""

    def read(name: str, limit: str = "upper") -> dict[tuple[str, str], Answers]:
        if not GOLDEN.is_dir():
            pytest.skip("The golden files of ../shared are not here.")
        found = {}
        for path in sorted(GOLDEN.glob(f"*/{name}.csv")):
            found |= _answers(path.parent, "series", rows_of(path), limit)
        edge = [row for row in rows_of(GOLDEN / "edge" / "expected.csv") if row["config"] == name]
        return found | _answers(GOLDEN / "edge", "case", edge, limit)

    return read


def _answers(folder: Path, key: str, rows: list[dict[str, str]], limit: str) -> dict[tuple[str, str], Answers]:
    counts = {name: numbers(own, "observed") for name, own in grouped(rows_of(folder / "input.csv"), key).items()}
    return {(folder.name, name): answers_of(counts[name], own, limit) for name, own in grouped(rows, key).items()}
