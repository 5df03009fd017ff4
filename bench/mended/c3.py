"""EARS C3: the week itself counts, and one week can be asked for alone."""

import shutil
import subprocess

import numpy as np

from bench.mended.pictures import Axis, draw, lines
from bench.mended.section import Section, share, thousandths
from bench.pages import table
from bench.simulated_series import Baseline
from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.ears import EarsC3, ears
from tideturn.methods.detection.mode import Mode

WEEKS, SERIES, MEAN, DISPERSION = 60, 4_000, 20.0, 1.5
JUDGED = 50
TWO = (JUDGED, JUDGED + 1)
JUMPS = (0, 1, 2, 3, 4, 5, 6, 8)
MEANS = (1.0, 5.0, 20.0, 100.0)
NAMES = {Mode.COMPATIBLE: "R", Mode.TEXTBOOK: "textbook"}
QUIETER = "textbook at R's false alarms"
ASK_R = (
    "suppressMessages(library(surveillance)); set.seed(1); "
    "earsC(sts(observed = rpois(30, 5)), control = list(range = 30, method = 'C3', alpha = 0.025))"
)


def jump_rows(chance: np.random.Generator) -> list[dict[str, object]]:
    """Return how often a jump of so many standard deviations is an alarm in its own week and in the next."""
    rows: list[dict[str, object]] = []
    quiet = Baseline(MEAN, DISPERSION).counts(chance, np.full((SERIES, WEEKS), MEAN))
    for jump in JUMPS:
        counts = quiet.copy()
        counts[:, JUDGED] += np.round(jump * np.sqrt(MEAN * DISPERSION))
        said = {name: ears(batch_of(counts), weeks=TWO, parameters=EarsC3(), mode=mode) for mode, name in NAMES.items()}
        alarms = {name: found.alarm == 1 for name, found in said.items()}
        score = said["textbook"].score
        if jump == 0:
            level = np.quantile(score[:, 0], 1.0 - alarms["R"][:, 0].mean())
        alarms[QUIETER] = score > level
        rows += [
            {"jump": jump, "by": name, "own": float(raised[:, 0].mean()), "either": float(raised.any(axis=1).mean())}
            for name, raised in alarms.items()
        ]
    return rows


def rate_rows(chance: np.random.Generator) -> list[list[str]]:
    """Return the false alarms of both."""
    rows = []
    for mean in MEANS:
        batch = batch_of(Baseline(mean, DISPERSION).counts(chance, np.full((SERIES, WEEKS), mean)))
        found = [ears(batch, weeks=np.arange(20, WEEKS), parameters=EarsC3(), mode=mode).alarm for mode in NAMES]
        rows.append([f"{mean:g}", *(thousandths(float((alarm == 1).mean())) for alarm in found)])
    return rows


def single_weeks(chance: np.random.Generator) -> int:
    """Return in how many of some weeks the answer differs when the week is asked for alone."""
    batch = batch_of(Baseline(5.0, DISPERSION).counts(chance, np.full((20, WEEKS), 5.0)))
    together = ears(batch, weeks=np.arange(20, WEEKS), parameters=EarsC3())
    alone = [ears(batch, weeks=[week], parameters=EarsC3()).score[:, 0] for week in range(20, WEEKS)]
    return int((~np.isclose(together.score, np.stack(alone, axis=1), rtol=1e-12, equal_nan=True)).sum())


def what_r_says() -> str:
    """Return what R itself answers when it is asked for one week."""
    program = shutil.which("Rscript")
    if program is None:
        return "R is not on this machine and was not asked for one single week; version 1.20.3 stops with an error."
    done = subprocess.run([program, "-e", ASK_R], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return "Asked for one single week, the R on this machine gives an answer."
    said = " ".join(done.stderr.replace("Execution halted", "").split())
    return f"Asked for one single week, the R on this machine stops: `{said}`."


def sections(chance: np.random.Generator) -> list[Section]:
    """Return the section of this mend."""
    rows = jump_rows(chance)
    chart = lines(
        rows, x=Axis("jump", "jump of the week, in standard deviations", ticks=JUMPS, domain=(0, 8)),
        y=Axis("own", "share of jumps found in their own week", domain=(0, 1), format=".0%"), by="by",
    )  # fmt: skip
    found = {(row["jump"], row["by"]): share(float(row["own"])) for row in rows}  # type: ignore[arg-type]
    alt = (
        "Share of jumps that C3 finds in the week in which they happen, by their height: of jumps of 1, 4 and 8 "
        f"standard deviations R finds {', '.join(found[jump, 'R'] for jump in (1, 4, 8))}, the textbook "
        f"{', '.join(found[jump, 'textbook'] for jump in (1, 4, 8))}."
    )
    cells = [
        [jump, *(share(float(row[key])) for key in ("own", "either") for row in rows if row["jump"] == jump)]  # type: ignore[arg-type]
        for jump in JUMPS
    ]
    columns = (
        "jump (sd)",
        *(f"{name}, {when}" for when in ("own week", "own or next") for name in (*NAMES.values(), QUIETER)),
    )
    return [Section("EARS C3", (
        f"""C3 adds up by how much C2 was beyond one standard deviation, this week and in the two before. R turns this
into a limit for the count that starts from the count itself, so that the week's own count cancels out and cannot raise
the alarm. {SERIES:,} series with a mean of {MEAN:g} and a dispersion of {DISPERSION:g}, with a jump in one week. In
“{QUIETER}” the limit was moved until it is passed as often by chance as R's is.""",
        draw("ears-c3", chart, alt=alt), table(columns, cells),
        f"""{what_r_says()} The textbook mode was asked for {20 * (WEEKS - 20)} weeks one by one and all at once; the
answer differs in {single_weeks(chance)} of them.

The week's own count is one more thing that chance can push up, so that the textbook's C3 raises more false alarms at
the same nominal level, which is that of a normal distribution and was never that of a sum of three excesses (false
alarms in 1,000 weeks; 25 are nominal). In this the textbook is no better:""",
        table(("mean", *NAMES.values()), rate_rows(chance)),
    ))]  # fmt: skip
