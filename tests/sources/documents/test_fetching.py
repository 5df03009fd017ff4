"""Fetching from a publisher's own address, against real sockets on this machine's loopback."""

import socket
import threading
from contextlib import contextmanager

import pytest

from tideturn.sources.documents import fetching
from tideturn.sources.documents.errors import DocumentRefused
from tideturn.sources.documents.fetching import connect_publicly, fetch_document

HOSTS = ("publisher.example",)
ADDRESS = "https://publisher.example/plan.html"


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
                asked.append(peer.recv(4096).decode())
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


@pytest.mark.parametrize("number", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1"])
def test_connect_publicly_refuses_names_that_lead_inside(monkeypatch, number):
    def looked_up(*words, **more):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443))]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    with pytest.raises(ConnectionError, match="private network"):
        connect_publicly("publisher.example", 1)
