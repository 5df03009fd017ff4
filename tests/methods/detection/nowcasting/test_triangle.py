"""The reporting triangle: what it takes, what it refuses, and how it looked earlier."""

import numpy as np
import pytest

from tideturn.methods.detection.errors import BatchInvalid
from tideturn.methods.detection.nowcasting.triangle import Triangle, triangle_of

COUNTS = [[3, 2, 1], [4, 1, 0], [5, 2, 9], [6, 9, 9]]


def test_triangle_of_hides_what_is_not_reported_yet():
    triangle = triangle_of(COUNTS)

    assert triangle.counts.shape == (1, 4, 3)
    assert triangle.reported.tolist() == [[6, 5, 7, 6]]
    assert np.isnan(triangle.counts[0, 2, 2])


def test_reported_of_a_period_without_any_known_report_is_not_zero():
    counts = np.array(COUNTS, dtype=float)
    counts[1] = np.nan

    assert np.isnan(triangle_of(counts).reported[0, 1])


def test_as_of_shows_what_was_known_then():
    earlier = triangle_of(COUNTS).as_of(2)

    assert earlier.reported.tolist() == [[5, 4]]


def test_as_of_refuses_a_period_that_is_not_there():
    with pytest.raises(BatchInvalid, match="as of period 5"):
        triangle_of(COUNTS).as_of(5)


def test_as_of_keeps_the_dates_of_its_periods():
    dates = np.array(["2031-01-06", "2031-01-13", "2031-01-20", "2031-01-27"], "datetime64[D]")

    assert triangle_of(COUNTS, periods=dates).as_of(3).periods.tolist() == dates[:3].tolist()


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([[3, 2], [-1, 0]], "takes back events"),
        ([[3, 2.5], [1, 0]], "whole numbers"),
        ([[3, np.inf], [1, 0]], "zero or more"),
        ([1, 2, 3], "shape"),
        (np.zeros((0, 2, 2)), "at least one series"),
    ],
)
def test_triangle_refuses_counts_that_are_none(counts, words):
    with pytest.raises(BatchInvalid, match=words):
        triangle_of(counts)


def test_triangle_refuses_reports_from_the_future():
    counts = np.array([[[3.0, 2.0], [1.0, 0.0]]])

    with pytest.raises(BatchInvalid, match="after the last event period"):
        Triangle(counts)


def test_triangle_refuses_names_and_dates_that_do_not_fit():
    with pytest.raises(BatchInvalid, match="2 names were given for 1 series"):
        triangle_of(COUNTS, names=("a", "b"))
    with pytest.raises(BatchInvalid, match="1 dates were given for 4"):
        triangle_of(COUNTS, periods=np.array(["2031-01-06"], "datetime64[D]"))
