"""The textbook mode: what it mends, and that it holds its level."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.engine import Engine
from tideturn.methods.detection.farrington import (
    Farrington,
    FlexibleFarrington,
    Threshold,
    farrington,
    farrington_flexible,
    thresholds,
    trend,
)
from tideturn.methods.detection.farrington.evidence import evidence_of
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.negative_binomial import upper_tail
from tideturn.methods.detection.outcome import ARRAYS, NOT_GIVEN, Status

WEEKS, NOW = 416, 415


def counts(seed=5, mean=8.0, series=1):
    return np.random.default_rng(seed).poisson(mean, (series, WEEKS)).astype(float)


def judge(observed, **choices):
    mode = choices.pop("mode", Mode.TEXTBOOK)
    return farrington_flexible(batch_of(observed), weeks=[NOW], parameters=FlexibleFarrington(**choices), mode=mode)


def test_a_missing_week_is_no_data_and_not_no_alarm():
    observed = counts()
    observed[0, NOW] = np.nan

    found = judge(observed)

    assert found.status[0, 0] == Status.NO_DATA
    assert found.alarm[0, 0] == NOT_GIVEN
    assert np.isnan(found.pvalue[0, 0])
    assert found.expected[0, 0] == pytest.approx(8, abs=2)
    assert judge(observed, mode=Mode.COMPATIBLE).alarm[0, 0] == 0, "R's fault is no longer there to be mended"


def test_a_burst_after_nothing_is_a_first_appearance():
    observed = np.zeros((1, WEEKS))
    observed[0, NOW] = 12

    found = judge(observed)

    assert found.status[0, 0] == Status.FIRST_APPEARANCE
    assert found.alarm[0, 0] == 1
    assert found.pvalue[0, 0] < 1e-20
    assert judge(observed, mode=Mode.COMPATIBLE).alarm[0, 0] == NOT_GIVEN, "R's fault is no longer there to be mended"


def test_nothing_after_nothing_is_no_alarm():
    found = judge(np.zeros((1, WEEKS)))

    assert found.status[0, 0] == Status.FIRST_APPEARANCE
    assert (found.alarm[0, 0], found.pvalue[0, 0]) == (0, 1.0)


def test_few_cases_are_no_alarm_but_their_numbers_are_given():
    observed = np.zeros((1, WEEKS))
    observed[0, 180], observed[0, NOW] = 1, 3

    found = judge(observed)

    assert found.status[0, 0] == Status.LOW_COUNTS
    assert found.alarm[0, 0] == 0
    assert found.pvalue[0, 0] < 0.005
    assert judge(observed, limit_cases=0).alarm[0, 0] == 1


def test_a_series_watched_too_late_has_a_short_history():
    observed = counts()
    observed[0, :200] = np.nan

    assert judge(observed).status[0, 0] == Status.SHORT_HISTORY
    assert judge(observed, b=3).status[0, 0] == Status.OK


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.05, 40), st.integers(0, 80))
def test_alarm_upper_pvalue_and_score_agree(seed, mean, now):
    observed = counts(seed, mean)
    observed[0, NOW] = now

    found = judge(observed, limit_cases=0)

    is_alarm = found.alarm[0, 0] == 1
    assert is_alarm == (now > found.upper[0, 0]) == (found.pvalue[0, 0] <= 0.005) == (found.score[0, 0] > 1)
    assert found.strict_pvalue[0, 0] <= found.pvalue[0, 0]


def test_score_is_0_at_what_is_expected_and_1_at_the_limit():
    observed = counts(mean=30)
    at = judge(observed)
    observed[0, NOW] = at.upper[0, 0]

    assert judge(observed).score[0, 0] == 1.0
    assert at.score[0, 0] == pytest.approx((at.observed - at.expected)[0, 0] / (at.upper - at.expected)[0, 0])


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("threshold", list(Threshold))
def test_both_engines_give_the_same_numbers(mode, threshold):
    chance = np.random.default_rng(11)
    observed = chance.negative_binomial(chance.uniform(0.05, 30, (150, 1)), 0.5, (150, WEEKS)).astype(float)
    observed[::5, 200:206] += 40
    observed[::7, chance.integers(0, NOW, 9)] = np.nan
    batch = batch_of(observed)
    parameters = FlexibleFarrington(threshold_method=threshold)

    kernel, plain = (
        farrington_flexible(batch, weeks=[NOW - 1, NOW], parameters=parameters, mode=mode, engine=engine)
        for engine in (Engine.NUMBA, Engine.NUMPY)
    )

    for name in ARRAYS:
        np.testing.assert_allclose(getattr(kernel, name), getattr(plain, name), rtol=1e-9, atol=1e-12, err_msg=name)


def test_a_series_has_the_same_answer_in_any_company():
    observed = counts(series=40, mean=3)

    together, alone = judge(observed), judge(observed[17])

    for name in ARRAYS:
        np.testing.assert_allclose(getattr(together, name)[17], getattr(alone, name)[0], rtol=1e-12, err_msg=name)


def tail_rates(mode, *, mean, dispersion, series=6000):
    chance = np.random.default_rng(2027)
    observed = (
        chance.poisson(mean, (series, WEEKS))
        if dispersion == 1
        else chance.negative_binomial(mean / (dispersion - 1), 1 / dispersion, (series, WEEKS))
    )
    found = farrington_flexible(
        batch_of(observed), weeks=[NOW], parameters=FlexibleFarrington(limit_cases=0), mode=mode, engine=Engine.NUMBA
    )
    low, high = found.strict_pvalue[:, 0], found.pvalue[:, 0]
    return np.array([np.clip((level - low) / np.maximum(high - low, 1e-300), 0, 1).mean() for level in (0.01, 0.05)])


@pytest.mark.parametrize(("mean", "dispersion"), [(0.5, 1), (3, 2), (30, 1.5)])
def test_the_level_is_held_by_chance(mean, dispersion):
    """Four standard errors of 6,000 series are half of 0.01 and a fifth of 0.05; bench/calibration.py is finer."""
    rates = tail_rates(Mode.TEXTBOOK, mean=mean, dispersion=dispersion)

    np.testing.assert_array_less(np.abs(rates / [0.01, 0.05] - 1), [0.5, 0.2])


def test_the_level_is_not_held_by_the_plug_in():
    """The negative control: what the textbook mode mends is seen by the same measure."""
    rates = tail_rates(Mode.COMPATIBLE, mean=3, dispersion=2)

    assert rates[0] > 0.01 * 1.5


def test_muan_uses_the_standard_error_of_a_weighted_fit():
    """Against a plain weighted least squares with whole matrices, at the fit's own means and weights."""
    batch = batch_of(counts(mean=20))
    parameters = FlexibleFarrington(threshold_method=Threshold.MUAN, alpha=0.01)

    found = farrington_flexible(batch, weeks=[NOW], parameters=parameters)

    evidence = evidence_of(batch, series=0, column=NOW, parameters=parameters, mode=Mode.TEXTBOOK)
    t = np.array(list(evidence.references))
    weight, mean = np.array(list(evidence.references.values())).T
    levels = _levels(t - 1)
    design = np.column_stack([levels[:, None] == np.arange(10), (t - 1 - NOW) / 100])
    information = design.T @ (design * (weight * mean)[:, None])
    now = np.array([0] * 9 + [1, 0])
    unit = now @ np.linalg.solve(information, now)
    phi = max(1, (weight * (batch.observed[0, t - 1] - mean) ** 2 / mean).sum() / (len(t) - 11))
    upper_mean = found.expected[0, 0] * np.exp(2.3263478740408408 * np.sqrt(phi * unit))
    from tideturn.methods.detection.negative_binomial import quantile

    assert found.upper[0, 0] == quantile(0.99, np.array([upper_mean]), phi)[0]
    assert found.phi[0, 0] == pytest.approx(phi, rel=1e-6)


