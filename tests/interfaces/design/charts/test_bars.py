"""Bars in proportion, and a count not known that is never shown as none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.interfaces.design.charts import Bar, Chart, draw_bars
from tideturn.interfaces.design.drawn_text import width_of

LABELS = st.text(min_size=1, max_size=80).filter(str.strip)


@st.composite
def bars(draw):
    whole = draw(st.none() | st.integers(0, 10**6))
    value = draw(st.none() | st.integers(0, 10**6 if whole is None else whole))
    return Bar(draw(LABELS), value, whole)


CHARTS = st.lists(bars(), min_size=1, max_size=12).map(lambda some: Chart("counts", "Counts", tuple(some)))


@given(CHARTS)
def test_draw_bars_keeps_everything_inside_the_drawing(chart):
    drawing = draw_bars(chart)

    for row in drawing.rows:
        assert 0 <= row.y < row.y + row.height <= drawing.axis_y < drawing.height
        assert all(0 < line.y < row.y for line in row.lines)
        assert all(0 <= segment.x <= segment.x + segment.width <= 100 for segment in row.segments)
        assert 0 <= row.unknown_width <= 100
    assert all(0 <= tick.x <= 100 for tick in drawing.ticks)


@given(CHARTS)
def test_draw_bars_gives_each_bar_one_row_in_order_without_overlap(chart):
    drawing = draw_bars(chart)

    assert [row.label for row in drawing.rows] == [bar.label for bar in chart.bars]
    assert all(upper.bottom < lower.lines[0].y for upper, lower in pairwise(drawing.rows))


@given(CHARTS)
def test_draw_bars_is_in_proportion_from_nought(chart):
    drawing = draw_bars(chart)
    largest = drawing.ticks[-1].value

    for bar, row in zip(chart.bars, drawing.rows, strict=True):
        for segment in row.segments:
            assert segment.x == 0
            assert segment.width == pytest.approx(100 * bar.value / largest, abs=0.01)


@given(CHARTS)
def test_draw_bars_leaves_a_count_not_known_without_a_bar(chart):
    for bar, row in zip(chart.bars, draw_bars(chart).rows, strict=True):
        assert row.is_known == (bar.value is not None)
        assert len(row.segments) == row.is_known


@given(CHARTS)
def test_draw_bars_is_the_same_each_time(chart):
    assert draw_bars(chart) == draw_bars(chart)


def test_draw_bars_leaves_room_for_the_count_on_a_narrow_phone():
    label = "Accepted by those who were asked, wholly or in part, by the date shown"

    (row,) = draw_bars(Chart("counts", "Counts", (Bar(label, 1200, 3520),))).rows

    assert all(width_of(line.text, 16) + 8 + 1.1 * width_of("1200 of 3520", 16) <= 288 for line in row.lines)


def test_draw_bars_tells_none_from_not_known():
    none, unknown = draw_bars(Chart("counts", "Counts", (Bar("Checked", 0, 9), Bar("Delivered", None)))).rows

    assert none.is_known
    assert not unknown.is_known
    assert none != unknown
