"""The standard error after reweighting: R's beside the published one, and what follows for limits and trends."""

import numpy as np

from bench.mended.pictures import Axis, draw, lines, ranges
from bench.mended.section import Section, share, thousandths
from bench.pages import table
from bench.simulated_series import Baseline
from tideturn.methods.detection.batch import Batch, batch_of
from tideturn.methods.detection.farrington import FlexibleFarrington, Threshold, farrington_flexible
from tideturn.methods.detection.farrington.fitting import Engine
from tideturn.methods.detection.farrington.flexible import design_of, history_of
from tideturn.methods.detection.farrington.trend import dispersion_of_errors
from tideturn.methods.detection.mode import Mode

MEANS = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0)
DISPERSION, SERIES, HISTORY, WEEKS = 1.5, 2_000, 8 * 52, 6
NOMINAL = 0.005
METHODS = {"muan": Threshold.MUAN, "delta": Threshold.DELTA}
NAMES = {Mode.COMPATIBLE: "R", Mode.TEXTBOOK: "textbook"}
Z95 = 1.959964
MIDDLE_SPREAD = (15.865525, 84.134475)  # one standard deviation on either side, for a normal distribution


def simulated(chance: np.random.Generator, mean: float) -> Batch:
    """Return series alike of one mean, without a trend or a season."""
    baseline = Baseline(mean, DISPERSION)
    return batch_of(baseline.counts(chance, np.full((SERIES, HISTORY + WEEKS), mean)))


def errors_of(batch: Batch) -> tuple[np.ndarray, dict[Mode, np.ndarray]]:
    """Return the fitted logarithm of the mean of one week, and its standard error by either mode."""
    parameters = FlexibleFarrington(threshold_method=Threshold.MUAN)
    design = design_of(batch, HISTORY, parameters)
    if design is None:
        raise ValueError("The history is too short.")
    fits = history_of(batch, HISTORY, design, parameters, Mode.COMPATIBLE, Engine.AUTO, with_weeks=False).fits
    is_usual = fits.is_converged & (fits.eta > -10)  # without an event in its part of the year a week has no error
    spread = {mode: dispersion_of_errors(fits, mode, is_reweighted=True) for mode in NAMES}
    return fits.eta[is_usual], {mode: np.sqrt(each * fits.unit_variance)[is_usual] for mode, each in spread.items()}


def error_row(batch: Batch, mean: float) -> dict[str, float]:
    """Return how far R's error is from the published one, and how either compares with the true scatter."""
    eta, errors = errors_of(batch)
    ratio = errors[Mode.COMPATIBLE] / errors[Mode.TEXTBOOK]
    lower, middle, upper = np.percentile(ratio, (5, 50, 95))
    low, high = np.percentile(eta, MIDDLE_SPREAD)
    row = {"mean": mean, "lower": lower, "ratio": middle, "upper": upper, "least": ratio.min(), "most": ratio.max()}
    row["true"] = (high - low) / 2
    for mode, name in NAMES.items():
        row[name] = float(np.median(errors[mode]))
        row[f"{name} covers"] = float((np.abs(eta - np.log(mean)) <= Z95 * errors[mode]).mean())
    return row


def alarm_rows(batch: Batch, mean: float) -> list[dict[str, object]]:
    """Return the false alarms of the two limits that use the standard error."""
    weeks = np.arange(HISTORY, HISTORY + WEEKS)
    rows: list[dict[str, object]] = []
    for method, threshold in METHODS.items():
        parameters = FlexibleFarrington(threshold_method=threshold, limit_cases=0)
        for mode, name in NAMES.items():
            found = farrington_flexible(batch, weeks=weeks, parameters=parameters, mode=mode)
            rate = float((found.alarm == 1).mean())
            rows.append({"mean": mean, "by": f"{method}, {name}", "rate": rate, "share": max(rate / NOMINAL, 0.03)})
    return rows


def trend_row(batch: Batch, mean: float) -> list[str]:
    """Return how often a trend is kept that is not there."""
    parameters = FlexibleFarrington(threshold_method=Threshold.DELTA, p_threshold_trend=0.05, limit_cases=0)
    kept = []
    for mode in NAMES:
        found = farrington_flexible(batch, weeks=[HISTORY], parameters=parameters, mode=mode)
        kept.append(share(float((found.trend == 1).mean())))
    return [f"{mean:g}", *kept]


