"""A week that is missing: what is said of it, and of the weeks after it."""

import numpy as np

from bench.mended.pictures import COLOURS, INK, QUIET, SHAPES, WIDTH, Axis, Spec, draw, one_above_the_other
from bench.mended.section import Section, share
from bench.pages import table
from bench.simulated_series import Baseline
from tideturn.methods.detection.batch import Batch, batch_of
from tideturn.methods.detection.farrington import farrington_flexible
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import NOT_GIVEN

HISTORY, SHOWN, MEAN, DISPERSION = 8 * 52, 12, 20.0, 1.5
GONE, RISES, SIZE = 4, (5, 6), 60.0  # the week shown that is missing, and those with an outbreak after it
SERIES = 4_000
NAMES = {Mode.COMPATIBLE: "R", Mode.TEXTBOOK: "textbook"}
WORDS = {1: "alarm", 0: "no alarm", NOT_GIVEN: "no data"}


def shown(chance: np.random.Generator) -> Batch:
    """Return one series in which a week is missing just before an outbreak."""
    counts = Baseline(MEAN, DISPERSION).counts(chance, np.full((1, HISTORY + SHOWN), MEAN))
    counts[0, [HISTORY + week for week in RISES]] = SIZE
    counts[0, HISTORY + GONE] = np.nan
    return batch_of(counts)


def verdicts(batch: Batch, weeks: np.ndarray) -> dict[str, np.ndarray]:
    """Return the alarms of both modes."""
    return {name: farrington_flexible(batch, weeks=weeks, mode=mode).alarm for mode, name in NAMES.items()}


def many(chance: np.random.Generator) -> tuple[list[list[str]], dict[str, float]]:
    """Return how outbreaks are found so many weeks after a missing one, and what is said of the missing weeks."""
    found, said = [], {}
    for after in range(5):
        counts = Baseline(MEAN, DISPERSION).counts(chance, np.full((SERIES, HISTORY + 5), MEAN))
        counts[:, -1] += SIZE - MEAN
        if after:
            counts[:, -1 - after] = np.nan
        answers = verdicts(batch_of(counts), np.array([HISTORY + 4]))
        found.append([after or "none is missing", *(share(float((a == 1).mean())) for a in answers.values())])
        if not after:
            counts[:, -1] = np.nan
            silent = verdicts(batch_of(counts), np.array([HISTORY + 4]))
            said = {name: float((alarm == 0).mean()) for name, alarm in silent.items()}
    return found, said


def sections(chance: np.random.Generator) -> list[Section]:
    """Return the section of this mend."""
    batch, weeks = shown(chance), np.arange(HISTORY, HISTORY + SHOWN)
    said = {name: alarm[0] for name, alarm in verdicts(batch, weeks).items()}
    counts = batch.observed[0, weeks]
    rows = [
        {
            "week": week + 1,
            "count": None if np.isnan(counts[week]) else float(counts[week]),
            "by": name,
            "said": WORDS[int(alarm[week])],
        }
        for name, alarm in said.items()
        for week in range(SHOWN)
    ]
    words = {name: ", ".join(WORDS[int(alarm[week])] for week in (GONE, *RISES)) for name, alarm in said.items()}
    alt = (
        f"Twelve weeks of a series, of which week {GONE + 1} is missing and the two after it hold an outbreak. "
        f"Of these three R says: {words['R']}; the textbook: {words['textbook']}."
    )
    cells = [
        [
            week + 1,
            "missing" if np.isnan(counts[week]) else f"{counts[week]:.0f}",
            *(WORDS[int(a[week])] for a in said.values()),
        ]
        for week in range(SHOWN)
    ]
    found, silent = many(chance)
    return [Section("A missing week", (
        f"""A series with a mean of {MEAN:g}. Week {GONE + 1} is missing, as when a delivery failed; in the two weeks
after it there are {SIZE:g} cases each.""",
        draw("missing-week", _chart(rows), alt=alt),
        table(("week", "cases", *said), cells),
        f"""Of {SERIES:,} missing weeks R calls {share(silent["R"])} “no alarm” and the textbook
{share(silent["textbook"])}. R's rule about low counts adds up the last four weeks; with one of them missing the sum is
missing, and it takes that for few cases. So an outbreak of {SIZE:g} cases, in {SERIES:,} series, is found so many weeks
after a missing one:""",
        table(("weeks after the missing one", *(f"{name} finds" for name in NAMES.values())), found),
    ))]  # fmt: skip


def _chart(rows: list[dict[str, object]]) -> Spec:
    week = Axis("week", "week", "ordinal", ticks=range(1, SHOWN + 1)).encoding()
    place = {"x": {**week, "title": None}}
    bar: Spec = {"mark": {"type": "bar", "color": QUIET}, "encoding": {**place, "y": Axis("count", "cases").encoding()}}
    gap: Spec = {
        "transform": [{"filter": "datum.count === null"}],
        "mark": {"type": "text", "color": INK, "fontSize": 12},
        "encoding": {**place, "y": {"value": 96}, "text": {"value": "missing"}},
    }
    bars: Spec = {"data": {"values": rows[:SHOWN]}, "width": WIDTH, "height": 110, "layer": [bar, gap]}
    words = list(WORDS.values())
    mark = {
        "shape": {
            "field": "said",
            "type": "nominal",
            "title": None,
            "scale": {"domain": words, "range": [SHAPES[2], SHAPES[1], SHAPES[4]]},
        },
        "color": {
            "field": "said",
            "type": "nominal",
            "title": None,
            "scale": {"domain": words, "range": [COLOURS[0], COLOURS[1], INK]},
        },
    }
    strip: Spec = {
        "data": {"values": rows}, "width": WIDTH, "height": 60,
        "mark": {"type": "point", "size": 90, "strokeWidth": 2},
        "encoding": {"x": week, "y": {"field": "by", "type": "nominal", "title": None, "sort": None}, **mark},
    }  # fmt: skip
    return one_above_the_other([bars, strip])
