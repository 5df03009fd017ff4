"""What the reference weeks say of their dispersion."""

import numpy as np
import pytest
from scipy import stats

from tideturn.methods.detection.calibrated import PredictiveInputs, dispersion


@pytest.fixture
def inputs():
    generator = np.random.default_rng(5)
    means = np.tile(np.linspace(0.3, 1.8, 150), (4, 1))
    counts = generator.negative_binomial(means / 1.0, 1 / 2.0).astype(float)
    # Fitted means add up to the counts, as a fit with levels leaves them.
    means *= (counts.sum(axis=1) / means.sum(axis=1))[:, None]
    return PredictiveInputs(np.ones(4), np.full(4, 20.0), np.zeros(4), counts, means, np.ones(means.shape))


def test_by_likelihood_is_that_of_the_negative_binomial(inputs):
    scatter = dispersion.scatter_of(inputs)
    ladder = dispersion.ladder_of(scatter)
    ladder[:, :20] = np.linspace(1.2, 2.0, 20)

    products = dispersion.sums_of_logarithms(inputs, np.arange(4), ladder)
    weights = dispersion.by_likelihood(scatter, inputs.parameters, ladder, products)

    direct = np.array([
        [stats.nbinom.logpmf(y, mean / (phi - 1), 1 / phi).sum() - np.log(phi) for phi in row]
        for y, mean, row in zip(inputs.counts, inputs.means, ladder, strict=True)
    ])  # fmt: skip
    over = ladder > 1
    expected = np.where(over, np.exp(direct - np.nanmax(direct, axis=1, keepdims=True)), 0.0)
    found = np.where(over, weights, 0.0)
    np.testing.assert_allclose(
        found / found.sum(axis=1, keepdims=True), expected / expected.sum(axis=1, keepdims=True), atol=1e-12
    )


def test_by_likelihood_of_a_count_beyond_a_binomial_is_nothing(inputs):
    counts = inputs.counts[:1] * 0 + 1
    counts[0, 0] = 12.0
    means = np.full(counts.shape, counts.mean())
    crowded = PredictiveInputs(np.ones(1), np.full(1, 20.0), np.ones(1), counts, means, np.ones(counts.shape))
    ladder = np.array([[0.5, 0.8, 1.0, 1.5]])

    weights = dispersion.by_likelihood(
        dispersion.scatter_of(crowded), np.ones(1), ladder,
        dispersion.sums_of_logarithms(crowded, np.arange(1), ladder),
    )  # fmt: skip

    assert (weights[0, :2] == 0).all()
    assert weights.sum() == pytest.approx(1.0)


def test_by_likelihood_pays_for_estimated_means(inputs):
    scatter = dispersion.scatter_of(inputs)
    ladder = dispersion.ladder_of(scatter)
    products = dispersion.sums_of_logarithms(inputs, np.arange(4), ladder)

    known, estimated = (
        (dispersion.by_likelihood(scatter, np.full(4, number), ladder, products) * ladder).sum(axis=1)
        for number in (0.0, 11.0)
    )

    assert (estimated > known).all()


@pytest.mark.parametrize(("mean", "variance"), [(1e-9, (3 - 1) / np.log(3)), (1e9, 3.0)])
def test_by_likelihood_pays_by_the_cluster_for_rare_events(mean, variance):
    scatter = dispersion.Scatter(np.array([300.0]), np.array([200.0]), np.array([mean]), np.array([20.0]))
    ladder = np.array([[1.0, 3.0]])

    known, estimated = (
        dispersion.by_likelihood(scatter, np.array([number]), ladder, np.zeros((1, 2))) for number in (0.0, 2.0)
    )

    assert estimated[0, 1] / estimated[0, 0] == pytest.approx(variance * known[0, 1] / known[0, 0])


def test_by_pearson_has_the_quantiles_of_chi_squared():
    scatter = dispersion.Scatter(np.array([300.0]), np.array([200.0]), np.array([1e9]), np.array([1e9]))

    nodes, weights = dispersion.by_pearson(scatter)

    exact = 300.0 / stats.chi2.ppf(stats.norm.cdf(-dispersion.NODES), 200.0)
    np.testing.assert_allclose(nodes[0], exact, rtol=1e-3)
    assert weights.sum() == pytest.approx(1.0)
    assert weights[0] @ (1 / nodes[0]) == pytest.approx(200.0 / 300.0, rel=1e-4)


def test_by_pearson_is_less_sure_of_rare_events():
    spread = []
    for mean in (3.0, 300.0):
        scatter = dispersion.Scatter(np.array([400.0]), np.array([200.0]), np.array([mean]), np.array([mean * 200]))
        nodes, _ = dispersion.by_pearson(scatter)
        spread.append(nodes.max() / nodes.min())

    assert spread[0] > spread[1]


def test_scatter_leaves_out_missing_weeks_and_weighs_past_outbreaks(inputs):
    inputs.counts[0, :3] = np.nan
    inputs.weights[0, 5] = 0.25

    scatter = dispersion.scatter_of(inputs)

    kept = np.arange(3, 150)
    weight = inputs.weights[0, kept]
    square = weight * (inputs.counts[0, kept] - inputs.means[0, kept]) ** 2 / inputs.means[0, kept]
    assert scatter.statistic[0] == pytest.approx(square.sum())
    assert scatter.degrees[0] == pytest.approx(147 - 0.75)
