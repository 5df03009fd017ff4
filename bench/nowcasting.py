"""Nowcasting side by side with R: speed, the outbreak that R ships, coverage and WIS, and what alarms gain by it."""

import csv
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.stats import nbinom

from bench import nowcasting_provisional as provisional
from bench import nowcasting_records as records
from bench.pages import table, write_page
from tideturn.methods.detection.nowcasting.carrying import carried_alarm
from tideturn.methods.detection.nowcasting.lawless import lawless
from tideturn.methods.detection.nowcasting.nowcast import nowcast
from tideturn.methods.detection.nowcasting.parameters import NowcastParameters
from tideturn.methods.detection.nowcasting.reports import Reports, Step, triangle_of_reports
from tideturn.methods.detection.nowcasting.scoring import coverage, interval_score
from tideturn.methods.detection.nowcasting.triangle import triangle_of

SEED = 20261125
OUTBREAK = records.SHARED / "golden" / "surveillance" / "nowcast_husO104"
ABSENT = "Not measured: the data are not beside the repository."

R_SCRIPT = """
suppressMessages(library(surveillance))
d <- read.csv("{file}"); d$e <- as.Date(d$e); d$r <- as.Date(d$r)
now <- max(d$e) - 14
for (method in c("lawless", "bayes.notrunc.bnb", "bayes.notrunc", "bayes.trunc")) {{
  run <- function() suppressWarnings(nowcast(now = now, when = seq(now - 11, now, by = "1 day"), data = d,
    dEventCol = "e", dReportCol = "r", method = method, aggregate.by = "1 day", D = 12,
    control = list(dRange = range(d$e), N.tInf.prior = structure("poisgamma", mean.lambda = 5, var.lambda = 8),
    N.tInf.max = 100)))
  took <- system.time(invisible(capture.output(run())))[["elapsed"]]
  cat("RESULT", method, took, "\\n")
}}
"""


def simulated(generator: np.random.Generator, *, series: int, mean, periods: int = 104, **shape: float):
    """Return truths, (series, periods), and counts by delay of gamma-Poisson events with Dirichlet delays."""
    delays, scale = int(shape.get("delays", 13)), shape.get("scale", 3.0)
    variation, concentration = shape.get("variation", 0.1), shape.get("concentration", 50.0)
    chance = np.exp(-np.arange(delays) / scale)
    shares = generator.dirichlet(concentration * chance / chance.sum(), (series, periods))
    means = np.broadcast_to(mean, (series, periods))
    truth = generator.poisson(generator.gamma(1 / variation, variation * means))
    return truth, generator.multinomial(truth, shares)


def speed() -> str:
    """Time 10,000 series of 104 weeks and 13 delays, quantiles for two levels and alarms, beside one series in R."""
    generator = np.random.default_rng(SEED)
    _, counts = simulated(generator, series=10_000, mean=5.0)
    triangle = triangle_of(counts)
    begin = time.perf_counter()
    found = nowcast(triangle)
    middle = time.perf_counter()
    for level in (0.5, 0.95):
        found.predictive.interval(level)
    end = time.perf_counter()
    carried_alarm(found.at(slice(-1, None)), mean=5.0, variance=7.5, upper=11.0, alpha=0.01)
    alarmed = time.perf_counter()
    whole = end - begin
    rows = [
        ["nowcast of 10,000 series", f"{middle - begin:.2f} s", ""],
        ["and intervals of two levels", f"{end - middle:.2f} s", ""],
        ["together (goal: 10 s)", f"{whole:.2f} s", f"{whole / 10:.2f} of the goal"],
        ["alarms of the last week, 10,000 series", f"{alarmed - end:.2f} s", ""],
    ]
    for method, seconds in _r_times(generator):
        rows.append([f"R {method}, one series", f"{seconds:.2f} s", f"{seconds / (whole / 1e4):,.0f} times ours"])
    note = "" if len(rows) > 4 else "\n\nR was not there to be timed beside."
    text = "10,000 series of 104 weeks, delays of 0 to 12 weeks, five events a week, one process.\n\n"
    return f"## Speed\n\n{text}" + table(["work", "time", "ratio"], rows) + note


