"""The likelihood ratio chart: R's numbers in compatible mode, and what textbook mode mends."""

import importlib.util

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import nbinom, poisson

from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.glr_negative_binomial import GlrNegativeBinomial, glr_negative_binomial
from tideturn.methods.detection.glr_negative_binomial.level import estimated_level
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import NOT_GIVEN, Status

GIVEN = {
    "given": {},
    "poisson": {"alpha": 0.0},
    "theta": {"theta": 1.2},
    "minimum-window-3": {"minimum_window": 3},
    "window-4": {"window": 4},
}
ESTIMATED = {"estimated": {}, "estimated-trend": {"harmonics": 2, "trend": True}}
RANDOM = np.random.default_rng(10)
LEVELS = np.exp(RANDOM.uniform(-3, 1, size=(12, 1)) + 0.4 * np.sin(np.arange(30) / 5))
COUNTS = RANDOM.negative_binomial(10, 10 / (10 + LEVELS * np.where(np.arange(30) > 20, 3, 1))).astype(float)


@pytest.mark.parametrize("case", GIVEN)
def test_glr_compatible_agrees_with_r_for_given_levels(r_table, case):
    for answer in r_table("glr", case).values():
        parameters = GlrNegativeBinomial(mu0=answer.mu0, **GIVEN[case])

        found = glr_negative_binomial(answer.batch, weeks=answer.weeks, parameters=parameters, mode=Mode.COMPATIBLE)

        assert answer.differing(found) == 0


@pytest.mark.parametrize("case", ESTIMATED)
def test_glr_compatible_agrees_with_r_for_estimated_levels(r_table, case):
    parameters = GlrNegativeBinomial(**ESTIMATED[case])

    for answer in r_table("glr", case).values():
        found = glr_negative_binomial(answer.batch, weeks=answer.weeks, parameters=parameters, mode=Mode.COMPATIBLE)

        assert answer.differing(found) == 0
        level = estimated_level(
            answer.batch.observed,
            calendar=answer.batch.calendar,
            training=answer.weeks[0],
            parameters=parameters,
            mode=Mode.COMPATIBLE,
        )
        np.testing.assert_allclose(level.mu0[0, answer.weeks], answer.mu0[answer.weeks], rtol=1e-9)


def test_glr_compatible_agrees_with_every_golden_row(golden):
    for answer in golden("GLRNB_given_mu0", "statistic").values():
        parameters = GlrNegativeBinomial(mu0=answer.mu0)

        found = glr_negative_binomial(answer.batch, weeks=answer.weeks, parameters=parameters, mode=Mode.COMPATIBLE)

        assert answer.differing(found) == 0


def likelihood_ratio(counts, levels, alpha, sign=1):
    """Return the statistic from the distribution itself: every beginning of the change, the best shift for each."""

    def gain(shift, first):
        later, own = levels[first:] * np.exp(sign * shift), levels[first:]
        if alpha == 0:
            return (poisson.logpmf(counts[first:], later) - poisson.logpmf(counts[first:], own)).sum()
        size = 1 / alpha
        ratio = nbinom.logpmf(counts[first:], size, size / (size + later))
        return (ratio - nbinom.logpmf(counts[first:], size, size / (size + own))).sum()

    best = [
        minimize_scalar(lambda shift, first=first: -gain(shift, first), bounds=(0, 12), method="bounded")
        for first in range(len(counts))
    ]
    return max(0.0, *(-one.fun for one in best))


@pytest.mark.parametrize(("alpha", "direction"), [(0.1, "increase"), (0.0, "increase"), (0.1, "decrease")])
def test_glr_statistic_is_the_largest_likelihood_ratio(alpha, direction):
    parameters = GlrNegativeBinomial(mu0=LEVELS, alpha=alpha, direction=direction, c_arl=1e6)

    found = glr_negative_binomial(batch_of(COUNTS), weeks=range(30), parameters=parameters)

    for row in range(0, 12, 3):
        for week in (0, 7, 22):
            wanted = likelihood_ratio(
                COUNTS[row, : week + 1], LEVELS[row, : week + 1], alpha, 1 if direction == "increase" else -1
            )
            assert found.score[row, week] * 1e6 == pytest.approx(wanted, abs=2e-3)


