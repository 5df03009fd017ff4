"""How long detection takes, beside R in one run; writes docs/measured/detection_speed.md.

Every figure is the median of several turns, taken in alternation, so that a machine whose speed drifts is fair to both.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# One core means one core: linear algebra must not take the other one.
os.environ.update({"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"})

import click
import numpy as np

from bench.pages import machine, table, write_page
from tideturn.methods.detection.batch import Batch, batch_of
from tideturn.methods.detection.engine import Engine
from tideturn.methods.detection.farrington import farrington_flexible
from tideturn.methods.detection.mode import Mode

SEED, SERIES, WEEKS, TURNS = 4051, 10_000, 416, 5
R_SERIES, R_WEEKS = 4, 15
REPOSITORY = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Goal:
    """What was measured, beside what was asked for; `is_met` says whether it was reached."""

    work: str
    figure: str
    bar: str
    is_met: bool

    def row(self) -> list[str]:
        """Return a line of the table."""
        return [self.work, self.figure, self.bar, "yes" if self.is_met else "no"]


def invented_counts() -> np.ndarray:
    """Return weekly counts, shape (series, weeks): means 0.5 to 50 by chance, a season, variance 1.5 times the mean."""
    chance = np.random.default_rng(SEED)
    means = np.exp(chance.uniform(np.log(0.5), np.log(50), (SERIES, 1)))
    season = np.exp(0.3 * np.sin(2 * np.pi * np.arange(WEEKS) / 52))
    return chance.negative_binomial(means * season / 0.5, 1 / 1.5).astype(float)


def seconds(work: Callable[[], object]) -> float:
    """Return how long some work takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def seconds_in_r(counts: np.ndarray, folder: Path) -> float | None:
    """Return the seconds that R takes a series and week, or nothing where R or its package is not here."""
    program = shutil.which("Rscript")
    if program is None:
        return None
    file = folder / "counts.csv"
    file.write_text(
        ",".join(f"s{place}" for place in range(R_SERIES))
        + "\n"
        + "\n".join(",".join(str(int(count)) for count in week) for week in counts[:: SERIES // R_SERIES][:R_SERIES].T)
        + "\n",
        "utf-8",
    )
    script = REPOSITORY / "bench" / "detection_speed.R"
    answer = subprocess.run(
        [program, str(script), str(file), str(R_WEEKS)], capture_output=True, text=True, check=False
    )
    return float(answer.stdout) if answer.returncode == 0 else None


def beside_r(batch: Batch, folder: Path) -> tuple[dict[str, float], float | None]:
    """Return the median seconds a series and week of each way of ours, and of R, taken in turn."""
    ways = {
        "kernel": (Engine.NUMBA, Mode.TEXTBOOK),
        "kernel, compatible": (Engine.NUMBA, Mode.COMPATIBLE),
        "NumPy alone": (Engine.NUMPY, Mode.TEXTBOOK),
        "NumPy alone, compatible": (Engine.NUMPY, Mode.COMPATIBLE),
    }
    for engine, mode in ways.values():
        farrington_flexible(batch, weeks=[WEEKS - 1], engine=engine, mode=mode)
    taken: dict[str, list[float]] = {name: [] for name in ways}
    in_r: list[float] = []
    for turn in range(TURNS):
        click.echo(f"turn {turn + 1} of {TURNS}", err=True)
        for name, (engine, mode) in ways.items():
            once = seconds(lambda e=engine, m=mode: farrington_flexible(batch, weeks=[WEEKS - 1], engine=e, mode=m))
            taken[name].append(once / SERIES)
        found = seconds_in_r(batch.observed, folder)
        if found is not None:
            in_r.append(found)
    return {name: statistics.median(each) for name, each in taken.items()}, statistics.median(in_r) if in_r else None


def year_of_weeks(batch: Batch) -> float:
    """Return the seconds that 52 weeks of every series take on one core."""
    weeks = np.arange(WEEKS - 52, WEEKS)
    return seconds(lambda: farrington_flexible(batch, weeks=weeks, engine=Engine.NUMBA))


def goals(batch: Batch, folder: Path) -> list[Goal]:
    """Return everything that was measured beside what was asked for."""
    ours, theirs = beside_r(batch, folder)
    kernel, numpy = ours["kernel"], ours["NumPy alone"]
    found = [
        Goal("10,000 series × 1 week, one core, warm", f"{kernel * SERIES:.2f} s", "≤ 0.6 s", kernel * SERIES <= 0.6)
    ]
    if theirs is None:
        click.echo("R with the package surveillance is not here: nothing is compared with it.")
    else:
        click.echo(f"R: {theirs * 1e3:.2f} ms a series and week")
        found += [
            Goal(
                f"{name} against R, a series and week",
                f"{theirs / own:.0f} times",
                "≥ 60" if "NumPy" in name else "≥ 200",
                theirs / own >= (60 if "NumPy" in name else 200),
            )
            for name, own in ours.items()
        ]
    click.echo(f"kernel {kernel * 1e6:.1f} µs, NumPy alone {numpy * 1e6:.1f} µs a series and week")
    year = year_of_weeks(batch)
    return [*found, Goal("10,000 series × 52 weeks, one core", f"{year:.1f} s", "≤ 25 s", year <= 25)]


def main() -> None:
    """Measure, print, write the page, and end with 1 where a goal is missed."""
    click.echo(f"seed {SEED}; {machine()}")
    with tempfile.TemporaryDirectory() as name:
        found = goals(batch_of(invented_counts()), Path(name))
    page = table(["Work", "Measured", "Bar", "Met"], [goal.row() for goal in found])
    click.echo(page)
    words = (
        f"Means from 0.5 to 50, a season, variance 1.5 times the mean. Medians of {TURNS} turns, taken in alternation "
        f"with R's `farringtonFlexible` on {R_SERIES} of the same series and {R_WEEKS} weeks; “times” is R's time over "
        "ours. The quantile, the p-value and, in textbook mode, the uncertainty of the fit are included. What the "
        "command takes from the start of its process, in memory too and on two processors, is "
        "[measured apart](detect_command.md)."
    )
    write_page("detection_speed", "Detection: speed beside R", [words, page], seed=SEED)
    sys.exit(0 if all(goal.is_met for goal in found) else 1)


if __name__ == "__main__":
    main()
