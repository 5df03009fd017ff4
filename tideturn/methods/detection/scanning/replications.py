"""The Monte Carlo: the largest ratio of each replication, shared among threads, stopped early on request."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.scanning.maxima import Maxima, fastest_maxima
from tideturn.methods.detection.scanning.replicas import Draw, stream_of
from tideturn.methods.detection.scanning.windows import Windows, accumulated

Floats = NDArray[np.float64]
Progress = Callable[[int], None]

# How many replications a thread does before it hands over: enough to be busy, few enough to stop soon.
AT_A_TIME = 16


def replicated_maxima(
    draw: Draw,
    windows: Windows,
    *,
    replications: int,
    seed: int,
    workers: int = 1,
    until: Callable[[Floats], int | None] | None = None,
    on_progress: Progress | None = None,
) -> Floats:
    """Return the largest ratio of each replication in their order, shape (replications,).

    `until` is shown the ratios so far and returns the number of replications to keep once that is known; it is asked
    for the replications in their own order, so that neither the threads nor their number matter. Threads work at once
    because drawing and summing let go of the interpreter. Raises ParametersInvalid without a worker.
    """
    if workers < 1:
        raise ParametersInvalid(f"At least one worker is needed, not {workers}.")
    maxima = fastest_maxima()
    found, done = np.empty(replications), 0
    for more in _waves(draw, windows, maxima, replications=replications, seed=seed, workers=workers):
        found[done : done + len(more)] = more
        done += len(more)
        if on_progress is not None:
            on_progress(done)
        enough = None if until is None else until(found[:done])
        if enough is not None:
            return found[:enough].copy()
    return found


def _waves(
    draw: Draw, windows: Windows, maxima: Maxima, *, replications: int, seed: int, workers: int
) -> Iterator[Floats]:
    def some(first: int) -> Floats:
        numbers = range(first, min(first + AT_A_TIME, replications))
        replicas = [accumulated(draw(stream_of(seed, number))) for number in numbers]
        return maxima(np.ascontiguousarray(replicas, dtype=np.int64), windows)

    with ThreadPoolExecutor(workers) as pool:
        for start in range(0, replications, AT_A_TIME * workers):
            firsts = range(start, min(start + AT_A_TIME * workers, replications), AT_A_TIME)
            yield np.concatenate(list(pool.map(some, firsts)))
