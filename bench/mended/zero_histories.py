"""A burst after years of nothing: who flags it, and how often something is flagged that is nothing."""

import numpy as np

from bench.mended.pictures import Axis, draw, lines
from bench.mended.section import Section, share, thousandths
from bench.pages import table
from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.ears import EarsC1, ears
from tideturn.methods.detection.farrington import FlexibleFarrington, farrington_flexible
from tideturn.methods.detection.farrington.flexible import design_of
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import NOT_GIVEN, Status

HISTORY, SERIES = 8 * 52, 400
BURSTS = tuple(range(1, 13))
EARLIER = {"none at all": 0, "one case": 1, "three cases": 3}
RATES = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1)
WATCHED, WEEKS = 5_000, 4
NAMES = {Mode.COMPATIBLE: "R", Mode.TEXTBOOK: "textbook"}


def histories(chance: np.random.Generator, cases: int) -> np.ndarray:
    """Return years of zeros with so many single cases in the reference weeks, and the week to judge."""
    counts = np.zeros((SERIES, HISTORY + 1))
    reference = np.arange(HISTORY - 5 * 52, HISTORY - 26)
    for row in counts:
        row[chance.choice(reference, cases, replace=False)] = 1.0
    return counts


def burst_rows(chance: np.random.Generator) -> list[dict[str, object]]:
    """Return for each history and size of burst how often it is flagged, and how often an answer is given at all."""
    rows: list[dict[str, object]] = []
    for earlier, cases in EARLIER.items():
        counts = histories(chance, cases)
        for burst in BURSTS:
            counts[:, -1] = burst
            for mode, name in NAMES.items():
                found = farrington_flexible(batch_of(counts), weeks=[HISTORY], mode=mode)
                rows.append({
                    "earlier": earlier, "burst": burst, "by": f"{name}, {earlier}",
                    "flagged": float((found.alarm == 1).mean()), "answered": float((found.alarm != NOT_GIVEN).mean()),
                })  # fmt: skip
    return rows


def quiet_row(chance: np.random.Generator, rate: float) -> list[str]:
    """Return what is flagged in series that keep a small rate for ever."""
    counts = chance.poisson(rate, (WATCHED, HISTORY + WEEKS)).astype(float)
    batch, weeks = batch_of(counts), np.arange(HISTORY, HISTORY + WEEKS)
    said = {mode: farrington_flexible(batch, weeks=weeks, mode=mode) for mode in NAMES}
    new = said[Mode.TEXTBOOK].status == Status.FIRST_APPEARANCE
    first = (said[Mode.TEXTBOOK].alarm == 1) & new
    unanswered = said[Mode.COMPATIBLE].alarm == NOT_GIVEN
    c1 = ears(batch, weeks=weeks, parameters=EarsC1(), mode=Mode.COMPATIBLE).alarm == 1
    given_zeros = first.sum() / new.sum() if new.any() else np.nan
    return [
        f"{rate:g}", share(float(unanswered.mean())), share(float(new.mean())), thousandths(float(first.mean())),
        thousandths(float((said[Mode.TEXTBOOK].alarm == 1).mean())),
        "" if np.isnan(given_zeros) else thousandths(float(given_zeros)), thousandths(float(c1.mean())),
    ]  # fmt: skip


def reference_weeks() -> int:
    """Return with how many weeks the usual choices compare."""
    design = design_of(batch_of(np.zeros((1, HISTORY + 1))), HISTORY, FlexibleFarrington())
    return 0 if design is None else len(design.columns)


def sections(chance: np.random.Generator) -> list[Section]:
    """Return the section of this mend."""
    rows = burst_rows(chance)
    drawn = [row for row in rows if row["earlier"] != "three cases"]
    chart = lines(
        drawn, x=Axis("burst", "cases in the judged week, after years of next to none", ticks=BURSTS, domain=(1, 12)),
        y=Axis("flagged", "share of bursts flagged", domain=(0, 1), format=".0%"), by="by",
    )  # fmt: skip
    flagged = {(row["earlier"], row["burst"], str(row["by"]).split(",")[0]): row for row in rows}
    ends = [f"{name} {_ends(flagged, name, earlier)} after {earlier}" for earlier in EARLIER for name in NAMES.values()]
    alt = f"Share of bursts flagged by their size, for 1, 5 and 12 cases: {'; '.join(ends)}."
    cells = [
        [
            burst,
            *(share(float(flagged[earlier, burst, name]["flagged"])) for earlier in EARLIER for name in NAMES.values()),
        ]  # type: ignore[arg-type]
        for burst in BURSTS
    ]
    columns = ("cases", *(f"{name}, {earlier}" for earlier in EARLIER for name in NAMES.values()))
    answered = ", ".join(
        f"{share(float(flagged[earlier, 12, 'R']['answered']))} after {earlier}" for earlier in EARLIER
    )  # type: ignore[arg-type]
    return [Section("A history of zeros", (
        f"""{SERIES:,} series of eight years of zeros, but for no case, one or three in the weeks that are compared
with; then a burst in the judged week. The usual choices, and the rule that fewer than five cases in four weeks raise no
alarm, which does not hold for a first appearance. Of such weeks R gives an answer to {answered}.""",
        draw("zero-history", chart, alt=alt), table(columns, cells), AFTER_FEW, _quiet(chance),
    ))]  # fmt: skip


AFTER_FEW = """After a few earlier cases a trend is the danger: through one late case it would foretell any number and
hide the burst. R keeps such trends where they foretell no more than was ever counted; the textbook fits none through
fewer than ten cases."""


def _ends(flagged: dict[tuple[object, object, str], dict[str, object]], name: str, earlier: str) -> str:
    return ", ".join(share(float(flagged[earlier, burst, name]["flagged"])) for burst in (1, 5, 12))  # type: ignore[arg-type]


def _quiet(chance: np.random.Generator) -> str:
    columns = (
        "cases a week", "weeks without an answer from R", "weeks after nothing but zeros", "first appearances flagged",
        "all that textbook flags", "of 1,000 weeks after zeros", "EARS C1 of R",
    )  # fmt: skip
    weeks = reference_weeks()
    return f"""The price, in series that keep a small rate for ever ({WATCHED:,} of each rate, {WEEKS} weeks; flags in
1,000 weeks). Five years of zeros are {weeks} weeks to compare with: one case then is a surprise of 1 in {weeks + 1},
which is below the level 0.005, and is flagged. With the rate λ a week has nothing but zeros before it with the chance
exp(-{weeks} λ) and a case with about λ, so that at most {1000 * np.exp(-1) / weeks:.1f} in 1,000 weeks are flagged so,
whatever λ is. Among the weeks after zeros alone the share is λ itself: where λ is above the level, the few series that
had nothing all the same are flagged more often than the level says.

{table(columns, [quiet_row(chance, rate) for rate in RATES])}"""
