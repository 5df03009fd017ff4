"""Proportions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.methods.rates.errors import CountsInvalid
from tideturn.methods.rates.proportion import proportion

# R. G. Newcombe, Statistics in Medicine 17, 1998, table I, method 3.
NEWCOMBE = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]


@pytest.mark.parametrize(("part", "whole", "lower", "upper"), NEWCOMBE)
def test_proportion_has_the_published_limits(part, whole, lower, upper):
    found = proportion(part, whole, multiplier=1)

    assert (found.lower, found.upper) == pytest.approx((lower, upper), abs=5e-5)


def test_proportion_of_the_prison_release_study():
    # S. M. Bird, A. McAuley, S. Perry and C. Hunter, Addiction 111, 2016: 193 of 1,970 and 76 of 1,212.
    assert np.round(proportion([193, 76], [1970, 1212]).value, 1) == pytest.approx([9.8, 6.3])


def test_proportion_of_none_and_of_all_ends_at_the_end():
    found = proportion([0, 20], [20, 20])

    assert found.lower[0] == 0
    assert found.upper[1] == 100
    assert found.lower[1] == pytest.approx(100 - found.upper[0])


def test_proportion_of_what_is_missing_is_missing():
    found = proportion([np.nan, 0, 5], [5, np.nan, np.nan])

    assert np.isnan([found.value, found.lower, found.upper]).all()


@pytest.mark.parametrize(("part", "whole"), [(3, 2), (-1, 2), (1, 0), (0.5, 2)])
def test_proportion_refuses_what_is_none(part, whole):
    with pytest.raises(CountsInvalid):
        proportion([part], [whole])


@given(whole=st.integers(1, 10**6), share=st.floats(0, 1))
def test_proportion_lies_within_limits_that_widen_with_confidence(whole, share):
    part = round(whole * share)

    narrow, wide = (proportion(part, whole, confidence=confidence) for confidence in (0.9, 0.998))

    assert 0 <= wide.lower <= narrow.lower <= narrow.value <= narrow.upper <= wide.upper <= 100