def _levels(columns):
    from tideturn.methods.detection.farrington.reference import flexible_design

    design = flexible_design(Calendar(WEEKS), NOW, b=5, w=3, no_periods=10, past_weeks_not_included=26)
    of = {column: level for level in range(10) for column in design.columns[slice(*design.bounds[level : level + 2])]}
    return np.array([of[column] for column in columns])


def test_evidence_shows_past_outbreaks_with_less_weight():
    observed = counts()
    observed[0, 300:304] += 60
    parameters = FlexibleFarrington()

    evidence = evidence_of(batch_of(observed), series=0, column=NOW, parameters=parameters, mode=Mode.TEXTBOOK)

    weights = {t: weight for t, (weight, _) in evidence.references.items()}
    assert [t for t, weight in weights.items() if weight < 1] == [301, 302, 303, 304]
    assert evidence.trend_a_year == pytest.approx(0, abs=0.1)


def test_evidence_counts_a_year_in_the_calendars_periods():
    counts = np.tile(np.floor(900 * 0.9 ** np.arange(12))[:, None], (1, 4)).reshape(1, -1)
    batch = batch_of(counts, calendar=Calendar(48, periods_per_year=4))
    parameters = FlexibleFarrington(b=5, w=1, no_periods=2, past_weeks_not_included=1)

    evidence = evidence_of(batch, series=0, column=47, parameters=parameters, mode=Mode.TEXTBOOK)

    assert evidence.trend_a_year == pytest.approx(-0.1, abs=0.02)


