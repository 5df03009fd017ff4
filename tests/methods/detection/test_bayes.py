"""The Bayes method: R's numbers in compatible mode, and what textbook mode mends."""

import numpy as np
import pytest
from scipy.stats import nbinom

from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.bayes import Bayes, bayes
from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.comparable_weeks import offsets_of
from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import NOT_GIVEN, Status

CASES = {"b2w4": Bayes(), "b0w6": Bayes(b=0, w=6, alpha=0.01)}
SERIES = np.random.default_rng(8).poisson(3, size=(30, 130)).astype(float)


@pytest.mark.parametrize("case", CASES)
def test_bayes_compatible_agrees_with_r(r_table, case):
    for answer in r_table("bayes", case).values():
        found = bayes(answer.batch, weeks=answer.weeks, parameters=CASES[case], mode=Mode.COMPATIBLE)

        assert answer.differing(found) == 0


def test_bayes_compatible_agrees_with_every_golden_row(golden):
    for answer in golden("BAYES_b2w4").values():
        found = bayes(answer.batch, weeks=answer.weeks, mode=Mode.COMPATIBLE)

        assert answer.differing(found) == 0


def test_bayes_gives_the_predictive_distribution():
    found = bayes(batch_of(SERIES), weeks=[120])

    back = [*range(1, 5), *range(48, 57), *range(100, 109)]
    size, chance = SERIES[:, [120 - offset for offset in back]].sum(axis=1) + 0.5, 22 / 23
    np.testing.assert_allclose(found.expected[:, 0], nbinom.mean(size, chance))
    np.testing.assert_allclose(found.pvalue[:, 0], nbinom.sf(SERIES[:, 120] - 1, size, chance))
    np.testing.assert_array_equal(found.upper[:, 0], nbinom.ppf(0.95, size, chance))
    np.testing.assert_array_equal(found.lower[:, 0], nbinom.ppf(0.05, size, chance))


@pytest.mark.parametrize("mean", [0.02, 0.5, 20.0])
def test_bayes_score_above_1_is_an_alarm(mean):
    counts = np.random.default_rng(4).poisson(mean, size=(60, 150)).astype(float)

    found = bayes(batch_of(counts), weeks=range(110, 150))

    np.testing.assert_array_equal(found.score > 1, found.alarm == 1)
    np.testing.assert_array_equal(found.observed > found.upper, found.alarm == 1)


def test_bayes_without_a_current_count_gives_no_verdict():
    counts = SERIES.copy()
    counts[:, 120] = np.nan

    found = bayes(batch_of(counts), weeks=[120])

    assert (found.status == Status.NO_DATA).all()
    assert (found.alarm == NOT_GIVEN).all()


def test_bayes_judges_with_more_than_half_of_the_comparable_weeks():
    weeks = [56, 60, 100, 120]

    mended = bayes(batch_of(SERIES), weeks=weeks)
    as_in_r = bayes(batch_of(SERIES), weeks=weeks, mode=Mode.COMPATIBLE)

    assert mended.status[0].tolist() == [Status.OK] * 4
    assert as_in_r.status[0].tolist() == [*[Status.SHORT_HISTORY] * 3, Status.OK]


def test_bayes_with_too_few_comparable_weeks_says_short_history():
    found = bayes(batch_of(SERIES), weeks=[0, 5, 45])

    assert (found.status == Status.SHORT_HISTORY).all()
    assert np.isnan(found.upper).all()


def test_bayes_marks_the_first_case_of_a_series():
    counts = np.zeros((2, 130))
    counts[1, 129] = 4

    found = bayes(batch_of(counts), weeks=[129])

    assert found.status[:, 0].tolist() == [Status.OK, Status.FIRST_APPEARANCE]
    assert found.alarm[:, 0].tolist() == [0, 1]


def test_offsets_of_dated_years_follow_the_calendar_in_textbook_mode():
    dates = np.datetime64("2015-01-05") + 7 * np.arange(400)
    calendar = Calendar(400, dates=dates)

    mended = offsets_of(calendar, b=6, w=0, current_year=False, mode=Mode.TEXTBOOK)
    as_in_r = offsets_of(calendar, b=6, w=0, current_year=False, mode=Mode.COMPATIBLE)

    assert mended == (52, 104, 157, 209, 261, 313)
    assert as_in_r == (52, 104, 156, 208, 260, 312)


@pytest.mark.parametrize(
    "wrong", [{"b": -1}, {"w": 26}, {"w": 1.5}, {"current_year": "no"}, {"alpha": 0.7}, {"b": 0, "current_year": False}]
)
def test_bayes_refuses_parameters_in_a_sentence(wrong):
    with pytest.raises(ParametersInvalid, match=next(iter(wrong))):
        Bayes(**wrong)
