"""Tables of somebody's own: what a mapping makes of them, and what it says where it does not fit."""

import pytest

from tests.sources.open_referral.conftest import entities_of, given_back, write_tables, write_workbook
from tideturn.sources.open_referral.entities import Kind
from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.mapping import read_mapping
from tideturn.sources.open_referral.reading import open_feed

MAPPING = """
name: Invented doors
tables:
  Doors:
    kind: service
    id: Ref
    fields:
      name: Door
      status: {column: Open?, values: {Yes: active, No: inactive}}
      minimum_age: From age
      assured_date: {column: Checked, date: "%d/%m/%Y"}
      description: {columns: [What, More], joined_by: "; "}
      organization.name: Who
      organization.description: {always: A body}
      phones: {column: Phones, separator: ";", parts: [type, number], phone: "+44"}
      attributes: {column: Kinds, separator: "|", part: taxonomy_term.name}
      service_at_locations.location.location_type: {always: physical}
      service_at_locations.location.addresses.postal_code: Postcode
      schedules.opens_at: {column: Opens, time: "%I.%M%p"}
"""
HEADER = "Ref,Door,Open?,From age,Checked,What,More,Who,Phones,Kinds,Postcode,Opens,Colour"
PHONES = "main: 01632 960001; 01632 960 002"
ROW = f"7,Quay door,Yes,16,30/11/2026,Needles,Free,Quay Trust,{PHONES},Needles|Naloxone,AB1 2CD,9.30am,Red"


@pytest.fixture
def mapping(tmp_path):
    def saved(text=MAPPING, **changes):
        for old, new in changes.items():
            text = text.replace(old, new)
        (tmp_path / "mapping.yaml").write_text(text)
        return read_mapping(tmp_path / "mapping.yaml")

    return saved


@pytest.fixture
def doors(tmp_path):
    return write_tables(tmp_path / "in", Doors=f"{HEADER}\n{ROW}\n")


def test_row_becomes_a_service(mapping, doors):
    (door,) = entities_of(doors, mapping=mapping(Doors="Doors.csv"))

    content = door.content
    assert (door.kind, door.id, door.place) == (Kind.SERVICE, "7", "Doors.csv, row 2")
    assert (content["name"], content["status"], content["minimum_age"]) == ("Quay door", "active", 16)
    assert (content["assured_date"], content["description"]) == ("2026-11-30", "Needles; Free")
    assert (content["organization"]["name"], content["organization"]["description"]) == ("Quay Trust", "A body")
    assert [(p.get("type"), p["number"]) for p in content["phones"]] == [
        ("main", "+441632960001"), (None, "+441632960002"),
    ]  # fmt: skip
    assert [a["taxonomy_term"]["name"] for a in content["attributes"]] == ["Needles", "Naloxone"]
    place = content["service_at_locations"][0]["location"]
    assert (place["location_type"], place["addresses"][0]["postal_code"]) == ("physical", "AB1 2CD")
    assert content["schedules"][0]["opens_at"] == "09:30:00"
    assert content["as_given"]["Doors.csv"]["Colour"] == "Red"
    assert all(len(part["id"]) == 36 for part in (*content["phones"], *content["attributes"], place))


def test_ids_made_here_are_the_same_each_time(mapping, doors):
    used = mapping(**{"Doors": "Doors.csv", "    id: Ref\n": ""})

    assert entities_of(doors, mapping=used) == entities_of(doors, mapping=used)


def test_same_rows_are_read_from_a_workbook(mapping, doors, tmp_path):
    cells = ROW.split(",")
    cells[0], cells[3] = 7, 16.0
    book = write_workbook(tmp_path / "doors.xlsx", Doors=[HEADER.split(","), cells], Empty=[], Other=[["a"], ["b"]])
    from_csv = entities_of(doors, mapping=mapping(Doors="Doors.csv"))

    with open_feed(book, mapping=mapping()) as feed:
        door, other = feed.entities

    assert {**door.content, "as_given": None} == {**from_csv[0].content, "as_given": None}
    assert (other.kind, dict(other.content)) == (Kind.UNLINKED, {"a": "b"})
    assert [problem.place for problem in feed.problems] == ["Other"]
    given_back(book, tmp_path / "out", mapping=mapping())
    assert (tmp_path / "out" / "Doors.csv").read_text().splitlines() == [HEADER, ROW]


