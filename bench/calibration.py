"""How often chance passes the limits of flexible Farrington, for the textbook mode and for the one that agrees with R.

Run `python -m bench.calibration`. Histories are simulated and the real method judges their last week. What is counted
is not whether one simulated count happens to pass: given a history, the chance that the next count passes is summed
over the true distribution, which takes most of the noise out. A run on single drawn counts through the public function
stands beside it, so that the short cut is checked by the long way.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import click
import numpy as np
from scipy import stats

from bench.pages import machine, table, write_page
from tideturn.methods.detection.batch import Batch, batch_of
from tideturn.methods.detection.engine import Engine
from tideturn.methods.detection.farrington import FlexibleFarrington, farrington_flexible, thresholds
from tideturn.methods.detection.farrington.flexible import design_of, history_of
from tideturn.methods.detection.farrington.judging import History
from tideturn.methods.detection.farrington.thresholds import Limits, Prediction
from tideturn.methods.detection.mode import Mode

PAGE, SEED = "calibration", 2013
WEEKS, YEAR = 416, 52
LEVELS = (0.005, 0.01, 0.05)
MEANS = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
DISPERSIONS = (1.0, 1.5, 2.0, 3.0)
# Rare events differ most from history to history, and so need most of them.
HISTORIES, HISTORIES_OF_RARE, RARE, BATCH = 12_000, 32_000, 0.5, 4_000
OTHER_HISTORIES = 4_000
TOLERANCE, ALARMS_AT_MOST = 0.10, 1.10
NO_LOW_COUNTS_RULE = FlexibleFarrington(limit_cases=0)


@dataclass(frozen=True)
class World:
    """Where counts come from: a mean a week, their dispersion, a season and a trend, and past outbreaks."""

    mean: float
    dispersion: float
    season: float = 0.0
    trend_a_year: float = 0.0
    outbreak: float = 0.0

    def means(self, generator: np.random.Generator, histories: int) -> np.ndarray:
        """Return the mean of every week, shape (histories, weeks); seasons begin anywhere, trends cross mid-way."""
        t = np.arange(WEEKS)
        phase = generator.uniform(0, 2 * np.pi, (histories, 1))
        season = self.season * np.cos(2 * np.pi * t / YEAR + phase)
        return self.mean * np.exp(season + self.trend_a_year * (t - WEEKS / 2) / YEAR)

    def counts(self, generator: np.random.Generator, means: np.ndarray) -> np.ndarray:
        """Return counts with these means; an outbreak is six weeks of so many standard deviations more."""
        counts = self._scattered(generator, means)
        if self.outbreak:
            starts = generator.integers(WEEKS - 260, WEEKS - 40, len(means))
            places = starts[:, None] + np.arange(6)
            more = self.outbreak * np.sqrt(means * self.dispersion)
            counts[np.arange(len(means))[:, None], places] += generator.poisson(np.take_along_axis(more, places, 1))
        return counts.astype(float)

    def _scattered(self, generator: np.random.Generator, means: np.ndarray) -> np.ndarray:
        if self.dispersion == 1:
            return generator.poisson(means)
        return generator.negative_binomial(means / (self.dispersion - 1), 1 / self.dispersion)

    def tails(self, counts: np.ndarray, means: np.ndarray) -> np.ndarray:
        """Return the true chance of more than each count."""
        if self.dispersion == 1:
            return stats.poisson.sf(counts, means)
        return stats.nbinom.sf(counts, means / (self.dispersion - 1), 1 / self.dispersion)


@dataclass(frozen=True)
class Rates:
    """What came of one world, one entry a level: rates are over the level, errors are those of simulation."""

    tail: np.ndarray
    error: np.ndarray
    alarms: np.ndarray


@dataclass(frozen=True)
class Cell:
    """One world, judged both ways; `attainable` is the best that whole counts allow who knows the truth."""

    world: World
    textbook: Rates
    compatible: Rates
    attainable: np.ndarray
    drawn_alarms: int
    expected_alarms: float
    pvalues: np.ndarray

    @property
    def is_good(self) -> bool:
        """Return whether the textbook mode meets the bar."""
        return bool(
            (np.abs(self.textbook.tail - 1) <= TOLERANCE).all() and (self.textbook.alarms <= ALARMS_AT_MOST).all()
        )

    @property
    def distance(self) -> float:
        """Return the largest distance of the randomised p-values' distribution from the uniform one."""
        return float(stats.kstest(self.pvalues, "uniform").statistic)

    @property
    def by_chance(self) -> float:
        """Return the distance that chance exceeds once in twenty (Kolmogorov)."""
        return float(stats.kstwobign.ppf(0.95) / np.sqrt(len(self.pvalues)))


def history(batch: Batch, mode: Mode, parameters: FlexibleFarrington) -> History:
    """Return the fits of the last week's history."""
    design = design_of(batch, WEEKS - 1, parameters)
    assert design is not None  # noqa: S101 - eight years are enough
    return history_of(batch, WEEKS - 1, design, parameters, mode, Engine.NUMBA, with_weeks=mode is Mode.TEXTBOOK)


