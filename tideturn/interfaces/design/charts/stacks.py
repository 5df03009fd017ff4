"""Counts by category, one stacked bar for each of several things."""

from itertools import accumulate

from tideturn.interfaces.design.charts.drawing import (
    BAR,
    BETWEEN_ROWS,
    ChartDrawing,
    Count,
    LegendEntry,
    Line,
    Row,
    Segment,
    bar_top,
    finish,
    lines_of,
    ticks_for,
)
from tideturn.interfaces.design.charts.scale import percent
from tideturn.interfaces.design.charts.values import Stack, StackedChart

STACKED_BAR = BAR + 8  # room for the count inside


def draw_stacks(chart: StackedChart) -> ChartDrawing:
    """Return the chart's drawing: zero-based, parts in the order of the categories, unknown parts left out and said."""
    ticks = ticks_for(sum(part or 0 for part in stack.parts) for stack in chart.stacks)
    rows: list[Row] = []
    for stack in chart.stacks:
        top = rows[-1].bottom + BETWEEN_ROWS if rows else 0
        rows.append(_row(stack, chart.categories, top, ticks[-1].value))
    legend = tuple(LegendEntry(category, shade) for shade, category in enumerate(chart.categories, start=1))
    return finish(chart.key, chart.title, tuple(rows), ticks, legend)


def _row(stack: Stack, categories: tuple[str, ...], top: int, largest: int) -> Row:
    lines = lines_of(stack.label, top, beside="no data")
    y = bar_top(lines)
    return Row(
        label=stack.label,
        lines=lines,
        counts=tuple(Count(part, category=category) for part, category in zip(stack.parts, categories, strict=True)),
        y=y,
        height=STACKED_BAR,
        segments=_segments(stack, categories, largest),
        note=_note(stack, categories, y + STACKED_BAR + 2),
        total=None if None in stack.parts else sum(part or 0 for part in stack.parts),
    )


def _note(stack: Stack, categories: tuple[str, ...], top: int) -> tuple[Line, ...]:
    """Return the names of the parts that are not known; none where no part is known, which the bar itself says."""
    unknown = [category for category, part in zip(categories, stack.parts, strict=True) if part is None]
    return lines_of(", ".join(unknown), top, beside="No data: ") if 0 < len(unknown) < len(categories) else ()


def _segments(stack: Stack, categories: tuple[str, ...], largest: int) -> tuple[Segment, ...]:
    starts = accumulate((part or 0 for part in stack.parts), initial=0)
    parts = zip(stack.parts, categories, starts, strict=False)  # the last start is the end of the bar
    return tuple(
        _segment(start, part, largest, category, shade)
        for shade, (part, category, start) in enumerate(parts, start=1)
        if part
    )


def _segment(start: int, part: int, largest: int, category: str, shade: int) -> Segment:
    """Return a part that ends exactly where the next begins, whatever the rounding."""
    begins, ends = percent(start, largest), percent(start + part, largest)
    return Segment(begins, round(ends - begins, 2), part, category, shade)
