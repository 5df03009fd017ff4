"""What entities are made of files, folders, pages and tables of every version."""

import json
import tracemalloc

import pytest

from tests.sources.open_referral.conftest import entities_of, write_tables
from tideturn.sources.open_referral.entities import Kind
from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.feed import Format, Shape
from tideturn.sources.open_referral.reading import open_feed
from tideturn.sources.open_referral.telling import kind_by_name, kind_by_shape


@pytest.mark.parametrize(
    ("text", "shape", "place"),
    [
        ('{"total_items": 1, "contents": [%s]}', Shape.PAGE, "item 1"),
        ("[%s]", Shape.LIST, "item 1"),
        ("%s", Shape.SINGLE, "object 1"),
        ('%s\n{"id": "b", "name": "B", "status": "active"}', Shape.LINES, "line 1"),
    ],
)
def test_shapes_of_json(tmp_path, service, text, shape, place):
    (tmp_path / "feed.json").write_text("\ufeff" + text % json.dumps(service))

    with open_feed(tmp_path / "feed.json") as feed:
        first = next(feed.entities)

    assert (first.kind, first.id, first.content) == (Kind.SERVICE, service["id"], service)
    assert first.place == f"feed.json, {place}"
    assert (first.member, first.position) == ("feed.json", 1)
    assert feed.form.shape is shape


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("service_list.json", Kind.SERVICE),
        ("services_page_2.json", Kind.SERVICE),
        ("organization_full.json", Kind.ORGANIZATION),
        ("organisations.csv", Kind.ORGANIZATION),
        ("service_at_location_list.json", Kind.SERVICE_AT_LOCATION),
        ("taxonomy-terms.json", Kind.TAXONOMY_TERM),
        ("api_details.json", Kind.API),
        ("page 3", None),
        ("dashboard_services_response.json", None),
    ],
)
def test_name_of_a_file_tells_what_is_in_it(name, kind):
    assert kind_by_name(name) is kind


def test_shape_tells_what_every_official_object_is(official):
    for file in sorted((official / "conformance/hsds-3.0/examples").glob("*_full.json")):
        assert kind_by_shape(json.loads(file.read_text())) is kind_by_name(file.name), file.name
    for file in sorted((official / "conformance/oruk-profile-3.0/examples").glob("*_list.json")):
        (item,) = json.loads(file.read_text())["contents"]
        assert kind_by_shape(item) is kind_by_name(file.name), file.name


@pytest.mark.parametrize(
    ("field", "said"),
    [({"phones": [{"id": "x", "number": "1"}]}, Format.HSDS_JSON), ({"fees": "None"}, Format.ORUK_JSON)],
)
def test_format_is_told_by_fields_where_the_feed_does_not_say_it(tmp_path, service, field, said):
    (tmp_path / "feed.json").write_text(json.dumps([service | field]))

    with open_feed(tmp_path / "feed.json") as feed:
        assert feed.form.format is said


def test_format_is_what_the_root_of_the_api_says(tmp_path, service):
    (tmp_path / "a.json").write_text(json.dumps([service | {"interpretation_services": "x"}]))
    (tmp_path / "base.json").write_text(json.dumps({"version": "HSDS-UK-3.0", "profile": "https://a.example"}))

    with open_feed(tmp_path) as feed:
        assert (feed.form.format, feed.form.version) == (Format.ORUK_JSON, "HSDS-UK-3.0")


