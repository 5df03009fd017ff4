"""A zero-based scale with round numbers."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.interfaces.design.charts.scale import INTERVALS_AT_MOST, ticks_to


@pytest.mark.parametrize(
    ("largest", "ticks"),
    [(352, (0, 100, 200, 300, 400)), (139, (0, 50, 100, 150)), (4, (0, 1, 2, 3, 4)), (1, (0, 1)), (0, (0, 1))],
)
def test_ticks_to_known_numbers(largest, ticks):
    assert ticks_to(largest) == ticks


@given(st.integers(0, 10**9))
def test_ticks_to_any_number_begin_at_nought_and_hold_it(largest):
    ticks = ticks_to(largest)

    assert ticks[0] == 0
    assert ticks[-1] >= largest
    assert 1 <= len(ticks) - 1 <= INTERVALS_AT_MOST
    assert len({later - earlier for earlier, later in pairwise(ticks)}) == 1
