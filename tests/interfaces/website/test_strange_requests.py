"""Whatever a program sends to a public door, it is answered: no fault of the server, no traceback, no cookie."""

# ruff: noqa: E501 - oddities are read best one beside another

import random
from collections.abc import Iterator
from urllib.parse import quote, quote_from_bytes

import pytest
from django.core.cache import cache
from django.test import Client

from tests.interfaces.website.helping import directory, filled_directory, service
from tideturn.engines.directory import queries

__all__ = ["directory", "filled_directory"]
CASES, SEED = 93, 20261126
DOORS = (
    "/help/", "/help/results.csv", "/help/map.json", "/help/code/", "/help/widget/", "/help/asked/", "/help/{code}/",
    "/help/{code}/ask/", "/help/{code}/wrong/", "/help/reports/{code}/", "/open-referral/services", "/open-referral/",
    "/open-referral/services/{code}", "/open-referral/taxonomy_terms", "/open-referral/service_at_locations",
    "/fhir/HealthcareService", "/fhir/Location", "/fhir/Organization/{code}", "/fhir/metadata", "/data/",
    "/data/catalogue.jsonld", "/data/register/commitments.csv", "/changes/", "/changes/feed.atom",
    "/changes/changes.csv", "/themes/", "/themes/housing/", "/areas/", "/areas/northmark/", "/money/", "/money/sums.csv",
)  # fmt: skip
NAMES = (
    "need", "where", "when", "page", "per_page", "easy", "code", "q", "as_of", "plan", "search", "postcode", "proximity",
    "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "format", "full", "minimal", "near", "_count",
    "_id", "_lastUpdated", "name", "service-category", "reference", "lang", "kind", "day", "since", "families", "x",
)  # fmt: skip
SAID = (
    b"", b"\x00", b"a\x00b", b"\xff\xfe", b"\xc3(", b"\xed\xa0\x80", b"-1", b"0", b"9" * 30, b"9" * 5000, b"1e999", b"NaN",
    b"inf", b"1.5", "٣".encode(), b"x" * 6000, b"%", b"'; --", b"{{7*7}}", b"0001-01-01", b"9999-12-31T23:59:59Z", b"55.9|-3.2|9|km",
    b"91|181|1|km", b"nan|nan|nan|km", b"|||", b"NMK1 1AA", b"NMK1", b"gt2026", b"a\r\nSet-Cookie: x=1", "\u202e😀".encode(),
    b"json", b"ndjson", b"true", b"now", b"[]", b"[" * 200, b"(" * 400, b"*", b"<script>", b"\\", b"naloxone", "ß".encode() * 400,
)  # fmt: skip
HEADS = (
    "If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since", "If-Range", "Range", "Origin", "Referer",
    "Accept", "Accept-Language", "Accept-Encoding", "Content-Type", "Cookie", "X-Forwarded-Host", "Sec-Fetch-Site",
    "X-HTTP-Method-Override", "Authorization", "Prefer", "Forwarded",
)  # fmt: skip
HEAD_VALUES = (
    "*", '"', 'W/"', '"a", W/"b", "c', "Mon, 01 Jan 0001 00:00:00 GMT", "Thu, 99 Foo 99 99:99:99 GMT", "0", "-1",
    "bytes=0-", "bytes=-1", "bytes=9-1", "bytes=0-1,2-3,4-5", "bytes=99999999999999999999-", "items=1-2", "http://[", "null",
    "http://[::1", "\xff\xfe", "x" * 7000, "gzip;q=x", "application/json;q=nan", "text/html;charset=\x7f", "en;q=9" * 200,
    "multipart/form-data", "multipart/form-data; boundary=", "application/fhir+json; fhirVersion=9", "a=\"\\777\\", "https://localhost:x",
)  # fmt: skip
METHODS = ("GET", "GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "BREW")
IDS = (
    "",
    "x",
    "0",
    "%00",
    "..",
    "é",
    "A" * 40,
    "-" * 40,
    "00000000-0000-0000-0000-000000000000",
    "WRG-0000-0000",
    "9" * 400,
)


@pytest.fixture
def strange(directory: None) -> Client:
    """A client that is told of no fault but by its answer."""
    cache.clear()
    return Client(raise_request_exception=False, headers={"host": "localhost"})


def asked(chance: random.Random, code: str) -> Iterator[dict]:
    """Yield requests that nobody's browser sends."""
    for number in range(CASES):
        path = DOORS[number % len(DOORS)].format(code=quote(chance.choice((code, code, *IDS)), safe="%"))
        said = [(chance.choice(NAMES), chance.choice(SAID)) for _ in range(chance.choice((0, 1, 1, 2, 5)))]
        said += said[:1] * chance.choice((0, 0, 1, 40))
        heads = {chance.choice(HEADS): chance.choice(HEAD_VALUES) for _ in range(chance.choice((0, 1, 1, 3)))}
        query = "&".join(f"{name}={quote_from_bytes(value)}" for name, value in said)
        yield {"method": chance.choice(METHODS), "path": path, "query": query, "heads": heads}


def answer(client: Client, request: dict):
    """Return the answer to one request, whole."""
    method, path, query, heads = request.values()
    kind = heads.get("Content-Type", "application/x-www-form-urlencoded")
    body = query.encode() if method == "POST" else b""
    rest = {name: value for name, value in heads.items() if name != "Content-Type"}
    told = client.generic(method, path, body, content_type=kind, headers=rest, QUERY_STRING=query)
    return told, b"".join(told.streaming_content) if told.streaming else told.content


def faults(client: Client, code: str) -> list[tuple[int, dict]]:
    """Return what was answered with a fault of the server, with a traceback or with a cookie."""
    found = []
    for request in asked(random.Random(SEED), code):  # noqa: S311 - the same requests each time
        told, body = answer(client, request)
        is_told = b"Traceback" in body or told.cookies or "x=1" in str(dict(told.headers))
        if told.status_code >= 500 or is_told:
            found.append((told.status_code, request))
    return found


def test_no_request_is_answered_with_a_fault_and_a_planted_one_is_seen(strange: Client, monkeypatch) -> None:
    code = service("Beacon Hill Recovery Team").code

    assert faults(strange, code) == []

    # One test, for to fill the directory costs more than to ask it.
    monkeypatch.setattr(queries, "service", lambda asked: int(asked))
    assert {status for status, _ in faults(strange, code)} == {500}
