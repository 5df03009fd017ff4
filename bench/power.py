"""How often outbreaks are found, how soon, and at the price of how many false alarms; writes docs/measured/power.md."""

import itertools
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np

from bench.pages import machine, table, write_page
from bench.simulated_series import LASTS_AT_MOST, Baseline, outbreaks, with_past_outbreaks
from bench.watching_outbreaks import EARS, METHODS, RANKED, RS, Verdicts, matched, watch
from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.ears import EarsC1, EarsC2, EarsC3, ears
from tideturn.methods.detection.farrington import farrington_flexible
from tideturn.methods.detection.mode import Mode

SEED = 20130612
SERIES = 1_000  # of each baseline
HISTORY = 8 * 52
JUDGED = np.arange(HISTORY, HISTORY + LASTS_AT_MOST)
DEVIATIONS = (2, 5, 10)
MEANS, DISPERSIONS, SWINGS = (0.5, 1.0, 5.0, 20.0, 100.0), (1.0, 2.0), (0.0, 0.5)
BASELINES = tuple(Baseline(*each) for each in itertools.product(MEANS, DISPERSIONS, SWINGS))
PAST_OUTBREAKS = 4
MATCHED = 0.005
OF_R_ITSELF = 3  # series of each baseline for R itself, which takes some 10 ms a series and week


@dataclass(frozen=True)
class Trial:
    """One baseline with what was said of its series: without an outbreak, and with one of each size."""

    baseline: Baseline
    null: Verdicts
    sick: dict[int, Verdicts]
    lasts: dict[int, np.ndarray]
    counts: np.ndarray  # without an outbreak


@dataclass(frozen=True)
class Found:
    """Which outbreaks were found, and in which week of theirs, 0 being the first; NaN where not."""

    weeks: np.ndarray

    @property
    def share(self) -> float:
        """Return the probability of detection."""
        return float(np.isfinite(self.weeks).mean())

    @property
    def delay(self) -> str:
        """Return the median and the mean weeks from start to alarm among those found."""
        found = self.weeks[np.isfinite(self.weeks)]
        return f"{np.median(found):.0f}; {found.mean():.1f}" if len(found) else "–"

    @property
    def cell(self) -> str:
        """Return both for a table."""
        return f"{self.share:.1%} ({self.delay})"


def found_of(alarms: np.ndarray, lasts: np.ndarray) -> Found:
    """Return what was found: the first alarm of each row that comes while the outbreak lasts (so many weeks)."""
    inside = alarms & (np.arange(alarms.shape[1]) < lasts[:, None])
    return Found(np.where(inside.any(axis=1), inside.argmax(axis=1).astype(float), np.nan))


def trial_of(chance: np.random.Generator, baseline: Baseline, *, series: int, past_outbreaks: int = 0) -> Trial:
    """Simulate the series of one baseline, with and without outbreaks, and have every method judge them."""
    means = baseline.means(chance, series=series, weeks=HISTORY + LASTS_AT_MOST)
    counts = baseline.counts(chance, means)
    if past_outbreaks:
        past = with_past_outbreaks(chance, counts[:, :HISTORY], means, baseline, number=past_outbreaks)
        counts[:, :HISTORY] = past
    cases = {size: outbreaks(chance, means[:, HISTORY], baseline.dispersion, size) for size in DEVIATIONS}
    together = np.concatenate([counts, *(_laid_over(counts, each) for each in cases.values())])
    said = watch(batch_of(together), JUDGED)
    null, *sick = (_part(said, slice(first, first + series)) for first in range(0, len(together), series))
    lasts = {size: LASTS_AT_MOST - (each[:, ::-1] > 0).argmax(axis=1) for size, each in cases.items()}
    return Trial(baseline, null, dict(zip(DEVIATIONS, sick, strict=True)), lasts, counts)


def _laid_over(counts: np.ndarray, cases: np.ndarray) -> np.ndarray:
    sick = counts.copy()
    sick[:, JUDGED] += cases
    return sick


def _part(said: Verdicts, rows: slice) -> Verdicts:
    parts = ({name: array[rows] for name, array in group.items()} for group in (said.alarms, said.surprise))
    return Verdicts(*parts)


def false_alarms(trials: Sequence[Trial], method: str) -> float:
    """Return the share of weeks without an outbreak in which a method raises an alarm."""
    return float(np.mean([trial.null.alarms[method].mean() for trial in trials]))


def found_by(trials: Sequence[Trial], method: str, size: int) -> Found:
    """Return which outbreaks of one size a method found at its published level."""
    return Found(np.concatenate([found_of(t.sick[size].alarms[method], t.lasts[size]).weeks for t in trials]))


