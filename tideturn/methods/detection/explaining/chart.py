"""A signal as a Vega-Lite document, which needs nothing from elsewhere.

Nothing is told by colour alone: counts are bars, what was expected is a line, what is no surprise is a band above it,
the judged week is outlined and labelled, weeks used for comparison have a dot, past outbreaks a triangle.
"""

import textwrap
from datetime import timedelta

from tideturn.methods.detection.explaining import layers
from tideturn.methods.detection.explaining.layers import EXTENT, INK, Spec
from tideturn.methods.detection.explaining.sentences import number
from tideturn.methods.detection.explaining.signal import Signal, SignalInvalid, Week

WIDTH = 700
NARROWEST = 320
RECENT = 52
LABEL_WIDTH = 40  # pixels
LABELLED = 4  # as many weights of past outbreaks are written; the table has them all
HEIGHT, PAST_HEIGHT = 200, 130
PADDING, RIGHT = 6, 16  # pixels beside the plot
CHARACTER = 6.1  # pixels of a character of the small type
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"


def chart_of(signal: Signal, *, description: str, width: int = WIDTH) -> Spec:
    """Return the chart: the latest year, and below it the whole past where that is longer or holds past outbreaks."""
    if width < NARROWEST:
        raise SignalInvalid(f"A chart needs at least {NARROWEST} pixels.")
    panels = [_recent(signal.latest(RECENT), _inner(width))]
    if _needs_past(signal):
        panels.append(_past(signal, _inner(width)))
    return {
        "$schema": SCHEMA,
        "description": description,
        "title": _title(signal, width),
        "padding": PADDING,
        "vconcat": panels,
        "spacing": 16,
        "resolve": {"scale": {"x": "independent", "y": "independent"}},
        "config": {
            "font": "Arial, Helvetica, sans-serif",
            "background": "#ffffff",
            "view": {"stroke": None},
            "axis": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12},
        },
    }


def _inner(width: int) -> int:
    return width - EXTENT - RIGHT - 2 * PADDING


def _needs_past(signal: Signal) -> bool:
    return len(signal.weeks) > RECENT and any(week.is_used for week in signal.weeks)


def _title(signal: Signal, width: int) -> Spec:
    judged = signal.judged
    seen = "no data" if judged.observed is None else f"{judged.observed:,} {signal.unit}"
    line = f"{seen} in {judged.words}"
    if judged.observed is not None and judged.expected is not None:
        line += f", {number(judged.expected)} expected"
    return {
        "text": _wrapped(signal.name, width, size=1.35),
        "subtitle": _wrapped(line, width),
        "anchor": "start",
        "color": INK,
        "subtitleColor": INK,
        "fontSize": 16,
        "subtitleFontSize": 13,
        "offset": 10,
    }


def _wrapped(text: str, width: int, *, size: float = 1.1) -> list[str]:
    return textwrap.wrap(text, max(20, int((width - 2 * PADDING) / (CHARACTER * size))))


def _heading(text: str, width: int, key: str) -> Spec:
    return {
        "text": text,
        "subtitle": _wrapped(key, width + EXTENT, size=1.0),
        "anchor": "start",
        "frame": "bounds",
        "color": INK,
        "subtitleColor": INK,
        "fontSize": 13,
        "subtitleFontSize": 12,
        "offset": 6,
    }


def _recent(signal: Signal, width: int) -> Spec:
    """Return the panel of the latest year."""
    is_dated = signal.judged.begins is not None
    marks = [
        layers.band(is_dated),
        layers.bars(is_dated),
        layers.level("expected", layers.BLUE, is_dated),
        layers.level("upper", layers.INK, is_dated),
        layers.judged_label(is_dated),
    ]
    if signal.used:
        marks.append(layers.dots(HEIGHT, is_dated))
    if any(week.observed is None for week in signal.weeks):
        marks.append(layers.crosses(HEIGHT, is_dated))
    heading = f"The latest {len(signal.weeks)} weeks" if len(signal.weeks) > 1 else "The week"
    return _panel(signal, marks, title=_heading(heading, width, _key(signal)), width=width, height=HEIGHT)


