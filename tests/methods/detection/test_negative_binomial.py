import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tideturn.methods.detection.negative_binomial import quantile, smallest_count, upper_tail

MEANS = [0.01, 0.7, 4.2, 90.0, 25_000.0]


@pytest.mark.parametrize("mean", MEANS)
@pytest.mark.parametrize("dispersion", [1.0, 1.3, 6.0])
def test_upper_tail_is_that_of_scipy(mean, dispersion):
    counts = np.unique(np.floor(np.array([0, 1, 2, mean, 1.5 * mean + 3])))
    law = stats.poisson(mean) if dispersion == 1 else stats.nbinom(mean / (dispersion - 1), 1 / dispersion)

    found = upper_tail(counts, mean, dispersion)

    np.testing.assert_allclose(found, law.sf(counts - 1), rtol=1e-9)


@given(st.sampled_from(MEANS), st.floats(1, 8), st.floats(0.5, 0.9999))
def test_quantile_is_the_smallest_count_that_reaches_the_probability(mean, dispersion, probability):
    (count,) = quantile(probability, np.array([mean]), dispersion)

    # Either side, with room for R's hair.
    assert 1 - upper_tail(count + 1, mean, dispersion) >= probability * (1 - 1e-12)
    assert count == 0 or 1 - upper_tail(count, mean, dispersion) < probability


def test_upper_tail_of_what_is_not_known_is_not_known():
    assert np.isnan(upper_tail(np.nan, 3.0, 1.0))
    assert np.isnan(quantile(0.9, np.array([np.nan]), 1.0)).all()


@given(st.lists(st.tuples(st.integers(0, 500), st.floats(-5, 700)), min_size=1, max_size=20))
def test_smallest_count_finds_every_answer_from_any_guess(cases):
    answers = np.array([answer for answer, _ in cases], float)
    guesses = np.array([guess for _, guess in cases])

    found = smallest_count(lambda count, rows: count >= answers[rows], guesses)

    assert found.tolist() == answers.tolist()
