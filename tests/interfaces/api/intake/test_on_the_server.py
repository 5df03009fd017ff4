"""The product's own server and a committed database: many at once, torn requests, and headers that come twice."""

import http.client
import json
import socket
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from tests.interfaces.api.intake.committed import Served, served
from tests.interfaces.api.intake.conftest import ADDRESS, REPORT

AT_ONCE = 20
TABLES = ("pathways_report", "pathways_case", "pathways_clock", "pathways_receipt", "people_person", "delivery_message")


@pytest.fixture(scope="module")
def server(site_address: str, owner_address: str, django_db_blocker) -> Iterator[Served]:
    """A server to which agencies report."""
    with served(site_address, owner_address, django_db_blocker) as ready:
        yield ready


def send(server: Served, body: bytes, key: str) -> tuple[int, bytes, dict[str, str]]:
    """Send a report over a connection of its own."""
    connection = http.client.HTTPConnection(urlsplit(server.site).netloc, timeout=30)
    headers = {
        "Authorization": f"Bearer {server.token}", "Idempotency-Key": key, "Content-Type": "application/json",
    }  # fmt: skip
    connection.request("POST", ADDRESS, body, headers)
    answer = connection.getresponse()
    said = (answer.status, answer.read(), {name.lower(): value for name, value in answer.getheaders()})
    connection.close()
    return said


def raw(server: Served, *lines: str, body: bytes = b"", ends: bool = True) -> int:
    """Send a request as it stands, and return the status of the answer; 0 where the server only hangs up."""
    place = urlsplit(server.site)
    head = "\r\n".join((f"POST {ADDRESS} HTTP/1.1", f"Host: {place.netloc}", *lines, "", "")).encode()
    with socket.create_connection((place.hostname, place.port), timeout=20) as line:
        line.sendall(head + body)
        if ends:
            line.shutdown(socket.SHUT_WR)
        said = line.recv(65536)
    return int(said.split()[1]) if said else 0


def counts(server: Served) -> dict[str, int]:
    return {table: server.count(table) for table in TABLES}


def a_report(**changes: object) -> bytes:
    return json.dumps({**REPORT, "source_reference": uuid.uuid4().hex, **changes}).encode()


def test_one_key_twenty_times_at_once_is_one_report(server):
    before, body, key = counts(server), a_report(), str(uuid.uuid4())

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda _: send(server, body, key), range(AT_ONCE)))

    after = counts(server)
    assert {status for status, _, _ in answers} == {201}
    assert len({content for _, content, _ in answers}) == 1
    clocks = len(json.loads(answers[0][1])["clocks"])
    grown = {table: after[table] - before[table] for table in TABLES}
    assert grown["pathways_clock"] == clocks
    assert (grown["pathways_report"], grown["pathways_case"], grown["pathways_receipt"], grown["people_person"]) == (
        1, 1, 1, 1,
    )  # fmt: skip


def test_one_key_with_two_bodies_at_once_keeps_one(server):
    before, key = server.count("pathways_report"), str(uuid.uuid4())
    bodies = [a_report(notes="one"), a_report(notes="other")] * (AT_ONCE // 2)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda body: (body, *send(server, body, key)[:2]), bodies))

    assert Counter(status for _, status, _ in answers) == {201: AT_ONCE // 2, 409: AT_ONCE // 2}
    assert len({body for body, status, _ in answers if status == 201}) == 1
    assert len({content for _, status, content in answers if status == 201}) == 1
    assert server.count("pathways_report") == before + 1


def test_torn_requests_keep_nothing_and_harm_nobody(server):
    before, whole = counts(server), a_report()
    usual = [f"Authorization: Bearer {server.token}", "Content-Type: application/json"]

    def headers(length: int) -> list[str]:
        return [*usual, f"Idempotency-Key: {uuid.uuid4()}", f"Content-Length: {length}"]

    statuses = [raw(server, *headers(len(whole) + 10), body=whole)]
    statuses += [raw(server, *headers(len(whole)), body=whole[:cut]) for cut in (0, 1, len(whole) // 2, len(whole) - 1)]
    statuses.append(raw(server, *usual, f"Idempotency-Key: {uuid.uuid4()}", "Content-Length: -5", body=whole))
    statuses.append(
        raw(server, *usual, f"Idempotency-Key: {uuid.uuid4()}", "Transfer-Encoding: chunked", body=b'5\r\n{"a"')
    )

    assert [status for status in statuses if status >= 500 or 200 <= status < 300] == []
    assert counts(server) == before
    assert send(server, whole, str(uuid.uuid4()))[0] == 201


def test_headers_that_come_twice_are_never_guessed_at(server):
    before, body = counts(server), a_report()
    key = f"Idempotency-Key: {uuid.uuid4()}"
    usual = ["Content-Type: application/json", f"Content-Length: {len(body)}", "Connection: close"]
    bearer = f"Authorization: Bearer {server.token}"

    two_keys = raw(server, bearer, key, f"Idempotency-Key: {uuid.uuid4()}", *usual, body=body, ends=False)
    two_senders = raw(server, bearer, f"Authorization: Bearer {server.other_token}", key, *usual, body=body, ends=False)
    two_lengths = raw(server, bearer, key, *usual, "Content-Length: 3", body=body, ends=False)

    assert (two_keys, two_senders) == (422, 401)
    assert two_lengths in (0, 400)
    assert counts(server) == before


def test_answer_is_the_same_whether_packed_or_not(server):
    status, body, headers = send(server, a_report(), str(uuid.uuid4()))

    assert (status, headers["cache-control"]) == (201, "no-store")
    assert json.loads(body)["responsible_team"] == "Northmark outreach"
    assert not [name for name in headers if name.startswith("access-control") or name == "set-cookie"]
