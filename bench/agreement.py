"""How closely the compatible mode follows R's `surveillance`, row by row; writes docs/measured/agreement.md."""

import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import click
import numpy as np

from bench import outputs_of_r
from bench.outputs_of_r import Comparison, numbers
from bench.pages import machine, table, write_page
from tideturn.methods.detection.outcome import Detection

SEED = 0  # nothing is drawn by chance here
NUMBERS = {"expected": 1e-9, "phi": 1e-9, "upper": 1e-8, "pvalue": 1e-8}
VERDICTS = ("alarm", "trend")
RENAMED = {"statistic": "upper"}  # R's glrnb gives its statistic as a limit, and so does our compatible mode
# Counts without any spread have a trend of 1e-17, whose significance is rounding in R: not held against either.
ROUNDING = ("constant_5", "trend")


@dataclass
class Agreement:
    """What a group of comparisons came to."""

    sources: set[str] = field(default_factory=set)
    rows: int = 0
    largest: dict[str, float] = field(default_factory=dict)
    one_sided: int = 0
    alarms: int = 0
    raised: int = 0
    trends: int = 0
    rounding: int = 0

    @property
    def is_met(self) -> bool:
        """Return whether the digits asked for were reached and every verdict is R's."""
        is_close = all(difference <= NUMBERS[name] for name, difference in self.largest.items())
        return is_close and self.one_sided == self.alarms == self.trends == 0

    def take(self, comparison: Comparison) -> None:
        """Add the rows of one series."""
        found, rows = comparison.ours(), comparison.rows.rename(RENAMED, strict=False)
        self.sources.add(comparison.source)
        self.rows += len(rows)
        for name in [name for name in NUMBERS if name in rows.columns]:
            self._take_numbers(name, getattr(found, name)[0], numbers(rows[name]), is_ratio="mu0" in rows.columns)
        for name in [name for name in VERDICTS if name in rows.columns]:
            self._take_verdicts(name, found, np.nan_to_num(numbers(rows[name]), nan=-1.0), comparison.source)

    def _take_numbers(self, name: str, ours: np.ndarray, theirs: np.ndarray, *, is_ratio: bool) -> None:
        if np.isnan(theirs).all() and name == "expected":
            return  # a method for which R names no expected count
        self.one_sided += int((np.isnan(ours) != np.isnan(theirs)).sum())
        # A log likelihood ratio near zero is what is left of two long sums; its scale is that of its limit, 5.
        least = 1.0 if is_ratio else 1e-300
        with np.errstate(invalid="ignore"):
            apart = np.where(ours == theirs, 0.0, np.abs(ours - theirs) / np.maximum(np.abs(theirs), least))
        self.largest[name] = max(self.largest.get(name, 0.0), float(np.nanmax(np.append(apart, 0.0))))

    def _take_verdicts(self, name: str, found: Detection, theirs: np.ndarray, source: str) -> None:
        differing = int((getattr(found, name)[0] != theirs).sum())
        if name == "alarm":
            self.alarms += differing
            self.raised += int((theirs == 1).sum())
        elif (source, name) == ROUNDING:
            self.rounding += differing
        else:
            self.trends += differing

    def row(self, group: str) -> list[object]:
        """Return a line of the page."""
        digits = [f"{self.largest[name]:.0e}" if name in self.largest else "" for name in NUMBERS]
        digits = ["0" if digit == "0e+00" else digit for digit in digits]
        verdicts = (f"{self.raised:,}", self.alarms, self.trends, self.one_sided)
        return [group, len(self.sources), f"{self.rows:,}", *digits, *verdicts]


COLUMNS = (
    "group", "series or sets", "rows", "expected", "phi", "upper", "p-value", "alarms of R", "alarms that differ",
    "trends that differ", "given by one only",
)  # fmt: skip


def agreements(comparisons: Iterable[Comparison]) -> dict[str, Agreement]:
    """Return for each group how closely we follow R."""
    found: defaultdict[str, Agreement] = defaultdict(Agreement)
    for comparison in comparisons:
        found[comparison.group].take(comparison)
    return dict(found)


def section(title: str, found: dict[str, Agreement], absent: str) -> str:
    """Return a part of the page."""
    if not found:
        return f"## {title}\n\n{absent}"
    total = sum(each.rows for each in found.values())
    agreeing = sum(each.is_met for each in found.values())
    rounding = sum(each.rounding for each in found.values())
    said = f"{total:,} rows; {agreeing} of {len(found)} groups agree to the digits asked for."
    if rounding:
        said += (
            f" In {rounding} weeks of a series whose counts are all alike, R's trend of about 1e-17 passes or fails its"
            " test by rounding; they are not counted as differences."
        )
    return f"## {title}\n\n{said}\n\n{table(COLUMNS, [each.row(group) for group, each in found.items()])}"


INTRODUCTION = """Every row is a week of a series of which R's `surveillance` 1.20.3 (R 4.2.2) was asked, and our
compatible mode after it. The columns `expected` to `p-value` hold the largest relative difference of the group; the
next ones how many alarms R raised, how many of its verdicts are not ours, and how many numbers are given by one of the
two only. Asked for are 1e-9 for `expected` and `phi`, 1e-8 for the others, and no verdict that differs. An empty column
is one that R does not give for the method. For the likelihood ratio chart `upper` is R's statistic, and where that is
below 1 (its limit is 5) the difference itself is shown, because next to nothing is left of the two sums it is made
of."""


def main() -> None:
    """Compare, print and write the page; end with 1 where something falls short."""
    began = time.perf_counter()
    absent = "Not compared: the golden outputs (`../shared/golden/surveillance`) are not beside the repository."
    found = {
        "Published and simulated series": agreements(outputs_of_r.published()),
        "Awkward series": agreements(outputs_of_r.awkward()),
        "Series of ours, kept beside the tests": agreements(outputs_of_r.own()),
    }
    parts = [INTRODUCTION, *(section(title, groups, absent) for title, groups in found.items())]
    for part in parts:
        click.echo(f"{part}\n")
    page = write_page("agreement", "Agreement with R", parts, seed=SEED)
    click.echo(f"{machine()}; {time.perf_counter() - began:.0f} seconds; written to {page.name}")
    if not all(each.is_met for groups in found.values() for each in groups.values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