def sections(chance: np.random.Generator) -> list[Section]:
    """Return the two sections of this mend."""
    errors, alarms, trends = [], [], []
    for mean in MEANS:
        batch = simulated(chance, mean)
        errors.append(error_row(batch, mean))
        alarms += alarm_rows(batch, mean)
        trends.append(trend_row(batch, mean))
    return [_errors(errors), _limits(alarms, trends)]


def _errors(rows: list[dict[str, float]]) -> Section:
    log_mean = Axis("mean", "mean of the series (cases a week)", "log", (0.08, 400), MEANS)
    ratio = Axis("ratio", "R's standard error ÷ the published one", "log", (0.05, 20), (0.1, 0.2, 0.5, 1, 2, 5, 10))
    chart = ranges(
        rows, x=log_mean, low="lower", middle=ratio, high="upper", at=1, at_says="the published standard error"
    )
    alt = (
        "R's standard error after reweighting over the published one, by the mean of the series: "
        f"the middle falls from {rows[0]['ratio']:.1f} at a mean of {rows[0]['mean']:g} "
        f"to {rows[-1]['ratio']:.2f} at a mean of {rows[-1]['mean']:g}."
    )
    cells = [
        (
            f"{r['mean']:g}", *(f"{r[name]:.2f}" for name in ("least", "lower", "ratio", "upper", "most")),
            *(f"{r[name]:.3f}" for name in ("true", "textbook", "R")),
            *(share(r[name]) for name in ("textbook covers", "R covers")),
        )
        for r in rows
    ]  # fmt: skip
    columns = (
        "mean", "least ratio", "5 %", "middle", "95 %", "greatest", "true scatter", "published error", "R's error",
        "published covers", "R covers",
    )  # fmt: skip
    words = f"""{SERIES:,} series of each mean with a dispersion of {DISPERSION:g}, {HISTORY // 52} years of history, no
trend and no season; one week is judged by the flexible method with its usual choices. The columns on the left hold R's
standard error of the fitted logarithm of the mean over the published one (the Pearson dispersion of the reweighted fit
times the inverse information). “True scatter” is how far the fitted logarithms of these series, which are all alike,
lie apart in truth: half the distance between their 16th and 84th percentile. Beside it stand the two errors' medians.
The last columns say how often the true mean lies within 1.96 errors of the fitted one; 95 % is right."""
    return Section(
        "The standard error after reweighting", (words, draw("standard-errors", chart, alt=alt), table(columns, cells))
    )


def _limits(rows: list[dict[str, object]], trends: list[list[str]]) -> Section:
    log_mean = Axis("mean", "mean of the series (cases a week)", "log", (0.08, 400), MEANS)
    rate = Axis("share", "false alarms ÷ nominal (line at 1)", "log", (0.03, 20), (0.03, 0.1, 0.3, 1, 3, 10))
    chart = lines(rows, x=log_mean, y=rate, by="by", at=1)
    names = list(dict.fromkeys(str(row["by"]) for row in rows))
    by_mean = {(row["mean"], row["by"]): float(row["rate"]) for row in rows}  # type: ignore[arg-type]
    cells = [[f"{mean:g}", *(thousandths(by_mean[mean, name]) for name in names)] for mean in MEANS]
    ends = [
        f"{name} {thousandths(by_mean[MEANS[0], name])} and {thousandths(by_mean[MEANS[-1], name])}" for name in names
    ]
    alt = (
        "False alarms over nominal for the limits muan and delta by the mean of the series; in 1,000 weeks at the "
        f"lowest and the highest mean: {'; '.join(ends)}."
    )
    judged = f"""The same series, {WEEKS} weeks each, judged by the two limits that use the standard error, at the level
{NOMINAL:g} and without the rule about low counts. False alarms in 1,000 weeks; {1000 * NOMINAL:g} are nominal (rates
below 3 % of that are drawn at 3 %). `muan` takes the upper limit of the mean and then the upper limit of a count of
that mean, so that it is meant to raise fewer."""
    kept = f"""The same error decides whether a trend is kept. None of these series has one, so that at 0.05 a trend
should be kept in 5 % of them:

{table(("mean", "R keeps a trend in", "textbook keeps one in"), trends)}"""
    picture = draw("muan-and-delta", chart, alt=alt)
    return Section(
        "What follows for `muan`, `delta` and the trend", (judged, picture, table(("mean", *names), cells), kept)
    )
