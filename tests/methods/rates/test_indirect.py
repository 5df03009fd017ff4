"""Indirectly standardised ratios."""

import numpy as np
import pytest

from tideturn.methods.rates.count_limits import Limits
from tideturn.methods.rates.errors import BandsInvalid, CountsInvalid
from tideturn.methods.rates.indirect import expected_events, indirectly_standardised_ratio


def test_expected_events_are_the_people_at_the_rates_of_the_reference():
    found = expected_events(
        {"0-49": [1000, 2000], "50+": [500, 0]},
        reference_events={"50+": 20, "0-49": 10},
        reference_population={"0-49": 10_000, "50+": 4000},
    )

    assert found == pytest.approx([1000 * 0.001 + 500 * 0.005, 2000 * 0.001])


def test_indirectly_standardised_ratio_of_the_reference_itself_is_100():
    found = indirectly_standardised_ratio(30, 30.0)

    assert found.value == 100
    assert found.lower < 100 < found.upper


def test_indirectly_standardised_ratio_has_exact_limits():
    # Garwood's limits of 10 are 4.795 and 18.39.
    found = indirectly_standardised_ratio(10, 5.0, multiplier=1, limits=Limits.EXACT)

    assert (found.lower, found.upper) == pytest.approx((4.7954 / 5, 18.3904 / 5), rel=1e-4)


def test_indirectly_standardised_ratio_of_nothing_keeps_an_upper_limit():
    found = indirectly_standardised_ratio([0, np.nan], [4.0, 4.0])

    assert found.upper[0] > 0
    assert np.isnan(found.value[1])


def test_indirectly_standardised_ratio_refuses_an_expectation_of_nothing():
    with pytest.raises(CountsInvalid, match="Expected events"):
        indirectly_standardised_ratio([1], [0])


def test_expected_events_refuse_a_reference_that_lacks_a_band():
    with pytest.raises(BandsInvalid, match="Reference populations"):
        expected_events({"0+": 1}, reference_events={"0+": 1}, reference_population={"0-9": 1})