def test_evidence_of_a_week_without_history_is_empty():
    evidence = evidence_of(
        batch_of(counts()), series=0, column=100, parameters=FlexibleFarrington(), mode=Mode.TEXTBOOK
    )

    assert (dict(evidence.references), evidence.trend_a_year) == ({}, None)


def test_farrington_1996_has_the_same_mends():
    observed = np.concatenate([counts(), np.zeros((1, WEEKS)), counts(6)])
    observed[1, NOW], observed[2, NOW] = 9, np.nan

    found = farrington(batch_of(observed), weeks=[NOW], parameters=Farrington())

    assert [Status(status) for status in found.status[:, 0]] == [Status.OK, Status.FIRST_APPEARANCE, Status.NO_DATA]
    assert found.alarm[:, 0].tolist() == [0, 1, NOT_GIVEN]


@pytest.mark.parametrize("engine", [Engine.NUMBA, Engine.NUMPY])
def test_no_digit_depends_on_the_other_series_or_their_order(engine):
    chance = np.random.default_rng(12)
    observed = chance.negative_binomial(chance.uniform(0.05, 30, (300, 1)), 0.5, (300, WEEKS)).astype(float)
    observed[::3, 200:204] += 30
    order = chance.permutation(300)

    whole, mixed, part = (
        farrington_flexible(batch_of(rows), weeks=[NOW], engine=engine)
        for rows in (observed, observed[order], observed[:7])
    )

    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(whole, name)[order], getattr(mixed, name), err_msg=name)
        np.testing.assert_array_equal(getattr(whole, name)[:7], getattr(part, name), err_msg=name)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("threshold", list(Threshold))
@pytest.mark.parametrize("engine", [Engine.NUMBA, Engine.NUMPY])
def test_awkward_series_raise_no_warning(mode, threshold, engine):
    chance = np.random.default_rng(13)
    observed = chance.poisson(chance.choice([0.002, 0.05, 1, 1e6], (60, 1)), (60, WEEKS)).astype(float)
    observed[::4, chance.integers(0, WEEKS, 60)] = np.nan
    observed[1::4, NOW] = np.nan
    observed[2, :], observed[3, :-1], observed[5, :300] = np.nan, np.nan, 0
    observed[7] = np.where(np.arange(WEEKS) > 380, 40, 0)

    found = farrington_flexible(
        batch_of(observed), weeks=[100, 300, NOW], parameters=FlexibleFarrington(threshold_method=threshold), mode=mode,
        engine=engine,
    )  # fmt: skip

    assert set(np.unique(found.status)) > {Status.OK, Status.NO_DATA, Status.SHORT_HISTORY}


def bursts_found(mode, *, earlier, burst):
    """Return the share of bursts found after so many single cases in the weeks compared with, wherever they lay."""
    chance = np.random.default_rng(17)
    observed = np.zeros((200, WEEKS))
    for row in observed:
        row[chance.choice(np.arange(160, 385), earlier, replace=False)] = 1
    observed[:, NOW] = burst
    found = farrington_flexible(batch_of(observed), weeks=[NOW], mode=mode, engine=Engine.NUMBA)
    return (found.alarm == 1).mean()


@pytest.mark.parametrize("earlier", [1, 3, 9])
def test_a_burst_is_found_wherever_a_few_earlier_cases_lay(earlier):
    """A trend through one late case would foretell any number of them, and hide a burst of twelve."""
    assert bursts_found(Mode.TEXTBOOK, earlier=earlier, burst=12) == 1.0


