"""The web server reads a request whole before it spends a thread on it; each fault is sent to the real server."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

ADDRESS = "/api/v1/intake/near-fatal-overdoses/"
SLOW_CLIENTS = 100


def connected(site: str) -> socket.socket:
    parts = urlsplit(site)
    return socket.create_connection((parts.hostname, parts.port), timeout=30)


def answer_to(site: str, request: bytes, *, then_close: bool = False) -> bytes:
    with connected(site) as client:
        client.sendall(request)
        if then_close:
            client.shutdown(socket.SHUT_WR)
        found = b""
        while part := client.recv(65536):
            found += part
        return found


def head(method: str, address: str, *more: str) -> bytes:
    return "\r\n".join([f"{method} {address} HTTP/1.1", "Host: localhost", "Connection: close", *more, "", ""]).encode()


@contextmanager
def slow_clients(site: str, number: int) -> Iterator[None]:
    """Clients that have begun a report and send a byte a second."""
    begun = head("POST", ADDRESS, "Content-Type: application/json", "Content-Length: 5000")
    clients = [connected(site) for _ in range(number)]
    over = threading.Event()

    def drip() -> None:
        while not over.wait(1):
            for client in clients:
                client.sendall(b" ")

    for client in clients:
        client.sendall(begun)
    thread = threading.Thread(target=drip)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        for client in clients:
            client.close()


def test_slow_clients_hold_up_nobody(site_address):
    with slow_clients(site_address, SLOW_CLIENTS):
        began = time.monotonic()
        answer = answer_to(site_address, head("GET", "/api/v1/plans/"))
        took = time.monotonic() - began

    assert answer.startswith(b"HTTP/1.1 200")
    # Held up, it would have waited for clients that send for another hour; four threads were all there used to be.
    assert took < 15


def test_a_body_that_breaks_off_reaches_nobody(site_address):
    request = head("POST", ADDRESS, "Content-Type: application/json", "Content-Length: 5000") + b'{"occurred_at": '

    answer = answer_to(site_address, request, then_close=True)

    assert answer == b"" or answer.startswith(b"HTTP/1.1 400")


def test_a_body_beyond_all_bounds_is_refused(site_address):
    request = head("POST", ADDRESS, "Content-Type: application/json", "Transfer-Encoding: chunked")
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"

    try:
        answer = answer_to(site_address, request + chunk * 20 + b"0\r\n\r\n")
    except ConnectionError:
        answer = b""  # the server hung up while we were still sending

    assert answer == b"" or answer.startswith(b"HTTP/1.1 413")


def test_a_head_request_has_the_head_alone(site_address):
    answer = answer_to(site_address, head("HEAD", "/api/v1/plans/"))

    assert answer.startswith(b"HTTP/1.1 200")
    assert answer.endswith(b"\r\n\r\n")


@pytest.mark.parametrize(
    "path", ["/%ff%fe", "/search/?q=%00", "/search/?q=%ed%a0%80", "/pl%C3%A4ne/", "//", "/..%2f.."]
)
def test_strange_addresses_are_answered(site_address, path):
    status = int(answer_to(site_address, head("GET", path)).split(b" ", 2)[1])

    assert 200 <= status < 500


@pytest.mark.parametrize("words", ["→", "Straße", "\ufeff", "😀"])
@pytest.mark.parametrize("path", ["/search/", "/workspace/"])
def test_a_question_whose_signs_are_not_written_out_in_percents_is_read(site_address, path, words):
    answer = answer_to(site_address, head("GET", f"{path}?q={words}"))

    assert answer.split(b" ", 2)[1] in (b"200", b"302")
    if path == "/search/":
        assert f'value="{words}"'.encode() in answer or words == "\ufeff"


@pytest.mark.parametrize(
    "said", ["x/y; charset*=x''%41", "x/y; charset*=idna''%ff", "text/html; charset=base64", "text/html; charset=idna"]
)
def test_a_kind_of_content_that_no_program_can_read_is_refused(site_address, said):
    answer = answer_to(site_address, head("GET", "/search/?q=%ff", f"Content-Type: {said}"))

    assert answer.split(b" ", 2)[1] == b"415"


def test_a_header_with_an_underscore_is_not_taken_for_one_with_a_hyphen(site_address):
    parts = urlsplit(site_address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    connection.request("POST", ADDRESS, json.dumps({}), {"Content-Type": "application/json", "Authorization_": "x"})

    assert connection.getresponse().status == 401


@pytest.mark.parametrize(
    ("address", "cookie", "length", "status"),
    [
        ("/workspace/plans/new/", "Cookie: workspace=x", 2_000_000, b"403"),
        ("/workspace/plans/new/", "Cookie: other=x", 2_000_000, b"413"),
        ("/workspace/board/", "Cookie: workspace=x", 2_000_000, b"413"),
        ("/workspace/plans/new/", "Cookie: workspace=x", 16_000_001, b"413"),
    ],
)
def test_only_what_staff_hand_in_for_the_register_may_be_long(site_address, address, cookie, length, status):
    sent = head("POST", address, cookie, "Content-Type: multipart/form-data; boundary=x", f"Content-Length: {length}")

    answer = answer_to(site_address, sent + b"x" * length)

    assert answer.split(b" ", 2)[1] == status
