"""Areas and calendars of a pack: read, looked up, and refused with file, line and remedy where they do not fit."""

import re
from datetime import date

import pytest

from tideturn.packs.areas import calendar_of, load_areas
from tideturn.packs.errors import AreaUnknown, PackError, PackFaults

AREAS = "areas.yaml"
CALENDARS = "calendars.yaml"


def test_load_areas_reads_the_invented_country_without_its_plans(pack):
    (pack.folder / "lineage.yaml").unlink()

    places = load_areas(pack.folder)

    assert [area.name for area in places.areas] == ["Northmark", "Midvale", "Southhaven"]
    assert places.board_code("EM-A03") == places.board_code("EM-D2") == "EM-D2"


def test_load_areas_reads_a_folder_once(pack):
    first = load_areas(pack.folder)
    (pack.folder / AREAS).unlink()

    assert load_areas(pack.folder) is first


def test_load_areas_reads_the_pack_in_use(monkeypatch):
    monkeypatch.setenv("TIDETURN_PACK", "packs/example")
    assert load_areas().is_known("EM-A01")

    monkeypatch.setenv("TIDETURN_PACK", "packs/scotland")
    assert not load_areas().is_known("EM-A01")


def test_pack_knows_its_areas(example_pack):
    assert example_pack.area("EM-A01").name == "Northmark"
    assert example_pack.area("EM-D1").name == "Upper Estmark"
    assert example_pack.calendar_of("EM-A03") == calendar_of("EM-A03", example_pack.folder)


def test_area_is_found_by_a_code_it_had_before(example_pack):
    assert example_pack.area("EM-A90") is example_pack.area("EM-A02")
    assert example_pack.places.current_code("EM-A90") == "EM-A02"


def test_area_that_is_not_there_is_refused_in_words(example_pack):
    with pytest.raises(AreaUnknown, match="“S12000049” names no area and no health district"):
        example_pack.area("S12000049")


def test_local_holiday_is_kept_by_its_area_alone(example_pack):
    boats_monday, lantern_day = date(2026, 9, 14), date(2026, 6, 22)

    off = {code: example_pack.calendar_of(code).is_working_day(boats_monday) for code in ("EM-A01", "EM-A03", "EM-D2")}

    assert off == {"EM-A01": True, "EM-A03": False, "EM-D2": True}
    assert not any(example_pack.calendar_of(code).is_working_day(lantern_day) for code in off)


@pytest.mark.parametrize(
    ("code", "fits"),
    [("EM-A01", True), ("EM-A99", True), ("EM-D2", True), ("EM-A1", False), ("xEM-A01", False), ("EM-A01 ", False)],
)
def test_scheme_says_what_a_code_looks_like(example_pack, code, fits):
    assert bool(re.search(example_pack.places.scheme.pattern, code)) is fits


@pytest.mark.parametrize("name", [AREAS, CALENDARS])
def test_load_areas_without_one_of_its_files_names_it(pack, name):
    (pack.folder / name).unlink()

    with pytest.raises(PackError, match=f"{name}, line 1: not found"):
        load_areas(pack.folder)
    assert f"{name}, line 1: not found" in pack.refusal()


# Each row plants one fault: the file, what is replaced by what, and what must be said.
FAULTS = [
    (AREAS, "board: EM-D2", "board: EM-D3", "there is no board “EM-D3”"),
    (AREAS, "calendar: southhaven", "calendar: lost", "there is no calendar “lost”"),
    (AREAS, "{code: EM-A01,", "{code: EMA01,", "“EMA01” does not look like"),
    (AREAS, "{code: EM-D1,", "{code: EM-A50,", "“EM-A50” does not look like"),
    (AREAS, "[EM-A90]", "[S12000015]", "“S12000015” does not look like"),
    (AREAS, "{code: EM-A02,", "{code: EM-A01,", "“EM-A01” is used twice"),
    (AREAS, "[EM-A90]", "[EM-A01]", "“EM-A01” is used twice"),
    (AREAS, "name: Midvale", "name: Northmark", "“Northmark” is used twice"),
    (AREAS, "area_pattern: EM-A\\d{2}", "area_pattern: EM-A(", "not a pattern"),
    (AREAS, "area_pattern: EM-A\\d{2}", "area_pattern: EM-A|.*", "String should match pattern"),
    (AREAS, "  source: Invented.\n", "", "Field required"),
    (CALENDARS, "on: 2026-06-22", "on: 22 June 2026", "year-month-day"),
    (CALENDARS, "on: 2026-06-22", "on: 2026-01-01", "2026-01-01 stands here twice"),
    (CALENDARS, "on: 2027-09-13", "on: 2026-09-14", "2026-09-14 stands here twice"),
    (CALENDARS, "name: Boats' Monday, source: Invented.", "name: Boats' Monday", "Field required"),
    (
        CALENDARS,
        "  source: Invented.",
        "  source: Invented.\n  country: XX",
        "The public holidays of “XX” are not known",
    ),
    (CALENDARS, "  source: Invented.", "  source: Invented.\n  subdivision: SCT", "needs its country"),
    (CALENDARS, "title: Local holidays", "titel: Local holidays", "Extra inputs"),
    ("pack.yaml", "time_zone: Europe/London", "time_zone: Europe/Atlantis", "no time zone “Europe/Atlantis”"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), FAULTS, ids=[f"{row[0]}: {row[3]}" for row in FAULTS])
def test_load_areas_refuses_what_is_wrong_and_names_file_line_and_remedy(pack, name, old, new, said):
    line = pack.spoil(name, old, new)

    with pytest.raises(PackFaults) as refused:
        load_areas(pack.folder)

    fault = next((fault for fault in refused.value.faults if said in str(fault)), None)
    assert fault is not None, str(refused.value)
    assert fault.path == pack.folder / name
    assert fault.remedy.endswith(".")
    assert abs(fault.line - line) <= 2
    assert said in pack.refusal()


def test_load_areas_refuses_two_calendars_of_one_name(pack):
    pack.append(
        CALENDARS,
        "  - id: southhaven\n    title: Again\n    holidays:\n      - {on: 2026-02-02, name: A, source: Invented.}\n",
    )

    assert "“southhaven” is used twice" in pack.refusal()


def test_country_that_lists_no_day_and_names_no_table_is_refused(pack):
    (pack.folder / CALENDARS).write_text("national: {source: Invented.}\n")

    assert "a country, or the days themselves" in pack.refusal()
