"""How long `tideturn detect` takes from the start of its process, and how much memory at its peak."""

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl

from bench.pages import table, write_page

SEED = 20261125
SERIES, WEEKS = 10_000, 416
GOAL_SECONDS, GOAL_MEGABYTES = 4.0, 600
REPEATS = 3
START = "from tideturn.interfaces.cli.detecting.command import command; command(prog_name='tideturn detect')"


@dataclass(frozen=True)
class Run:
    """One run of the command: seconds from its start to its end, seconds of processor, megabytes at the peak."""

    seconds: float
    processor: float
    megabytes: float


def main() -> None:
    """Measure the command on a table of the size of a country, and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        counts = _counts(Path(folder))
        rows = []
        for words, options in (
            ("CSV, one week", [str(counts)]),
            ("Parquet, one week", [str(_as_parquet(counts))]),
            ("CSV, one week, EARS C1", [str(counts), "--method", "ears-c1"]),
            ("CSV, 52 weeks, one process", [str(counts), "--weeks", "52", "--workers", "1"]),
            ("CSV, 52 weeks, two processes", [str(counts), "--weeks", "52", "--workers", "2"]),
        ):
            run = _best(options, Path(folder) / "found.csv")
            rows.append((words, f"{run.seconds:.1f}", f"{run.processor:.1f}", f"{run.megabytes:.0f}"))
            print(*rows[-1], sep=" · ")
    words = (
        f"{SERIES:,} series of {WEEKS} weeks ({SERIES * WEEKS:,} rows), flexible Farrington where nothing is said; "
        f"the best of {REPEATS} runs, each a process of its own, with modules and kernel compiled by a run before. "
        f"Goal, CSV and one week: {GOAL_SECONDS:.0f} s and {GOAL_MEGABYTES} MB. Load of the machine at the end: "
        f"{os.getloadavg()[0]:.1f}."
    )
    shown = table(("Work", "seconds", "seconds of processor", "MB at the peak"), rows)
    write_page("detect_command", "`tideturn detect` from the start of its process", [words, shown], seed=SEED)


def _counts(folder: Path) -> Path:
    counts = np.random.default_rng(SEED).poisson(5.0, SERIES * WEEKS)
    names = pl.Series([f"area-{place:05d}-naloxone" for place in range(SERIES)])
    days = pl.Series([date(2016, 1, 4) + timedelta(weeks=week) for week in range(WEEKS)])
    frame = pl.DataFrame(
        {
            "series": names.gather(np.repeat(np.arange(SERIES), WEEKS)),
            "date": days.gather(np.tile(np.arange(WEEKS), SERIES)),
            "observed": counts,
        }
    )
    frame.write_csv(folder / "counts.csv")
    return folder / "counts.csv"


def _as_parquet(counts: Path) -> Path:
    pl.read_csv(counts, try_parse_dates=True).write_parquet(counts.with_suffix(".parquet"))
    return counts.with_suffix(".parquet")


def _best(options: list[str], out: Path) -> Run:
    _run([*options, "--out", str(out)])
    return min((_run([*options, "--out", str(out)]) for _ in range(REPEATS)), key=lambda run: run.seconds)


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment of an installed package, whose modules lie compiled beside it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def _run(options: list[str]) -> Run:
    started = time.perf_counter()
    words = [sys.executable, "-c", START, *options]
    process = os.posix_spawn(sys.executable, words, _environment(Path(options[-1]).parent))
    _, status, used = os.wait4(process, 0)
    if status:
        raise SystemExit(f"tideturn detect ended with {status}")
    return Run(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
