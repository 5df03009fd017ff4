"""Crude rates."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.methods.rates.count_limits import Limits
from tideturn.methods.rates.crude import crude_rate
from tideturn.methods.rates.errors import CountsInvalid, ParametersInvalid


def test_crude_rate_has_exact_limits():
    # Python package PHStatsMethods 1.x, ph_rate: 7 of 1,000 and 3 of 54,321.
    found = crude_rate([7, 3], [1000, 54321], limits=Limits.EXACT)

    assert found.value == pytest.approx([700, 5.522726], rel=1e-6)
    assert found.lower == pytest.approx([281.436305, 1.138919], rel=1e-6)
    assert found.upper == pytest.approx([1442.267536, 16.139749], rel=1e-6)


def test_crude_rate_has_byar_limits():
    # The same package, 65 of 100; its normal quantile has more digits than the published 1.96.
    found = crude_rate(65, 100)

    assert (found.lower, found.upper) == pytest.approx((50163.18771, 82849.138546), rel=1e-5)


def test_crude_rate_of_no_events_is_zero_with_an_upper_limit():
    found = crude_rate([0], [1000], multiplier=1000)

    assert (found.value[0], found.lower[0]) == (0, 0)
    assert found.upper[0] > 3


def test_crude_rate_of_what_is_missing_is_missing():
    found = crude_rate([np.nan, 3], [1000, np.nan])

    assert np.isnan([found.value, found.lower, found.upper]).all()


def test_crude_rate_is_closed_to_writing():
    with pytest.raises(ValueError, match="read-only"):
        crude_rate([1], [2]).value[0] = 7


@pytest.mark.parametrize(("events", "population"), [([1], [0]), ([1], [-5]), ([-1], [5]), ([1, 2], [5, 6, 7])])
def test_crude_rate_refuses_what_is_no_count(events, population):
    with pytest.raises(CountsInvalid):
        crude_rate(events, population)


def test_crude_rate_refuses_a_multiplier_of_nothing():
    with pytest.raises(ParametersInvalid):
        crude_rate([1], [2], multiplier=0)


@given(events=st.integers(0, 10**6), population=st.integers(1, 10**8), multiplier=st.sampled_from([1, 1000, 100_000]))
def test_crude_rate_is_never_negative_and_lies_within_its_limits(events, population, multiplier):
    found = crude_rate(events, population, multiplier=multiplier)

    assert 0 <= found.lower <= found.value <= found.upper
