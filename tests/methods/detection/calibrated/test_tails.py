"""The mixture of negative binomials, against the exact test and against SciPy."""

import numpy as np
import pytest
from scipy import stats

from tideturn.methods.detection.calibrated.tails import (
    Mixture,
    above,
    at_least,
    lower_count,
    predictive_of,
    upper_count,
)


def single(nodes, *, events, exposure):
    nodes = np.atleast_2d(np.asarray(nodes, dtype=float))
    return predictive_of(
        events=np.array([events]), exposure=np.array([exposure]), nodes=nodes,
        weights=np.full(nodes.shape, 1 / nodes.shape[1]),
    )  # fmt: skip


@pytest.mark.parametrize(("events", "exposure", "count"), [(0, 30, 1), (7, 20, 3), (240, 35, 12), (2, 237, 2)])
def test_predictive_of_poisson_counts_is_the_exact_conditional_test(events, exposure, count):
    predictive = single([1.0], events=events, exposure=exposure)

    found = at_least(np.array([count]), predictive.at_least), above(np.array([count]), predictive)

    chance = 1 / (exposure + 1)
    assert found[0][0] == pytest.approx(stats.binom.sf(count - 1, events + count, chance), rel=1e-9)
    assert found[1][0] == pytest.approx(stats.binom.sf(count, events + count, chance), rel=1e-9)


def test_predictive_of_scattered_counts_keeps_mean_and_variance():
    predictive = single([2.5], events=100.0, exposure=25.0)
    y = np.arange(0, 300)

    mixtures = (predictive.at_least, predictive.more)
    tails = [np.array([at_least(np.array([count]), mixture)[0] for count in y]) for mixture in mixtures]

    means = [tail[1:].sum() for tail in tails]
    variances = [(2 * np.arange(1, 300) - 1) @ tail[1:] - mean**2 for tail, mean in zip(tails, means, strict=True)]
    assert means == pytest.approx([(100 + 1.75) / 25, 100 / 25])
    assert np.divide(variances, means) == pytest.approx([2.5 * (1 + 1 / 25)] * 2)


def test_above_lacks_a_cluster_only_where_the_next_case_begins_one():
    predictive = single([3.0], events=2.0, exposure=20.0)
    size = (2 + 2) / 20 / (3 - 1)

    for count in (0.0, 1.0, 4.0):
        begins = size / (size + count)
        anew = at_least(np.array([count + 1]), predictive.more)[0]
        with_others = at_least(np.array([count + 1]), predictive.at_least)[0]
        expected = begins * anew + (1 - begins) * with_others
        assert above(np.array([count]), predictive)[0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("dispersion", [0.5, 0.8, 0.9999])
def test_mixtures_below_one_are_binomials(dispersion):
    pvalue = single([dispersion], events=400.0, exposure=1e9 / 400.0).at_least
    pvalue = Mixture(np.array([[6.0]]), pvalue.excess * 0 - 6.0 / np.ceil(6.0 / (1 - dispersion)), np.array([[1.0]]))

    found = at_least(np.array([9.0]), pvalue)[0]

    trials = np.ceil(6.0 / (1 - dispersion))
    assert found == pytest.approx(stats.binom.sf(8, trials, 6.0 / trials), rel=1e-9)


def test_at_least_is_an_average_over_the_nodes():
    parts = [single([phi], events=30.0, exposure=20.0).at_least for phi in (1.0, 2.0, 4.0)]
    whole = single([1.0, 2.0, 4.0], events=30.0, exposure=20.0).at_least

    found = [at_least(np.array([6.0]), part)[0] for part in parts]

    assert at_least(np.array([6.0]), whole)[0] == pytest.approx(np.mean(found))


@pytest.mark.parametrize("alpha", [0.05, 0.005, 1e-7])
@pytest.mark.parametrize(("events", "exposure"), [(0.0, 20.0), (40.0, 22.0), (1e5, 30.0)])
def test_upper_and_lower_count_are_the_first_that_hold(alpha, events, exposure):
    predictive = single([0.9, 1.3, 2.0], events=events, exposure=exposure)

    upper, lower = upper_count(alpha, predictive.at_least), lower_count(alpha, predictive)

    assert at_least(upper + 1, predictive.at_least)[0] <= alpha
    assert upper[0] == 0 or at_least(upper, predictive.at_least)[0] > alpha
    assert 1 - above(lower, predictive)[0] > alpha
    assert lower[0] == 0 or 1 - above(lower - 1, predictive)[0] <= alpha
