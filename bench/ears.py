"""Time EARS beside R's earsC in one run, and count the false alarms of both modes."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.pages import table, write_page
from tideturn.methods.detection.batch import Batch, batch_of
from tideturn.methods.detection.bayes import bayes
from tideturn.methods.detection.cusum import cusum
from tideturn.methods.detection.ears import Ears, EarsC1, EarsC2, EarsC3, ears
from tideturn.methods.detection.glr_negative_binomial import glr_negative_binomial
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.rki import rki

SEED = 20261125
SERIES, SERIES_IN_R, LENGTH, JUDGED = 10_000, 100, 416, 52
WEEKS = np.arange(LENGTH - JUDGED, LENGTH)
VARIANTS = {"C1": EarsC1(), "C2": EarsC2(), "C3": EarsC3()}
GOAL = 100

R_SCRIPT = """
if (!requireNamespace("surveillance", quietly = TRUE)) quit(status = 3)
suppressMessages(library(surveillance))
observed <- t(as.matrix(read.csv("counts.csv", header = FALSE)))
for (method in c("C1", "C2", "C3")) {
  control <- list(range = %d:%d, method = method, alpha = if (method == "C3") 0.025 else 0.001)
  chart <- sts(observed = observed)
  seconds <- min(sapply(1:3, function(i) system.time(found <<- earsC(chart, control))["elapsed"]))
  write.table(upperbound(found), paste0(method, ".csv"), sep = ",", row.names = FALSE, col.names = FALSE)
  cat(method, seconds, "\\n")
}
"""


def main() -> None:
    """Measure, print, and write docs/measured/ears.md."""
    counts = np.random.default_rng(SEED).negative_binomial(10, 10 / 15, size=(SERIES, LENGTH)).astype(float)
    in_r = seconds_in_r(batch_of(counts))
    parts = [speed(batch_of(counts), in_r), others(batch_of(counts)), false_alarms()]
    for part in parts:
        print(part, end="\n\n")
    if in_r:  # a page without the comparison would overwrite one that has it
        print(write_page("ears", "EARS beside R, and the speed of the classical methods", parts, seed=SEED))


def quickest(run: Callable[[], object]) -> float:
    """Return the seconds of the quickest of three runs, the first being a warm-up."""
    run()
    times = []
    for _ in range(3):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return min(times)


def speed(batch: Batch, in_r: dict[str, float]) -> str:
    """Return the table of microseconds per series and week, with R's beside where R is installed."""
    rows = []
    for name, parameters in VARIANTS.items():
        for mode in Mode:
            run = _run(batch, parameters, mode)
            ours = quickest(run) / (SERIES * JUDGED) * 1e6
            theirs = in_r.get(name, np.nan) / (SERIES_IN_R * JUDGED) * 1e6
            verdict = "R is not here" if not in_r else f"{theirs / ours:,.0f}×"
            rows.append((name, mode.value, f"{ours:.3f}", f"{theirs:.1f}", verdict))
    head = ("method", "mode", "µs a series and week", "µs in R's earsC", "ratio")
    text = f"{SERIES:,} series × {JUDGED} weeks here, {SERIES_IN_R} × {JUDGED} in R, one core, quickest of three."
    return f"## Speed\n\nThe goal is {GOAL}×. {text}\n\n{table(head, rows)}"


def _run(batch: Batch, parameters: Ears, mode: Mode) -> Callable[[], object]:
    return lambda: ears(batch, weeks=WEEKS, parameters=parameters, mode=mode)


def seconds_in_r(batch: Batch) -> dict[str, float]:
    """Return R's seconds for each method, having checked that both give the same limits; nothing where R is absent."""
    if shutil.which("Rscript") is None:
        print("Rscript is not installed: nothing to compare with.")
        return {}
    few = batch_of(batch.observed[:SERIES_IN_R])
    with tempfile.TemporaryDirectory() as folder:
        np.savetxt(Path(folder) / "counts.csv", few.observed, fmt="%d", delimiter=",")
        script = R_SCRIPT % (WEEKS[0] + 1, LENGTH)
        answer = subprocess.run(
            ["Rscript", "-e", script],  # noqa: S607 - R is found on the path
            cwd=folder,
            capture_output=True,
            text=True,
        )
        if answer.returncode == 3:
            print("R has no package surveillance: nothing to compare with.")
            return {}
        answer.check_returncode()
        for name, parameters in VARIANTS.items():
            theirs = np.loadtxt(Path(folder) / f"{name}.csv", delimiter=",").T
            ours = ears(few, weeks=WEEKS, parameters=parameters, mode=Mode.COMPATIBLE).upper
            np.testing.assert_allclose(ours, theirs, rtol=1e-8, atol=1e-9)
    return {line.split()[0]: float(line.split()[1]) for line in answer.stdout.splitlines()}


def others(batch: Batch) -> str:
    """Return the table of seconds for the other classical methods, textbook mode."""
    methods = {"cusum": cusum, "rki": rki, "bayes": bayes, "glr-negative-binomial": glr_negative_binomial}
    rows = []
    for name, method in methods.items():
        method(batch_of(batch.observed[:2]), weeks=WEEKS)
        began = time.perf_counter()
        method(batch, weeks=WEEKS)
        rows.append((name, f"{time.perf_counter() - began:.2f}"))
    text = f"{SERIES:,} series × {JUDGED} weeks, textbook mode and defaults, one core."
    return f"## The other classical methods\n\n{text}\n\n{table(('method', 'seconds'), rows)}"


def false_alarms() -> str:
    """Return the table of alarms among Poisson counts in which nothing happens."""
    generator, rows = np.random.default_rng(SEED + 1), []
    for mean in (0.1, 1.0, 10.0, 100.0):
        batch = batch_of(generator.poisson(mean, size=(2_000, LENGTH)).astype(float))
        for name, parameters in VARIANTS.items():
            shares = [_share(batch, parameters, mode) for mode in (Mode.COMPATIBLE, Mode.TEXTBOOK)]
            shares.append(_share(batch, replace(parameters, distribution="student"), Mode.TEXTBOOK))
            rows.append((f"{mean:g}", name, f"{parameters.alpha:.1%}", *(f"{share:.2%}" for share in shares)))
    head = ("mean", "method", "nominal", "as in R", "textbook", "textbook, student")
    text = f"Share of weeks with an alarm, 2,000 series × {JUDGED} weeks of Poisson counts with a constant mean."
    return f"## False alarms\n\n{text}\n\n{table(head, rows)}"


def _share(batch: Batch, parameters: Ears, mode: Mode) -> float:
    return float((ears(batch, weeks=WEEKS, parameters=parameters, mode=mode).alarm == 1).mean())


if __name__ == "__main__":
    main()
