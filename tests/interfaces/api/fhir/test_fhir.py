"""The directory in FHIR R4: read, searched and paged, as the official schema has it."""

import pytest

from tests.engines.directory.conftest import at, invented_id, service
from tests.engines.directory.test_withholding import CANARIES, OPEN_DOOR, refuge, seen
from tideturn.engines.directory.describing import term_id
from tideturn.engines.directory.models import Service

LIGHTS = {
    "id": invented_id("lights"),
    "name": "Harbour Lights (invented)",
    "description": "",
    "website": "https://harbour.example/",
    "organization_identifiers": [{"id": invented_id("i"), "identifier_type": "Charity", "identifier": "SC000000"}],
}
WEEK = {"id": invented_id("w"), "freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "17:00"}
TERMS = ("naloxone", "self-referral", "appointment-needed")
QUAY = at(
    "Quay Street", 50.0, -25.0, addresses=[{"id": invented_id("a"), "address_1": "1 Quay Street", "city": "Quay"}]
)
DOOR = service(
    "Warm Door (invented)",
    description="Tea, and somebody who listens.",
    organization=LIGHTS,
    service_at_locations=[QUAY, at("Hill Road", 50.7, -25.2)],
    schedules=[WEEK],
    phones=[{"id": invented_id("p"), "number": "01632 960123"}, {"id": invented_id("q")}],
    minimum_age=16,
    attributes=[{"id": invented_id(term), "taxonomy_term": {"id": str(term_id(term))}} for term in TERMS],
)
LINE = service("Night Line (invented)", status="inactive")
KINDS = ("HealthcareService", "Organization", "Location")


@pytest.fixture
def two(bring):
    bring(DOOR, LINE)


def found(answer) -> list[str]:
    return [entry["resource"]["name"] for entry in answer[1].get("entry", [])]


def test_service_says_all_that_fhir_has_a_word_for(two, ask, faults):
    status, said = ask(f"HealthcareService/{DOOR['id']}")

    assert (status, faults(said)) == (200, [])
    assert said["active"]
    assert said["name"] == DOOR["name"]
    assert said["providedBy"] == {"reference": f"Organization/{LIGHTS['id']}", "display": LIGHTS["name"]}
    assert [place["display"] for place in said["location"]] == ["Quay Street", "Hill Road"]
    assert said["telecom"] == [{"system": "phone", "value": "01632 960123"}]
    assert [one["coding"][0]["code"] for one in said["type"]] == ["naloxone"]
    assert [one["coding"][0]["code"] for one in said["referralMethod"]] == ["self-referral"]
    assert said["appointmentRequired"] is True
    assert said["eligibility"] == [{"comment": "Age in years: from 16."}]
    assert said["availableTime"] == [
        {"daysOfWeek": ["mon", "tue"], "availableStartTime": "09:00:00", "availableEndTime": "17:00:00"}
    ]


def test_organisation_and_place(two, ask, faults):
    _, organisation = ask(f"Organization/{LIGHTS['id']}")
    _, place = ask(f"Location/{QUAY['location']['id']}")

    assert faults(organisation) + faults(place) == []
    assert organisation["identifier"] == [{"type": {"text": "Charity"}, "value": "SC000000"}]
    assert organisation["telecom"] == [{"system": "url", "value": LIGHTS["website"]}]
    assert place["address"] == {"type": "physical", "line": ["1 Quay Street"], "city": "Quay"}
    assert place["position"] == {"longitude": -25.0, "latitude": 50.0}


def test_hours_that_differ_by_place_stand_at_each_place(bring, ask, faults):
    night = {**WEEK, "id": invented_id("n"), "byday": "SA", "opens_at": "22:00", "closes_at": "02:00"}
    places = [QUAY | {"schedules": [WEEK]}, at("Hill Road", 50.7, -25.2) | {"schedules": [night]}]
    bring({**DOOR, "schedules": [], "service_at_locations": places})

    _, said = ask(f"HealthcareService/{DOOR['id']}")
    located = [ask(place["reference"])[1] for place in said["location"]]

    assert "differ by place" in said["availabilityExceptions"]
    assert [faults(one) for one in (said, *located)] == [[], [], []]
    assert [one["hoursOfOperation"] for one in located] == [
        [{"daysOfWeek": ["mon", "tue"], "openingTime": "09:00:00", "closingTime": "17:00:00"}],
        [
            {"daysOfWeek": ["sat"], "openingTime": "22:00:00", "closingTime": "23:59:59"},
            {"daysOfWeek": ["sun"], "openingTime": "00:00:00", "closingTime": "02:00:00"},
        ],
    ]


def test_door_says_what_it_can_do(ask, faults, db):
    status, said = ask("metadata")

    assert (status, said["fhirVersion"]) == (200, "4.0.1")
    # The list in the schema ends before the correction that everybody speaks.
    assert faults(said | {"fhirVersion": "4.0.0"}) == []
    assert [one["type"] for one in said["rest"][0]["resource"]] == list(KINDS)


@pytest.mark.parametrize(
    ("path", "asked", "names"),
    [
        ("HealthcareService", {}, {DOOR["name"], LINE["name"]}),
        ("HealthcareService", {"name": "warm"}, {DOOR["name"]}),
        ("HealthcareService", {"name": "door"}, set()),
        ("HealthcareService", {"name__contains": "door"}, {DOOR["name"]}),
        ("HealthcareService", {"name__exact": LINE["name"]}, {LINE["name"]}),
        ("HealthcareService", {"_id": DOOR["id"]}, {DOOR["name"]}),
        ("HealthcareService", {"_id": "x"}, set()),
        ("HealthcareService", {"organization": f"Organization/{LIGHTS['id']}"}, {DOOR["name"]}),
        ("HealthcareService", {"organization": LIGHTS["id"]}, {DOOR["name"]}),
        ("HealthcareService", {"location": f"Location/{QUAY['location']['id']}"}, {DOOR["name"]}),
        ("HealthcareService", {"location_near": "50|-25|1|km"}, {DOOR["name"]}),
        ("HealthcareService", {"location_near": "0.1|0.1|1|km"}, set()),
        ("HealthcareService", {"service-type": "naloxone"}, {DOOR["name"]}),
        ("HealthcareService", {"what-nobody-knows": "x"}, {DOOR["name"], LINE["name"]}),
        ("Organization", {"name": "harbour"}, {LIGHTS["name"]}),
        ("Organization", {"identifier": "scheme|SC000000"}, {LIGHTS["name"]}),
        ("Organization", {"identifier": "SC999999"}, set()),
        ("Location", {"near": "50|-25|1000|m"}, {"Quay Street"}),
        ("Location", {"near": "50|-25|200"}, {"Quay Street", "Hill Road"}),
        ("Location", {"name": "hill"}, {"Hill Road"}),
        ("Location", {"organization": LIGHTS["id"]}, {"Quay Street", "Hill Road"}),
    ],
)
def test_search_finds_what_fits(two, ask, faults, path, asked, names):
    answer = ask(path, **asked)

    assert answer[0] == 200
    assert faults(answer[1]) == []
    assert set(found(answer)) == names
    assert answer[1]["total"] == len(names)


def test_code_that_somebody_read_out_finds_its_service(two, ask):
    one = Service.objects.get(name=DOOR["name"])

    assert found(ask("HealthcareService", identifier=one.code)) == [DOOR["name"]]


def test_pages_follow_one_another(two, ask, faults):
    first = ask("HealthcareService", _count=1, name__contains="invented")[1]
    links = {link["relation"]: link["url"] for link in first["link"]}
    second = ask("HealthcareService", _count=1, _page=2, name__contains="invented")[1]

    assert links["next"].endswith("/fhir/HealthcareService?name%3Acontains=invented&_count=1&_page=2")
    assert "previous" not in links
    assert "next" not in {link["relation"] for link in second["link"]}
    assert {found((200, first))[0], found((200, second))[0]} == {DOOR["name"], LINE["name"]}
    assert ask("HealthcareService", _count=0)[1].get("entry") is None
    assert faults(first) + faults(second) == []


@pytest.mark.parametrize(
    ("path", "asked", "status"),
    [
        ("", {}, 404),
        ("Patient", {}, 404),
        ("HealthcareService/x", {}, 404),
        ("HealthcareService/00000000-0000-4000-8000-000000000000", {}, 404),
        ("Organization/00000000-0000-4000-8000-000000000000", {}, 404),
        ("Location/00000000-0000-4000-8000-000000000000", {}, 404),
        ("HealthcareService", {"_count": "many"}, 400),
        ("HealthcareService", {"_page": 0}, 400),
        ("Location", {"near": "here"}, 400),
        ("Location", {"near": "50|-25|5|leagues"}, 400),
        ("Location", {"near": "50|-25|nan"}, 400),
        ("metadata", {"_format": "xml"}, 406),
    ],
)
def test_what_is_not_answered_is_said_in_fhir(db, ask, faults, path, asked, status):
    answer = ask(path, **asked)

    assert answer[0] == status
    assert answer[1]["resourceType"] == "OperationOutcome"
    assert faults(answer[1]) == []


def test_nothing_is_written(db, client):
    answer = client.post("/fhir/HealthcareService", {}, headers={"host": "localhost"})

    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("feed", ["conformance/hsds-3.0/examples", "data/directory/ohana_sample_csv",
                                  "data/directory/oruk_validator_mocks/V3.0-UK-Fail",
                                  "data/directory/oruk_validator_mocks/V3.0-UK-Test"])  # fmt: skip
def test_whatever_feed_is_brought_in_every_resource_keeps_to_the_schema(official, bring_feed, ask, faults, feed):
    bring_feed(official / feed)

    for kind in KINDS:
        status, said = ask(kind, _count=200)
        assert (status, faults(said)) == (200, [])
        assert said["entry"], "nothing was found"
        for entry in said["entry"]:
            assert ask(f"{kind}/{entry['resource']['id']}") == (200, entry["resource"])


def test_confidential_place_has_neither_address_nor_position(bring, ask, client):
    bring(refuge(confidential=True), OPEN_DOOR)

    [entry] = ask("Location")[1]["entry"]

    assert entry["resource"].keys() == {"resourceType", "id", "status", "name", "mode", "telecom"}
    assert entry["resource"]["name"] == "Refuge (invented)"
    everything = [client.get(f"/fhir/{kind}", headers={"host": "localhost"}).content for kind in KINDS]
    assert seen(b" ".join(everything).decode()) == []
    assert ask("Location", near="56.987654|-3.25|100|km")[1]["total"] == 0
    assert ask("Location", name="Lantern")[1]["total"] == 0


def test_confidential_place_would_be_seen(bring, client):
    bring(refuge())

    said = b" ".join(client.get(f"/fhir/{kind}", headers={"host": "localhost"}).content for kind in KINDS)
    assert seen(said.decode()) == list(CANARIES)