def test_tables_of_three_are_nested_as_json_has_them(tmp_path):
    source = write_tables(
        tmp_path / "in",
        organizations="id,name,description\no,Quay Trust,A trust\n",
        programs="id,organization_id,name,description\np,o,Boats,All boats\n",
        services="id,organization_id,program_id,name,status,minimum_age\ns,o,p,Exchange,active,16\n",
        locations="id,organization_id,location_type,latitude\nl,o,physical,57.50\n",
        service_at_location="id,service_id,location_id\na,s,l\n",
        addresses="id,location_id,address_1\nd,l,1 Quay\n",
        contacts="id,service_id,name\nc,s,Wren\n",
        phones="id,service_at_location_id,contact_id,number\nh,a,,1\ni,,c,2\n",
        languages="id,phone_id,name\ng,i,Gaelic\n",
        schedules="id,service_at_location_id,byday\nw,a,MO\n",
        attributes="id,link_id,link_entity,taxonomy_term_id\nt,s,service,u\nv,l,nonsense,u\n",
        taxonomy_terms="id,name,taxonomy_id\nu,Needles,x\n",
        taxonomies="id,name\nx,Kinds\n",
        metadata="id,resource_id,resource_type,field_name\nm,l,location,name\nn,zz,location,name\n",
    )

    found = {(e.kind, e.id): e.content for e in entities_of(source)}

    whole = found[Kind.SERVICE, "s"]
    place = whole["service_at_locations"][0]
    assert whole["minimum_age"] == 16
    assert (whole["organization"]["name"], whole["program"]["name"]) == ("Quay Trust", "Boats")
    assert whole["contacts"][0]["phones"][0]["languages"][0]["name"] == "Gaelic"
    assert whole["attributes"][0]["taxonomy_term"]["taxonomy_detail"]["name"] == "Kinds"
    assert (place["phones"][0]["number"], place["schedules"][0]["byday"]) == ("1", "MO")
    assert place["location"]["addresses"][0]["address_1"] == "1 Quay"
    assert place["location"]["metadata"][0]["field_name"] == "name"
    assert place["location"]["attributes"][0]["id"] == "v"
    assert place["location"]["latitude"] == "57.50"  # as a number it would lose a letter
    assert found[Kind.ORGANIZATION, "o"]["locations"][0]["id"] == "l"
    assert [c["resource_id"] for (kind, _), c in found.items() if kind is Kind.UNLINKED] == ["zz"]


def test_service_at_location_without_its_service_is_an_entity(tmp_path):
    source = write_tables(tmp_path / "in", service_at_location="id,service_id,location_id\na,gone,gone\n")

    assert [(e.kind, e.place) for e in entities_of(source)] == [
        (Kind.SERVICE_AT_LOCATION, "service_at_location.csv, row 2")
    ]


def test_tables_of_one_point_one_speak_as_three_does(tmp_path):
    source = write_tables(
        tmp_path / "in",
        organizations="id,name,url\no,Quay Trust,https://quay.example\n",
        services="id,organization_id,name,status,accrediations\ns,o,Exchange,active,Good\n",
        locations="id,name\nl,Shed\n",
        services_at_location="id,service_id,location_id\na,s,l\n",
        physical_addresses="id,location_id,address_1,address_3\nd,l,1 Quay,Annexe\n",
        postal_addresses="id,location_id,address_1\ne,l,Box 1\n",
        regular_schedules="id,service_id,weekday,opens_at,closes_at\nw,s,2,09:00,17:00\nx,s,Friday,09:00,12:00\n",
        holiday_schedules="id,service_id,closed,start_date,end_date\ny,s,true,2026-12-25,2026-12-26\n",
        eligibility="id,service_id,eligibility\nf,s,Anyone\n",
        payments_accepted="id,service_id,payment\nz,s,Cash\n",
        languages="id,service_id,language\ng,s,Gaelic\n",
        service_areas="id,service_id,service_area\nq,s,The whole coast\n",
        accessibility_for_disabilities="id,location_id,accessibility\nr,l,Step-free\n",
        taxonomy="id,name,parent_id,vocabulary\nu,Needles,,Kinds\n",
        services_taxonomy="id,service_id,taxonomy_id,taxonomy_detail\nt,s,u,Free\n",
    )

    with open_feed(source) as feed:
        found = {e.kind: e.content for e in feed.entities}

    whole = found[Kind.SERVICE]
    place = whole["service_at_locations"][0]["location"]
    assert (feed.form.format, feed.form.version) == (Format.HSDS_TABULAR, "1.1")
    assert found[Kind.ORGANIZATION]["website"] == "https://quay.example"
    assert (whole["accreditations"], whole["eligibility_description"]) == ("Good", "Anyone")
    rules = {rule["id"]: rule for rule in whole["schedules"]}
    assert [(rules[id_].get("freq"), rules[id_].get("byday")) for id_ in "wxy"] == [
        ("WEEKLY", "TU"), ("WEEKLY", "FR"), (None, None),
    ]  # fmt: skip
    assert (rules["y"]["valid_from"], rules["y"]["notes"]) == ("2026-12-25", "Closed")
    assert whole["cost_options"][0]["amount_description"] == "Cash"
    assert (whole["languages"][0]["name"], whole["service_areas"][0]["name"]) == ("Gaelic", "The whole coast")
    assert [a["address_type"] for a in place["addresses"]] == ["physical", "postal"]
    assert place["addresses"][0]["address_3"] == "Annexe"
    assert place["accessibility"][0]["description"] == "Step-free"
    term = whole["attributes"][0]["taxonomy_term"]
    assert (term["name"], term["taxonomy"], whole["attributes"][0]["value"]) == ("Needles", "Kinds", "Free")