def test_cell_that_does_not_fit_is_said_and_kept(mapping, tmp_path):
    source = write_tables(
        tmp_path / "in", Doors=f"{HEADER}\n{ROW.replace('30/11/2026', 'soon').replace('16', 'old')}\n"
    )

    with open_feed(source, mapping=mapping(Doors="Doors.csv")) as feed:
        (door,) = feed.entities

    assert [(p.place, p.field) for p in feed.problems] == [
        ("Doors.csv, row 2", "minimum_age"), ("Doors.csv, row 2", "assured_date"),
    ]  # fmt: skip
    assert "'soon' is not written as %d/%m/%Y" in feed.problems[1].said
    assert "assured_date" not in door.content
    assert door.content["as_given"]["Doors.csv"]["Checked"] == "soon"


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("name: Door", "nme: Door", 8, r"there is no field nme in service; did you mean name\?"),
        ("kind: service", "kind: door", 5, "kind: Input should be"),
        ("{always: A body}", "{always: A body, column: Who}", 14, "exactly one of column, columns and always"),
        ('date: "%d/%m/%Y"', "date: dmy", 11, "has no part such as"),
        ("part: taxonomy_term.name", "part: taxonomy_term", 16, "ends at an object"),
        ("organization.name: Who", "organization.names: Who", 13, "there is no field names in organization"),
        ("    id: Ref", "    id: Ref\n    id: Ref", 7, "written twice"),
        ("name: Invented doors", "nothing: x", 2, "Field required"),
        ('phone: "+44"', 'phone: "44"', 15, "pattern"),
    ],
)
def test_fault_of_a_mapping_is_said_with_its_line(mapping, old, new, line, said):
    with pytest.raises(FeedRefused, match=rf"line {line}.*(?:{said})"):
        mapping(**{old: new})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: Door", "name: Dor", "reads a column 'Dor'; the table has Ref, Door"),
        ("  Doors:", "  Gates:", "Gates: is named by the mapping and is not there; there are Doors.csv"),
    ],
)
def test_mapping_that_does_not_fit_the_tables_is_refused(mapping, doors, old, new, said):
    used = mapping(**{old: new, **({"  Doors:": "  Doors.csv:"} if "Doors" not in old else {})})

    with pytest.raises(FeedRefused, match=said):
        entities_of(doors, mapping=used)


def test_table_parted_by_semicolons_is_read_by_a_mapping_that_says_so(mapping, tmp_path):
    source = write_tables(tmp_path / "in", Doors="Ref;Door\n7;Quay door\n")
    text = (
        "name: x\ntables:\n  Doors.csv:\n    kind: service\n    id: Ref\n    delimiter: ';'\n    fields: {name: Door}\n"
    )

    (door,) = entities_of(source, mapping=mapping(text))

    assert door.content["name"] == "Quay door"


def test_real_directory_is_whole(official, repository):
    mapping = read_mapping(repository / "tests/sources/open_referral/inputs/florida.yaml")

    found = entities_of(official / "data/directory/florida_services_raw", mapping=mapping)

    kinds = [entity.kind for entity in found]
    assert (kinds.count(Kind.SERVICE), kinds.count(Kind.LOCATION), kinds.count(Kind.ORGANIZATION)) == (135, 378, 20)
    helpline = next(e.content for e in found if e.content.get("name") == "Florida Senior Legal Helpline")
    assert (helpline["minimum_age"], len(helpline["service_areas"])) == (60, 67)
    assert helpline["organization"]["name"] == "Bay Area Legal Services, Inc."


def test_mapping_of_the_how_to_is_one(repository, mapping):
    page = (repository / "docs/how-to/bring-in-a-directory.md").read_text("utf-8")

    used = mapping(page.partition("```yaml\n")[2].partition("```")[0])

    assert used.tables["Doors"].fields["phones"].parts == ("type", "number")


def test_workbook_without_a_mapping_asks_for_one(tmp_path):
    book = write_workbook(tmp_path / "doors.xlsx", Doors=[["a"], ["b"]])

    with pytest.raises(FeedRefused, match="give the mapping"):
        entities_of(book)
