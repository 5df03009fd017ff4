"""Where a confidential place is changes no byte of any answer: everything is asked, with it here and with it there.

Two countries differ in nothing but where one confidential place is. Every door is asked every question that it knows
with the words of both: street, postcode, name, and what lies near. Whoever gets an answer in one of them gets it in the
other, to the byte; so no filter, count, page or order tells where the place is.
"""

import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
import time_machine
from click.testing import CliRunner
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from tests.access.test_matrix import NUMBER, OWN_MARKS
from tests.engines.directory.conftest import at, bring, invented_country, invented_id, service, source
from tests.foundations.conftest import make_place
from tests.interfaces.workspace.conftest import cheap_hashes
from tests.interfaces.workspace.directory.conftest import sign_in
from tideturn.engines.directory import withholding
from tideturn.engines.directory.actions import projecting
from tideturn.engines.directory.giving import entities_of
from tideturn.engines.directory.models import Service, Source
from tideturn.interfaces.api.fhir.capability import READ_AND_SEARCHED
from tideturn.interfaces.api.open_referral import package
from tideturn.interfaces.cli.command import main

__all__ = ["bring", "cheap_hashes", "invented_country", "make_place", "sign_in", "source"]
PAGE_KEY = re.compile(rb'name="page" value="[^"]*"')
ROOMS = ("", "services/{id}/", "services/{id}/edit/", "services/{id}/hours/0/", "refer/{id}/", "changes/",
         "wrong/", "feeds/", "feeds/northmark/", "coverage/", "coverage/?all", "coverage.csv", "unlisted/",
         "keepers/")  # fmt: skip
FORMATS = ("lines", "list", "package")
Answers = dict[str, bytes]


@dataclass(frozen=True)
class Hidden:
    """Where a confidential place is."""

    name: str
    street: str
    city: str
    postcode: str
    latitude: float
    longitude: float

    @property
    def words(self) -> tuple[str, ...]:
        """Return by what somebody would look for it."""
        return self.name, self.street, self.postcode

    @property
    def near(self) -> str:
        """Return what a search near it asks."""
        return f"{self.latitude}|{self.longitude}|2|km"

    def seen_in(self, answers: Answers) -> list[str]:
        """Return which questions were answered with any of it."""
        marks = [one.encode() for one in (self.name, self.street, self.postcode, str(self.latitude))]
        return [question for question, said in answers.items() if any(mark in said for mark in marks)]


HERE = Hidden("Lantern Cottage", "47 Zebrawood Wynd", "Northmark", "NMK1 9ZJ", 57.543217, -24.876541)
THERE = Hidden("Pomegranate Lodge", "5 Quillwort Brae", "Southhaven", "SHV1 4QX", 55.123457, -25.456781)


def country(place: Hidden) -> list[dict]:
    """Return what a feed says of the country in which the place is there."""
    address = {"id": "a", "address_1": place.street, "city": place.city, "postal_code": place.postcode}
    located = at(place.name, place.latitude, place.longitude, addresses=[address], confidential=True)
    # Their own ids, which a publisher draws anew for every place, are the same, so that the place alone differs.
    located = {**located, "id": invented_id("at"), "location": {**located["location"], "id": invented_id("location")}}
    organisation = {"id": invented_id("lights"), "name": "Lights (invented)", "description": f"Near {place.street}."}
    open_place = at(
        "Market Hall", 57.54, -24.87, addresses=[{"id": "m", "postal_code": "NMK1 1AA", "city": "Northmark"}]
    )
    return [
        service(
            "Refuge (invented)",
            description=f"Ring first. We are at {place.street.upper()}, {place.postcode.replace(' ', '')}.",
            organization=organisation,
            service_at_locations=[located],
        ),
        service("Open Door (invented)", description=f"Beside {place.street}.", service_at_locations=[open_place]),
    ]


@pytest.fixture
def answers(bring, source, make_place, sign_in, client, tmp_path, monkeypatch) -> Callable[[Hidden], Answers]:
    """A function that returns what every question is answered while the place is somewhere."""
    Source.objects.filter(pk=source.pk).update(partnership="northmark")
    staff = {
        area: sign_in(make_place(f"{area} partnership", area).user(f"Ada of {area}", "directory-approver"))
        for area in ("EM-A01", "EM-A03")
    }
    monkeypatch.setattr(package, "begin", lambda make: make())

    def answers(place: Hidden, asks: Callable[[str], bool] = lambda question: True) -> Answers:
        monkeypatch.setattr(projecting.secrets, "choice", random.Random(7).choice)  # noqa: S311 - the same codes in both
        monkeypatch.setattr(package, "packages", package.Packages())
        cache.clear()
        with transaction.atomic():
            bring(*country(place))
            one = Service.objects.get(name="Refuge (invented)")
            found = {question: told(client, question) for question in public_questions(client, one) if asks(question)}
            for area, browser in staff.items():
                found |= {f"{area} {room}": told(browser, room) for room in (
                    f"/workspace/directory/{room.format(id=one.pk)}" for room in ROOMS
                )}  # fmt: skip
            found |= exported(tmp_path / place.name)
            transaction.set_rollback(True)
        return found

    with time_machine.travel(datetime.now(UTC), tick=False):
        yield answers


