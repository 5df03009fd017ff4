"""EARS: R's numbers in compatible mode, and what textbook mode mends."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm

from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.ears import EVERY_COUNT, EarsC1, EarsC2, EarsC3, ears
from tideturn.methods.detection.errors import BatchInvalid, ParametersInvalid
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import NOT_GIVEN, Status

CASES = {
    "c1": EarsC1(),
    "c2": EarsC2(),
    "c3": EarsC3(),
    "c1-baseline-5": EarsC1(baseline=5, alpha=0.01),
    "c3-sigma-1": EarsC3(minimum_sigma=1.0),
}
CLASSES = (EarsC1(), EarsC2(), EarsC3())
SERIES = np.random.default_rng(7).negative_binomial(5, 0.4, size=(20, 60)).astype(float)


@pytest.mark.parametrize("case", CASES)
def test_ears_compatible_agrees_with_r(r_table, case):
    answers = r_table("ears", case)

    for answer in answers.values():
        found = ears(answer.batch, weeks=answer.weeks, parameters=CASES[case], mode=Mode.COMPATIBLE)

        assert answer.differing(found) == 0


@pytest.mark.parametrize("number", ["1", "2", "3"])
def test_ears_compatible_agrees_with_every_golden_row(golden, number):
    parameters = CASES[f"c{number}"]

    for answer in golden(f"EARS_C{number}").values():
        found = ears(answer.batch, weeks=answer.weeks, parameters=parameters, mode=Mode.COMPATIBLE)

        assert answer.differing(found) == 0


def test_differing_sees_a_planted_limit_and_a_planted_alarm(r_table):
    answer = r_table("ears", "c1")["moderate"]
    found = ears(answer.batch, weeks=answer.weeks, parameters=EarsC1(), mode=Mode.COMPATIBLE)

    shifted = replace(answer, upper=answer.upper * (1 + 1e-7 * (answer.weeks == answer.weeks[3])))
    turned = replace(answer, alarm=np.where(answer.weeks == answer.weeks[5], 1 - answer.alarm, answer.alarm))

    assert (shifted.differing(found), turned.differing(found)) == (1, 1)


def test_ears_c1_of_a_worked_example():
    counts = [1, 2, 3, 4, 5, 6, 7, 12]

    found = ears(batch_of(counts), weeks=[7])

    sigma = np.sqrt(28 / 6)
    assert found.expected[0, 0] == 4
    assert found.upper[0, 0] == pytest.approx(4 + norm.isf(0.001) * sigma)
    assert found.pvalue[0, 0] == pytest.approx(norm.sf(8 / sigma))
    assert found.alarm[0, 0] == 1


def test_ears_score_is_0_at_expected_and_1_at_upper():
    found = ears(batch_of(SERIES), weeks=range(10, 60))

    rise = (found.observed - found.expected) / (found.upper - found.expected)

    np.testing.assert_allclose(found.score, rise)
    np.testing.assert_array_equal(found.score > 1, found.alarm == 1)


def test_ears_c3_textbook_follows_the_published_definition():
    parameters = EarsC3()
    found = ears(batch_of(SERIES), weeks=range(11, 60), parameters=parameters)

    for row, series in enumerate(SERIES):
        excess = [
            max(0.0, (series[t] - series[t - 9 : t - 2].mean()) / series[t - 9 : t - 2].std(ddof=1) - 1)
            for t in range(9, 60)
        ]
        statistic = np.convolve(excess, np.ones(3), "valid")
        np.testing.assert_array_equal(found.alarm[row], statistic >= parameters.quantile)
        np.testing.assert_allclose(found.score[row], statistic / parameters.quantile)


def test_ears_c3_sees_a_burst_of_this_week_which_r_cannot():
    counts = np.array([2, 3, 2, 1, 3, 2, 3, 2, 1, 2, 3, 2, 40.0])
    weeks = [12]

    mended = ears(batch_of(counts), weeks=weeks, parameters=EarsC3())
    as_in_r = ears(batch_of(counts), weeks=weeks, parameters=EarsC3(), mode=Mode.COMPATIBLE)

    assert (mended.alarm[0, 0], as_in_r.alarm[0, 0]) == (1, 0)
    assert as_in_r.upper[0, 0] > 40  # R adds its margin to the count itself


def test_ears_c3_upper_is_below_zero_where_the_weeks_before_suffice():
    counts = np.array([2, 3, 2, 1, 3, 2, 3, 2, 1, 2, 40, 40, 0.0])

    found = ears(batch_of(counts), weeks=[12], parameters=EarsC3())

    assert (found.upper[0, 0], found.alarm[0, 0]) == (EVERY_COUNT, 1)


def test_ears_c3_of_one_single_week_is_that_of_many():
    batch = batch_of(SERIES)
    many = ears(batch, weeks=range(11, 60), parameters=EarsC3())

    for place, week in enumerate(range(11, 60)):
        alone = ears(batch, weeks=[week], parameters=EarsC3())

        np.testing.assert_array_equal(alone.score[:, 0], many.score[:, place])


@pytest.mark.parametrize("parameters", CLASSES)
def test_ears_without_a_current_count_gives_no_verdict(parameters):
    counts = SERIES.copy()
    counts[:, 40] = np.nan

    found = ears(batch_of(counts), weeks=[39, 40], parameters=parameters)

    assert (found.status[:, 1] == Status.NO_DATA).all()
    assert (found.alarm[:, 1] == NOT_GIVEN).all()
    assert np.isfinite(found.upper[:, 1]).all()
    assert (found.alarm[:, 0] != NOT_GIVEN).all()


@pytest.mark.parametrize("parameters", CLASSES)
def test_ears_before_enough_weeks_says_short_history(parameters):
    found = ears(batch_of(SERIES), weeks=range(20), parameters=parameters)

    first = parameters.weeks_needed
    assert (found.status[:, :first] == Status.SHORT_HISTORY).all()
    assert (found.alarm[:, :first] == NOT_GIVEN).all()
    assert (found.status[:, first:] == Status.OK).all()


def test_ears_leaves_missing_weeks_out_of_the_baseline():
    counts = np.array([1, np.nan, 3, 4, np.nan, 6, 7, 9.0])

    found = ears(batch_of(counts), weeks=[7])

    known = np.array([1, 3, 4, 6, 7])
    assert found.expected[0, 0] == pytest.approx(known.mean())
    assert found.upper[0, 0] == pytest.approx(known.mean() + norm.isf(0.001) * known.std(ddof=1))


def test_ears_with_half_the_baseline_missing_says_short_history():
    counts = np.array([1, np.nan, 3, np.nan, np.nan, np.nan, 7, 9.0])

    found = ears(batch_of(counts), weeks=[7])

    assert found.status[0, 0] == Status.SHORT_HISTORY
    assert np.isnan(found.upper[0, 0])


def test_ears_after_nothing_but_zeros_asks_for_more_than_one_case():
    counts = np.zeros((4, 20))
    counts[:, 19] = [0, 1, 2, 12]

    found = ears(batch_of(counts), weeks=[19])

    assert found.alarm[:, 0].tolist() == [0, 0, 0, 1]
    assert found.pvalue[1, 0] == pytest.approx(1 - (7 / 8) ** 0.5)
    assert found.status[:, 0].tolist() == [Status.OK, *[Status.FIRST_APPEARANCE] * 3]


def test_ears_c3_after_nothing_but_zeros_has_an_answer_where_r_has_none():
    counts = np.zeros((1, 20))
    counts[0, 19] = 12

    mended = ears(batch_of(counts), weeks=[18, 19], parameters=EarsC3())
    as_in_r = ears(batch_of(counts), weeks=[18, 19], parameters=EarsC3(), mode=Mode.COMPATIBLE)

    assert mended.alarm.tolist() == [[0, 1]]
    assert as_in_r.alarm.tolist() == [[NOT_GIVEN, NOT_GIVEN]]


def test_ears_with_a_steady_baseline_allows_for_chance():
    counts = np.full((2, 12), 5.0)
    counts[:, 11] = [6, 30]

    found = ears(batch_of(counts), weeks=[11])

    assert found.alarm[:, 0].tolist() == [0, 1]
    assert (found.lower < 5).all()


def test_ears_with_a_least_sigma_uses_it_for_a_steady_baseline():
    counts = np.full((1, 12), 5.0)

    found = ears(batch_of(counts), weeks=[11], parameters=EarsC1(minimum_sigma=0.5))

    assert found.upper[0, 0] == pytest.approx(5 + norm.isf(0.001) * 0.5)


@pytest.mark.parametrize("parameters", CLASSES)
@pytest.mark.parametrize("mean", [0.05, 0.5, 4.0])
def test_ears_alarm_is_a_count_above_upper(parameters, mean):
    counts = np.random.default_rng(3).poisson(mean, size=(50, 80)).astype(float)

    found = ears(batch_of(counts), weeks=range(20, 80), parameters=parameters)

    np.testing.assert_array_equal(found.alarm == 1, found.observed > found.upper)


def test_ears_of_scattered_weeks_is_that_of_weeks_in_a_row():
    batch = batch_of(SERIES)
    row = ears(batch, weeks=range(20, 60), parameters=EarsC2())

    scattered = ears(batch, weeks=[50, 21, 37], parameters=EarsC2())

    np.testing.assert_allclose(scattered.upper, row.upper[:, [30, 1, 17]])


def test_ears_with_student_raises_as_many_alarms_as_nominal():
    counts = np.random.default_rng(6).poisson(200, size=(400, 100)).astype(float)

    normal = ears(batch_of(counts), weeks=range(20, 100), parameters=EarsC1(alpha=0.01))
    student = ears(batch_of(counts), weeks=range(20, 100), parameters=EarsC1(alpha=0.01, distribution="student"))

    assert (normal.alarm == 1).mean() > 0.03
    assert (student.alarm == 1).mean() == pytest.approx(0.01, rel=0.15)
    np.testing.assert_array_equal(student.pvalue < 0.01, student.alarm == 1)


@pytest.mark.parametrize("parameters", [EarsC2(distribution="student"), EarsC3(distribution="student")])
def test_ears_with_student_has_its_alarm_above_upper(parameters):
    found = ears(batch_of(SERIES), weeks=range(12, 60), parameters=parameters)

    np.testing.assert_array_equal(found.observed > found.upper, found.alarm == 1)
    np.testing.assert_array_equal(found.score > 1, found.alarm == 1)


def test_ears_compatible_refuses_student():
    with pytest.raises(ParametersInvalid, match="student"):
        ears(batch_of(SERIES), weeks=[20], parameters=EarsC1(distribution="student"), mode=Mode.COMPATIBLE)


@pytest.mark.parametrize("weeks", [[], [60], [-1], [1.5], [[1, 2]]])
def test_ears_refuses_weeks_that_are_no_columns(weeks):
    with pytest.raises(BatchInvalid):
        ears(batch_of(SERIES), weeks=weeks)


@pytest.mark.parametrize(
    "wrong",
    [
        {"baseline": 1},
        {"baseline": 7.0},
        {"baseline": True},
        {"minimum_sigma": -1},
        {"alpha": 0},
        {"alpha": "0.01"},
        {"distribution": "t"},
    ],
)
def test_ears_refuses_parameters_in_a_sentence(wrong):
    with pytest.raises(ParametersInvalid, match=next(iter(wrong))):
        EarsC1(**wrong)
