"""What is expected, and counts that cannot be scanned."""

import numpy as np
import pytest

from tideturn.methods.detection.batch import batch_of
from tideturn.methods.detection.errors import BatchInvalid
from tideturn.methods.detection.scanning import baselines
from tideturn.methods.detection.scanning.baselines import baselines_of, cases_of
from tideturn.methods.detection.scanning.parameters import Model

COUNTS = np.array([[1, 2, 0], [4, 0, 3]])


def expected_of(batch, model=Model.POISSON, expected=None):
    return baselines_of(batch, cases_of(batch), model=model, expected=expected)


def test_baselines_of_populations_are_in_proportion_and_add_up_to_the_cases():
    batch = batch_of(COUNTS, population=[[10, 10, 10], [20, 20, 30]])

    assert expected_of(batch).tolist() == [[1, 1, 1], [2, 2, 3]]


def test_baselines_of_expected_counts_go_before_populations():
    batch = batch_of(COUNTS, population=np.full((2, 3), 7.0))

    assert expected_of(batch, expected=np.array([[2, 2, 2], [4, 4, 6]])).tolist() == [[1, 1, 1], [2, 2, 3]]


def test_baselines_of_a_permutation_keep_the_totals_of_areas_and_weeks():
    batch = batch_of(COUNTS)

    expected = expected_of(batch, Model.PERMUTATION)

    np.testing.assert_allclose(expected, [[1.5, 0.6, 0.9], [3.5, 1.4, 2.1]])


def test_baselines_of_nothing_are_refused_with_the_way_out():
    with pytest.raises(BatchInvalid, match="the permutation scan needs neither"):
        expected_of(batch_of(COUNTS))


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ([[1, 1, 1], [1, 1, np.nan]], "area 2 has no expected count or population at t 3"),
        ([[1, -1, 1], [1, 1, 1]], "area 1 has an expected count below zero at t 2"),
        ([[1, 1, 1], [0, 1, 1]], "area 2 has cases where none can be expected at t 1"),
        ([[1, 1], [1, 1]], "Expected counts of shape"),
    ],
)
def test_baselines_of_weights_that_are_none_are_refused(weights, words):
    with pytest.raises(BatchInvalid, match=words):
        expected_of(batch_of(COUNTS), expected=np.array(weights, dtype=float))


def test_cases_of_a_missing_week_are_refused_by_area_and_week():
    with pytest.raises(BatchInvalid, match=r"B has no count for t 2; .* write 0"):
        cases_of(batch_of([[1, 2], [3, np.nan]], names=("A", "B")))


def test_cases_of_more_than_the_table_holds_are_refused(monkeypatch):
    monkeypatch.setattr(baselines, "CASES_AT_MOST", 9)

    with pytest.raises(BatchInvalid, match="at most 9 cases"):
        cases_of(batch_of(COUNTS))