def test_glr_starts_anew_after_an_alarm():
    parameters = GlrNegativeBinomial(mu0=LEVELS)
    found = glr_negative_binomial(batch_of(COUNTS), weeks=range(30), parameters=parameters)
    row, week = next((row, week) for row, week in np.argwhere(found.alarm == 1) if week < 25)

    later = glr_negative_binomial(batch_of(COUNTS[row]), weeks=range(week + 1, 30), parameters=_row(parameters, row))

    np.testing.assert_array_equal(later.score[0], found.score[row, week + 1 :])


def _row(parameters, row):
    return GlrNegativeBinomial(mu0=parameters.mu0[row])


def test_glr_sees_a_sudden_rise_of_a_rare_event_which_r_misses():
    counts, level = np.array([[0, 0, 12.0]]), np.full((1, 3), 0.2)
    parameters = GlrNegativeBinomial(mu0=level)

    mended = glr_negative_binomial(batch_of(counts), weeks=range(3), parameters=parameters)
    as_in_r = glr_negative_binomial(batch_of(counts), weeks=range(3), parameters=parameters, mode=Mode.COMPATIBLE)

    assert (mended.alarm[0, 2], as_in_r.alarm[0, 2]) == (1, 0)
    assert as_in_r.upper[0, 2] == 0


def test_glr_with_cases_gives_the_highest_count_without_an_alarm():
    batch = batch_of(COUNTS)
    found = glr_negative_binomial(
        batch, weeks=range(30), parameters=GlrNegativeBinomial(mu0=LEVELS, c_arl=3, returns="cases")
    )

    np.testing.assert_array_equal(found.observed > found.upper, found.alarm == 1)
    for change, alarm in ((0, 0), (1, 1)):
        tried = COUNTS.copy()
        tried[:, 15] = found.upper[:, 15] + change
        again = glr_negative_binomial(
            batch_of(tried), weeks=range(30), parameters=GlrNegativeBinomial(mu0=LEVELS, c_arl=3)
        )
        assert (again.alarm[:, 15] == alarm).all()


MORE = {"cases": {"returns": "cases"}, "decrease": {"direction": "decrease"}}  # textbook mode alone


