"""The pictures of the pages: small Vega-Lite charts, drawn to SVG, in which nothing is told by colour alone."""

import importlib.util
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images" / "detection"
INK, QUIET = "#0b0c0c", "#505a5f"
COLOURS = ["#b3450a", "#00508f", "#1f7a3d", "#6a3d9a", QUIET]
SHAPES = ["square", "circle", "triangle-up", "diamond", "cross"]
DASHES = [[6, 3], [1, 0], [2, 2], [8, 2, 2, 2], [1, 0]]
WIDTH, HEIGHT = 460, 260

Spec = dict[str, object]
Row = dict[str, object]


@dataclass(frozen=True)
class Axis:
    """A field of the rows and how it is laid along the picture; `kind` is linear, log or ordinal."""

    field: str
    title: str
    kind: str = "linear"
    domain: tuple[float, float] | None = None
    ticks: Sequence[float] = ()
    format: str = "~f"

    def encoding(self) -> Spec:
        """Return the axis in the words of Vega-Lite."""
        if self.kind == "ordinal":
            scale = {"scale": {"domain": list(self.ticks)}} if self.ticks else {}
            shown = {"title": self.title, "sort": None, "axis": {"labelAngle": 0}}
            return {"field": self.field, "type": "ordinal", **shown, **scale}
        scale = {"type": self.kind, "nice": False, "zero": self.kind == "linear"}
        if self.domain:
            scale["domain"] = list(self.domain)
        axis: Spec = {"format": self.format}
        if self.ticks:
            axis["values"] = list(self.ticks)
        return {"field": self.field, "type": "quantitative", "title": self.title, "scale": scale, "axis": axis}


def lines(rows: Sequence[Row], *, x: Axis, y: Axis, by: str, at: float | None = None) -> Spec:
    """Return lines with a mark at each point, one a value of `by`, and a level line where `at` is given.

    The first value of `by` is drawn as R is in every picture, the second as the textbook.
    """
    names = list(dict.fromkeys(str(row[by]) for row in rows))
    layers: list[Spec] = [] if at is None else _level(at, "", y)
    shared: Spec = {
        "x": x.encoding(),
        "y": y.encoding(),
        "color": _scaled(by, names, COLOURS),
    }
    layers.append(
        {
            "mark": {"type": "line", "strokeWidth": 2},
            "encoding": {**shared, "strokeDash": {**_scaled(by, names, DASHES), "legend": None}},
        }
    )
    layers.append(
        {
            "mark": {"type": "point", "filled": True, "size": 60},
            "encoding": {**shared, "shape": _scaled(by, names, SHAPES)},
        }
    )
    return {"data": {"values": list(rows)}, "width": WIDTH, "height": HEIGHT, "layer": layers}


def ranges(rows: Sequence[Row], *, x: Axis, low: str, middle: Axis, high: str, at: float, at_says: str) -> Spec:
    """Return for each x a bar from low to high with a mark at the middle, and a level line."""
    bar = {
        "mark": {"type": "rule", "strokeWidth": 7, "color": COLOURS[1], "opacity": 0.45},
        "encoding": {"x": x.encoding(), "y": {**middle.encoding(), "field": low}, "y2": {"field": high}},
    }
    point = {
        "mark": {"type": "point", "filled": True, "size": 70, "color": COLOURS[0], "opacity": 1},
        "encoding": {"x": x.encoding(), "y": middle.encoding()},
    }
    layers = [*_level(at, at_says, middle), bar, point]
    return {"data": {"values": list(rows)}, "width": WIDTH, "height": HEIGHT, "layer": layers}


def _level(at: float, says: str, y: Axis) -> list[Spec]:
    once: Spec = {"data": {"values": [{}]}}
    place: Spec = {"datum": at, "type": "quantitative", "scale": y.encoding()["scale"]}
    rule: Spec = {**once, "mark": {"type": "rule", "color": INK, "strokeWidth": 1}, "encoding": {"y": place}}
    if not says:
        return [rule]
    look: Spec = {"type": "text", "align": "right", "baseline": "bottom", "dy": -3, "fontSize": 12, "color": INK}
    words: Spec = {"y": place, "x": {"value": WIDTH - 2}, "text": {"value": says}}
    return [rule, {**once, "mark": look, "encoding": words}]


def _scaled(by: str, names: Sequence[str], choices: Sequence[object]) -> Spec:
    scale = {"domain": list(names), "range": list(choices[: len(names)])}
    return {"field": by, "type": "nominal", "title": None, "scale": scale, "legend": LEGEND}


LEGEND = {"orient": "top", "columns": 4, "labelLimit": 300, "labelFontSize": 12, "symbolStrokeWidth": 0}


def side_by_side(charts: Sequence[tuple[str, Spec]], *, width: int) -> Spec:
    """Return several charts in a row, each under its title."""
    return {"hconcat": [{**chart, "title": title, "width": width} for title, chart in charts], "spacing": 24}


def one_above_the_other(charts: Sequence[Spec]) -> Spec:
    """Return several charts in a column."""
    return {"vconcat": list(charts), "spacing": 12}


def draw(name: str, chart: Spec, *, alt: str) -> str:
    """Draw a chart to docs/images/detection/<name>.svg and return the Markdown that shows it.

    Without vl_convert the picture that is there is left as it is.
    """
    if importlib.util.find_spec("vl_convert") is not None:
        import vl_convert

        IMAGES.mkdir(parents=True, exist_ok=True)
        svg = vl_convert.vegalite_to_svg(_dressed(chart, alt), allowed_base_urls=[])
        (IMAGES / f"{name}.svg").write_text(_shortened(svg) + "\n", "utf-8")
    return f"![{alt}](../images/detection/{name}.svg)"


def _shortened(svg: str) -> str:
    """Return the drawing with places to a hundredth of a pixel, which is finer than anybody sees."""
    return re.sub(r"\d+\.\d{3,}", lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), svg)


def _dressed(chart: Spec, alt: str) -> Spec:
    axis = {
        "aria": False,
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "gridColor": "#e4e6e8",
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": alt,
        "padding": 8,
        **chart,
        "config": {
            "font": "Arial, Helvetica, sans-serif",
            "background": "#ffffff",
            "view": {"stroke": None},
            "mark": {"aria": False},  # the table beside the picture says the same, and the file stays small
            "axis": axis,
            "title": {"fontSize": 13, "anchor": "start", "color": INK},
            "legend": {"aria": False, "labelColor": INK},
        },
    }
