"""The marks of a signal's chart, layer by layer.

The colours are those of M. Okabe and K. Ito, "Color universal design", 2008, which all kinds of colour vision can tell
apart; no layer is told from another by its colour alone.
"""

from typing import Any

INK, GREY, PALE, SKY, BLUE, VERMILION = "#1a1a1a", "#767676", "#b9bfc4", "#a6d4f2", "#0072b2", "#d55e00"
EXTENT = 34  # pixels for the labels beside the vertical axis, so that both panels line up
DOTS = 10  # pixels below the plot at which the dots stand

Spec = dict[str, Any]


def band(is_dated: bool) -> Spec:
    """Return the counts that are no surprise, from what is expected to the upper limit."""
    mark = {"type": "rect", "color": SKY, "opacity": 0.55}
    return _layer(mark, is_dated, ("from", "to"), y=_y("expected"), y2={"field": "upper"}, where="datum.upper != null")


def bars(is_dated: bool) -> Spec:
    """Return the counts; the judged one is outlined and darker."""
    is_judged = "datum.use == 'judged'"
    return _layer(
        {"type": "rect"},
        is_dated,
        ("bar_from", "bar_to"),
        y=_y("observed"),
        y2={"datum": 0},
        where="datum.observed != null",
        color=_when(is_judged, VERMILION, PALE),
        stroke=_when(is_judged, INK, None),
        strokeWidth=_when(is_judged, 2, 0),
        tooltip=[{"field": name} for name in ("week", "observed", "expected", "upper", "use", "weight")],
    )


def level(field: str, color: str, is_dated: bool) -> Spec:
    """Return a level as a stroke across each week that has it."""
    mark = {"type": "rule", "color": color, "size": 2}
    return _layer(mark, is_dated, ("from", "to"), y=_y(field), where=f"datum.{field} != null")


def judged_label(is_dated: bool) -> Spec:
    """Return the judged count, written above its bar."""
    mark = {
        "type": "text",
        "align": "right",
        "baseline": "bottom",
        "dy": -4,
        "dx": 6,
        "fontSize": 13,
        "fontWeight": "bold",
    }
    where = "datum.use == 'judged' && datum.observed != null"
    return _layer(
        mark, is_dated, ("middle",), y=_y("observed"), where=where, text={"field": "observed", "format": ",d"}
    )


def dots(height: int, is_dated: bool) -> Spec:
    """Return a dot below each week that the judged one is compared with."""
    mark = {"type": "point", "filled": True, "color": INK, "opacity": 1, "size": 14}
    where = "datum.use == 'used' || datum.use == 'weighted down'"
    return _layer(mark, is_dated, ("middle",), y={"value": height + DOTS}, where=where)


def crosses(height: int, is_dated: bool) -> Spec:
    """Return a cross where there is no data, which is not a bar of no height."""
    mark = {"type": "text", "text": "×", "fontSize": 15, "fontWeight": "bold", "color": INK, "baseline": "bottom"}
    return _layer(mark, is_dated, ("middle",), y={"value": height - 1}, where="datum.observed == null")


def fitted(is_dated: bool) -> Spec:
    """Return what the method expects of the weeks of the past."""
    return level("expected", BLUE, is_dated)


def points(is_dated: bool) -> Spec:
    """Return the counts of the past, filled where they were compared with."""
    return _layer(
        {"type": "point", "size": 16, "opacity": 0.9, "strokeWidth": 1},
        is_dated,
        ("middle",),
        y=_y("observed"),
        where="datum.observed != null && (datum.use == 'used' || datum.use == 'not used')",
        stroke={"value": GREY},
        fill=_when("datum.use == 'used'", GREY, None),
        tooltip=[{"field": name} for name in ("week", "observed", "expected", "use", "weight")],
    )


def triangles(is_dated: bool) -> Spec:
    """Return the past outbreaks that count for less."""
    mark = {"type": "point", "shape": "triangle-up", "filled": True, "color": INK, "opacity": 1, "size": 55}
    return _layer(mark, is_dated, ("middle",), y=_y("observed"), where="datum.use == 'weighted down'")


def weights(is_dated: bool) -> Spec:
    """Return the weights of the least weighted of them, written above."""
    mark = {"type": "text", "fontSize": 11, "dy": -10, "color": INK}
    where = "datum.label != null"
    return _layer(
        mark, is_dated, ("middle",), y=_y("observed"), where=where, text={"field": "label", "type": "nominal"}
    )


def diamond(is_dated: bool) -> Spec:
    """Return the judged week among those of the past."""
    mark = {
        "type": "point",
        "shape": "diamond",
        "color": VERMILION,
        "stroke": INK,
        "filled": True,
        "opacity": 1,
        "size": 110,
    }
    where = "datum.use == 'judged' && datum.observed != null"
    return _layer(mark, is_dated, ("middle",), y=_y("observed"), where=where)


def _layer(mark: Spec, is_dated: bool, places: tuple[str, ...], *, where: str, **channels: Spec | list[Spec]) -> Spec:
    across = {"x": _x(places[0], is_dated), **({"x2": {"field": places[1]}} if len(places) > 1 else {})}
    return {"mark": mark, "transform": [{"filter": where}], "encoding": {**across, **channels}}


def _x(field: str, is_dated: bool) -> Spec:
    axis: Spec = {"title": None, "grid": False, "offset": DOTS + 6, "labelFlush": True, "labelOverlap": "greedy"}
    if is_dated:
        axis |= {"format": "%b %Y", "tickCount": 5}
        return {"field": field, "type": "temporal", "scale": {"type": "utc", "nice": False}, "axis": axis}
    axis |= {"format": "d", "tickMinStep": 1}
    scale = {"nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}


def _y(field: str) -> Spec:
    axis = {"title": None, "tickCount": 4, "tickMinStep": 1, "minExtent": EXTENT, "maxExtent": EXTENT, "domain": False}
    return {"field": field, "type": "quantitative", "scale": {"zero": True, "nice": True}, "axis": axis}


def _when(test: str, value: object, otherwise: object) -> Spec:
    return {"condition": {"test": test, "value": value}, "value": otherwise}
