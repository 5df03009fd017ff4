"""The directory in the standard's own words: whole, listed, filtered and paged, as its schemas have it."""

import json

import pytest

from tests.engines.directory.conftest import (  # noqa: F401 - fixtures
    at,
    bring,
    invented_country,
    invented_id,
    service,
    source,
)
from tideturn.interfaces.api.open_referral import objects

TERM = {
    "id": invented_id("term"),
    "name": "Somebody to talk to",
    "description": "",
    "taxonomy": "Invented list",
    "taxonomy_id": invented_id("list"),
}
DOOR = service(
    "Warm Door (invented)",
    description="Tea, and somebody who listens.",
    minimum_age=16,
    maximum_age=99,
    organization={"id": invented_id("lights"), "name": "Harbour Lights (invented)", "description": "Invented."},
    service_at_locations=[at("Quay Street", 55.9, -3.2), at("Hill Road", 56.5, -3.1)],
    schedules=[{"id": invented_id("s"), "freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "17:00"}],
    attributes=[{"id": invented_id("a"), "taxonomy_term": TERM}],
)
LINE = service("Night Line (invented)", minimum_age=18)


@pytest.fixture
def ask(client, bring):  # noqa: F811 - the fixture
    """A function that asks the directory of two services, and returns what it answers."""
    bring(DOOR, LINE)

    def ask(path: str, **asked: object):
        answer = client.get(f"/open-referral/{path}", asked, headers={"host": "localhost"})
        return answer.status_code, json.loads(answer.content)

    return ask


def names(answer) -> list[str]:
    return sorted(one["name"] for one in answer[1]["contents"])


def test_api_says_which_version_it_is(ask):
    status, said = ask("")

    assert status == 200
    assert said["version"] == "HSDS-UK-3.0"
    assert said["openapi_url"].endswith("/open-referral/openapi.json")


def test_service_is_given_back_to_the_letter(ask):
    assert ask(f"services/{DOOR['id']}") == (200, DOOR)


def test_list_has_no_lists(ask):
    status, page = ask("services")

    assert status == 200
    assert {name: page[name] for name in page if name != "contents"} == {
        "total_items": 2,
        "total_pages": 1,
        "page_number": 1,
        "size": 2,
        "first_page": True,
        "last_page": True,
        "empty": False,
    }
    [door] = [one for one in page["contents"] if one["id"] == DOOR["id"]]
    assert door["organization"]["name"] == "Harbour Lights (invented)"
    assert not [value for value in door.values() if isinstance(value, list)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"search": "listens"}, [DOOR]),
        ({"search": "nobody knows this"}, []),
        ({"taxonomy_term_id": TERM["id"]}, [DOOR]),
        ({"taxonomy_id": TERM["taxonomy_id"]}, [DOOR]),
        ({"taxonomy_id": TERM["id"]}, []),
        ({"minimum_age": 16}, [DOOR, LINE]),
        ({"minimum_age": 17}, [LINE]),
        ({"maximum_age": 99}, [DOOR]),
        ({"maximum_age": 98}, []),
        ({"day": "TU"}, [DOOR]),
        ({"day": "tuesday"}, [DOOR]),
        ({"day": "WE"}, []),
        ({"start_time": "09:00"}, [DOOR]),
        ({"start_time": "09:30"}, []),
        ({"end_time": "17:00"}, [DOOR]),
        ({"end_time": "16:59"}, []),
        ({"day": "MO", "start_time": "08:00", "end_time": "18:00"}, [DOOR]),
        ({"organization_id": invented_id("lights")}, [DOOR]),
        ({"organization_id": invented_id("nobody")}, []),
        ({"modified_after": "2020-01-01"}, [DOOR, LINE]),
        ({"modified_after": "2020-01-01T00:00:00+00:00"}, [DOOR, LINE]),
        ({"modified_after": "2999-01-01T00:00:00Z"}, []),
        ({"search": "listens", "minimum_age": 17}, []),
        ({"what_nobody_knows": "x"}, [DOOR, LINE]),
    ],
)
def test_every_filter_that_is_given_must_hold(ask, asked, found):
    assert names(ask("services", **asked)) == sorted(one["name"] for one in found)


