"""What is shown of what became of services: withdrawn, one with another, listed by nobody; and what is ours beside."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from tests.engines.directory.conftest import BY, at, invented_id, service
from tests.engines.directory.test_recognising import FIRST, SECOND
from tideturn.engines.directory.actions.applying import apply
from tideturn.engines.directory.actions.arriving import propose
from tideturn.engines.directory.describing import term_id
from tideturn.engines.directory.models import Listing, Service, Source
from tideturn.engines.directory.ours import Closing, notice_of
from tideturn.foundations.access.acting import acting

LIGHTS = {"id": invented_id("lights"), "name": "Harbour Lights (invented)", "description": ""}
DOOR = service(
    "Warm Door (invented)",
    organization=LIGHTS,
    service_at_locations=[at("Quay Street", 55.9, -3.2), at("Hill Road", 56.5, -3.1)],
)
SLOPPY = {
    "id": "door-1",
    "name": "Sloppy Door (invented)",
    "organization": {"id": 7, "name": "Sloppy Lights (invented)"},
    "service_at_locations": [
        {"id": "p-0"},
        {"location": {"name": "First", "latitude": 55.9, "longitude": -3.2}},
        {"id": "p-2", "location": {"id": "l-2", "name": "Second", "latitude": "56.5"}},
    ],
}


def test_what_is_withdrawn_is_gone_from_every_list(bring, reader):
    bring(DOOR)
    place = DOOR["service_at_locations"][0]["id"]
    Service.objects.update(withdrawn_at=datetime(2026, 11, 1, tzinfo=UTC))

    for path, key in (
        ("services", DOOR["id"]), ("service_at_locations", place), ("organizations", LIGHTS["id"])
    ):  # fmt: skip
        assert reader.answer(f"{path}/{key}").status_code == 404
        assert reader.items(path) == reader.lines(path) == []


def test_one_that_turned_out_to_be_another_is_that_other(bring, reader):
    Source.objects.create(id="other", title="Other source (invented)", rank=200)
    bring(FIRST)
    bring(SECOND, by_source="other")

    answer = reader.answer(f"services/{SECOND['id']}")

    assert answer.json()["id"] == FIRST["id"]
    assert answer.headers["Content-Location"] == f"/open-referral/services/{FIRST['id']}"
    assert [one["id"] for one in reader.items("services")] == [FIRST["id"]]
    assert [one["service"]["id"] for one in reader.items("service_at_locations")] == [FIRST["id"]]


def test_one_that_nobody_lists_any_more_says_so_to_every_reader(bring, reader, source):
    bring(DOOR | {"alert": "Shut for painting."})
    with acting(BY):
        propose(source_id=source.pk, name="none", entities=[], form={}, by=BY)
        apply(source_id=source.pk, by=BY)
    Service.objects.update(unlisted_since=date(2026, 11, 2))

    said = reader.read(f"services/{DOOR['id']}", plain="true")

    assert said["alert"].startswith("Shut for painting. No source has listed this service since 2026-11-02.")
    assert reader.items("services")[0]["alert"] == said["alert"]
    assert reader.read(f"services/{DOOR['id']}")["tideturn"]["unlisted_since"] == "2026-11-02"


def test_nothing_stands_beside_what_its_one_source_says_whole(bring, reader):
    bring(DOOR)

    assert "tideturn" not in reader.read(f"services/{DOOR['id']}")


def test_what_the_standard_has_no_word_for_stands_beside_it(bring, reader):
    terms = ("self-referral", "abstinence-not-required", "appointment-needed")
    bring(DOOR | {"attributes": [{"id": invented_id(t), "taxonomy_term": {"id": str(term_id(t))}} for t in terms]})
    full = {"places": 0, "words": "Full until Monday", "at": "2026-11-20T10:00:00+00:00"}
    Service.objects.update(ours={"capacity": full, "note_to_staff": "Not for anybody else", "alternates": []})

    said = reader.read(f"services/{DOOR['id']}")

    assert said["tideturn"]["capacity"] == full
    said_of_terms = {name: said["tideturn"][name] for name in ("referral", "never_demands", "asks")}
    assert said_of_terms == {
        "referral": ["self-referral"],
        "never_demands": ["abstinence-not-required"],
        "asks": ["appointment-needed"],
    }
    assert said["tideturn"]["code"] == Service.objects.get().code
    assert said["tideturn"]["provenance"]["name"] == {"source": "northmark"}
    assert "note_to_staff" not in str(said)
    assert reader.items("services")[0]["tideturn"] == said["tideturn"]
    for path in ("services", "service_at_locations", "organizations"):
        assert "tideturn" in str(reader.items(path, full="true"))
        assert "tideturn" not in str(reader.items(path, full="true", plain="true"))


def test_each_field_says_from_whom_it_is_and_how_long_it_is_good(bring, reader):
    bring(DOOR | {"assured_date": "2026-02-28T10:00:00Z"})
    Service.objects.update(ours={"out_of_hours": "Ring the night line."})

    said = reader.read(f"services/{DOOR['id']}")["tideturn"]

    good = {"checked_on": "2026-02-28", "expires_on": "2027-02-28"}
    assert said["provenance"]["name"] == {"source": "northmark", **good}
    assert {name: said[name] for name in good} == good


def test_a_feed_cannot_speak_in_our_name(bring, reader):
    bring(DOOR | {"tideturn": {"never_demands": ["anything"]}})

    assert "tideturn" not in reader.read(f"services/{DOOR['id']}")


def test_every_place_is_its_own_however_its_source_numbers_it(bring, reader):
    bring(SLOPPY)

    places = {one["location"]["name"]: one for one in reader.items("service_at_locations", full="true")}
    whole = reader.read(f"services/{places['First']['service']['id']}")

    assert set(places) == {"First", "Second"}
    for place in whole["service_at_locations"][1:]:
        assert {**places[place["location"]["name"]]} | {"service": None} == place | {"service": None}
        listing = Listing.objects.get(pk=place["id"])
        assert str(listing.location_id) == place["location"]["id"]
        assert reader.read(f"service_at_locations/{place['id']}")["location"] == place["location"]
    assert reader.read(f"organizations/{whole['organization']['id']}")["services"][0]["id"] == whole["id"]


@pytest.mark.parametrize("path", ["services", "service_at_locations", "organizations", "taxonomies", "taxonomy_terms"])
def test_a_head_tells_of_lines_without_reading_them(bring, client, path):
    bring(DOOR)

    answer = client.head(f"/open-referral/{path}?format=ndjson", headers={"host": "localhost"})

    assert (answer.status_code, list(answer.streaming_content)) == (200, [])
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_an_answer_that_has_not_changed_is_not_sent_again(bring, client):
    bring(DOOR)
    path = f"/open-referral/services/{DOOR['id']}"
    tag = client.get(path, headers={"host": "localhost"}).headers["ETag"]

    again = client.get(path, headers={"host": "localhost", "if-none-match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert "max-age" in again.headers["Cache-Control"]
    assert client.options(path, headers={"host": "localhost"}).headers["Allow"] == "GET, HEAD, OPTIONS"
    assert client.post(path, headers={"host": "localhost"}).status_code == 405


def test_everything_comes_however_much_it_is(bring, reader, monkeypatch):
    monkeypatch.setattr("tideturn.interfaces.api.open_referral.pages.AT_ONCE", 2)
    bring(*[service(f"Door {number} (invented)") for number in range(7)])

    listed = [one["id"] for one in reader.items("services")]

    assert [one["id"] for one in reader.lines("services")] == listed
    assert len(set(listed)) == 7


@pytest.mark.parametrize(
    ("last", "alert", "told"),
    [
        ("2026-12-08", None, True),
        ("2026-12-06", None, False),
        ("2026-12-06", "Ring twice.", True),
        (None, None, True),
    ],
)
def test_notice_of_a_closure_goes_with_the_closure(bring, reader, client, last, alert, told) -> None:
    bring(DOOR)
    closing = Closing(date(2026, 12, 1), date.fromisoformat(last) if last else None, "Flood")
    words = alert or notice_of(closing)
    service = Service.objects.get()
    kept = {"first": "2026-12-01", "last": last, "why": "Flood"}
    Service.objects.update(document={**service.document, "alert": words}, ours={"closing": kept})

    with time_machine.travel(datetime(2026, 12, 7, 12, tzinfo=UTC), tick=False):
        given = [reader.read(f"services/{service.pk}"), *reader.items("services"), *reader.lines("services")]
        fhir = client.get(f"/fhir/HealthcareService/{service.pk}").json()

    assert [one.get("alert") for one in given] == [words if told else None] * 3
    assert fhir.get("comment") == (words if told else None)
