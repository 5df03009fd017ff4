"""A feed that has been read can be given back: the same files, fields and cells, whatever order they were kept in."""

import csv
import io
import json
import shutil
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.open_referral.conftest import EXAMPLES, entities_of, given_back, ordered, write_tables
from tideturn.sources.open_referral.feed import Form, Format, Shape
from tideturn.sources.open_referral.mapping import read_mapping
from tideturn.sources.open_referral.reading import open_feed
from tideturn.sources.open_referral.writing import write_feed

AWKWARD = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=12)
NUMBERS = st.sampled_from(
    ["1", "01", "1.0", "1.50", "-0", "1e5", "nan", "inf", " 7", "٣", "12345678901234567890", "0.1"]
)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_official_example_comes_back_to_the_letter(official, tmp_path, example):
    given_back(official / example, tmp_path)

    assert ordered(tmp_path) == ordered(official / example)


@pytest.mark.parametrize("example", [name for name in EXAMPLES if not name.endswith("csv")])
def test_every_official_file_comes_back_by_itself(official, tmp_path, example):
    files = [path for path in (official / example).iterdir() if path.suffix == ".json"]
    for file in files:
        given_back(file, tmp_path / file.stem)

    assert {f.name: ordered(tmp_path / f.stem)[f.name] for f in files} == {
        f.name: json.loads(f.read_text()) for f in files
    }


def test_real_directory_read_by_a_mapping_comes_back_to_the_letter(official, repository, tmp_path):
    mapping = read_mapping(repository / "tests/sources/open_referral/inputs/florida.yaml")
    source = official / "data/directory/florida_services_raw"

    given_back(source, tmp_path, mapping=mapping)

    assert ordered(tmp_path) == ordered(source)


def test_zip_of_a_folder_comes_back_as_its_folder(official, tmp_path):
    source = official / "data/directory/hsds3_examples/csv"
    packed = shutil.make_archive(str(tmp_path / "feed"), "zip", source.parent, "csv")

    given_back(packed, tmp_path / "out")

    assert ordered(tmp_path / "out") == ordered(source)


def test_rows_that_stand_twice_come_back_twice(tmp_path):
    source = write_tables(
        tmp_path / "in",
        services="id,organization_id,name,status\n1,,A,active\n1,,A,active\n",
        phones="id,service_id,number\n7,1,01632 960001\n7,1,01632 960001\n7,1,01632 960001\n8,,9\n8,,9\n",
    )

    given_back(source, tmp_path / "out")

    assert ordered(tmp_path / "out") == ordered(source)
    assert [(e.kind, e.member) for e in entities_of(source)] == [
        ("service", "services.csv"),
        ("unlinked", "phones.csv"),
    ]


def test_every_entity_of_an_official_feed_can_be_kept_under_its_kind_and_id(official):
    for example in EXAMPLES:
        if example.endswith("csv"):
            found = entities_of(official / example)
            assert len({(entity.kind, entity.id) for entity in found}) == len(found), example


def test_two_tables_of_one_kind_tell_of_one_thing_and_come_back_as_two(tmp_path):
    source = write_tables(
        tmp_path / "in",
        services="id,name,status\ns,A,active\n",
        schedule="id,service_id,byday\nw,s,MO\nx,s,TU\ny,s,WE\n",
        schedules="id,service_id,opens_at,byday\nw,s,09:00,\nx,s,10:00,FR\ny,s,11:00,WE\n",
    )

    given_back(source, tmp_path / "out")

    assert ordered(tmp_path / "out") == ordered(source)
    (service,) = entities_of(source)
    found = sorted((s["id"], s["byday"], s.get("opens_at") or "") for s in service.content["schedules"])
    assert found == [("w", "MO", "09:00"), ("x", "FR", "10:00"), ("x", "TU", ""), ("y", "WE", "11:00")]


def test_columns_nobody_knows_names_that_are_empty_and_short_rows_come_back(tmp_path):
    source = write_tables(
        tmp_path / "in",
        services='id,name,,name,phones,as_given,x\n1,A,b,c,"1, 2",odd,\n2,B,,,,,"a ""quoted"" cell\nof two lines"\n',
        nobody_knows="a,b\n1,2\n,3\n",
    )

    given_back(source, tmp_path / "out")

    assert ordered(tmp_path / "out") == ordered(source)


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(st.tuples(AWKWARD, NUMBERS | AWKWARD, AWKWARD, st.sampled_from(["1", "2", "9"])), max_size=4))
def test_any_cell_comes_back(tmp_path_factory, rows):
    tmp_path = tmp_path_factory.mktemp("cells")
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["id", "name", "minimum_age", "=description", "organization_id"])
    writer.writerows([str(n), *row] for n, row in enumerate(rows))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "services.csv").write_bytes(text.getvalue().encode())

    given_back(tmp_path / "in", tmp_path / "out")

    assert ordered(tmp_path / "out") == ordered(tmp_path / "in")


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.floats(allow_nan=False, allow_infinity=False)
    | AWKWARD,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(AWKWARD, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=25, deadline=None)
