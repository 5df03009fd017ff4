"""Judging all series, so many at once that memory stays small, by one process or several."""

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tideturn.interfaces.cli.detecting.counts import Counts
from tideturn.interfaces.cli.detecting.explaining import explain_alarms
from tideturn.interfaces.cli.detecting.methods import Choice
from tideturn.interfaces.cli.detecting.rows import rows_of
from tideturn.interfaces.cli.refusal import Refusal
from tideturn.methods.detection.batch import Batch

# A batch holds so many weeks at the most, and so many of them are judged.
CELLS_AT_ONCE = 6_000_000
JUDGED_AT_ONCE = 100_000
YEARS_AT_MOST = 100
# Another process costs half a second before it begins.
WORTH_ANOTHER = 100_000


@dataclass(frozen=True)
class Task:
    """What is to be done with every batch: the choice, the weeks, and how many answers there will be in all."""

    choice: Choice
    weeks: NDArray[np.int64]
    in_all: int
    explanations: Path | None = None

    def rows(self, batch: Batch) -> pl.DataFrame:
        """Return the rows of the output for a batch, and write the explanations of its alarms where they are wanted."""
        found = self.choice.judge(batch, self.weeks, in_all=self.in_all)
        if self.explanations is not None:
            explain_alarms(found, batch, self.choice, self.explanations)
        return rows_of(found, batch)


def task_of(choice: Choice, weeks: NDArray[np.int64], *, series: int, has_population: bool, a_year: int) -> Task:
    """Return the task for so many series; raises Refusal where the method lacks what it is asked to use.

    `a_year` is the number of periods in a year.
    """
    _check_history(choice.parameters, a_year)
    if getattr(choice.parameters, "population_offset", False) and not has_population:
        raise Refusal("population_offset needs a column population; add it, or write population_offset: false.")
    return Task(choice, weeks, series * len(weeks))


def _check_history(parameters: Any, a_year: int) -> None:
    """Refuse more years than any series has, and windows around the anniversaries that would reach one another."""
    b, w = getattr(parameters, "b", 1), getattr(parameters, "w", 0)
    if b > YEARS_AT_MOST:
        raise Refusal(f"b is {b} years of history; it is {YEARS_AT_MOST} at the most, as no series is longer.")
    if 2 * w >= a_year:
        raise Refusal(f"w is {w}, and its {2 * w + 1} periods are more than a year of {a_year} has; make w smaller.")


def judged(counts: Counts, task: Task, *, workers: int | None) -> Iterator[pl.DataFrame]:
    """Yield the rows of the output, batch by batch in the order of the series, whoever judges them."""
    batches = counts.batches(series_at_once(counts.calendar.length, len(task.weeks)))
    if workers is None:
        workers = len(os.sched_getaffinity(0)) if task.in_all >= WORTH_ANOTHER else 1
    if workers == 1:
        yield from map(task.rows, batches)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        try:
            yield from _in_order(pool, task.rows, batches, ahead=workers + 1)
        except BrokenProcessPool:
            raise Refusal("A worker was ended, as a rule for want of memory; give --workers 1.") from None


def series_at_once(length: int, weeks: int) -> int:
    """Return how many series make a batch."""
    return max(1, min(CELLS_AT_ONCE // length, JUDGED_AT_ONCE // max(weeks, 1)))


def _in_order(
    pool: ProcessPoolExecutor, work: Callable[[Batch], pl.DataFrame], batches: Iterator[Batch], *, ahead: int
) -> Iterator[pl.DataFrame]:
    """Yield what each batch comes to in their order; only a few are under way, so that memory stays small."""
    under_way: deque[Future[pl.DataFrame]] = deque()
    for batch in batches:
        under_way.append(pool.submit(work, batch))
        if len(under_way) >= ahead:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()
