import numpy as np
import pytest

from tideturn.methods.detection.batch import Batch, batch_of, cases_lately, first_watched, judged_columns
from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.errors import BatchInvalid


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([[1, -1]], "zero or more"),
        ([[1, np.inf]], "zero or more"),
        ([[1, 0.5]], "whole numbers"),
        ([[1, 2e12]], "cannot be told apart"),
    ],
)
def test_batch_refuses_what_is_no_count(counts, words):
    with pytest.raises(BatchInvalid, match=words):
        batch_of(counts)


def test_batch_takes_a_missing_week():
    assert np.isnan(batch_of([[1, np.nan]]).observed[0, 1])


@pytest.mark.parametrize("population", [[[5, 0]], [[5, np.inf]], [[5]]])
def test_batch_refuses_a_population_of_nobody(population):
    with pytest.raises(BatchInvalid, match="Populations"):
        batch_of([[1, 2]], population=population)


def test_batch_refuses_names_that_do_not_fit():
    with pytest.raises(BatchInvalid, match="2 names were given for 1 series"):
        batch_of([[1, 2]], names=("a", "b"))


@pytest.mark.parametrize("dates", [["2024-01-01", "2024-01-09"], ["2024-01-01"]])
def test_calendar_refuses_dates_that_are_not_whole_weeks_apart(dates):
    with pytest.raises(BatchInvalid):
        Calendar(2, dates=np.array(dates, dtype="datetime64[D]"))


def test_batch_knows_the_column_of_a_period():
    batch = batch_of([[1, 2, 3]], calendar=Calendar(3, first=10))

    assert batch.column(12) == 2
    with pytest.raises(BatchInvalid, match="outside the series, which run from 10 to 12"):
        batch.column(13)


@pytest.mark.parametrize("weeks", [[3], [-1], [0.5]])
def test_judged_columns_refuses_what_is_no_column(weeks):
    with pytest.raises(BatchInvalid):
        judged_columns(batch_of([[1, 2, 3]]), weeks)


def test_first_watched_is_the_first_count_that_is_known():
    assert first_watched(batch_of([[np.nan, 0, 1], [np.nan] * 3])).tolist() == [1, 3]


def test_cases_lately_are_not_known_where_a_week_is_missing():
    batch = Batch(np.array([[1.0, 2, 3, 4], [1, np.nan, 3, 4]]), Calendar(4))

    assert cases_lately(batch, 3, 2).tolist() == [7, 7]
    assert np.isnan(cases_lately(batch, 2, 2)[1])
    assert np.isnan(cases_lately(batch, 1, 4)).all()
