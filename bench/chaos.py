"""Sixteen kinds of trouble on a standing product: each tried, each with its planted fault seen, some times over."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

from bench.pages import table, write_page
from tests.faults.rig.troubles import ALONE, CHAOS, CONTROLS, TROUBLES, Trouble

CLONE = Path(__file__).resolve().parents[1]
FILES = (
    "tests/faults/test_chaos.py",
    "tests/faults/test_chaos_alone.py",
    CONTROLS,
    "tests/faults/test_kill_campaign.py",
)
PASSED, FAILED, LEFT_OUT = "passed", "FAILED", "not tried"
WHAT = """
Web server, two workers, the watch and a database of their own stand as `make up` serves them, with a receiver of
letters and posts beside them. After each trouble reports are received again and clocks that fall due are raised; in
the end every acknowledged report is there with its receipt, and the audit's chains are whole. A refusal must be a 503
that says when to come again. The planted faults are in [plants.py](../../tests/faults/rig/plants.py): a product that
has one must fail the same checks.
"""
FOUND = """
A disk that the system makes read-only while the database runs was answered with 500 and without `Retry-After`:
PostgreSQL tells of it as of a right that is missing. It is an outage now, at every door
([outages.py](../../tideturn/foundations/outages.py)), and what is a fault of ours at intake asks to come again too. The
workspace answered a database fit for reading only with 500; it answers 503. A worker that got no more memory counted
that against the clock it was raising; it leaves the clock to whoever has memory.
"""
LIMITS = """
The read-only disk and the moved clocks are libraries between a process and its system, not a disk and not a machine's
clock. The full disk is memory mounted as one. The kernel itself ends the worker, in a small room (cgroup); where none
may be made, or nothing mounted, the case says so and counts as not tried. One machine, one network address: a
network that parts web server and database is tried only as a database that is away.
"""


@dataclass
class Tried:
    """How often each test passed, failed or was left out, and what was answered to the reports in it."""

    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    answers: dict[str, list[str]] = field(default_factory=dict)
    seconds: float = 0.0

    def take(self, report: Path) -> None:
        """Take in the report of one round."""
        for case in ElementTree.parse(report).getroot().iter("testcase"):  # noqa: S314 - written just now by our own run
            name = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
            self.outcomes.setdefault(name, Counter())[outcome_of(case)] += 1
            told = [one.get("value", "") for one in case.iter("property") if one.get("name") == "answers"]
            self.answers.setdefault(name, []).extend(told)
            self.seconds += float(case.get("time", 0))

    def of(self, beginnings: Iterable[str]) -> Counter[str]:
        """Return the outcomes of all tests whose names begin so."""
        found = (counts for name, counts in self.outcomes.items() if name.startswith(tuple(beginnings)))
        return sum(found, Counter())

    def answered(self, beginnings: Iterable[str]) -> str:
        """Return what was answered to the reports of such tests, in all."""
        counts: Counter[str] = Counter()
        for name, told in self.answers.items():
            if name.startswith(tuple(beginnings)):
                for part in filter(None, ", ".join(told).split(", ")):
                    number, _, words = part.partition(" ")
                    counts[words] += int(number)
        return ", ".join(f"{count} {words}" for words, count in sorted(counts.items())) or "–"


def outcome_of(case: ElementTree.Element) -> str:
    """Return what became of one test."""
    if case.find("failure") is not None or case.find("error") is not None:
        return FAILED
    return LEFT_OUT if case.find("skipped") is not None else PASSED


def run(rounds: int) -> Tried:
    """Run all of it so many times."""
    tried = Tried()
    words = ["-p", "no:cacheprovider", "-q"]
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            report = Path(folder) / f"{number}.xml"
            command = [sys.executable, "-m", "pytest", *words, f"--junitxml={report}", CHAOS, ALONE, CONTROLS]
            subprocess.run(command, cwd=CLONE, env={**os.environ, "FAULTS": "1"}, check=False)
            tried.take(report)
    return tried


def rows_of(tried: Tried) -> list[tuple[object, ...]]:
    """Return one row for each kind of trouble."""
    return [(number, *row_of(tried, one)) for number, one in enumerate(TROUBLES, 1)]


def row_of(tried: Tried, one: Trouble) -> tuple[str, ...]:
    """Return what was done and found of one kind, and how often its planted fault was seen."""
    controls = tried.of(one.controls)
    seen = f"{controls[PASSED]} of {controls.total()}"
    return one.name, one.done, said(tried.of(one.tests)), tried.answered(one.tests), one.planted, seen


def said(outcomes: Counter[str]) -> str:
    """Return how often tests passed, and how often not."""
    return ", ".join(f"{count} {word}" for word, count in sorted(outcomes.items(), reverse=True)) or LEFT_OUT


def is_met(tried: Tried) -> bool:
    """Tell whether every kind was tried, never failed, and had its planted fault seen each time."""
    every = [tried.of(beginnings) for one in TROUBLES for beginnings in (one.tests, one.controls)]
    return all(outcomes[PASSED] and not outcomes[FAILED] for outcomes in every)


def main() -> int:
    """Run, print and write the page; 1 where any kind failed or a planted fault was not seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    tried = run(asked.rounds)
    columns = ("", "trouble", "what was done", "tests", "answers to reports", "planted fault", "seen")
    good = sum(tried.of(one.tests)[PASSED] > 0 and not tried.of(one.tests)[FAILED] for one in TROUBLES)
    lost = "nothing acknowledged was lost" if good == len(TROUBLES) else "what failed is in the table"
    summary = (
        f"{good} of {len(TROUBLES)} kinds of trouble came to nothing bad, in {asked.rounds} "
        f"round{'' if asked.rounds == 1 else 's'} of {tried.seconds / max(1, asked.rounds) / 60:.0f} minutes; {lost}. "
        f"{datetime.now(UTC):%d %B %Y}; load of the machine at the end {os.getloadavg()[0]:.1f}."
    )
    parts = [WHAT, summary, table(columns, rows_of(tried)), "## What was found and mended", FOUND]
    write_page("chaos", "Sixteen kinds of trouble", [*parts, "## What this cannot show", LIMITS], seed=16)
    print(summary)
    return 0 if is_met(tried) else 1


if __name__ == "__main__":
    sys.exit(main())
