"""The ways of looking at an area."""

import pytest

from tideturn.methods.detection.combining.looks import Look, all_looks
from tideturn.methods.detection.errors import ParametersInvalid


def test_all_looks_takes_every_choice_of_indicators_over_every_window():
    looks = all_looks([0, 0], [1, 4])

    assert set(looks) == {
        Look((0,), (1,)), Look((0,), (4,)), Look((1,), (1,)), Look((1,), (4,)),
        Look((0, 1), (1, 1)), Look((0, 1), (4, 4)),
    }  # fmt: skip


def test_all_looks_gives_a_late_indicator_fewer_weeks_beside_a_prompt_one():
    looks = all_looks([0, 2], [2, 4])

    assert Look((0, 1), (4, 2)) in looks
    assert Look((1,), (4,)) in looks, "alone, it is its own beginning"
    assert not any(len(look.indicators) == 2 and look.span == 2 for look in looks), "it could not show anything yet"


def test_all_looks_knows_no_window_twice():
    assert len(all_looks([0], [2, 2, 1])) == 2


@pytest.mark.parametrize(("lags", "windows"), [([], [1]), ([0] * 9, [1]), ([-1], [1]), ([0], []), ([0], [0])])
def test_all_looks_refuses_what_cannot_be_looked_at(lags, windows):
    with pytest.raises(ParametersInvalid):
        all_looks(lags, windows)