def test_tables_of_two_speak_as_three_does(tmp_path):
    source = write_tables(
        tmp_path / "in",
        services="id,name,status\ns,Exchange,active\n",
        service_attributes="id,service_id,taxonomy_term_id\nt,s,u\n",
        other_attributes="id,link_id,link_type,taxonomy_term_id\nv,e,eligibility,u\nw,s,service,u\n",
        taxonomy_terms="id,term,taxonomy\nu,Needles,Kinds\n",
        phones='id,service_id,number,language\nh,s,1,"en,gd"\n',
    )

    with open_feed(source) as feed:
        found = {e.kind: e.content for e in feed.entities}

    assert feed.form.version == "2.0"
    assert [a["taxonomy_term"]["name"] for a in found[Kind.SERVICE]["attributes"]] == ["Needles", "Needles"]
    assert [each["name"] for each in found[Kind.SERVICE]["phones"][0]["languages"]] == ["en", "gd"]
    assert found[Kind.UNLINKED]["id"] == "v"


def test_services_of_ohana_are_at_their_location_and_of_its_owner(official):
    found = entities_of(official / "data/directory/ohana_sample_csv")

    services = [entity.content for entity in found if entity.kind is Kind.SERVICE]
    first = services[0]
    assert len(services) == 23
    assert first["service_at_locations"][0]["location"]["addresses"][0]["city"] == "Redwood City"
    assert all(service["organization"]["name"] for service in services)
    week = services[-1]["service_at_locations"][0]["location"]["schedules"]
    assert {rule["byday"] for rule in week if "byday" in rule} == {"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
    terms = [entity for entity in found if entity.kind is Kind.TAXONOMY_TERM]
    assert (terms[1].id, terms[1].content["parent_id"]) == ("101-01", "101")


def test_package_says_which_file_is_which_table(tmp_path):
    source = write_tables(tmp_path / "in", diensten="id,name,status\ns,Exchange,active\n")
    (source / "datapackage.json").write_text(
        json.dumps({"version": "3.0", "resources": [{"name": "service", "path": "diensten.csv"}]})
    )

    assert [entity.kind for entity in entities_of(source)] == [Kind.SERVICE]


def test_what_is_no_part_of_the_feed_is_said(tmp_path, service):
    (tmp_path / "services.json").write_text(json.dumps([service]))
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "older").mkdir()

    with open_feed(tmp_path) as feed:
        list(feed.entities)

    assert sorted(problem.place for problem in feed.problems) == ["notes.txt", "older/"]


@pytest.mark.parametrize("pages", [[], [b"[]", b"no"]])
def test_pages_that_are_none_are_refused(pages):
    with pytest.raises(FeedRefused, match=r"no page at all|page 2: is not JSON"):
        entities_of(iter(pages))


def test_long_file_is_read_in_little_memory(tmp_path, service):
    text = json.dumps(service)
    with (tmp_path / "services.json").open("w") as file:
        file.write('{"contents": [')
        file.writelines(f"{',' if n else ''}{text}" for n in range(8_000))
        file.write("]}")
    tracemalloc.start()

    with open_feed(tmp_path / "services.json") as feed:
        count = sum(1 for _ in feed.entities)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 8_000
    assert (tmp_path / "services.json").stat().st_size > 3_000_000
    assert peak < 3_000_000
