"""The RKI method: R's numbers in compatible mode, and what textbook mode mends."""

import numpy as np
import pytest
from scipy.stats import norm, poisson

from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import NOT_GIVEN, Status
from tideturn.methods.detection.rki import LOWER_LIMITS, UPPER_LIMITS, Rki, rki

CASES = {"b2w4": Rki(), "b1w6-current": Rki(b=1, w=6, current_year=True)}


@pytest.mark.parametrize("case", CASES)
def test_rki_compatible_agrees_with_r(r_table, case):
    for answer in r_table("rki", case).values():
        found = rki(answer.batch, weeks=answer.weeks, parameters=CASES[case], mode=Mode.COMPATIBLE)

        assert answer.differing(found) == 0


def test_rki_compatible_agrees_with_every_golden_row(golden):
    for answer in golden("RKI_b2w4").values():
        found = rki(answer.batch, weeks=answer.weeks, mode=Mode.COMPATIBLE)

        assert answer.differing(found) == 0


def coverage(lower, upper):
    """Return how often the limits hold the mean of a Poisson count, for means up to 12.8."""
    means = np.arange(0.001, 12.8, 0.001)
    return sum(poisson.pmf(x, means) * ((lower[x] <= means) & (means <= upper[x])) for x in range(len(lower)))


def test_limits_hold_the_mean_in_95_of_100_cases():
    assert coverage(LOWER_LIMITS, UPPER_LIMITS).min() >= 0.95


@pytest.mark.parametrize("row", range(7))
def test_coverage_sees_a_planted_error_in_the_limits(row):
    wrong = UPPER_LIMITS.copy()
    wrong[row] -= 0.3

    assert coverage(LOWER_LIMITS, wrong).min() < 0.95


@pytest.mark.parametrize("place", range(21))
def test_rki_limit_of_rare_events_is_in_the_row_of_the_whole_mean(place):
    counts = np.full(120, float(place))

    found = rki(batch_of(counts), weeks=[119])

    assert (found.lower[0, 0], found.upper[0, 0]) == (LOWER_LIMITS[place], UPPER_LIMITS[place])


def test_rki_of_frequent_events_is_the_mean_and_two_standard_deviations():
    counts = np.random.default_rng(5).poisson(80, size=(1, 120)).astype(float)

    found = rki(batch_of(counts), weeks=[119])

    past = counts[0, [119 - offset for offset in (*range(48, 57), *range(100, 109))]]
    assert found.upper[0, 0] == pytest.approx(past.mean() + 2 * past.std(ddof=1))
    assert found.pvalue[0, 0] == pytest.approx(norm.sf((counts[0, 119] - past.mean()) / past.std(ddof=1)))


def test_rki_of_frequent_steady_counts_allows_for_chance():
    counts = np.full((1, 120), 25.0)
    counts[0, 119] = 30

    mended = rki(batch_of(counts), weeks=[119])
    as_in_r = rki(batch_of(counts), weeks=[119], mode=Mode.COMPATIBLE)

    assert (mended.upper[0, 0], as_in_r.upper[0, 0]) == (25 + 2 * 5, 25)
    assert (mended.alarm[0, 0], as_in_r.alarm[0, 0]) == (0, 1)


def test_rki_without_a_current_count_gives_no_verdict():
    counts = np.full((1, 120), 3.0)
    counts[0, 119] = np.nan

    found = rki(batch_of(counts), weeks=[119])

    assert (found.status[0, 0], found.alarm[0, 0]) == (Status.NO_DATA, NOT_GIVEN)


def test_rki_with_a_comparable_week_missing_is_judged_where_r_gives_up():
    counts = np.full((1, 120), 3.0)
    counts[0, 119 - 52] = np.nan

    mended = rki(batch_of(counts), weeks=[119])
    as_in_r = rki(batch_of(counts), weeks=[119], mode=Mode.COMPATIBLE)

    assert (mended.status[0, 0], mended.alarm[0, 0]) == (Status.OK, 0)
    assert (as_in_r.status[0, 0], as_in_r.alarm[0, 0]) == (Status.NOT_CONVERGED, NOT_GIVEN)


def test_rki_with_half_the_comparable_weeks_says_short_history():
    found = rki(batch_of(np.full((1, 120), 3.0)), weeks=[40, 56, 103, 110])

    assert found.status[0].tolist() == [*[Status.SHORT_HISTORY] * 2, Status.OK, Status.OK]


@pytest.mark.parametrize("mean", [0.02, 2.0, 20.0, 90.0])
def test_rki_score_above_1_is_an_alarm(mean):
    counts = np.random.default_rng(4).negative_binomial(5, 5 / (5 + mean), size=(60, 150)).astype(float)

    found = rki(batch_of(counts), weeks=range(110, 150))

    np.testing.assert_array_equal(found.score > 1, found.alarm == 1)
    np.testing.assert_array_equal(found.observed > found.upper, found.alarm == 1)


@pytest.mark.parametrize("wrong", [{"b": 1.0}, {"w": -1}, {"current_year": 1}])
def test_rki_refuses_parameters_in_a_sentence(wrong):
    with pytest.raises(ParametersInvalid, match=next(iter(wrong))):
        Rki(**wrong)


def test_rki_compatible_gives_no_verdict_on_a_single_frequent_week():
    counts = np.full(60, 30.0)

    found = rki(batch_of(counts), weeks=[59], parameters=Rki(b=0, w=1, current_year=True), mode=Mode.COMPATIBLE)

    assert np.isnan(found.upper[0, 0])
    assert found.alarm[0, 0] == NOT_GIVEN
    assert found.status[0, 0] == Status.NOT_CONVERGED


def test_rki_refuses_windows_that_overlap_within_a_year():
    quarters = batch_of(np.ones((1, 60)), calendar=Calendar(60, periods_per_year=4))

    with pytest.raises(ParametersInvalid, match="make w smaller"):
        rki(quarters, weeks=[59], parameters=Rki(w=4))
