"""Directly standardised rates."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tideturn.methods.rates.direct import directly_standardised_rate
from tideturn.methods.rates.errors import BandsInvalid, CountsInvalid
from tideturn.methods.rates.standard_population import EUROPEAN_2013, StandardPopulation

BANDS = list(EUROPEAN_2013.weights)
EVENTS = {band: (7 * place) % 11 for place, band in enumerate(BANDS)}
PEOPLE = {band: 900 + 37 * ((5 * place) % 13) for place, band in enumerate(BANDS)}


def test_directly_standardised_rate_agrees_with_another_package():
    # PHStatsMethods, ph_dsr, of these 97 events; its normal quantile has more digits than the published 1.96.
    found = directly_standardised_rate(EVENTS, PEOPLE)

    assert found.events == 97
    assert found.value == pytest.approx(446.87795, rel=1e-7)
    assert (found.lower, found.upper) == pytest.approx((356.86775, 551.568733), rel=1e-5)


def test_directly_standardised_rate_has_the_spread_of_the_published_formula():
    found = directly_standardised_rate(EVENTS, PEOPLE)
    variance = sum(EVENTS[band] * EUROPEAN_2013.weights[band] ** 2 / PEOPLE[band] ** 2 for band in BANDS) / 1e5**2
    lower = 97 * (1 - 1 / (9 * 97) - 1.96 / (3 * 97**0.5)) ** 3

    assert found.lower == pytest.approx(found.value + 1e5 * (variance / 97) ** 0.5 * (lower - 97), rel=1e-12)


def test_directly_standardised_rate_joins_by_label_and_not_by_order():
    shuffled = {band: PEOPLE[band] for band in reversed(BANDS)}

    assert directly_standardised_rate(EVENTS, shuffled).value == directly_standardised_rate(EVENTS, PEOPLE).value
    assert directly_standardised_rate(EVENTS, dict(zip(BANDS, shuffled.values(), strict=True))).value != (
        directly_standardised_rate(EVENTS, PEOPLE).value
    )


def test_directly_standardised_rate_of_both_sexes_has_200_000_people():
    standard = EUROPEAN_2013.for_both_sexes()
    events = {f"{sex} {band}": EVENTS[band] for sex in ("Male", "Female") for band in BANDS}
    people = {f"{sex} {band}": PEOPLE[band] for sex in ("F", "M") for band in BANDS}

    found = directly_standardised_rate(events, people, standard=standard)

    assert standard.total == 200_000
    assert found.value == pytest.approx(directly_standardised_rate(EVENTS, PEOPLE).value)
    assert found.upper < directly_standardised_rate(EVENTS, PEOPLE).upper


def test_directly_standardised_rate_of_the_same_ages_is_the_crude_one():
    people = {band: weight * 3 for band, weight in EUROPEAN_2013.weights.items()}

    assert directly_standardised_rate(EVENTS, people).value == pytest.approx(97 / 300_000 * 1e5)


def test_directly_standardised_rate_of_no_events_has_limits_of_zero():
    found = directly_standardised_rate(dict.fromkeys(BANDS, 0), PEOPLE)

    assert (found.value, found.lower, found.upper) == (0, 0, 0)


def test_directly_standardised_rate_takes_many_places_at_once():
    found = directly_standardised_rate(
        {band: [count, 0, np.nan] for band, count in EVENTS.items()}, {band: [n] * 3 for band, n in PEOPLE.items()}
    )

    assert found.value.shape == (3,)
    assert found.upper[1] == 0
    assert np.isnan([found.value[2], found.lower[2], found.upper[2]]).all()


def test_directly_standardised_rate_refuses_a_missing_band():
    with pytest.raises(BandsInvalid, match="no age band 90\\+"):
        directly_standardised_rate(dict.fromkeys(BANDS[:-1], 1), PEOPLE)


def test_directly_standardised_rate_refuses_a_band_too_many():
    with pytest.raises(BandsInvalid, match="90-94"):
        directly_standardised_rate(EVENTS | {"90-94": 1}, PEOPLE)


def test_directly_standardised_rate_refuses_a_band_given_twice():
    with pytest.raises(BandsInvalid, match="0-4 is given twice"):
        directly_standardised_rate(EVENTS | {"00-04": 1}, PEOPLE)


def test_directly_standardised_rate_refuses_events_where_nobody_lives():
    with pytest.raises(CountsInvalid, match="nobody lives"):
        directly_standardised_rate(dict.fromkeys(BANDS, 1), PEOPLE | {"90+": 0})


def test_directly_standardised_rate_takes_a_band_without_anybody():
    found = directly_standardised_rate(EVENTS | {"90+": 0}, PEOPLE | {"90+": 0})

    assert np.isfinite(found.value)


def test_directly_standardised_rate_refuses_ragged_bands():
    with pytest.raises(CountsInvalid, match="same number of places"):
        directly_standardised_rate(EVENTS | {"0-4": [1, 2, 3], "5-9": [1, 2]}, PEOPLE)


@given(
    counts=st.lists(st.integers(0, 50), min_size=3, max_size=3),
    people=st.lists(st.integers(50, 10**6), min_size=3, max_size=3),
)
def test_directly_standardised_rate_lies_within_limits_that_widen_with_confidence(counts, people):
    standard = StandardPopulation("three", {"0-29": 4, "30-59": 3, "60+": 2})
    bands = list(standard.weights)

    narrow, wide = (
        directly_standardised_rate(
            dict(zip(bands, counts, strict=True)),
            dict(zip(bands, people, strict=True)),
            standard=standard,
            confidence=confidence,
        )
        for confidence in (0.9, 0.99)
    )

    assert 0 <= wide.lower <= narrow.lower <= narrow.value <= narrow.upper <= wide.upper
    assert (narrow.upper == 0) == (sum(counts) == 0)
