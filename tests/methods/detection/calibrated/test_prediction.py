"""A prediction that takes nothing as known that was only estimated."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from tideturn.methods.detection.calibrated import PredictiveInputs, predict
from tideturn.methods.detection.engine import Engine
from tideturn.methods.detection.errors import BatchInvalid, ParametersInvalid

WEEKS = 120
ENGINES = [Engine.NUMBA, Engine.NUMPY]


def inputs_of(counts):
    """Return what a fit of one constant mean finds in counts of the shape (series, weeks)."""
    mean = np.nanmean(counts, axis=1)
    known = np.isfinite(counts).sum(axis=1).astype(float)
    return PredictiveInputs(
        expected=mean, exposure=known, parameters=(mean > 0).astype(float), counts=counts,
        means=np.broadcast_to(mean[:, None], counts.shape).copy(), weights=np.ones(counts.shape),
    )  # fmt: skip


def counts_of(generator, *, mean, dispersion, series=60, weeks=WEEKS):
    if dispersion == 1:
        return generator.poisson(mean, (series, weeks)).astype(float)
    return generator.negative_binomial(mean / (dispersion - 1), 1 / dispersion, (series, weeks)).astype(float)


@pytest.fixture
def generator():
    return np.random.default_rng(20)


MIXED = [(0.1, 1), (0.1, 3), (0.5, 2), (1, 1.5), (3, 2), (8, 1), (40, 3), (150, 2), (2000, 4)]


@pytest.fixture
def many(generator):
    """Return counts of all sizes, with missing weeks, zeros only, a past outbreak and few weeks."""
    counts = np.concatenate([counts_of(generator, mean=mean, dispersion=phi) for mean, phi in MIXED])
    counts[generator.random(counts.shape) < 0.02] = np.nan
    counts[3] = 0.0
    counts[5, 10:14] = 30.0
    counts[7, 8:] = np.nan
    observed = np.concatenate([generator.poisson(mean, 60).astype(float) for mean, _ in MIXED])
    observed[::7] *= 4
    observed[11] = np.nan
    return counts, observed


def test_predict_compiled_and_by_numpy_alone(many):
    counts, observed = many
    inputs = inputs_of(counts)
    inputs.weights[5, 10:14] = 0.1
    inputs.weights[200, 3] = 0.3

    compiled, plain = (predict(inputs, observed=observed, alpha=0.005, engine=engine) for engine in ENGINES)

    for name in ("pvalue", "strict_pvalue"):
        np.testing.assert_allclose(getattr(compiled, name), getattr(plain, name), rtol=1e-9)
    np.testing.assert_array_equal(compiled.upper, plain.upper)
    np.testing.assert_array_equal(compiled.lower, plain.lower)
    assert np.isfinite(plain.upper).all()


@pytest.mark.parametrize("alpha", [0.05, 0.005, 1e-5, 1e-8])
def test_predict_alarm_is_a_small_pvalue(many, alpha):
    counts, _ = many
    inputs = inputs_of(counts)
    limits = predict(inputs, observed=np.full(len(counts), np.nan), alpha=alpha, engine=Engine.NUMPY)

    at_upper, above, at_lower, below = (
        predict(inputs, observed=limit, alpha=alpha, engine=Engine.NUMPY)
        for limit in (limits.upper, limits.upper + 1, limits.lower, limits.lower - 1)
    )

    assert np.isnan(limits.pvalue).all()
    assert (at_upper.pvalue > alpha).all()
    assert (above.pvalue <= alpha).all()
    assert (1 - at_lower.strict_pvalue > alpha).all()
    assert (1 - below.strict_pvalue <= alpha * (1 + 1e-6))[limits.lower > 0].all()


def test_predict_pvalues_fall_with_the_count(many):
    counts, _ = many
    inputs = inputs_of(counts)
    observed = np.arange(0.0, 40.0)

    found = [predict(inputs, observed=np.full(len(counts), y), alpha=0.01) for y in observed]

    pvalues = np.stack([prediction.pvalue for prediction in found])
    strict = np.stack([prediction.strict_pvalue for prediction in found])
    assert (np.diff(pvalues, axis=0) <= 1e-15).all()
    assert (strict <= pvalues + 1e-15).all()
    np.testing.assert_array_equal(pvalues[0], 1.0)


def test_predict_of_one_series_does_not_depend_on_the_others(many):
    counts, observed = many
    together = predict(inputs_of(counts), observed=observed, alpha=0.005, engine=Engine.NUMPY)

    alone = [
        predict(inputs_of(counts[i : i + 1]), observed=observed[i : i + 1], alpha=0.005) for i in (0, 3, 5, 200, 300)
    ]

    for place, i in enumerate((0, 3, 5, 200, 300)):
        assert alone[place].pvalue[0] == pytest.approx(together.pvalue[i], rel=1e-12)
        assert alone[place].upper[0] == together.upper[i]


def test_predict_after_nothing_but_zeros():
    inputs = inputs_of(np.zeros((1, 200)))

    found = [predict(inputs, observed=np.array([float(y)]), alpha=0.005).pvalue[0] for y in (0, 1, 3)]

    assert found[0] == 1.0
    assert 1 / 201 * 0.5 < found[1] < 0.05
    assert found[2] < found[1]


def test_predict_knows_less_after_fewer_weeks(generator):
    counts = counts_of(generator, mean=5.0, dispersion=2, series=50, weeks=400)
    short = inputs_of(counts)
    short = replace(short, exposure=short.exposure / 200)

    known = predict(inputs_of(counts), observed=np.full(50, 5.0), alpha=0.005)
    guessed = predict(short, observed=np.full(50, 5.0), alpha=0.005)

    assert (guessed.upper > known.upper).all()
    assert (guessed.lower <= known.lower).all()


def test_predict_scattered_counts_surprise_less(generator):
    calm = counts_of(generator, mean=4.0, dispersion=1)
    wild = counts_of(generator, mean=4.0, dispersion=4)
    observed = np.full(60, 11.0)

    of_calm, of_wild = (predict(inputs_of(counts), observed=observed, alpha=0.005) for counts in (calm, wild))

    assert np.median(of_calm.pvalue) < 0.005 < np.median(of_wild.pvalue)


def test_predict_counts_more_even_than_chance():
    counts = np.tile([9.0, 10.0, 10.0, 11.0], (1, 50))

    found = predict(inputs_of(counts), observed=np.array([19.0]), alpha=0.005)

    assert found.pvalue[0] < stats.poisson.sf(18, 10.0)


def test_predict_far_tail_keeps_its_digits(generator):
    counts = counts_of(generator, mean=6.0, dispersion=1, series=1, weeks=4000)

    found = predict(inputs_of(counts), observed=np.array([60.0]), alpha=0.005)

    assert 1e-45 < found.pvalue[0] < 1e-25
    assert 0 < found.strict_pvalue[0] < found.pvalue[0]


def tail_ratios(counts, *, mean, dispersion, levels, by):
    """Return how often randomised p-values fall below each level, over the level, given the true distribution."""
    y = np.arange(0, 40)
    truth = (
        stats.poisson.pmf(y, mean) if dispersion == 1 else stats.nbinom.pmf(y, mean / (dispersion - 1), 1 / dispersion)
    )
    inputs = inputs_of(counts)
    total = np.zeros(len(levels))
    for count, chance in zip(y, truth, strict=True):
        pvalue, strict = by(inputs, float(count))
        share = (np.asarray(levels) - strict[:, None]) / (pvalue - strict)[:, None]
        total += chance * np.clip(share, 0.0, 1.0).mean(axis=0)
    return total / levels


def calibrated(inputs, count):
    found = predict(inputs, observed=np.full(len(inputs.expected), count), alpha=0.005)
    return found.pvalue, found.strict_pvalue


def plugged_in(inputs, count):
    """Return the p-values of those who take the estimates for the truth, the dispersion being 1 or more."""
    square = (inputs.counts - inputs.means) ** 2 / inputs.means
    phi = np.maximum(square.sum(axis=1) / (inputs.counts.shape[1] - 1), 1 + 1e-9)
    size = inputs.expected / (phi - 1)
    return stats.nbinom.sf(count - 1, size, 1 / phi), stats.nbinom.sf(count, size, 1 / phi)


@pytest.mark.parametrize(("mean", "dispersion"), [(0.5, 1), (0.5, 2), (4.0, 1), (4.0, 2)])
def test_predict_tails_hold_in_simulation(generator, mean, dispersion):
    counts = counts_of(generator, mean=mean, dispersion=dispersion, series=1000, weeks=237)
    levels = np.array([0.005, 0.01, 0.05])

    ratios = tail_ratios(counts, mean=mean, dispersion=dispersion, levels=levels, by=calibrated)

    np.testing.assert_allclose(ratios, 1.0, atol=0.15)


def test_predict_rare_events_that_come_in_clusters_hold_too(generator):
    counts = counts_of(generator, mean=0.1, dispersion=3, series=1500, weeks=237)
    levels = np.array([0.005, 0.05, 0.2, 0.3])
    own_weeks = 15

    def by_own_weeks(inputs, count):
        mean = inputs.counts[:, :own_weeks].mean(axis=1)
        return calibrated(replace(inputs, expected=mean, exposure=np.full(len(mean), float(own_weeks))), count)

    ratios = tail_ratios(counts, mean=0.1, dispersion=3, levels=levels, by=by_own_weeks)

    # Two in five of these series have no case in their own weeks.
    np.testing.assert_allclose(ratios, 1.0, atol=0.08)


def test_plugging_in_does_not_hold_in_the_same_simulation(generator):
    counts = counts_of(generator, mean=0.5, dispersion=2, series=1500, weeks=80)
    levels = np.array([0.005, 0.01, 0.05])

    ratios = tail_ratios(counts, mean=0.5, dispersion=2, levels=levels, by=plugged_in)

    assert ratios[0] > 1.2


def test_predict_no_fit_no_answer():
    inputs = replace(inputs_of(np.ones((2, 50))), exposure=np.array([np.nan, 50.0]))

    found = predict(inputs, observed=np.array([3.0, 3.0]), alpha=0.005)

    assert np.isnan([found.pvalue[0], found.upper[0], found.lower[0]]).all()
    assert np.isfinite([found.pvalue[1], found.upper[1], found.lower[1]]).all()


@pytest.mark.parametrize("alpha", [0.0, 0.5, 1.0, float("nan")])
def test_predict_refuses_an_alpha(alpha):
    with pytest.raises(ParametersInvalid, match="alpha"):
        predict(inputs_of(np.ones((1, 50))), observed=np.array([1.0]), alpha=alpha)


def test_inputs_refuse_what_does_not_fit():
    inputs = inputs_of(np.ones((2, 50)))

    with pytest.raises(BatchInvalid, match="expos"):
        replace(inputs, exposure=np.array([1.0, 0.0]))
    with pytest.raises(BatchInvalid, match="parameters must have one entry"):
        replace(inputs, parameters=np.ones(3))
    with pytest.raises(BatchInvalid, match="weights must have one row"):
        replace(inputs, weights=np.ones((2, 49)))
