"""Stacked bars: parts side by side, each in its category's shade."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.interfaces.design.charts import Stack, StackedChart, draw_stacks

CATEGORIES = ("Accepted", "Accepted in part", "Declined", "No answer held")
PARTS = st.tuples(*[st.none() | st.integers(0, 5000)] * len(CATEGORIES))
CHARTS = st.lists(PARTS, min_size=1, max_size=8).map(
    lambda rows: StackedChart(
        "plans", "Plans", CATEGORIES, tuple(Stack(f"Plan {n}", row) for n, row in enumerate(rows))
    )
)


@given(CHARTS)
def test_draw_stacks_places_parts_side_by_side_inside_the_drawing(chart):
    drawing = draw_stacks(chart)

    for row in drawing.rows:
        assert 0 <= row.y < row.y + row.height <= row.bottom <= drawing.axis_y < drawing.height
        assert all(0 <= segment.x <= segment.middle <= 100 for segment in row.segments)
        assert all(left.x + left.width == pytest.approx(right.x, abs=0.011) for left, right in pairwise(row.segments))


@given(CHARTS)
def test_draw_stacks_shows_every_known_part_in_its_own_shade(chart):
    for stack, row in zip(chart.stacks, draw_stacks(chart).rows, strict=True):
        known = [(shade, part) for shade, part in enumerate(stack.parts, start=1) if part]
        assert [(segment.shade, segment.value) for segment in row.segments] == known


@given(CHARTS)
def test_draw_stacks_names_each_part_that_is_not_known(chart):
    for stack, row in zip(chart.stacks, draw_stacks(chart).rows, strict=True):
        said = "".join(line.text for line in row.note).replace(" ", "")
        unknown = [name for name, part in zip(CATEGORIES, stack.parts, strict=True) if part is None]
        assert said == ("" if not row.is_known else ",".join(unknown).replace(" ", ""))
        assert (row.total is None) == bool(unknown)


def test_draw_stacks_gives_every_category_its_own_shade():
    legend = draw_stacks(StackedChart("plans", "Plans", CATEGORIES, (Stack("One", (1, 2, 3, 4)),))).legend

    assert [(entry.category, entry.shade) for entry in legend] == list(zip(CATEGORIES, (1, 2, 3, 4), strict=True))
