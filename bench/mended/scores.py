"""The score: how far beyond the limit, on one scale."""

import numpy as np
from scipy.stats import spearmanr

from bench.mended.pictures import Axis, Spec, draw, lines
from bench.mended.section import Section
from bench.pages import table
from bench.simulated_series import Baseline
from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.farrington import FlexibleFarrington, farrington_flexible
from tideturn.methods.detection.mode import Mode

HISTORY, DISPERSION = 8 * 52, 1.5
MEANS = (2.0, 20.0, 200.0)
REACH = np.arange(0.0, 2.01, 0.25)  # 0 is the expected count and 1 the limit
RANKED, SERIES = (1.0, 3.0, 10.0, 30.0, 100.0, 300.0), 600


def both(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return R's score, ours and the place between expected count (0) and limit (1), all by the compatible limits."""
    rule_off = FlexibleFarrington(limit_cases=0)
    theirs = farrington_flexible(batch_of(counts), weeks=[HISTORY], parameters=rule_off, mode=Mode.COMPATIBLE)
    ours = farrington_flexible(batch_of(counts), weeks=[HISTORY], parameters=rule_off)
    place = (counts[:, HISTORY] - theirs.expected[:, 0]) / (theirs.upper[:, 0] - theirs.expected[:, 0])
    return theirs.score[:, 0], ours.score[:, 0], place


def score_rows(chance: np.random.Generator, mean: float) -> list[dict[str, object]]:
    """Return the score of one series for counts from the expected one to beyond the limit."""
    history = Baseline(mean, DISPERSION).counts(chance, np.full((1, HISTORY + 1), mean))
    found = farrington_flexible(
        batch_of(history), weeks=[HISTORY], parameters=FlexibleFarrington(limit_cases=0), mode=Mode.COMPATIBLE
    )
    expected, upper = found.expected[0, 0], found.upper[0, 0]
    counts = np.repeat(history, len(REACH), axis=0)
    counts[:, HISTORY] = np.round(expected + REACH * (upper - expected))
    theirs, _, place = both(counts)
    return [
        {"mean": mean, "by": f"R, mean {mean:g}", "place": float(x), "score": float(y)}
        for x, y in zip(place, theirs, strict=True)
    ]


def ranking(chance: np.random.Generator) -> tuple[float, float, int]:
    """Return how well either score ranks alarms by how many standard deviations were laid on (Spearman)."""
    counts, laid = [], []
    for mean in RANKED:
        own = Baseline(mean, DISPERSION).counts(chance, np.full((SERIES, HISTORY + 1), mean))
        height = chance.uniform(2.0, 12.0, SERIES)
        own[:, HISTORY] += np.round(height * np.sqrt(DISPERSION * mean))
        counts.append(own)
        laid.append(height)
    theirs, ours, _ = both(np.concatenate(counts))
    is_alarm = (theirs > 1) & (ours > 1)
    height = np.concatenate(laid)[is_alarm]
    return (
        float(spearmanr(theirs[is_alarm], height)[0]),
        float(spearmanr(ours[is_alarm], height)[0]),
        int(is_alarm.sum()),
    )


def sections(chance: np.random.Generator) -> list[Section]:
    """Return the section of this mend."""
    rows = [row for mean in MEANS for row in score_rows(chance, mean)]
    straight = [{"by": "textbook, any mean", "place": float(x), "score": float(x)} for x in REACH]
    begins = ", ".join(f"{_row(rows, mean)[1]} for a mean of {mean:g}" for mean in MEANS)
    alt = (
        "Score against the place of the count between expected (0) and limit (1): the textbook's score is that place "
        f"itself; R's is at the expected count {begins}, and 1 at the limit."
    )
    theirs, ours, alarms = ranking(chance)
    return [Section("The score", (
        """R's score for the negative binomial limits is (count - eta) / (limit - eta), where eta is the logarithm of
the expected count: a count less a logarithm. The textbook's is (count - expected) / (limit - expected). Both are 1 at
the limit, so that no alarm depends on it; what lies to either side does. One series of each mean, judged with counts
from the expected one to as far beyond the limit.""",
        draw("score", _chart([*rows[: len(REACH)], *straight, *rows[len(REACH) :]]), alt=alt),
        table(("mean", *(f"at {place:g}" for place in (0, 1, 2))), [_row(rows, mean) for mean in MEANS]),
        f"""In the table is R's score at the expected count (0), at the limit (1) and as far beyond it again (2), to the
nearest whole case; the textbook's is 0, 1 and 2.

Alarms are looked at in the order of their scores. In {alarms:,} alarms over series with means from {RANKED[0]:g} to
{RANKED[-1]:g}, into which 2 to 12 standard deviations were laid, the rank correlation of the score with that height is
{theirs:.2f} for R's and {ours:.2f} for the textbook's.""",
    ))]  # fmt: skip


def _row(rows: list[dict[str, object]], mean: float) -> list[str]:
    own = [float(row["score"]) for row in rows if row["mean"] == mean]  # type: ignore[arg-type]
    return [f"{mean:g}", *(f"{own[place]:.2f}" for place in (0, len(own) // 2, -1))]


def _chart(rows: list[dict[str, object]]) -> Spec:
    place = Axis("place", "count, from expected (0) to limit (1) and beyond", domain=(-0.1, 2.1))
    return lines(rows, x=place, y=Axis("score", "score", domain=(0, 2.1)), by="by", at=1)
