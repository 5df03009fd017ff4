"""Every address of the product as a door: asked with what it never expects, by whatever method, head and cookie."""

# ruff: noqa: E501 - oddities are read best one beside another

import random
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any
from unittest.mock import patch
from urllib.parse import quote, unquote

from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections

from bench.bad_input.answers import BROKEN, SAFE, Answer, fault_of
from bench.bad_input.forms import PLAIN, encoded
from bench.bad_input.staff import Browser
from bench.bad_input.values import any_text, sendable, spoiled
from tests.access.addresses import Address, addresses

METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "get", "CONNECT")
SEGMENTS = (
    "0", "-1", "1", "9" * 19, "9" * 5_000, "00000000-0000-0000-0000-000000000000", "x" * 300, "%00", "%ff", "%c3%28", "..", ".",
    "%2e%2e", "%2F", "%5c", "a%0d%0aSet-Cookie:%20x=1", "%ed%a0%80", "%f0%9f%98%80", "{}", "%", "%zz", ";", "é", "nul", "%E2%80%AE",
    "CAS-7K3M-Q2XD", "near-fatal-overdose", "open-doors-2016", "OD-1", "*", "'", "١٢", "A" * 80, "-" * 80, "_", "accept", "1e9",
)  # fmt: skip
NAMES = (
    "page", "as_of", "q", "plan", "owner", "kind", "status", "since", "until", "case", "stage", "lead", "overdue", "area", "next",
    "cursor", "limit", "due_before", "silent", "saved", "timing", "section", "checked", "acceptance", "unverified", "from",
    "need", "where", "when", "easy", "code", "families", "search", "postcode", "proximity", "taxonomy_term_id", "modified_after",
    "format", "full", "per_page", "near", "_count", "_id", "_lastUpdated", "name", "service-category", "organization_id", "reference",
)  # fmt: skip
HEADS = (
    "accept", "accept-encoding", "accept-language", "authorization", "content-length", "content-type", "cookie", "host",
    "idempotency-key", "if-match", "if-modified-since", "if-none-match", "if-unmodified-since", "origin", "range", "referer",
    "transfer-encoding", "x-csrftoken", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-http-method-override",
    "x-requested-with", "user-agent", "forwarded", "x-real-ip", "expect", "sec-fetch-site", "x_csrftoken", "date", "if-range",
)  # fmt: skip
VALUES = (
    "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT", "Thu, 99 Foo 99 99:99:99 GMT", "Sat, 01 Jan 00 00:00:00 GMT",
    '"', 'W/"', "*", '"a", "b", W/"c"', "bytes=0-", "bytes=9999999999999999999-", "Bearer", "Bearer ", "Bearer \xff", "Basic Og==",
    "bearer tt_xxxxxxxx_yyyy", "Bearer " + "x" * 3_000, "workspace=x", "workspace=" + "\xff" * 40, "form=", "workspace=; form=x; =y; ;",
    'a="\\777\\', "\x00", "http://[", "http://[::1", "https://localhost:99999", "null", "file:///", "localhost:x", "[::1", "a b", "..",
    "::1%eth0", "1.2.3.4, ::, x", "unknown", "_hidden", "gzip;q=x, *;q=1e999", "en;q=9" * 200, "*/*;q=x", "multipart/form-data",
    "multipart/form-data; boundary=" + "\xff", "multipart/form-data; boundary=\x00", "text/html; charset=\x00", "-1", "1e3", "9" * 40,
    "x" * 7_000, "XMLHttpRequest", "application/json; charset=utf-7", "chunked", "100-continue",
    "text/html; charset=base64", "text/html; charset=idna", "x/y; charset*=x''%41", "x/y; charset*=idna''%ff", "x/y; charset=undefined",
    "multipart/form-data; boundary=x; charset=hex", "application/x-www-form-urlencoded; charset=utf-16", "x/y; a*=''", "x/y; charset=\"",
)  # fmt: skip


class Heads(dict[str, str]):
    """The headers of a request, as the server gives them."""

    def get_all(self, name: str) -> list[str]:
        """Return every value of a header."""
        return [self[name]] if name in self else []


@dataclass(frozen=True)
class Scope:
    """A request, as the server gives it to the entry of the product."""

    method: str
    path: str
    query_string: str
    headers: Heads
    authority: str | None = "localhost"
    client: str = "127.0.0.1:5000"
    server: str = "127.0.0.1:8000"
    scheme: str = "http"
    http_version: str = "1.1"


