"""Fetching from a publisher's own address, against real sockets on this machine's loopback."""

import socket
import threading
import time
from contextlib import contextmanager

import pytest

from tideturn.sources.documents import fetching
from tideturn.sources.documents.errors import DocumentRefused
from tideturn.sources.documents.fetching import fetch_document
from tideturn.sources.fetching import addresses, connecting
from tideturn.sources.fetching.connecting import connect_publicly

HOSTS = ("publisher.example",)
ADDRESS = "https://publisher.example/plan.html"
INSIDE = (
    *("127.0.0.1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "::1", "fd00::1"),  # noqa: S104
    *("::ffff:10.0.0.1", "::10.0.0.1", "64:ff9b::10.0.0.1", "2002:a00:1::", "2001:0:a00:1::", "ff0e::1"),
)


@contextmanager
def answering(*answers, slowly=False):
    """Serve one answer a connection and yield the function that connects to it in place of the publisher."""
    listener = socket.create_server(("127.0.0.1", 0))
    asked = []

    def serve():
        for answer in answers:
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            with peer:
                asked.append(peer.recv(4096).decode("latin-1"))
                for piece in [answer[i : i + 1] for i in range(len(answer))] if slowly else [answer]:
                    try:
                        peer.sendall(piece)
                    except OSError:
                        break
                    if slowly:
                        threading.Event().wait(0.05)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield lambda host, seconds: socket.create_connection(listener.getsockname(), seconds), asked
    finally:
        listener.close()


def page(body=b"A plan", status=b"200 OK", headers=b""):
    length = b"Content-Length: " + str(len(body)).encode() + b"\r\n"
    return b"HTTP/1.1 " + status + b"\r\n" + length + headers + b"\r\n" + body


def test_fetch_document_returns_what_the_publisher_sent():
    with answering(page()) as (connect, asked):
        assert fetch_document(ADDRESS, hosts=HOSTS, connect=connect) == b"A plan"

    assert asked[0].startswith("GET /plan.html HTTP/1.1")


def test_fetch_document_follows_the_publisher_to_itself():
    moved = page(status=b"302 Found", headers=b"Location: /new.html\r\n")
    with answering(moved, page(b"Moved")) as (connect, asked):
        assert fetch_document(ADDRESS, hosts=HOSTS, connect=connect) == b"Moved"

    assert asked[1].startswith("GET /new.html")


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example/", "http://publisher.example/", "https://127.0.0.1/", "file:///etc/passwd"],
)
def test_fetch_document_does_not_follow_elsewhere(elsewhere):
    moved = page(status=b"302 Found", headers=b"Location: " + elsewhere.encode() + b"\r\n")
    with answering(moved, page(b"secret")) as (connect, asked), pytest.raises(DocumentRefused):
        fetch_document(ADDRESS, hosts=HOSTS, connect=connect)

    assert len(asked) == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/plan.html",
        "http://publisher.example/plan.html",
        "https://publisher.example:8443/plan.html",
        "https://user@publisher.example/plan.html",
        "https://publisher.example.elsewhere.example/",
        "https://2130706433/",
        "https://[::1]/",
        "ftp://publisher.example/",
        "https://[broken/",
    ],
)
def test_fetch_document_asks_no_other_address(address):
    def connect(host, seconds):
        raise AssertionError(f"connected to {host}")

    with pytest.raises(DocumentRefused, match=r"attach the file|https://"):
        fetch_document(address, hosts=HOSTS, connect=connect)


def test_fetch_document_stops_at_the_largest_size(monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST_FILE", 1000)
    with answering(page(b"x" * 100_000)) as (connect, _), pytest.raises(DocumentRefused, match="larger than"):
        fetch_document(ADDRESS, hosts=HOSTS, connect=connect)


def test_fetch_document_cuts_off_a_site_that_drips(monkeypatch):
    monkeypatch.setattr(fetching, "SECONDS_IN_ALL", 0.5)
    with (
        answering(page(b"x" * 1000), slowly=True) as (connect, _),
        pytest.raises(DocumentRefused, match="did not answer"),
    ):
        fetch_document(ADDRESS, hosts=HOSTS, connect=connect)


def test_fetch_document_says_what_to_do_when_nothing_answers():
    def connect(host, seconds):
        raise OSError("no route to host")

    with pytest.raises(DocumentRefused, match=r"no route to host.*attach the file"):
        fetch_document(ADDRESS, hosts=HOSTS, connect=connect)


@pytest.mark.parametrize("number", INSIDE)
def test_connect_publicly_refuses_names_that_lead_inside(monkeypatch, number):
    def looked_up(*words, **more):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443))]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    with pytest.raises(ConnectionError, match="private network"):
        connect_publicly("publisher.example", 1)


@pytest.mark.parametrize("number", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_is_public_takes_a_public_machine(number):
    assert addresses.is_public(number)


@pytest.mark.parametrize(
    ("path", "asked_for"), [("/é", "/%C3%A9"), ("/a b", "/a%20b"), ("/a%20b?c=%C3%A9", "/a%20b?c=%C3%A9")]
)
def test_fetch_document_writes_an_address_as_the_wire_wants_it(path, asked_for):
    with answering(page()) as (connect, asked):
        fetch_document(f"https://publisher.example{path}", hosts=HOSTS, connect=connect)

    assert asked[0].startswith(f"GET {asked_for} HTTP/1.1")


CUT_SHORT = b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf"
NEGATIVE_CHUNK = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabc"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (CUT_SHORT, "ended 46 bytes too soon"),
        (NEGATIVE_CHUNK, "did not answer"),
        (page(status=b"302 Found", headers=b"Location: https://[bad\r\n"), "passed on to what is no address"),
    ],
)
def test_fetch_document_refuses_an_answer_that_is_none(answer, said):
    with answering(answer) as (connect, _), pytest.raises(DocumentRefused, match=said):
        fetch_document(ADDRESS, hosts=HOSTS, connect=connect)


def test_fetch_document_repeats_nothing_that_a_terminal_would_act_on():
    with answering(b"\x1b]0;taken over\x07\r\n\r\n") as (connect, _), pytest.raises(DocumentRefused) as refused:
        fetch_document(ADDRESS, hosts=HOSTS, connect=connect)

    assert str(refused.value).isprintable()


def test_agree_on_secrecy_gives_up_on_a_site_that_drips():
    with answering(b"\x16\x03\x03\x40\x00" + b"\x02" * 16000, slowly=True) as (connect, _):
        opened = connect("publisher.example", 5)
        began = time.monotonic()
        with pytest.raises(OSError):  # noqa: PT011 - whichever way the connection says that it is gone
            connecting.agree_on_secrecy(opened, "publisher.example", 0.5)

    assert time.monotonic() - began < 3