@given(items=st.lists(st.dictionaries(AWKWARD | st.sampled_from(["id", "contents"]), JSON, max_size=4), max_size=4))
def test_any_object_comes_back(tmp_path_factory, items):
    tmp_path = tmp_path_factory.mktemp("objects")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "services.json").write_text(json.dumps({"contents": items, "size": len(items)}))

    given_back(tmp_path / "in", tmp_path / "out")

    assert ordered(tmp_path / "out") == ordered(tmp_path / "in")


def test_fetched_pages_come_back_as_files(tmp_path, service):
    pages = [
        json.dumps({"page_number": 1, "contents": [service]}).encode(),
        json.dumps({"page_number": 2, "contents": []}),
        {"page_number": 3, "contents": [service | {"id": "b"}]},
    ]

    given_back(iter(pages), tmp_path)

    assert ordered(tmp_path) == {
        "page_1.json": {"page_number": 1, "contents": [service]},
        "page_2.json": {"page_number": 2, "contents": []},
        "page_3.json": pages[2],
    }


def test_lines_go_to_a_stream(tmp_path, service):
    (tmp_path / "services.jsonl").write_text(f"{json.dumps(service)}\n{json.dumps(service | {'id': 'b'})}\n")
    out = io.BytesIO()
    with open_feed(tmp_path / "services.jsonl") as feed:
        entities = list(feed.entities)

        write_feed(entities, feed.form, out)

    assert [json.loads(line) for line in out.getvalue().splitlines()] == [service, service | {"id": "b"}]


def test_several_files_go_to_a_stream_as_a_zip(tmp_path, service):
    (tmp_path / "service_list.json").write_text(json.dumps({"contents": [service]}))
    (tmp_path / "base.json").write_text(json.dumps({"version": "3.0", "openapi_url": "https://a.example/o"}))
    out = io.BytesIO()
    with open_feed(tmp_path) as feed:
        write_feed(list(feed.entities), feed.form, out)

    assert sorted(zipfile.ZipFile(out).namelist()) == ["base.json", "service_list.json"]


def test_new_package_says_the_same_when_it_is_read(tmp_path, service):
    (tmp_path / "services.json").write_text(json.dumps([service]))
    form = Form.new(Format.HSDS_TABULAR, Shape.PACKAGE)

    write_feed(entities_of(tmp_path / "services.json"), form, tmp_path / "package")

    (told,) = [entity for entity in entities_of(tmp_path / "package") if entity.kind == "service"]
    place = told.content["service_at_locations"][0]
    assert (told.content["name"], told.content["minimum_age"]) == (service["name"], 16)
    assert told.content["organization"]["name"] == "Quay Trust"
    assert place["location"]["latitude"] == 57.5
    assert json.loads(told.content["ours_alone"]) == service["ours_alone"]
    assert "formula" in (tmp_path / "package" / "README.md").read_text()


def test_new_package_is_described_as_the_official_one_is(official, tmp_path):
    package = tmp_path / "package"
    write_feed(
        entities_of(official / "conformance/hsds-3.0/examples/service_full.json"),
        Form.new(Format.HSDS_TABULAR, Shape.PACKAGE),
        package,
    )

    ours = {r["name"]: r for r in json.loads((package / "datapackage.json").read_text())["resources"]}
    theirs = json.loads((official / "conformance/hsds-3.0/datapackage.json").read_text())["resources"]
    for resource in theirs:
        if resource["name"] in ours:
            names = [field["name"] for field in resource["schema"]["fields"]]
            assert [f["name"] for f in ours[resource["name"]]["schema"]["fields"]][: len(names)] == names
            assert ours[resource["name"]]["path"] == resource["path"]
    assert len(ours) >= 15


def test_package_keeps_cells_that_look_like_formulas(tmp_path, service):
    names = ["=1+1", "+44", "-x", "@x", "\tx", "\rx"]
    (tmp_path / "services.json").write_text(json.dumps([service | {"id": n, "name": n} for n in names]))

    write_feed(
        entities_of(tmp_path / "services.json"), Form.new(Format.HSDS_TABULAR, Shape.PACKAGE), tmp_path / "package.zip"
    )

    found = entities_of(tmp_path / "package.zip")
    assert [entity.content["name"] for entity in found if entity.kind == "service"] == names


def test_thing_that_hangs_in_two_places_is_one_row_of_a_new_package(tmp_path, service):
    phone = {"id": "55555555-5555-4555-8555-555555555555", "number": "01632 960001"}
    service["phones"] = [phone]
    service["service_at_locations"][0]["phones"] = [phone]
    (tmp_path / "services.json").write_text(json.dumps([service]))

    write_feed(
        entities_of(tmp_path / "services.json"), Form.new(Format.HSDS_TABULAR, Shape.PACKAGE), tmp_path / "package"
    )

    (row,) = csv.DictReader((tmp_path / "package" / "phones.csv").open())
    assert row["service_id"] == service["id"]
    assert row["service_at_location_id"] == service["service_at_locations"][0]["id"]