def test_a_burst_would_be_hidden_by_a_trend_through_one_case(monkeypatch):
    """The negative control: with a trend through a single case the same measure falls."""
    monkeypatch.setattr(trend, "CASES_FOR_A_TREND", 1)

    assert bursts_found(Mode.TEXTBOOK, earlier=1, burst=12) < 0.95


@pytest.mark.parametrize("mode", list(Mode))
def test_both_engines_keep_the_trend_of_counts_that_are_all_alike(mode):
    """Their mean is their largest count but for the last digit, which the engines round in different ways."""
    observed = np.repeat(np.array([[7.0], [33.0], [341.0], [5289.0]]), WEEKS, axis=1)

    found = [
        farrington_flexible(
            batch_of(observed), weeks=[NOW], parameters=FlexibleFarrington(limit_cases=0), mode=mode, engine=engine
        )
        for engine in (Engine.NUMBA, Engine.NUMPY)
    ]

    np.testing.assert_array_equal(found[0].trend, 1)
    np.testing.assert_array_equal(found[1].trend, 1)
    np.testing.assert_array_equal(found[0].upper, found[1].upper)


def test_a_count_out_of_all_proportion_is_weighed_down_in_no_time():
    """The tail of so scattered a count is no sum of a thousand million terms, which would not end."""
    kernel = pytest.importorskip("tideturn.methods.detection.farrington.kernel")
    count, mean, dispersion = np.array([5.0, 900.0, 1e9]), np.array([2.0, 500.0, 500.0]), np.array([1.5, 40.0, 1e8])

    tails = [kernel.upper_tail(*given) for given in zip(count, mean, dispersion, strict=True)]

    np.testing.assert_allclose(tails, upper_tail(count, mean, dispersion), rtol=1e-5)


@pytest.mark.parametrize("threshold", [Threshold.NB_PLUGIN, Threshold.MUAN])
def test_a_first_appearance_goes_with_the_population(threshold):
    """Ten times as many people as the reference weeks had are ten times the chance of a first case."""
    observed, people = np.zeros((1, WEEKS)), np.full((1, WEEKS), 1_000.0)
    observed[0, NOW], people[0, NOW] = 2, 10_000.0
    observed[0, 200] = np.nan
    given = {"threshold_method": threshold, "population_offset": True}

    found = farrington_flexible(
        batch_of(observed, population=people), weeks=[NOW], parameters=FlexibleFarrington(**given)
    )
    plain = judge(observed, threshold_method=threshold)

    weeks = 1 / plain.pvalue[0, 0] ** 0.5 - 1  # of zeros: the chance of two cases is 1 / (weeks + 1) squared
    assert found.status[0, 0] == Status.FIRST_APPEARANCE
    assert weeks == pytest.approx(round(weeks))
    assert found.pvalue[0, 0] == pytest.approx((10 / (weeks + 10)) ** 2)
    assert found.upper[0, 0] == 1.0
    assert plain.upper[0, 0] == 0.0


@pytest.mark.parametrize("engine", [Engine.NUMBA, Engine.NUMPY])
@pytest.mark.parametrize("choices", [{"threshold_method": each} for each in Threshold] + [{"reweight": False}])
def test_a_history_of_zeros_has_an_answer_whatever_is_chosen(choices, engine):
    observed = np.zeros((2, WEEKS))
    observed[0, NOW] = 3

    found = farrington_flexible(
        batch_of(observed), weeks=[NOW], parameters=FlexibleFarrington(**choices), engine=engine
    )  # fmt: skip

    assert found.status[:, 0].tolist() == [Status.FIRST_APPEARANCE] * 2
    assert found.alarm[:, 0].tolist() == [1, 0]
    assert found.pvalue[0, 0] < 1e-6
    assert found.upper[:, 0].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("engine", [Engine.NUMBA, Engine.NUMPY])
def test_no_past_week_counts_for_more_than_one_however_low_the_threshold(monkeypatch, engine):
    """The published weight of a residual of 0.5 is 4."""
    seen = []
    original = thresholds.predict
    monkeypatch.setattr(thresholds, "predict", lambda inputs, **rest: seen.append(inputs) or original(inputs, **rest))

    farrington_flexible(
        batch_of(counts(series=20)), weeks=[NOW], parameters=FlexibleFarrington(weights_threshold=0.5), engine=engine
    )

    assert np.nanmax(seen[0].weights) == 1.0
