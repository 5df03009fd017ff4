"""CUSUM: R's numbers in compatible mode, and what textbook mode mends."""

import numpy as np
import pytest

from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.cusum import COUNTS, EVERY_COUNT, RESIDUALS, Cusum, Transformation, cusum
from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.mode import Mode
from tideturn.methods.detection.outcome import NOT_GIVEN, Status

PEARSON = Cusum(transformation="pearson-negative-binomial", alpha=0.1)
CASES = {
    "standard": Cusum(),
    "rossi": Cusum(transformation="rossi"),
    "anscombe": Cusum(transformation="anscombe"),
    "rossi-m-4": Cusum(transformation="rossi", m=4),
    "pearson-negative-binomial": PEARSON,
}
SERIES = np.random.default_rng(9).poisson(3, size=(40, 100)).astype(float)


@pytest.mark.parametrize("case", CASES)
def test_cusum_compatible_agrees_with_r(r_table, case):
    for answer in r_table("cusum", case).values():
        found = cusum(answer.batch, weeks=answer.weeks, parameters=CASES[case], mode=Mode.COMPATIBLE)

        assert answer.differing(found) == 0


@pytest.mark.parametrize("transformation", ["standard", "rossi", "anscombe"])
def test_cusum_compatible_agrees_with_every_golden_row(golden, transformation):
    parameters = CASES[transformation]

    for answer in golden(f"CUSUM_{transformation}").values():
        found = cusum(answer.batch, weeks=answer.weeks, parameters=parameters, mode=Mode.COMPATIBLE)

        assert answer.differing(found) == 0


def test_cusum_adds_up_what_goes_beyond_k():
    counts = np.array([4.0] * 10 + [8, 4, 9, 9, 0])

    found = cusum(batch_of(counts), weeks=range(10, 15))

    sums = np.array([0.96, 0.0, 1.46, 2.92, 0.0])  # (count - 4) / 2 - 1.04, never below zero
    np.testing.assert_allclose(found.score[0], sums / 2.26, atol=1e-12)
    assert found.alarm[0].tolist() == [0, 0, 0, 1, 0]
    assert found.expected[0].tolist() == [4] * 5


@pytest.mark.parametrize("parameters", CASES.values(), ids=list(CASES))
def test_cusum_upper_is_the_highest_count_without_an_alarm(parameters):
    counts = np.vstack([SERIES, np.random.default_rng(2).poisson(0.2, size=(20, 100)).astype(float)])
    counts[::3, 85:] += 6

    found = cusum(batch_of(counts), weeks=range(80, 100), parameters=parameters)

    np.testing.assert_array_equal(found.observed > found.upper, found.alarm == 1)
    assert (found.upper == EVERY_COUNT).any()


@pytest.mark.parametrize("transformation", Transformation)
def test_counts_undo_residuals(transformation):
    counts, level = np.arange(12.0), np.full(12, 2.5)

    residual = RESIDUALS[transformation](counts, level, 0.1)

    np.testing.assert_allclose(COUNTS[transformation](residual, level, 0.1), counts, atol=1e-9)


def test_cusum_passes_over_a_missing_week_where_r_gives_up():
    counts = SERIES[:1].copy()
    counts[0, 85] = np.nan

    mended = cusum(batch_of(counts), weeks=range(80, 100))
    as_in_r = cusum(batch_of(counts), weeks=range(80, 100), mode=Mode.COMPATIBLE)

    without = cusum(batch_of(np.delete(counts, 85, axis=1)), weeks=range(80, 99))
    assert (mended.status[0, 5], mended.alarm[0, 5]) == (Status.NO_DATA, NOT_GIVEN)
    np.testing.assert_array_equal(np.delete(mended.score[0], 5), without.score[0])
    assert (as_in_r.alarm[0, 5:] == NOT_GIVEN).all()


def test_cusum_after_nothing_but_zeros_has_an_answer_where_r_has_none():
    counts = np.zeros((1, 30))
    counts[0, 22] = 2

    mended = cusum(batch_of(counts), weeks=range(20, 30))
    as_in_r = cusum(batch_of(counts), weeks=range(20, 30), mode=Mode.COMPATIBLE)

    assert mended.alarm[0, :3].tolist() == [0, 0, 1]
    assert mended.status[0, 2] == Status.FIRST_APPEARANCE
    assert (as_in_r.alarm == NOT_GIVEN).all()


def test_cusum_with_training_can_judge_the_latest_week_alone():
    batch = batch_of(SERIES)
    parameters = Cusum(training=60)

    many = cusum(batch, weeks=range(60, 100), parameters=parameters)
    alone = cusum(batch, weeks=[99], parameters=parameters)

    np.testing.assert_array_equal(alone.score[:, 0], many.score[:, -1])


def test_cusum_says_short_history_inside_and_without_enough_training():
    inside = cusum(batch_of(SERIES), weeks=[40, 80], parameters=Cusum(training=60))
    little = cusum(batch_of(SERIES), weeks=range(7, 20))

    assert inside.status[0].tolist() == [Status.SHORT_HISTORY, Status.OK]
    assert (little.status == Status.SHORT_HISTORY).all()
    assert (little.alarm == NOT_GIVEN).all()


def test_cusum_with_a_given_level_needs_no_training():
    found = cusum(batch_of(SERIES), weeks=range(100), parameters=Cusum(m=3.0))

    assert not (found.status == Status.SHORT_HISTORY).any()
    assert (found.expected == 3).all()


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"k": -1}, "k"),
        ({"h": 0}, "h"),
        ({"m": 0}, "m"),
        ({"m": "glm"}, "m"),
        ({"transformation": "log"}, "transformation"),
        ({"transformation": "pearson-negative-binomial"}, "alpha"),
        ({"alpha": 0.1}, "alpha"),
        ({"training": 2.5}, "training"),
    ],
)
def test_cusum_refuses_parameters_in_a_sentence(wrong, word):
    with pytest.raises(ParametersInvalid, match=word):
        Cusum(**wrong)
