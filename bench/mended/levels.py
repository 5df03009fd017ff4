"""The level of the usual limits: the estimates' own uncertainty, and past weeks that were innocent."""

import numpy as np
from scipy.stats import nbinom, poisson

from bench.mended.pictures import Axis, draw, lines, side_by_side
from bench.mended.section import Section, thousandths
from bench.pages import table
from bench.simulated_series import Baseline
from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.farrington import FlexibleFarrington, farrington_flexible
from tideturn.methods.detection.mode import Mode

MEANS, DISPERSIONS = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0), (1.0, 3.0)
HISTORY, SERIES, WEEKS, ALPHA = 8 * 52, 8_000, 3, 0.005
OFF = {"limit_cases": 0, "alpha": ALPHA}
WAYS = {
    "R": (Mode.COMPATIBLE, FlexibleFarrington(**OFF)),
    "textbook": (Mode.TEXTBOOK, FlexibleFarrington(**OFF)),
    "R without reweighting": (Mode.COMPATIBLE, FlexibleFarrington(reweight=False, **OFF)),
}
TRUTH = "limits from the truth"


def attainable(baseline: Baseline) -> float:
    """Return how often a count passes the limit that the true distribution has at the level."""
    if baseline.dispersion == 1.0:
        truth = poisson(baseline.mean)
    else:
        truth = nbinom(baseline.mean / (baseline.dispersion - 1.0), 1.0 / baseline.dispersion)
    return float(truth.sf(truth.ppf(1.0 - ALPHA)))


def rows_of(chance: np.random.Generator, baseline: Baseline) -> list[dict[str, object]]:
    """Return the false alarms of every way on series of one baseline."""
    counts = baseline.counts(chance, np.full((SERIES, HISTORY + WEEKS), baseline.mean))
    batch, weeks = batch_of(counts), np.arange(HISTORY, HISTORY + WEEKS)
    rates = {}
    for name, (mode, parameters) in WAYS.items():
        rates[name] = float(
            (farrington_flexible(batch, weeks=weeks, parameters=parameters, mode=mode).alarm == 1).mean()
        )
    rates[TRUTH] = attainable(baseline)
    shared = {"mean": baseline.mean, "dispersion": baseline.dispersion}
    return [{**shared, "by": name, "rate": rate, "share": rate / ALPHA} for name, rate in rates.items()]


def _extremes(found: dict[float, list[dict[str, object]]]) -> str:
    said = []
    for name in WAYS:
        own = [float(row["share"]) for rows in found.values() for row in rows if row["by"] == name]  # type: ignore[arg-type]
        said.append(f"{name} from {min(own):.1f} to {max(own):.1f}")
    return "; ".join(said)


def sections(chance: np.random.Generator) -> list[Section]:
    """Return the section of this mend."""
    found = {each: [row for mean in MEANS for row in rows_of(chance, Baseline(mean, each))] for each in DISPERSIONS}
    log_mean = Axis("mean", "mean (cases a week)", "log", (0.08, 130), (0.1, 1, 10, 100))
    rate = Axis("share", "false alarms ÷ nominal (line at 1)", domain=(0, 5))
    charts = [(f"dispersion {each:g}", lines(rows, x=log_mean, y=rate, by="by", at=1)) for each, rows in found.items()]
    alt = f"False alarms over nominal by the mean of the series, for dispersions of 1 and 3: {_extremes(found)}."
    cells = [
        [f"{each:g}", f"{mean:g}", *(thousandths(float(row["rate"])) for row in rows if row["mean"] == mean)]  # type: ignore[arg-type]
        for each, rows in found.items()
        for mean in MEANS
    ]
    error = 1000 * np.sqrt(ALPHA / (SERIES * WEEKS))
    return [Section("The level of the usual limits", (
        f"""The usual limit is the quantile of a negative binomial whose mean and dispersion are taken for known
(`nb-plugin`). They are estimates; and the published reweighting takes the highest innocent weeks of the past for
outbreaks, which makes the estimate of the dispersion too small. The textbook carries the uncertainty of both into the
limit and weighs down past weeks with more caution. {SERIES:,} series of each kind, {WEEKS} weeks each, at the level
{ALPHA:g} without the rule about low counts; false alarms in 1,000 weeks ({1000 * ALPHA:g} are nominal; the error of a
figure is about {error:.1f}, somewhat more because the weeks of a series share their history). Counts being whole, not
every level can be had: the last column is what a limit from the true distribution, known to nobody, would give.""",
        draw("levels", side_by_side(charts, width=300), alt=alt),
        table(("dispersion", "mean", *WAYS, TRUTH), cells),
    ))]  # fmt: skip
