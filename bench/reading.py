"""How long reading plans takes, from the start of the process, and how much memory it wants at most.

Run `python -m bench.reading`. The published plans are used where ../shared is present, else invented ones; a plan of
1,000 and one of 2,000 invented pages show whether time grows with length and no faster.
"""

import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

REPOSITORY = Path(__file__).resolve().parents[1]
SEEDS = REPOSITORY.parent / "shared" / "seeds"
SEED = 2031
RUNS = 5
MOST_SECONDS, MOST_MEGABYTES = 1.5, 250
# Twice the pages may take this many times as long; the rest is the noise of a shared machine.
MOST_GROWTH = 2.6
ACTIONS_A_PAGE = 9


@dataclass(frozen=True)
class Run:
    """One run of the command: seconds from start to end, and the largest memory it held."""

    seconds: float
    megabytes: float


def run_read(files: Sequence[Path]) -> Run:
    """Run `tideturn plans read` on files and return what it took."""
    program = "from tideturn.interfaces.cli.command import main; main()"
    command = [sys.executable, "-c", program, "plans", "read", *map(str, files)]
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=REPOSITORY)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"tideturn plans read ended with {child.returncode}; run it on the same files to see why.")
    return Run(seconds, usage.ru_maxrss / 1024)


def best_of(files: Sequence[Path], runs: int = RUNS) -> Run:
    """Return the quickest time and the largest memory of several runs."""
    taken = [run_read(files) for _ in range(runs)]
    return Run(min(run.seconds for run in taken), max(run.megabytes for run in taken))


def synthetic_plan(pages: int, chance: random.Random) -> str:
    """Return an invented plan of so many pages, nine actions a page."""
    bodies = ("The Harbour Board", "Quay Watch", "The River Council and the Harbour Board", "Boats")
    deeds = (
        "mend the boats",
        "dry the sheds",
        "count the kits",
        "open a clinic by the end of 2031",
        "spend £3 million a year",
    )
    lines = ["A long plan", ""]
    for page in range(pages):
        lines += [f"{page + 1}. Part of the river", ""]
        for _ in range(ACTIONS_A_PAGE):
            deed, reason = chance.choice(deeds), "so that nobody who comes in the night finds a closed door " * 3
            lines.append(f"  • {chance.choice(bodies)} should {deed}, {reason.strip()}. (Timescale: Near)")
        lines.append("")
    return "\n".join(lines)


def measure_together(folder: Path) -> bool:
    """Print what five plans together take, and return whether it is within the goal."""
    files = sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else _invented(folder)
    name = "the five published plans" if SEEDS.is_dir() else "five invented plans (../shared is not here)"
    run = best_of(files)
    click.echo(f"{name}: {run.seconds:.2f} s, {run.megabytes:.0f} MB")
    click.echo(
        f"  share of the goal: time {run.seconds / MOST_SECONDS:.2f}, memory {run.megabytes / MOST_MEGABYTES:.2f}"
    )
    return run.seconds <= MOST_SECONDS and run.megabytes <= MOST_MEGABYTES


def _invented(folder: Path) -> list[Path]:
    files = [folder / f"plan-{number}.txt" for number in range(5)]
    for file in files:
        file.write_text(synthetic_plan(8, random.Random(SEED)), "utf-8")
    return files


def measure_growth(folder: Path) -> bool:
    """Print how time grows from 1,000 to 2,000 pages, and return whether it is in proportion."""
    runs = []
    for pages in (1000, 2000):
        file = folder / f"{pages}.txt"
        file.write_text(synthetic_plan(pages, random.Random(SEED)), "utf-8")
        runs.append(best_of([file], runs=2))
        click.echo(
            f"{pages} pages ({file.stat().st_size / 1e6:.1f} MB): {runs[-1].seconds:.1f} s, {runs[-1].megabytes:.0f} MB"
        )
    growth = runs[1].seconds / runs[0].seconds
    click.echo(f"  twice the pages take {growth:.2f} times as long")
    return growth <= MOST_GROWTH


def main() -> None:
    """Measure, print, and end with 1 where a goal is missed."""
    click.echo(f"seed {SEED}; {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        goals = [measure_together(folder), measure_growth(folder)]
    sys.exit(0 if all(goals) else 1)


if __name__ == "__main__":
    main()