class Taking:
    """A reader of long answers, who takes them whole and keeps how they were answered."""

    status = 0

    def send(self, status: int, _headers: object, parts: Iterable[bytes]) -> None:
        """Take a whole answer."""
        self.status = status
        for _ in parts:
            pass


@dataclass(frozen=True)
class Entry:
    """The product's own entry, with what was honestly asked of each address, and those who ask."""

    known: Mapping[str, Sequence[Mapping[str, Any]]]
    browsers: Sequence[Browser]
    addresses: Sequence[Address] = field(default_factory=lambda: tuple(addresses()))

    def send(self, chance: random.Random) -> Answer:
        """Ask one address something it does not expect."""
        address = chance.choice(self.addresses)
        method = chance.choice(METHODS) if chance.random() < 0.3 else chance.choice(("GET", "GET", "POST"))
        heads = Heads({"cookie": chance.choice(self.browsers).cookies, "content-type": PLAIN})
        for _ in range(chance.choice((0, 1, 1, 2, 5))):
            heads[chance.choice(HEADS)] = chance.choice(VALUES) if chance.random() < 0.8 else _of_one_line(chance)
        scope = Scope(
            method, self._path(address, chance), _query(chance), heads, authority=heads.pop("host", "localhost")
        )
        body = _body(chance) if method not in ("GET", "HEAD") or chance.random() < 0.1 else b""
        return self._answer(scope, body, address.name)

    def _path(self, address: Address, chance: random.Random) -> str:
        """Return the path of an address, as the server gives it: with what was there before, or with what never is."""
        values = dict(chance.choice(self.known.get(address.name) or ({},)))
        for name in address.parameters:
            if name not in values or chance.random() < 0.35:
                values[name] = chance.choice(SEGMENTS) if chance.random() < 0.8 else quote(sendable(any_text(chance)))
        path = address.filled(values)
        if chance.random() < 0.08:
            at = chance.randrange(len(path) + 1)
            path = (
                path[:at] + chance.choice(("/", "//", "%00", "%2e%2e/", "?", "x", " ", "%0d%0a", "\\")) + path[at + 1 :]
            )
        return unquote(path, errors="replace")

    def _answer(self, scope: Scope, body: bytes, name: str) -> Answer:
        from tideturn.config import rsgi
        from tideturn.config.streaming import Slots

        reader = Taking()
        with _heard() as faults:
            try:
                answer = rsgi.respond(rsgi.environment(scope, body), reader, Slots())
                status = answer[0] if answer else reader.status
            except rsgi.Refused as refused:
                status = refused.status
            except Exception:
                return Answer(BROKEN, name, fault=fault_of(sys.exc_info()))
        return Answer(status, name, scope.method in SAFE, "; ".join(faults))


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Give what errors were raised, and let the connection stay open, which holds the transaction of the case."""
    faults: list[str] = []

    def hear(**_given: Any) -> None:
        faults.append(fault_of(sys.exc_info()))

    got_request_exception.connect(hear)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield faults
    finally:
        got_request_exception.disconnect(hear)
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def entry(known: Mapping[str, Sequence[Mapping[str, Any]]], browsers: Sequence[Browser]) -> Entry:
    """Return the entry of the product; what it refuses to serve with is looked at elsewhere."""
    with patch("tideturn.config.serving.check_before_serving"):
        import_module("tideturn.config.rsgi")
    return Entry(known, browsers)


def _query(chance: random.Random) -> str:
    if chance.random() < 0.4:
        return ""
    names = (
        chance.choice(NAMES) if chance.random() < 0.9 else any_text(chance)[:30]
        for _ in range(chance.choice((1, 1, 2, 3)))
    )
    pairs = [(name, any_text(chance)[:2_000]) for name in names]
    query = encoded(pairs * chance.choice((1, 1, 1, 1, 2, 30))).decode()
    return query if chance.random() < 0.85 else _unwritten(query, chance)


def _unwritten(query: str, chance: random.Random) -> str:
    """Return a query as a server gives it whose sender wrote it down badly, or wrote no sign out in percents."""
    if chance.random() < 0.5:
        return unquote(query)
    return spoiled(query.encode(), chance).decode("utf-8", "replace")[:4_000]


def _body(chance: random.Random) -> bytes:
    pairs = [(chance.choice((*NAMES, "entry", "csrfmiddlewaretoken")), any_text(chance)) for _ in range(3)]
    return spoiled(encoded(pairs), chance) if chance.random() < 0.5 else encoded(pairs)


def _of_one_line(chance: random.Random) -> str:
    """Return a text as a server lets it through in a header."""
    return re.sub(r"[\r\n\x00]", "", sendable(any_text(chance)[:3_000]).decode("latin-1"))
