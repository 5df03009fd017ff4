import numpy as np
import pytest

from tideturn.methods.detection.calendar import Calendar
from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.farrington.reference import anniversaries, flexible_design, window_design

NOUFAILY = {"b": 5, "w": 3, "no_periods": 10, "past_weeks_not_included": 26}


def dated(weeks, first="2012-01-02"):
    return Calendar(weeks, dates=np.datetime64(first) + 7 * np.arange(weeks))


def test_anniversaries_without_dates_are_52_weeks_apart():
    assert anniversaries(Calendar(416), 415, 3).tolist() == [363, 311, 259]


def test_anniversaries_with_dates_are_the_nearest_same_weekday():
    calendar = dated(530)
    column = 500

    places = anniversaries(calendar, column, 5)

    days = calendar.dates[places]
    for years, day in enumerate(days, start=1):
        today = calendar.dates[column].astype(object)
        anniversary = np.datetime64(today.replace(year=today.year - years))
        assert abs((day - anniversary).astype(int)) <= 3
    assert {day.astype(object).weekday() for day in days} == {0}
    assert np.diff(places).tolist() != [-52] * 4, "a year of 53 weeks lies between, or this shows nothing"


def test_anniversaries_of_a_leap_day_count_as_the_first_of_march():
    calendar = dated(300, first="2015-11-02")
    column = int(np.flatnonzero(calendar.dates == np.datetime64("2020-02-24"))[0])
    leap = Calendar(300, dates=calendar.dates + 5)

    places = anniversaries(leap, column, 1)

    assert leap.dates[column] == np.datetime64("2020-02-29")
    assert leap.dates[places[0]] == np.datetime64("2019-03-02")


def test_flexible_design_holds_every_week_but_the_latest():
    design = flexible_design(Calendar(416), 415, **NOUFAILY)

    assert sorted(design.columns.tolist()) == list(range(152, 389))
    assert np.diff(design.bounds).tolist() == [25, 25, 25, 25, 22, 20, 20, 20, 20, 35]
    assert design.time.min() == -1.0


def test_flexible_design_puts_the_windows_around_the_anniversaries_last():
    design = flexible_design(Calendar(416), 415, **NOUFAILY)

    last = design.columns[design.bounds[-2] :]

    assert last.tolist() == [place + week for place in (155, 207, 259, 311, 363) for week in range(-3, 4)]


def test_flexible_design_of_one_period_holds_the_windows_alone():
    design = flexible_design(Calendar(416), 415, b=3, w=3, no_periods=1, past_weeks_not_included=3)

    assert len(design.columns) == 3 * 7


@pytest.mark.parametrize(("column", "is_held"), [(261, False), (262, True), (263, True)])
def test_flexible_design_needs_the_years_it_is_asked_for(column, is_held):
    assert (flexible_design(Calendar(416), column, **NOUFAILY) is not None) is is_held


def test_flexible_design_refuses_more_parts_than_a_year_has_weeks():
    with pytest.raises(ParametersInvalid, match="make one of them smaller"):
        flexible_design(Calendar(416), 415, b=5, w=3, no_periods=60, past_weeks_not_included=26)


def test_window_design_leaves_out_what_lies_before_the_first_week():
    design = window_design(Calendar(416), 261, b=5, w=3)

    assert design.columns.min() == 0
    assert len(design.columns) == 5 * 7 - 2


@pytest.mark.parametrize("w", [26, 500])
def test_window_design_refuses_windows_that_overlap(w):
    with pytest.raises(ParametersInvalid, match="make w smaller"):
        window_design(Calendar(416), 415, b=5, w=w)