def found_when_matched(trials: Sequence[Trial], method: str, size: int) -> Found:
    """Return which outbreaks a method finds when each baseline's level leaves the same false alarms."""
    found = []
    for trial in trials:
        level = matched(trial.null.surprise[method], MATCHED)
        found.append(found_of(trial.sick[size].surprise[method] > level, trial.lasts[size]).weeks)
    return Found(np.concatenate(found))


COLUMNS = ("method", "false alarms in 1,000 weeks", *(f"{size} sd" for size in DEVIATIONS))


def lines(trials: Sequence[Trial], methods: Sequence[str], found: Callable[..., Found] = found_by) -> list[list[str]]:
    """Return a line a method: its false alarms, and what it finds of each size."""
    rows = []
    for method in methods:
        rate = _matched_rate(trials, method) if found is found_when_matched else false_alarms(trials, method)
        rows.append([method, f"{1000 * rate:.1f}", *(found(trials, method, size).cell for size in DEVIATIONS)])
    return rows


def _matched_rate(trials: Sequence[Trial], method: str) -> float:
    null = [trial.null.surprise[method] for trial in trials]
    return float(np.mean([(each > matched(each, MATCHED)).mean() for each in null]))


def by_mean(trials: Sequence[Trial], methods: Sequence[str], found: Callable[..., Found] = found_by) -> str:
    """Return a table with the baselines of one mean together."""
    rows = []
    for mean in MEANS:
        own = [trial for trial in trials if trial.baseline.mean == mean]
        rows += [[f"{mean:g}", *line] for line in lines(own, methods, found)]
    return table(("mean", *COLUMNS), rows)


def by_shape(trials: Sequence[Trial], methods: Sequence[str]) -> str:
    """Return a table with the baselines of one dispersion and season together."""
    rows = []
    for dispersion, swing in itertools.product(DISPERSIONS, SWINGS):
        own = [t for t in trials if (t.baseline.dispersion, t.baseline.swing) == (dispersion, swing)]
        rows += [[f"{dispersion:g}", "yes" if swing else "no", *line] for line in lines(own, methods)]
    return table(("dispersion", "season", *COLUMNS), rows)


INTRODUCTION = f"""The design is that of Noufaily et al. (*Statistics in Medicine* 32:1206, 2013), which Salmon et al.
(*Journal of Statistical Software* 70, 2016) follow too. Weekly counts are negative binomial with the means
{", ".join(f"{mean:g}" for mean in MEANS)} and a variance of {" or ".join(f"{each:g}" for each in DISPERSIONS)} times
the mean, with a season (the logarithm swings by {SWINGS[1]:g}, so that the peak is {np.exp(2 * SWINGS[1]):.1f} times
the trough, at a time of the year drawn for each series) and without one, and without a trend: {len(BASELINES)}
baselines of {SERIES:,} series, each with 8 years of history.

An outbreak of *k* sd has a total number of cases that is Poisson with the mean *k* times the standard deviation of the
week in which it begins (drawn again where it is zero). Each case comes a lognormal time after the start, with the
median of one week and a spread of the logarithm of 0.5: half of the cases in the first week, 42 % in the second, 7 % in
the third. So **10 sd is the outbreak's whole size**, not its height.

It is found when an alarm is raised in any week from its start to its last case. In the tables stand the probability
of that and, in brackets, the median and the mean weeks from the start to the alarm among those found, 0 being the week
of the start: with outbreaks so short, most that are found at all are found in it. An outbreak can be “found” by an
alarm that chance would have raised as well, so no figure means anything without the false alarms in the same weeks of
the same series without an outbreak, which stand beside it. The error of a figure for all baselines together is about
0.3 percentage points.

All methods are at their published levels: flexible Farrington 0.005, EARS C1 and C2 0.001, C3 0.025. “Rule off” is
without the rule that fewer than 5 cases in 4 weeks raise no alarm. “Of R” are the numbers of our compatible mode, which
are R's; R itself is asked below."""


def parts_of(trials: Sequence[Trial], spoilt: Sequence[Trial]) -> list[str]:
    """Return the parts of the page but for the last."""
    return [
        INTRODUCTION,
        "## All baselines together\n\n" + table(COLUMNS, lines(trials, METHODS)),
        "## By the mean of the series\n\n" + by_mean(trials, METHODS),
        "## By dispersion and season\n\n" + by_shape(trials, (METHODS[0], RS, *EARS)),
        _matched_part(trials),
        f"""## With past outbreaks in the history

{PAST_OUTBREAKS} outbreaks of 2 to 10 sd were laid into each history of 8 years at random. A method that takes them for
ordinary weeks expects too much, and the fewer of them it recognises the fewer alarms it raises, right and false.

{table(COLUMNS, lines(spoilt, METHODS))}

At the same number of false alarms, as above:

{table(COLUMNS, lines(spoilt, RANKED, found_when_matched))}""",
    ]