def limits_of(past: History, mode: Mode, observed: np.ndarray, alpha: float) -> Limits:
    """Return limits and p-values by the same functions as `farrington_flexible`."""
    fits = past.fits
    if mode is Mode.TEXTBOOK:
        counts = past.batch.observed[:, past.design.columns]
        return thresholds.calibrated(fits, past.design, counts, observed, alpha=alpha, engine=Engine.NUMBA)
    prediction = Prediction(observed, fits.eta, np.zeros(len(observed)), np.maximum(fits.dispersion, 1.0))
    return thresholds.nb_plugin(prediction, alpha=alpha)


def passing(world: World, past: History, mode: Mode, means: np.ndarray, alpha: float) -> tuple[np.ndarray, np.ndarray]:
    """Return for every history the chance that the randomised p-value is at most alpha, and that of an alarm."""
    fitted = past.fits.is_converged
    upper = limits_of(past, mode, np.full(len(means), np.nan), alpha).upper
    alarm = np.where(fitted, world.tails(upper, means), np.nan)
    tail = alarm.copy()
    # After next to no events even a count of 0 may have a strict p-value below alpha, however high the limit is.
    for count, is_new in (*((upper - below, upper >= below) for below in range(3)), (upper * 0.0, upper >= 3)):
        found = limits_of(past, mode, np.maximum(count, 0.0), alpha)
        gap = np.maximum(found.pvalue - found.strict_pvalue, 1e-300)
        share = np.clip((alpha - found.strict_pvalue) / gap, 0.0, 1.0)
        tail += np.where(is_new, share * (world.tails(count - 1, means) - world.tails(count, means)), 0.0)
    return tail, alarm


