"""The map beside what was found: what stands on it covers nothing else."""

from types import SimpleNamespace

import pytest

from tideturn.engines.directory.mapping import Point
from tideturn.interfaces.website.presenters.helping.drawing import draw

MIDDLE = Point(56.0, -3.0)
A_MILE = 1 / 69.1


def card(miles_north: float, miles_east: float = 0.0):
    point = Point(56.0 + miles_north * A_MILE, -3.0 + miles_east * A_MILE / 0.559)
    return SimpleNamespace(point=point, is_exact=True, is_open=True)


def covered(drawing) -> list[str]:
    return [
        ring.words
        for ring in drawing.rings
        for mark in drawing.marks
        if abs(mark.y - ring.y) < 17 and abs(mark.x - ring.x) < mark.half + ring.half
    ]


@pytest.mark.parametrize(
    "cards", [[card(0.98)], [card(0.98), card(-0.98)], [card(0.98), card(-0.98), card(0, 0.98), card(0, -0.9)]]
)
def test_words_of_a_ring_stand_where_no_mark_covers_them(cards) -> None:
    drawing = draw(cards, MIDDLE)

    assert [ring.words for ring in drawing.rings] == ["1 mile"]
    assert covered(drawing) == []
    assert all(ring.half <= ring.x <= drawing.size - ring.half for ring in drawing.rings)


def test_covered_sees_words_at_the_top_under_a_mark_that_is_there() -> None:
    drawing = draw([card(0.98)], MIDDLE)
    [mark] = drawing.marks
    at_the_top = [SimpleNamespace(x=180, y=30, half=20, words="1 mile")]

    assert covered(SimpleNamespace(rings=at_the_top, marks=[mark])) == ["1 mile"]
