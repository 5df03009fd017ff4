"""Counts in an order, one bar each."""

from tideturn.interfaces.design.charts.drawing import (
    BAR,
    BETWEEN_ROWS,
    ChartDrawing,
    Count,
    Row,
    Segment,
    bar_top,
    finish,
    lines_of,
    ticks_for,
)
from tideturn.interfaces.design.charts.scale import percent
from tideturn.interfaces.design.charts.values import Bar, Chart


def draw_bars(chart: Chart) -> ChartDrawing:
    """Return the chart's drawing: zero-based, each bar beneath its words, a count not known left without a bar."""
    ticks = ticks_for(number for bar in chart.bars for number in (bar.value, bar.of_how_many))
    rows: list[Row] = []
    for bar in chart.bars:
        top = rows[-1].bottom + BETWEEN_ROWS if rows else 0
        rows.append(_row(bar, top, ticks[-1].value))
    return finish(chart.key, chart.title, tuple(rows), ticks)


def _row(bar: Bar, top: int, largest: int) -> Row:
    lines = lines_of(bar.label, top, beside=_count_of(bar))
    return Row(
        label=bar.label,
        lines=lines,
        counts=(Count(bar.value, bar.of_how_many),),
        y=bar_top(lines),
        height=BAR,
        segments=() if bar.value is None else (Segment(0, percent(bar.value, largest), bar.value, "", 1),),
        whole=None if bar.of_how_many is None else percent(bar.of_how_many, largest),
    )


def _count_of(bar: Bar) -> str:
    """Return about what the template will write beside the label."""
    if bar.value is None:
        return "no data"
    return str(bar.value) if bar.of_how_many is None else f"{bar.value} of {bar.of_how_many}"