def _r_times(generator: np.random.Generator) -> list[tuple[str, float]]:
    if shutil.which("Rscript") is None:
        return []
    _, counts = simulated(generator, series=1, mean=5.0)
    _, weeks, delays = np.nonzero(counts)
    first = np.datetime64("2031-01-01")
    lines = [
        f"{first + week},{first + week + delay}"
        for week, delay in zip(weeks, delays, strict=True)
        for _ in range(counts[0, week, delay])
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reports.csv"
        file.write_text("e,r\n" + "\n".join(lines) + "\n")
        done = subprocess.run(
            ["Rscript", "-e", R_SCRIPT.format(file=file)],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
    found = [line.split() for line in done.stdout.splitlines() if line.startswith("RESULT")]
    return [(words[1], float(words[2])) for words in found]


def outbreak() -> str:
    """Set the outbreak of O104:H4 in Hamburg, as of 2 June 2011, beside R's answers and the truth."""
    head = "## The outbreak that R ships (O104:H4, 2011), as of 2 June 2011\n\n"
    if not OUTBREAK.exists():
        return head + ABSENT
    reports = _outbreak_reports()
    now = np.datetime64("2011-06-02")
    triangle, _ = triangle_of_reports(reports, names=("O104",), now=now, max_delay=15, step=Step.DAY)
    with (OUTBREAK / "expected.csv").open() as lines:
        expected = list(csv.DictReader(lines))
    days = sorted({row["event_date"] for row in expected})
    places = [int(np.flatnonzero(triangle.periods == np.datetime64(day))[0]) for day in days]
    truth = np.array([(reports.events == np.datetime64(day)).sum() for day in days])
    found, theirs = nowcast(triangle, NowcastParameters(window=None)).predictive, lawless(triangle)
    ours = np.stack([found.quantile(0.5), *found.interval(0.95)])[:, 0, places]
    given = {"ours": ours, "our lawless": np.stack([theirs.median, theirs.lower, theirs.upper])[:, 0, places]}
    for method in ("lawless", "bayes.trunc", "bayes.notrunc"):
        rows = [row for row in expected if row["method"] == method]
        given[f"R {method}"] = np.array([[float(row[name]) for row in rows] for name in ("nowcast", "pi_lo", "pi_hi")])
    return head + _outbreak_tables(days, triangle.reported[0, places], truth, given)


def _outbreak_reports() -> Reports:
    with (OUTBREAK / "linelist.csv").open() as lines:
        rows = [row for row in csv.DictReader(lines) if "NA" not in row.values()]
    events, reported = (np.array([row[name] for row in rows], "datetime64[D]") for name in ("dHosp", "dReport"))
    return Reports(np.zeros(len(rows), np.int64), events, reported, np.ones(len(rows), np.int64))


def _outbreak_tables(days: list[str], reported: np.ndarray, truth: np.ndarray, given: dict[str, np.ndarray]) -> str:
    columns = ["day", "reported by then", "truth in the end", *given]
    rows = [
        [
            day,
            f"{reported[place]:.0f}",
            truth[place],
            *(f"{one[0, place]:.0f} ({one[1, place]:.0f} to {one[2, place]:.0f})" for one in given.values()),
        ]
        for place, day in enumerate(days)
    ]
    scores = [
        [
            name,
            f"{coverage(one[1], one[2], truth):.2f}",
            f"{interval_score(one[1], one[2], truth, level=0.95).mean():.0f}",
            f"{np.abs(one[0] - truth).mean():.1f}",
        ]
        for name, one in given.items()
    ]
    same = all((given["our lawless"] == given["R lawless"]).ravel())
    return (
        "Medians with 95 % intervals; the longest delay waited for is 15 days.\n\n"
        + table(columns, rows)
        + f"\n\nOur `lawless` gives {'the same' if same else 'not the same'} medians and intervals as R's on all "
        f"{len(days)} days. Of eleven days at the turn of one outbreak no method can be judged; for what it is worth:"
        "\n\n" + table(["method", "95 % covered", "interval score", "mean error of the median"], scores)
    )


def real_delays() -> str:
    """Score by rolling origin where delays are real, and where deaths are real and delays simulated."""
    if not (records.SHARED / "data").exists():
        return "## Rolling origin\n\n" + ABSENT
    generator = np.random.default_rng(SEED)
    sets = [
        ("Overdose events known to the police of Pennsylvania, the state as a whole", False),
        ("The same, by county (67 series, most of them near zero)", True),
    ]
    parts = [
        "## Rolling origin: real delays and simulated ones\n\nEvery week is nowcast with what was known at the end of "
        "it and of later weeks, and scored against all that came within 12 weeks. *Lag* is how many weeks ago the week "
        "ended. The WIS is in events; *as reported* is that of taking what is reported for all. The delays of "
        "Pennsylvania are real: its register numbers records as they are entered, so that the latest event so far "
        "gives the day of entry to within a day or two."
    ]
    for words, by_county in sets:
        scores = records.rolling(records.pennsylvania(max_delay=12, by_county=by_county))
        parts.append(f"### {words}\n\n" + _rolling_table(scores))
    scores = records.rolling(records.connecticut(max_delay=12, generator=generator))
    words = (
        "The deaths are real and their delays are simulated: a mean of 2.4 weeks that grows to 3.6, straying from "
        "week to week (Dirichlet, concentration 20). The score says how well such delays are undone, not how "
        "Connecticut reports."
    )
    parts.append(f"### Deaths in Connecticut, 2018 to 2022\n\n{words}\n\n" + _rolling_table(scores))
    return "\n\n".join(parts)


def _rolling_table(scores: list[records.Score]) -> str:
    columns = ["lag", "weeks", "share known", "50 / 80 / 95 % covered", "`lawless` covered", "WIS", "WIS of `lawless`"]
    rows = [
        [
            one.lag,
            one.cases,
            f"{one.share:.2f}",
            " / ".join(f"{part:.2f}" for part in one.coverage),
            " / ".join(f"{part:.2f}" for part in one.lawless_coverage),
            f"{one.ours:.2f}",
            f"{one.lawless:.2f}",
            f"{one.reported:.2f}",
        ]
        for one in scores
    ]
    return table([*columns, "WIS as reported"], rows)


def united_states() -> str:
    """Score the provisional counts of the United States."""
    head = "## Provisional counts of the United States\n\n"
    if not provisional.FILE.exists():
        return head + ABSENT
    values = provisional.read_provisional()
    generator = np.random.default_rng(SEED)
    columns = ["12 months to", "share reported", "50 % covered", "80 %", "95 %", "WIS", "WIS as reported"]
    then = provisional.thinned(values, generator)
    truth = provisional.scored(provisional.nowcasts(values, then, values.before), then, values.final)
    agreed = provisional.scored(
        provisional.nowcasts(values, values.reported, values.final), values.reported, values.completed
    )
    return (
        head
        + f"The file holds one publication only (National Center for Health Statistics; to September 2018): deaths in "
        f"twelve months, by {len(values.final)} jurisdictions. The figures of 2018 are marked as underreported in it, "
        "and what they became is not in it, so that no score against the truth of 2018 can be had. Two scores can. In "
        "both the share reported, and how far states stray from it, are learned from all other states.\n\n"
        "**Against the truth, with shares that are real and reports that are simulated.** The sums of 2017, no longer "
        "marked, are thinned to the share at which, by the publisher's reckoning, the same state stood in the same "
        "month of 2018; the nowcast sees what is left and the sums of 2016.\n\n"
        + table(columns, truth)
        + "\n\n**Against the publisher's own completion of 2018.** This is agreement between two reckonings, not "
        "truth: the publisher also knows how many death certificates of each state are pending, and we do not.\n\n"
        + table(columns, agreed)
    )


def alarms() -> str:
    """Show what alarms lose when delays are ignored, and how often they are false when they are carried."""
    generator = np.random.default_rng(SEED)
    mean, variation, alpha = 20.0, 0.05, 0.05
    variance = mean + variation * mean**2
    size, chance = mean**2 / (variance - mean), mean / variance
    upper = float(nbinom.isf(alpha, size, chance))
    attainable = float(nbinom.sf(upper, size, chance))
    rows = []
    for words, times in (("nothing amiss", 1.0), ("twice the mean", 2.0), ("three times the mean", 3.0)):
        means = np.full(60, mean)
        means[-3:] *= times
        truth, counts = simulated(generator, series=4000, mean=means, periods=60, variation=variation, delays=9)
        found = nowcast(triangle_of(counts)).at(slice(-3, None))
        carried = carried_alarm(found, mean=mean, variance=variance, upper=upper, alpha=alpha)
        reported = found.predictive.reported
        for place in (2, 1, 0):
            rules: list[Callable[[], np.ndarray]] = [
                lambda at=place, one=truth: one[:, at - 3] > upper,
                lambda at=place, one=reported: one[:, at] > upper,
                lambda at=place, one=reported, part=found.share: (one / part)[:, at] > upper,
                lambda at=place, one=carried: one.alarm[:, at] == 1,
                lambda at=place, one=carried: one.probability_above[:, at] >= 0.5,
                lambda at=place, one=carried: one.averaged_pvalue[:, at] <= alpha,
            ]
            share = found.share[:, place].mean()
            rows.append([words, 2 - place, f"{share:.2f}", *(f"{rule().mean():.3f}" for rule in rules)])
    columns = ["the last three weeks", "lag", "share known", "all known", "delays ignored", "reported / share"]
    text = (
        f"A detector that expects {mean:.0f} events with a variance of {variance:.0f} and warns above {upper:.0f}: its "
        f"level is {alpha}, of which whole numbers attain {attainable:.3f}. Shares of 4,000 series with an alarm; with "
        "nothing amiss these are false alarms. The rule is *carried*; the others are beside it for comparison."
    )
    others = ["**carried**", "probability of above at least 0.5", "averaged p-value at most the level"]
    return f"## Alarms in weeks that are not wholly reported\n\n{text}\n\n" + table([*columns, *others], rows)


def calibration() -> str:
    """Print how often intervals cover simulated truths, by mean and by how far delays stray."""
    generator, rows = np.random.default_rng(SEED), []
    for mean in (0.3, 2.0, 10.0, 100.0):
        for words, concentration in (("hardly", 1e6), ("some", 50.0), ("much", 10.0)):
            truth, counts = simulated(generator, series=1500, mean=mean, concentration=concentration)
            predictive = nowcast(triangle_of(counts)).predictive
            bounds = [predictive.interval(level) for level in (0.5, 0.8, 0.95)]
            cells = [
                " / ".join(f"{coverage(low[:, at], high[:, at], truth[:, at]):.2f}" for low, high in bounds)
                for at in (-1, -3)
            ]
            rows.append([mean, words, *cells])
    text = (
        "1,500 series of 104 weeks each, 50 / 80 / 95 % intervals. Whole numbers cannot cover less than they do: near "
        "zero one count alone is often more than half of all."
    )
    columns = ["mean a week", "delays stray", "the last week", "two weeks before it"]
    return f"## Coverage where everything is simulated\n\n{text}\n\n" + table(columns, rows)


def main() -> None:
    """Measure everything and write the page."""
    nowcast(triangle_of(np.ones((2, 40, 4))))  # loads what is loaded once
    parts = [
        "How the nowcast works stands in [nowcasting](../explanation/nowcasting.md). Scores: coverage is the share of "
        "truths inside their intervals; WIS is the weighted interval score (Bracher and others 2021), less is better.",
        speed(),
        calibration(),
        outbreak(),
        real_delays(),
        united_states(),
        alarms(),
    ]
    page = write_page("nowcasting", "Nowcasting, measured", parts, seed=SEED)
    print(f"Seed {SEED}; written to {page.name}.")


if __name__ == "__main__":
    main()