@pytest.mark.parametrize(
    "asked",
    [
        {"page": 0},
        {"page": "x"},
        {"per_page": 501},
        {"day": "someday"},
        {"start_time": "9 o'clock"},
        {"modified_after": "yesterday"},
        {"minimum_age": "old"},
        {"format": "xml"},
    ],
)
def test_what_cannot_be_read_is_said(ask, asked):
    status, said = ask("services", **asked)

    assert status == 422
    assert next(iter(asked)) in said["detail"]
    assert said["detail"].endswith("See /open-referral/openapi.json.")


def test_pages_follow_one_another(ask):
    first, second = ask("services", per_page=1)[1], ask("services", per_page=1, page=2)[1]

    assert (first["total_pages"], first["last_page"], second["last_page"]) == (2, False, True)
    assert {first["contents"][0]["id"], second["contents"][0]["id"]} == {DOOR["id"], LINE["id"]}
    assert ask("services", page=3)[1]["empty"]


def test_everything_comes_line_by_line(ask, client):
    answer = client.get("/open-referral/services?format=ndjson&full=true&end=true", headers={"host": "localhost"})

    *told, end = map(json.loads, b"".join(answer.streaming_content).splitlines())
    assert {one["id"]: one for one in told} == {DOOR["id"]: DOOR, LINE["id"]: LINE}
    assert end == {"tideturn": {"is_end": True, "lines": 2}}


def test_lines_that_break_off_have_no_end(ask, client, monkeypatch):
    told = iter([DOOR])
    monkeypatch.setattr(objects, "whole_service", lambda _, **__: next(told))
    answer = client.get("/open-referral/services?format=ndjson&full=true&end=true", headers={"host": "localhost"})

    came = []
    with pytest.raises(RuntimeError):
        came.extend(answer.streaming_content)

    assert not any(b"is_end" in line for line in came)


def test_no_lines_are_whole_too(db, client):
    answer = client.get("/open-referral/services?format=ndjson&end=true", headers={"host": "localhost"})

    assert b"".join(answer.streaming_content) == b'{"tideturn": {"is_end": true, "lines": 0}}\n'


def test_lines_are_objects_of_the_standard_alone_where_no_end_is_asked_for(ask, client):
    answer = client.get("/open-referral/services?format=ndjson", headers={"host": "localhost"})

    told = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert sorted(one["id"] for one in told) == sorted([DOOR["id"], LINE["id"]])


def test_place_brings_its_service(ask):
    place = DOOR["service_at_locations"][0]

    status, said = ask(f"service_at_locations/{place['id']}")

    assert status == 200
    assert said["location"] == place["location"]
    assert said["service"]["id"] == DOOR["id"]
    assert ask("service_at_locations")[1]["total_items"] == 2


def test_organisation_brings_its_services(ask):
    key = DOOR["organization"]["id"]

    assert ask("organizations")[1]["contents"] == [DOOR["organization"]]
    assert [one["id"] for one in ask(f"organizations/{key}")[1]["services"]] == [DOOR["id"]]
    assert "schedules" not in ask(f"organizations/{key}")[1]["services"][0]
    assert "schedules" in ask(f"organizations/{key}", full_service="true")[1]["services"][0]


def test_words_are_those_that_services_use(ask):
    assert ask("taxonomy_terms", taxonomy_id=TERM["taxonomy_id"])[1]["contents"] == [TERM]
    assert ask(f"taxonomy_terms/{TERM['id']}") == (200, TERM)
    assert ask("taxonomies", search="Invented list")[1]["total_items"] == 1


def test_words_of_the_pack_are_published_beside_those_of_the_sources(ask):
    [taxonomy] = ask("taxonomies", search="What kind of help")[1]["contents"]

    terms = ask("taxonomy_terms", taxonomy_id=taxonomy["id"], per_page=500)[1]["contents"]

    assert "naloxone" in {term["code"] for term in terms}
    assert ask("taxonomy_terms", taxonomy_id=taxonomy["id"], top_only="true")[1]["total_items"] < len(terms)


@pytest.mark.parametrize("path", ["services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms"])
@pytest.mark.parametrize("key", ["x", "00000000-0000-4000-8000-000000000000", "%00", "1/2"])
def test_what_is_not_there_is_said(ask, path, key):
    status, said = ask(f"{path}/{key}")

    assert status == 404
    assert said["detail"].startswith("There is n")