def _key(signal: Signal) -> str:
    weeks = signal.weeks
    has_count = signal.judged.observed is not None
    parts = {
        "Bars: counts; the outlined one is judged.": has_count,
        "Bars: counts; the last week is judged, and has none.": not has_count,
        "Lower line: expected.": any(week.expected is not None for week in weeks),
        "Upper line: the limit, above which a count is a surprise.": any(week.upper is not None for week in weeks),
        "Dots below: compared with.": bool(signal.used),
        "×:\u00a0no\u00a0data.": any(week.observed is None for week in weeks),
    }
    return " ".join(words for words, is_shown in parts.items() if is_shown)


def _past(signal: Signal, width: int) -> Spec:
    """Return the panel of the weeks compared with."""
    is_dated = signal.judged.begins is not None
    marks = [layers.fitted(is_dated), layers.points(is_dated)]
    key = "Points: counts; filled: compared with. Line: expected."
    key += " Diamond: the week judged." if signal.judged.observed is not None else ""
    if _lessened(signal):
        key += " Triangles: past outbreaks that count for less, some with their weight."
        marks += [layers.triangles(is_dated), layers.weights(is_dated)]
    marks.append(layers.diamond(is_dated))
    title = _heading("The weeks it is compared with", width, key)
    return _panel(signal, marks, title=title, width=width, height=PAST_HEIGHT)


def _panel(signal: Signal, marks: list[Spec], *, title: Spec, width: int, height: int) -> Spec:
    labelled = _labelled(signal, apart=len(signal.weeks) * LABEL_WIDTH / width)
    values = [_row(week, week is signal.judged, week.t in labelled) for week in signal.weeks]
    return {"title": title, "width": width, "height": height, "data": {"values": values}, "layer": marks}


def _row(week: Week, is_judged: bool, is_labelled: bool) -> Spec:
    weight = week.weight if week.is_used and not is_judged else None
    return {
        **_place(week),
        "week": week.words,
        "observed": week.observed,
        "expected": _rounded(week.expected),
        "upper": _rounded(week.upper),
        "weight": _rounded(weight),
        "use": _use(week, is_judged),
        "label": f"{weight:.2g}" if weight is not None and is_labelled else None,
    }


def _labelled(signal: Signal, *, apart: float) -> set[int]:
    """Return the weeks whose weights are written: the least weights, so far apart that they can be read."""
    labelled: set[int] = set()
    for week in sorted(_lessened(signal), key=lambda week: week.weight or 0.0):
        if len(labelled) < LABELLED and all(abs(week.t - other) >= apart for other in labelled):
            labelled.add(week.t)
    return labelled


def _lessened(signal: Signal) -> list[Week]:
    return [week for week in signal.used if week.is_weighted_down]


def _use(week: Week, is_judged: bool) -> str:
    if is_judged:
        return "judged"
    if not week.is_used:
        return "not used"
    return "weighted down" if week.is_weighted_down else "used"


def _place(week: Week) -> Spec:
    """Return where the week stands: its bounds, those of its bar, and its middle."""
    if week.begins is None:
        bounds: dict[str, float] = {"from": -0.5, "bar_from": -0.42, "middle": 0, "bar_to": 0.42, "to": 0.5}
        return {name: week.t + shift for name, shift in bounds.items()}
    hours = {"from": 0, "bar_from": 12, "middle": 84, "bar_to": 156, "to": 168}
    day = timedelta(days=1)
    at = {name: (week.begins + (shift // 24) * day, shift % 24) for name, shift in hours.items()}
    return {name: f"{moment.isoformat()}T{hour:02d}:00:00Z" for name, (moment, hour) in at.items()}


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")
