"""The invented country is what it was when the method was tried on it, and its scoring credits no luck."""

import hashlib

import numpy as np
import pytest

from bench.invented_country.areas import BOARD, COUNTRY
from bench.invented_country.country import draw_country
from bench.invented_country.parameters import HISTORY, INVENTED_COUNTRY, JUDGED
from bench.invented_country.scoring import NOT_FOUND, score

# Of the parameters as they were committed before the method. If this fails, they were changed after the fact.
FROZEN = "e26fd2a6cb0b6d2b"


@pytest.fixture(scope="module")
def country():
    return draw_country(7)


def test_invented_country_is_frozen():
    assert hashlib.sha256(repr(INVENTED_COUNTRY).encode()).hexdigest()[:16] == FROZEN


def test_draw_country_draws_the_same_twice(country):
    again = draw_country(7)

    assert np.array_equal(country.counts, again.counts, equal_nan=True)
    assert country.events == again.events


def test_twin_differs_only_by_events_of_the_judged_weeks(country):
    added = country.counts - country.twin

    assert np.array_equal(country.counts[..., :HISTORY], country.twin[..., :HISTORY], equal_nan=True)
    assert np.nanmin(added) == 0
    assert np.nansum(added[COUNTRY]) > 0


def test_counts_of_an_area_are_those_of_its_partnerships(country):
    areas = country.areas
    partnerships = country.counts[-areas.partnerships :]

    for area in range(len(areas.names)):
        inside = partnerships[areas.members[area]]
        known = np.isfinite(inside).any(axis=0)
        assert np.array_equal(np.nansum(inside, axis=0)[known], country.counts[area][known])
        assert np.isnan(country.counts[area][~known]).all()


def test_noise_is_that_which_is_described(country):
    """Variance over mean lies between 1 and 3 for partnerships, where no event was planted."""
    counts, means = country.twin[country.areas.levels > BOARD], country.means[country.areas.levels > BOARD]
    ratio = np.nanmean((counts - means) ** 2 / means, axis=2)

    assert np.mean((ratio > 0.8) & (ratio < 3.5)) > 0.9


def looks_at(country, event, delay):
    looks = np.zeros((len(country.areas.names), 1, JUDGED), dtype=bool)
    looks[event.area, 0, event.start - HISTORY + delay] = True
    return looks


def test_score_credits_what_an_event_caused(country):
    event = country.events[0]

    result = score(country, looks=looks_at(country, event, 2), standing_in_twin=looks_at(country, event, 3))

    assert (result.finds[0].event, result.finds[0].delay) == (event, 2)
    assert (result.true, result.false) == (1, 0)


def test_score_does_not_credit_what_is_in_the_twin_as_well(country):
    looks = looks_at(country, country.events[0], 2)

    result = score(country, looks=looks, standing_in_twin=looks)

    assert (result.finds[0].delay, result.finds[0].with_luck) == (NOT_FOUND, 2)
    assert (result.true, result.false) == (0, 1)


def test_score_does_not_credit_what_comes_before_the_event(country):
    event = next(event for event in country.events if event.start > HISTORY + 5)
    nothing = np.zeros((len(country.areas.names), 1, JUDGED), dtype=bool)

    result = score(country, looks=looks_at(country, event, -3), standing_in_twin=nothing)

    assert all(find.delay == NOT_FOUND for find in result.finds)
    assert result.false == 1