def public_questions(client: Client, one: Service) -> Iterator[str]:
    """Yield every question of every public door."""
    words = [*HERE.words, *THERE.words]
    yield from open_referral(client, one, words)
    for kind, parameters in READ_AND_SEARCHED.items():
        yield f"/fhir/{kind}"
        for name, type_ in parameters.items():
            said = [HERE.near, THERE.near] if type_ == "special" else words
            yield from (f"/fhir/{kind}?{urlencode({name: word})}" for word in said)
    yield f"/fhir/HealthcareService/{one.pk}"
    yield f"/fhir/Location/{invented_id('location')}"
    for word in words:
        for name in ("need", "where"):
            for more in ({}, {"easy": "1"}, {"families": "yes", "no_referral": "yes"}, {"when": "now"}):
                yield f"/help/?{urlencode({name: word, **more})}"
            yield f"/help/results.csv?{urlencode({name: word})}"
        yield f"/help/code/?{urlencode({'code': word})}"
    yield from (f"/help/{one.code}/{more}" for more in ("", "?easy=1", "wrong/", "ask/"))
    yield from ("/help/", "/help/?need=refuge", "/help/?where=Northmark", "/help/?where=Southhaven", "/help/widget/")


def open_referral(client: Client, one: Service, words: list[str]) -> Iterator[str]:
    """Yield every parameter of every list of Open Referral: with each word where it takes any, else as it may be."""
    described = client.get("/open-referral/openapi.json", headers={"host": "localhost"}).json()["paths"]
    for path, does in described.items():
        address = path.replace("{service_id}", str(one.pk)).replace("{place_id}", invented_id("at"))
        if "{" in address or "get" not in does:
            continue
        yield address
        for parameter in does["get"].get("parameters", ()):
            if parameter["in"] == "query":
                yield from (f"{address}?{urlencode({parameter['name']: said})}" for said in values(parameter, words))
        if "contents" not in path and address == path:
            yield f"{address}?format=ndjson&full=true"
            yield from (f"{address}?{urlencode({'postcode': word, 'proximity': 50_000})}" for word in words)
    yield "/open-referral/package.zip"


def values(parameter: dict, words: list[str]) -> list[str]:
    """Return what is asked of one parameter."""
    kinds = {parameter["schema"].get("type"), *(one.get("type") for one in parameter["schema"].get("anyOf", ()))}
    return ["true"] if "boolean" in kinds else ["1", "2"] if kinds & {"integer", "number"} else words


def told(browser: Client, question: str) -> bytes:
    """Return all bytes of an answer but those that are another each time: its status, its head, its body."""
    answer = browser.get(question, headers={"host": "localhost"})
    assert answer.status_code < 500, question
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    head = {name: said for name, said in answer.headers.items() if name != "Content-Security-Policy"}
    if answer.headers.get("Content-Type") == "application/zip":
        body, head = unpacked(body), {}
    plain = NUMBER.sub(b"", PAGE_KEY.sub(b"", OWN_MARKS.sub(b"", body)))
    nonces = re.sub(rb'nonce="[^"]*"', b"", plain)
    return f"{answer.status_code} {sorted(head.items())} ".encode() + nonces


def unpacked(archive: bytes) -> bytes:
    """Return the names and contents of an archive, without the times at which it was packed."""
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return b"".join(name.encode() + packed.read(name) for name in sorted(packed.namelist()))


def exported(folder: Path) -> Answers:
    """Return what the command line gives out of the directory."""
    found = {}
    for name in FORMATS:
        out = folder / name
        result = CliRunner().invoke(main, ["directory", "export", str(out), "--format", name])
        assert result.exit_code == 0, result.stderr
        files = [path for path in sorted(out.rglob("*")) if path.is_file()]
        found[f"export {name}"] = b"".join(path.read_bytes() for path in files)
    given = [entity.content for entity in entities_of(Source.objects.get(pk="northmark"))]
    return {**found, "export of the feed itself": json.dumps(given).encode()}


def test_where_a_confidential_place_is_changes_no_byte_of_any_answer(answers, say):
    here, there = answers(HERE), answers(THERE)

    say(f"{len(here)} questions at every door of the directory, asked of two countries.")
    assert len(here) > 400
    assert HERE.seen_in(without_echo(here)) == THERE.seen_in(without_echo(there)) == []
    assert [question for question, said in here.items() if there[question] != said] == []


def test_without_the_guard_it_is_seen_at_every_door(answers, monkeypatch):
    """The planted fault: no place is taken for marked."""
    monkeypatch.setattr(withholding, "is_marked", lambda thing: False)
    # What needs none of its words to be seen is enough.
    here, there = answers(HERE, is_without_echo), answers(THERE, is_without_echo)

    seen = HERE.seen_in(here)
    differ = [question for question, said in here.items() if there[question] != said]
    for door in ("/open-referral/", "/fhir/", "EM-A01 /workspace/", "export", "/open-referral/package.zip"):
        assert any(question.startswith(door) for question in seen), door
        assert any(question.startswith(door) for question in differ), door
    # The public pages show no place that is marked, by a guard of their own; that it is near is seen all the same.
    assert any(question.startswith("/help/") for question in differ)


def without_echo(found: Answers) -> Answers:
    """Return the answers to questions that did not themselves hold the words: a page shows what it was asked."""
    return {question: said for question, said in found.items() if is_without_echo(question)}


def is_without_echo(question: str) -> bool:
    """Return whether a question itself holds nothing that tells where either place is."""
    marks = [urlencode({"": word})[1:] for place in (HERE, THERE) for word in (*place.words, place.near)]
    return not any(mark in question for mark in marks)