def batches(world: World, seed: int, histories: int) -> Iterator[tuple[np.ndarray, Batch, np.random.Generator]]:
    """Return so many histories in parts, each with the true mean of its last week."""
    generator = np.random.default_rng([SEED, seed])
    for _ in range(-(-histories // BATCH)):
        means = world.means(generator, BATCH)
        yield means[:, -1], batch_of(world.counts(generator, means)), generator


def rates(passings: Sequence[tuple[np.ndarray, np.ndarray]]) -> Rates:
    """Return the averages over all histories, one pair of arrays (histories, levels) a batch."""
    tails, alarms = (np.concatenate([pair[k] for pair in passings]) for k in (0, 1))
    known = np.isfinite(tails).all(axis=1)
    error = tails[known].std(axis=0) / np.sqrt(known.sum())
    return Rates(tails[known].mean(axis=0) / LEVELS, error / LEVELS, alarms[known].mean(axis=0) / LEVELS)


def attainable(world: World) -> np.ndarray:
    """Return the alarm rate over the level of one who knows the distribution, for a flat world."""
    counts = np.arange(0, int(world.mean + 40 * np.sqrt(world.mean * world.dispersion) + 60))
    tails = world.tails(counts, np.full(len(counts), world.mean))
    return np.array([tails[tails <= level].max() / level for level in LEVELS])


def run(world: World, seed: int, histories: int) -> Cell:
    """Return what came of one world."""
    both: dict[Mode, list[tuple[np.ndarray, np.ndarray]]] = {Mode.TEXTBOOK: [], Mode.COMPATIBLE: []}
    pvalues = []
    drawn, wanted = 0, 0.0
    for means, batch, generator in batches(world, seed, histories):
        for mode, kept in both.items():
            past = history(batch, mode, NO_LOW_COUNTS_RULE)
            pairs = [passing(world, past, mode, means, level) for level in LEVELS]
            kept.append((np.stack([pair[0] for pair in pairs], 1), np.stack([pair[1] for pair in pairs], 1)))
        found = farrington_flexible(batch, weeks=[WEEKS - 1], parameters=NO_LOW_COUNTS_RULE, engine=Engine.NUMBA)
        chance = found.strict_pvalue + generator.random(found.pvalue.shape) * (found.pvalue - found.strict_pvalue)
        pvalues.append(chance[np.isfinite(chance)])
        drawn += int((found.alarm == 1).sum())
        wanted += float(np.nansum(both[Mode.TEXTBOOK][-1][1][:, 0]))
    return Cell(
        world, rates(both[Mode.TEXTBOOK]), rates(both[Mode.COMPATIBLE]), attainable(world), drawn, wanted,
        np.concatenate(pvalues),
    )  # fmt: skip


def percents(values: np.ndarray) -> str:
    """Return shares as whole percents with one digit, side by side."""
    return " · ".join(f"{100 * value:.1f}" for value in values)


def row(cell: Cell) -> list[str]:
    """Return the line of one world."""
    return [
        f"{cell.world.mean:g}", f"{cell.world.dispersion:g}", percents(cell.textbook.tail),
        percents(cell.textbook.error), percents(cell.textbook.alarms), percents(cell.attainable),
        f"{100 * cell.distance:.1f} ({100 * cell.by_chance:.1f})",
        percents(cell.compatible.tail), percents(cell.compatible.alarms),
        "yes" if cell.is_good else "**no**",
    ]  # fmt: skip


COLUMNS = (
    "mean", "dispersion", "textbook: tail", "± (one standard error)", "textbook: alarms", "attainable alarms",
    "from uniform", "as R: tail", "as R: alarms", "meets the bar",
)  # fmt: skip

OTHERS = (
    ("season ± 0.4", {"season": 0.4}),
    ("season ± 0.4, 3 % more a year", {"season": 0.4, "trend_a_year": 0.03}),
    ("10 % more a year", {"trend_a_year": 0.1}),
    ("six past weeks of 6 sd", {"outbreak": 6.0}),
)


def other_rows() -> list[list[str]]:
    """Return the lines of worlds that are not flat."""
    rows = []
    for place, (words, changes) in enumerate(OTHERS):
        for k, (mean, dispersion) in enumerate(((0.3, 2.0), (3.0, 1.5), (10.0, 1.0), (30.0, 2.0))):
            world = replace(World(mean, dispersion), **changes)
            cell = run(world, 1000 + 10 * place + k, OTHER_HISTORIES)
            rows.append([
                words, f"{mean:g}", f"{dispersion:g}", percents(cell.textbook.tail), percents(cell.textbook.alarms),
                percents(cell.compatible.tail), percents(cell.compatible.alarms),
            ])  # fmt: skip
            click.echo(" | ".join(rows[-1]))
    return rows


def grid() -> list[Cell]:
    """Return every world of the bar."""
    cells = []
    for dispersion in DISPERSIONS:
        for mean in MEANS:
            histories = HISTORIES_OF_RARE if mean < RARE else HISTORIES
            cells.append(run(World(mean, dispersion), len(cells), histories))
            click.echo(" | ".join(row(cells[-1])))
    return cells


def checked(cells: Sequence[Cell]) -> str:
    """Return how the alarms that were drawn agree with those that were summed."""
    drawn, wanted = sum(cell.drawn_alarms for cell in cells), sum(cell.expected_alarms for cell in cells)
    return (
        f"Through the public function, on one drawn count a history, {drawn} alarms were raised at 0.005 where the "
        f"sums above expect {wanted:.0f} ± {np.sqrt(wanted):.0f}."
    )


def write(cells: Sequence[Cell], others: Sequence[Sequence[str]], seconds: float) -> None:
    """Write the page."""
    good = sum(cell.is_good for cell in cells)
    within = sum(int((np.abs(cell.textbook.tail - 1) <= TOLERANCE).sum()) for cell in cells)
    few = sum(int((cell.textbook.alarms <= ALARMS_AT_MOST).sum()) for cell in cells)
    entries = len(cells) * len(LEVELS)
    head = f"""
Flexible Farrington with its default choices (five years, ten seasonal levels, a trend, past outbreaks weighed down) and
no rule about low counts. Histories of {WEEKS} weeks are simulated, {HISTORIES_OF_RARE} of each kind for means below
{RARE:g} and {HISTORIES} for the others; the last week is judged. All figures are percents of the nominal level, at the
levels {" · ".join(f"{level:g}" for level in LEVELS)}: 100 is as often as promised.

- **tail**: how often the randomised p-value (strict + U · (p − strict)) is at or below the level. Bar: within
  ± {100 * TOLERANCE:.0f}. **{within} of {entries} are**, and in {good} of {len(cells)} worlds all three.
- **alarms**: how often a count is above the upper limit; counts being whole, that is less. Bar: at most
  {100 * ALARMS_AT_MOST:.0f}. **{few} of {entries} are.** **attainable**: the most that one who knew the true
  distribution could have at that level.
- **from uniform**: the largest distance between the distribution of the randomised p-values (one drawn count a
  history) and the uniform one, in percentage points; chance alone stays below the figure in brackets 19 times in 20.
- **as R**: the same for the compatible mode, whose threshold takes the estimates for the truth (`nb_plugin`).
"""
    notes = f"{checked(cells)} The run took {seconds:.0f} s on one core."
    other = "Worlds that are not flat, where the model itself is only nearly right (its season is made of ten steps):"
    columns = ("world", "mean", "dispersion", "textbook: tail", "textbook: alarms", "as R: tail", "as R: alarms")
    parts = [head, table(COLUMNS, [row(cell) for cell in cells]), notes, other, table(columns, others)]
    click.echo(f"written to {write_page(PAGE, 'How often chance passes the limits', parts, seed=SEED)}")


def main() -> None:
    """Run everything and write the page."""
    click.echo(f"seed {SEED}; {machine()}")
    began = time.perf_counter()
    cells = grid()
    others = other_rows()
    seconds = time.perf_counter() - began
    write(cells, others, seconds)
    click.echo(f"{checked(cells)} {seconds:.0f} s")


if __name__ == "__main__":
    main()
