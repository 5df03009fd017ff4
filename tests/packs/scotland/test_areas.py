"""Scotland's areas are those of the published lookup, and Glasgow's holidays those of the council's rule."""

import csv
import gzip
from datetime import date, timedelta

import pytest

EASTER = {2026: date(2026, 4, 5), 2027: date(2027, 3, 28), 2028: date(2028, 4, 16)}
FORMER = {
    "S12000015": "Fife",
    "S12000024": "Perth and Kinross",
    "S12000046": "Glasgow City",
    "S08000021": "NHS Greater Glasgow and Clyde",
}


def test_areas_and_boards_are_those_of_the_published_lookup(scottish_pack, shared):
    with gzip.open(shared / "data/scotland/datazone2011_lookup.csv.gz", "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    published = {(row["ltla20_code"], row["ltla20_name"], row["hb19_code"]) for row in rows}

    assert {(area.code, area.name, area.board) for area in scottish_pack.places.areas} == published
    assert len(published) == 32


def test_there_are_fourteen_boards_and_each_has_an_area(scottish_pack):
    boards = {board.code for board in scottish_pack.places.boards}

    assert len(boards) == 14
    assert {area.board for area in scottish_pack.places.areas} == boards


@pytest.mark.parametrize(("code", "name"), FORMER.items())
def test_codes_of_before_are_understood(scottish_pack, code, name):
    assert scottish_pack.area(code).name == name


@pytest.mark.parametrize("year", EASTER)
def test_holidays_of_glasgow_follow_the_rule_of_its_council(scottish_pack, year):
    national = scottish_pack.calendar_of("S12000047")
    glasgow = scottish_pack.calendar_of("S12000049")
    first_of_july, last_of_september = date(year, 7, 1), date(year, 9, 30)
    fair = first_of_july + timedelta(days=-first_of_july.weekday() % 7 + 14)
    autumn = last_of_september - timedelta(days=last_of_september.weekday())

    days = [date(year, 1, 1) + timedelta(days=day) for day in range(365)]
    local = [day for day in days if national.is_working_day(day) and not glasgow.is_working_day(day)]

    assert local == [EASTER[year] + timedelta(days=1), fair, autumn]


def test_every_other_area_keeps_the_bank_holidays_alone(scottish_pack):
    own = [area.name for area in scottish_pack.places.areas if area.calendar]

    assert own == ["Glasgow City"]
    assert scottish_pack.calendar_of("S12000036") == scottish_pack.calendar_of("S08000024")