def _matched_part(trials: Sequence[Trial]) -> str:
    return f"""## At the same number of false alarms

For each baseline the level of every method was moved until at most {1000 * MATCHED:g} in 1,000 weeks without an
outbreak raise an alarm (rule off). This compares how well the methods tell outbreaks from chance, whatever level they
were published with. Nobody who watches a series can do this: the right level is known here because the series without
an outbreak are. EARS after seven weeks alike has a standard deviation of zero, for which every further case is
infinitely surprising; where that alone happens too often, no level is quiet enough, and nothing is found.

{table(COLUMNS, lines(trials, RANKED, found_when_matched))}

{by_mean(trials, RANKED, found_when_matched)}"""


R_SCRIPT = """
suppressMessages(library(surveillance))
counts <- as.matrix(read.csv(commandArgs(TRUE)[1], header = FALSE))
judged <- (nrow(counts) - {weeks} + 1):nrow(counts)
series <- sts(observed = counts, start = c(2000, 1), frequency = 52)
flexible <- suppressWarnings(farringtonFlexible(series, list(range = judged, b = 5, w = 3, noPeriods = 10,
  pastWeeksNotIncluded = 26, weightsThreshold = 2.58, pThresholdTrend = 1, thresholdMethod = "nbPlugin", alpha = 0.005,
  limit54 = c(5, 4), verbose = FALSE)))
ears <- lapply(c("C1", "C2", "C3"), function(method) alarms(earsC(series, list(range = judged, method = method,
  alpha = if (method == "C3") 0.025 else 0.001))))
write.table(do.call(rbind, c(list(alarms(flexible)), ears)) * 1, stdout(), row.names = FALSE, col.names = FALSE)
"""


def alarms_of_r(counts: np.ndarray) -> np.ndarray | None:
    """Return R's alarms, shape (4 methods, weeks, series), 0 where it gives none; nothing where R is not here."""
    program = shutil.which("Rscript")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        file, script = Path(folder) / "counts.csv", Path(folder) / "power.R"
        np.savetxt(file, counts.T, fmt="%d", delimiter=",")
        script.write_text(R_SCRIPT.format(weeks=LASTS_AT_MOST), "utf-8")
        done = subprocess.run([program, str(script), str(file)], capture_output=True, text=True, check=False)
    if done.returncode:
        return None
    rows = [[0.0 if cell == "NA" else float(cell) for cell in line.split()] for line in done.stdout.splitlines()]
    return np.array(rows).reshape(4, LASTS_AT_MOST, len(counts))


def beside_r(chance: np.random.Generator, trials: Sequence[Trial]) -> str:
    """Return what R itself says of some of the same series, with an outbreak of 10 sd in every second one."""
    counts = np.concatenate([_some(chance, trial) for trial in trials])
    theirs = alarms_of_r(counts)
    if theirs is None:
        return "## R itself\n\nNot asked: R with its package `surveillance` is not on this machine."
    batch = batch_of(counts)
    found = [farrington_flexible(batch, weeks=JUDGED, mode=Mode.COMPATIBLE)]
    found += [
        ears(batch, weeks=JUDGED, parameters=each, mode=Mode.COMPATIBLE) for each in (EarsC1(), EarsC2(), EarsC3())
    ]
    rows = []
    for name, ours, alarms in zip((RS, *EARS), found, theirs.transpose(0, 2, 1), strict=True):
        rows.append([name, alarms.size, int(alarms.sum()), int(((ours.alarm == 1) != (alarms == 1)).sum())])
    return f"""## R itself

In the same run R's own functions judged {len(counts)} of the series, every second one with an outbreak of 10 sd.

{table(("method", "weeks judged", "alarms of R", "alarms that are not ours"), rows)}"""


def _some(chance: np.random.Generator, trial: Trial) -> np.ndarray:
    few = trial.counts[: 2 * OF_R_ITSELF].copy()
    means = np.full(OF_R_ITSELF, trial.baseline.mean)
    few[::2, JUDGED] += outbreaks(chance, means, trial.baseline.dispersion, 10)
    return few


def main() -> None:
    """Measure, print and write the page."""
    began = time.perf_counter()
    chance = np.random.default_rng(SEED)
    trials = [trial_of(chance, baseline, series=SERIES) for baseline in BASELINES]
    fewer = SERIES // 2
    spoilt = [trial_of(chance, each, series=fewer, past_outbreaks=PAST_OUTBREAKS) for each in BASELINES]
    parts = [*parts_of(trials, spoilt), beside_r(chance, trials)]
    for part in parts:
        click.echo(f"{part}\n")
    page = write_page("power", "Power: what is found, how soon, and at what price", parts, seed=SEED)
    seconds = time.perf_counter() - began
    click.echo(f"seed {SEED}; {machine()}; {seconds:.0f} seconds; written to {page.name}")


if __name__ == "__main__":
    main()
