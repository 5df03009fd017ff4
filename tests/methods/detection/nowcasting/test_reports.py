"""From reports with two dates to the triangle."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tideturn.methods.detection.errors import BatchInvalid, ParametersInvalid
from tideturn.methods.detection.nowcasting.reports import Reports, Step, triangle_of_reports


def reports(*rows):
    """Make reports of (event, reported) or (event, reported, count, series)."""
    full = [(*row, *(1, 0)[len(row) - 2 :]) for row in rows]
    days = [np.array([row[place] for row in full], "datetime64[D]") for place in (0, 1)]
    numbers = [np.array([row[place] for row in full], np.int64) for place in (3, 2)]
    return Reports(numbers[0], days[0], days[1], numbers[1])


def made(given_reports, now, *, max_delay=2, names=("a",), **others):
    return triangle_of_reports(given_reports, names=names, now=np.datetime64(now), max_delay=max_delay, **others)


def test_triangle_of_reports_counts_days_and_adds_up_equal_ones():
    rows = reports(("2031-01-01", "2031-01-01"), ("2031-01-01", "2031-01-01", 4), ("2031-01-01", "2031-01-03"))

    triangle, left = made(rows, "2031-01-03", step=Step.DAY)

    assert triangle.counts[0, 0].tolist() == [5, 0, 1]
    assert triangle.periods.astype(str).tolist() == ["2031-01-01", "2031-01-02", "2031-01-03"]
    assert (left.too_late, left.after_now, left.before_window) == (0, 0, 0)


def test_triangle_of_reports_begins_weeks_on_monday_and_takes_finished_ones():
    rows = reports(("2031-01-08", "2031-01-13"), ("2031-01-06", "2031-01-21"))

    triangle, left = made(rows, "2031-01-21")

    assert triangle.periods.astype(str).tolist() == ["2031-01-06", "2031-01-13"]
    assert triangle.reported.tolist() == [[1, 0]]
    assert left.after_now == 1


def test_triangle_of_reports_takes_dates_of_one_weekday_for_weeks():
    rows = reports(("2031-01-01", "2031-01-01"), ("2031-01-08", "2031-01-15"))

    triangle, _ = made(rows, "2031-01-15")

    assert triangle.periods.astype(str).tolist() == ["2031-01-01", "2031-01-08", "2031-01-15"]
    assert triangle.reported.tolist() == [[1, 1, 0]]


def test_triangle_of_reports_says_how_many_events_it_leaves_out():
    rows = reports(
        ("2031-01-01", "2031-01-01"),
        ("2031-01-02", "2031-01-09", 5),
        ("2031-01-08", "2031-01-08"),
        ("2031-01-09", "2031-01-10", 7),
    )

    triangle, left = made(rows, "2031-01-09", step=Step.DAY, periods_at_most=3)

    assert triangle.reported.sum() == 1
    assert (left.too_late, left.after_now, left.before_window) == (0, 7, 6)
    assert made(rows, "2031-01-09", step=Step.DAY)[1].too_late == 5


def test_triangle_of_reports_does_not_know_what_a_failed_delivery_held():
    rows = reports(("2031-01-01", "2031-01-01"), ("2031-01-01", "2031-01-03"))

    triangle, _ = made(rows, "2031-01-03", step=Step.DAY, missing_reports=[np.datetime64("2031-01-02")])

    assert np.isnan(triangle.counts[0, 0, 1])
    assert triangle.counts[0, 0, [0, 2]].tolist() == [1, 1]


def test_triangle_of_reports_keeps_series_apart():
    rows = reports(("2031-01-01", "2031-01-01", 2, 0), ("2031-01-01", "2031-01-01", 3, 1))

    triangle, _ = made(rows, "2031-01-01", names=("a", "b"), step=Step.DAY)

    assert triangle.reported.tolist() == [[2], [3]]


def test_reports_refuse_a_report_before_its_event():
    with pytest.raises(BatchInvalid, match="reported before it, on 2031-01-01"):
        reports(("2031-01-02", "2031-01-01"))


def test_reports_refuse_to_take_back_events():
    with pytest.raises(BatchInvalid, match="correct the report"):
        reports(("2031-01-02", "2031-01-03", -1))


def test_triangle_of_reports_refuses_a_now_before_everything():
    with pytest.raises(BatchInvalid, match="choose a later day"):
        made(reports(("2031-01-02", "2031-01-03")), "2030-01-01")


def test_triangle_of_reports_refuses_a_delay_below_zero_and_what_no_memory_holds():
    rows = reports(("1931-01-02", "1931-01-03"))

    with pytest.raises(ParametersInvalid, match="longest delay is -1"):
        made(rows, "2031-01-01", max_delay=-1)
    with pytest.raises(BatchInvalid, match="do not fit into memory"):
        made(rows, "2031-01-01", max_delay=10_000, step=Step.DAY)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40), st.integers(0, 9)), min_size=1, max_size=40),
    st.sampled_from(Step),
    st.integers(0, 5),
)
def test_triangle_of_reports_loses_no_event(rows, step, max_delay):
    first = np.datetime64("2031-01-01")
    days = [(first + event, first + event + delay, count) for event, delay, count in rows]

    triangle, left = made(reports(*days), first + 200, max_delay=max_delay, step=step)

    assert triangle.reported.sum() + left.too_late + left.after_now + left.before_window == sum(row[2] for row in rows)
