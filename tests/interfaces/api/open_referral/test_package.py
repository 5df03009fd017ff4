"""The whole directory as a data package: read back by our own reader, and as the profiles of Frictionless have it."""

import json
import zipfile

import jsonschema
import pytest

from tests.engines.directory.test_withholding import CANARIES, OPEN_DOOR, refuge, seen
from tests.interfaces.api.open_referral.test_shown import DOOR, SLOPPY
from tideturn.interfaces.api.open_referral import package as room
from tideturn.interfaces.api.open_referral.package import Packages
from tideturn.sources.open_referral.checking import check
from tideturn.sources.open_referral.entities import Kind
from tideturn.sources.open_referral.reading import open_feed


@pytest.fixture(autouse=True)
def none_made(monkeypatch):
    """No package was made yet."""
    monkeypatch.setattr(room, "packages", Packages())


@pytest.fixture
def fetched(reader, tmp_path):
    """A function that fetches the package, and returns where it lies."""

    def fetched():
        answer = reader.answer("package.zip")
        assert answer.headers["Content-Type"] == "application/zip"
        path = tmp_path / "package.zip"
        path.write_bytes(b"".join(answer.streaming_content))
        return path

    return fetched


def texts(path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_package_is_read_back_as_the_directory(bring, reader, fetched):
    bring(DOOR, SLOPPY)

    with open_feed(fetched()) as feed:
        told = {entity.content["name"]: entity for entity in feed.entities if entity.kind is Kind.SERVICE}

    assert set(told) == {DOOR["name"], SLOPPY["name"]}
    for one in reader.items("services", full="true"):
        assert told[one["name"]].content["id"] == one["id"]
        assert len(told[one["name"]].content["service_at_locations"]) == len(one["service_at_locations"])


def test_package_keeps_to_the_standard(bring, fetched):
    lights = {**DOOR["organization"], "description": "They keep a light on."}
    bring(DOOR | {"organization": lights})

    with open_feed(fetched()) as feed:
        assert [finding for finding in check(feed) if finding.is_error] == []


@pytest.mark.parametrize("feed", ["conformance/hsds-3.0/examples", "data/directory/oruk_validator_mocks/V3.0-UK-Fail"])
def test_package_is_one_of_frictionless(official, bring_feed, fetched, feed):
    bring_feed(official / feed)
    described = json.loads(texts(fetched())["datapackage.json"])

    profiles = sorted((official / "conformance" / "frictionless" / "profiles" / "target").glob("*/datapackage.json"))
    assert len(profiles) == 2
    for profile in profiles:
        jsonschema.validate(described, json.loads(profile.read_text(encoding="utf-8")))


def test_no_confidential_place_is_in_it(bring, fetched):
    bring(refuge(confidential=True), OPEN_DOOR)

    assert seen(" ".join(texts(fetched()).values())) == []


def test_one_would_be_seen(bring, fetched):
    bring(refuge())

    assert seen(" ".join(texts(fetched()).values())) == list(CANARIES)


def test_package_is_made_once_until_something_has_changed(bring, reader, monkeypatch):
    bring(DOOR)
    first = reader.answer("package.zip").headers["ETag"]
    same = reader.answer("package.zip").headers["ETag"]
    bring(DOOR | {"description": "Another word."})
    young = reader.answer("package.zip").headers["ETag"]
    monkeypatch.setattr(room, "YOUNG_SECONDS", 0.0)
    new = reader.answer("package.zip").headers["ETag"]

    assert first == same == young != new


def test_what_has_not_changed_is_not_sent_again(bring, client):
    bring(DOOR)
    tag = client.get("/open-referral/package.zip", headers={"host": "localhost"}).headers["ETag"]

    again = client.get("/open-referral/package.zip", headers={"host": "localhost", "if-none-match": tag})
    head = client.head("/open-referral/package.zip", headers={"host": "localhost"})

    assert again.status_code == 304
    assert (head.status_code, list(head.streaming_content)) == (200, [])


def test_nobody_waits_for_one_that_is_being_made(bring, reader):
    bring(DOOR)
    room.packages._making.acquire()

    answer = reader.answer("package.zip")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