@pytest.mark.parametrize(
    ("case", "mode"),
    [*((case, mode) for case in GIVEN for mode in Mode), *((case, Mode.TEXTBOOK) for case in MORE)],
)
def test_glr_without_numba_gives_the_same_numbers(monkeypatch, case, mode):
    parameters = GlrNegativeBinomial(mu0=LEVELS, c_arl=3, **(GIVEN | MORE)[case])
    counts = COUNTS.copy()
    counts[0, 10] = np.nan
    compiled = glr_negative_binomial(batch_of(counts), weeks=range(30), parameters=parameters, mode=mode)

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    plain = glr_negative_binomial(batch_of(counts), weeks=range(30), parameters=parameters, mode=mode)

    np.testing.assert_allclose(plain.score, compiled.score, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(plain.upper, compiled.upper, rtol=1e-9, atol=1e-12)
    np.testing.assert_array_equal(plain.alarm, compiled.alarm)


def test_glr_passes_over_a_missing_week():
    counts = COUNTS.copy()
    counts[:, 10] = np.nan
    parameters = GlrNegativeBinomial(mu0=LEVELS)

    found = glr_negative_binomial(batch_of(counts), weeks=range(30), parameters=parameters)
    without = glr_negative_binomial(
        batch_of(np.delete(counts, 10, axis=1)),
        weeks=range(29),
        parameters=GlrNegativeBinomial(mu0=np.delete(LEVELS, 10, axis=1)),
    )

    assert (found.status[:, 10] == Status.NO_DATA).all()
    assert (found.alarm[:, 10] == NOT_GIVEN).all()
    np.testing.assert_allclose(np.delete(found.score, 10, axis=1), without.score, atol=1e-12)


def test_glr_estimates_level_season_and_trend():
    weeks = np.arange(260)
    truth = np.exp(2 + 0.5 * np.sin(2 * np.pi * (weeks + 1) / 52) + 0.002 * weeks)
    counts = np.random.default_rng(1).negative_binomial(10, 10 / (10 + truth), size=(40, 260)).astype(float)

    found = glr_negative_binomial(batch_of(counts), weeks=range(208, 260), parameters=GlrNegativeBinomial(trend=True))

    assert np.abs(np.log(found.expected.mean(axis=0) / truth[208:])).max() < 0.1
    assert (found.alarm == 1).mean() < 0.02


def test_glr_of_a_dated_year_follows_the_calendar_in_textbook_mode():
    dates = np.datetime64("2015-01-05") + 7 * np.arange(400)
    truth = np.exp(3 + np.sin(2 * np.pi * np.arange(1, 401) * 7 / 365.2425))
    batch = batch_of(np.round(truth), calendar=Calendar(400, dates=dates))

    found = glr_negative_binomial(batch, weeks=range(350, 400))

    np.testing.assert_allclose(found.expected[0], truth[350:], rtol=0.02)


def test_glr_after_nothing_but_zeros_has_an_answer():
    counts = np.zeros((1, 120))
    counts[0, 115] = 3

    found = glr_negative_binomial(batch_of(counts), weeks=range(110, 120))

    assert found.status[0, 5] == Status.FIRST_APPEARANCE
    assert found.alarm[0].tolist() == [0, 0, 0, 0, 0, 1, 0, 0, 0, 0]


def test_glr_with_less_than_a_year_of_training_says_short_history():
    seasonal = glr_negative_binomial(batch_of(COUNTS), weeks=[29])
    plain = glr_negative_binomial(batch_of(COUNTS), weeks=[29], parameters=GlrNegativeBinomial(harmonics=0))

    assert (seasonal.status == Status.SHORT_HISTORY).all()
    assert (seasonal.alarm == NOT_GIVEN).all()
    assert (plain.status != Status.SHORT_HISTORY).all()


def test_glr_without_a_level_for_a_week_says_so():
    levels = LEVELS.copy()
    levels[:, 12] = np.nan

    found = glr_negative_binomial(batch_of(COUNTS), weeks=range(30), parameters=GlrNegativeBinomial(mu0=levels))

    assert (found.status[:, 12] == Status.NOT_CONVERGED).all()
    assert (found.alarm[:, 12] == NOT_GIVEN).all()


def test_glr_with_training_can_judge_the_latest_week_alone():
    counts = np.random.default_rng(2).poisson(4, size=(5, 120)).astype(float)
    parameters = GlrNegativeBinomial(training=80)

    many = glr_negative_binomial(batch_of(counts), weeks=range(80, 120), parameters=parameters)
    alone = glr_negative_binomial(batch_of(counts), weeks=[119, 40], parameters=parameters)

    np.testing.assert_array_equal(alone.score[:, 0], many.score[:, -1])
    assert (alone.status[:, 1] == Status.SHORT_HISTORY).all()


def test_glr_refuses_levels_of_another_shape():
    parameters = GlrNegativeBinomial(mu0=[[1.0, 2.0]])

    with pytest.raises(ParametersInvalid, match="mu0"):
        glr_negative_binomial(batch_of(COUNTS), weeks=[0], parameters=parameters)


@pytest.mark.parametrize("wrong", [{"direction": "decrease"}, {"returns": "cases"}])
def test_glr_compatible_refuses_what_was_not_compared(wrong):
    with pytest.raises(ParametersInvalid, match="Compatible"):
        glr_negative_binomial(
            batch_of(COUNTS), weeks=[0], parameters=GlrNegativeBinomial(mu0=LEVELS, **wrong), mode=Mode.COMPATIBLE
        )


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"c_arl": 0}, "c_arl"),
        ({"alpha": -0.1}, "alpha"),
        ({"alpha": None}, "alpha"),
        ({"theta": 0}, "theta"),
        ({"theta": 1.0, "window": 3}, "theta"),
        ({"change": "epi"}, "change"),
        ({"direction": "up"}, "direction"),
        ({"returns": "both"}, "returns"),
        ({"returns": "cases", "direction": "decrease"}, "increase"),
        ({"minimum_window": 0}, "minimum_window"),
        ({"minimum_window": 3, "window": 2}, "window"),
        ({"mu0": [0.0, 1.0]}, "mu0"),
        ({"mu0": "high"}, "mu0"),
        ({"harmonics": -1}, "harmonics"),
        ({"trend": "yes"}, "trend"),
        ({"training": -1}, "training"),
    ],
)
def test_glr_refuses_parameters_in_a_sentence(wrong, word):
    with pytest.raises(ParametersInvalid, match=word):
        GlrNegativeBinomial(**wrong)


def test_parameters_refuse_waves_finer_than_a_year_of_weeks_has():
    with pytest.raises(ParametersInvalid, match="26 at most"):
        GlrNegativeBinomial(harmonics=27)
