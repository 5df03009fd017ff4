"""The whole directory as a data package: read back by our own reader, and as the profiles of Frictionless have it."""

import io
import json
import threading
import zipfile
from datetime import date

import jsonschema
import pytest

from tests.engines.directory.test_withholding import CANARIES, OPEN_DOOR, refuge, seen
from tests.interfaces.api.open_referral.test_shown import DOOR, SLOPPY
from tideturn.interfaces.api.open_referral import package as room
from tideturn.interfaces.api.open_referral.package import Packages, begin
from tideturn.sources.open_referral.checking import check
from tideturn.sources.open_referral.entities import Kind
from tideturn.sources.open_referral.reading import open_feed


@pytest.fixture(autouse=True)
def none_made(monkeypatch):
    """No package was made yet; it is made at once, within the transaction of the test."""
    monkeypatch.setattr(room, "packages", Packages())
    monkeypatch.setattr(room, "begin", lambda make: make())


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


def test_nobody_waits_long_for_the_first(bring, reader, monkeypatch):
    bring(DOOR)
    begun = []
    monkeypatch.setattr(room, "begin", begun.append)
    monkeypatch.setattr(room, "FIRST_SECONDS", 0.01)

    for _ in range(3):
        answer = reader.answer("package.zip")
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert len(begun) == 1
    begun[0]()
    assert reader.answer("package.zip").status_code == 200


def test_nobody_waits_for_another_one(bring, reader, monkeypatch):
    bring(DOOR)
    first = reader.answer("package.zip").headers["ETag"]
    monkeypatch.setattr(room, "YOUNG_SECONDS", 0.0)
    begun = []
    monkeypatch.setattr(room, "begin", begun.append)
    bring(DOOR | {"description": "Another word."})

    assert [reader.answer("package.zip").headers["ETag"] for _ in range(2)] == [first, first]
    assert len(begun) == 1


def test_one_that_could_not_be_made_is_begun_anew(bring, reader, monkeypatch, caplog):
    bring(DOOR)
    monkeypatch.setattr(room, "FIRST_SECONDS", 0.01)
    with monkeypatch.context() as broken:
        broken.setattr(room, "write_feed", lambda *_: (_ for _ in ()).throw(OSError("full")))
        assert reader.answer("package.zip").status_code == 503

    assert "could not be made: OSError" in caplog.text
    assert reader.answer("package.zip").status_code == 200


def test_it_is_made_on_a_thread_of_its_own():
    seen, done = [], threading.Event()

    begin(lambda: (seen.append(threading.current_thread()), done.set()))

    assert done.wait(5)
    assert seen[0] is not threading.current_thread()


def test_a_package_that_broke_off_is_seen_to_have(bring, reader):
    bring(DOOR)
    answer = reader.answer("package.zip")
    whole = b"".join(answer.streaming_content)

    assert int(answer.headers["Content-Length"]) == len(whole)
    for length in (len(whole) - 1, len(whole) // 2, 0):
        with pytest.raises(zipfile.BadZipFile):
            zipfile.ZipFile(io.BytesIO(whole[:length]))


def test_a_package_of_another_day_is_another(bring, reader, monkeypatch):
    bring(DOOR)
    monkeypatch.setattr(room, "YOUNG_SECONDS", 0.0)
    first = reader.answer("package.zip").headers["ETag"]
    monkeypatch.setattr(room, "today", lambda: date(2030, 1, 1))

    assert reader.answer("package.zip").headers["ETag"] != first


def test_one_that_another_makes_is_not_begun_twice(bring, reader, monkeypatch):
    bring(DOOR)
    monkeypatch.setattr(room, "FIRST_SECONDS", 0.01)
    room.packages._making.acquire()

    answer = reader.answer("package.zip")

    answer = reader.answer("package.zip")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
