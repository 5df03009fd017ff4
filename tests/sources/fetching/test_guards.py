"""No address leads inside: whatever way it is written, wherever it passes on, whoever answers for its name."""

import io
import socket
import threading
import time

import pytest

from tests.sources.fetching.forms import INSIDE, INSIDE_6, hosts, within_6
from tideturn.sources.fetching import addresses, connecting
from tideturn.sources.fetching.addresses import is_public
from tideturn.sources.fetching.asking import Limits, ask
from tideturn.sources.fetching.errors import FetchRefused

HOST = "feeds.example.org"
OUTSIDE = "93.184.215.14"
LIMITS = Limits(1_000_000, seconds=5, seconds_to_answer=5)
FORMS = hosts()


def asked(address, allowed=(HOST,), **more):
    return ask(address, io.BytesIO(), hosts=allowed, limits=LIMITS, **more)


def resolving(monkeypatch, *answers):
    """Let a name lead to each of some numbers in turn, the last of them for ever."""
    left = list(answers)
    looked_up = []

    def getaddrinfo(host, port, *words, **more):
        looked_up.append(host)
        numbers = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return looked_up


def test_there_are_more_than_two_hundred_forms():
    assert len(set(FORMS)) > 200


def test_no_form_is_asked_though_somebody_has_allowed_it(dialled, canary):
    for form in FORMS:
        name = form.strip("[]")
        with pytest.raises(FetchRefused):
            asked(f"https://{form}/feed", allowed=(name, name.lower(), HOST))

    assert dialled == []
    assert canary.visits == 0


def test_no_form_is_gone_on_to(dialled, canary):
    for form in FORMS:
        with pytest.raises(FetchRefused), publisher(f"HTTP/1.1 302 Found\r\nLocation: https://{form}/\r\n\r\n") as to:
            asked(f"https://{HOST}/feed", connect=to)

    assert set(dialled) <= {"127.0.0.1"}
    assert canary.visits == 0


def test_forms_would_be_asked_without_the_guard_on_names_and_then_the_guard_on_numbers_holds(
    monkeypatch, dialled, canary
):
    monkeypatch.setattr(addresses, "is_host", lambda name: True)
    look_up = socket.getaddrinfo

    def as_number(host, port, *words, **more):
        # As the machine takes it for a number, whose resolver need not be asked for that.
        return look_up(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)

    monkeypatch.setattr(socket, "getaddrinfo", as_number)
    for form in FORMS:
        name = form.strip("[]").lower()
        with pytest.raises(FetchRefused):
            asked(f"https://{form}/feed", allowed=(name,))

    assert not [number for number in dialled if not is_public(number)]
    assert canary.visits == 0


def test_without_both_guards_the_canary_is_reached(monkeypatch, dialled, canary):
    monkeypatch.setattr(addresses, "is_host", lambda name: True)
    monkeypatch.setattr(connecting, "is_public", lambda number: True)

    with pytest.raises(FetchRefused):
        asked("https://127.0.0.1/feed", allowed=("127.0.0.1",))

    assert dialled == ["127.0.0.1"]
    assert arrived(canary)


@pytest.mark.parametrize(
    "address",
    [
        f"http://{HOST}/",
        f"https://{HOST}:8443/",
        f"https://{HOST}:0/",
        f"https://user@{HOST}/",
        f"https://@{HOST}/",
        f"https://:secret@{HOST}/",
        f"https://{HOST}@127.0.0.1/",
        f"https://{HOST}\\@127.0.0.1/",
        f"https://127.0.0.1\\.{HOST}/",
        f"https://{HOST}\t.elsewhere.example/",
        f"https://{HOST}\u2028/",
        f"https://{HOST}.elsewhere.example/",
        f"https://elsewhere.example/#{HOST}",
        f"https:{HOST}/",
        f"//{HOST}/",
        f"file://{HOST}/etc/passwd",
        f"gopher://{HOST}/",
        "https://[::1",
        "https://",
        "",
    ],
)
def test_only_plain_https_of_the_hosts_that_were_named_is_asked(dialled, address):
    with pytest.raises(FetchRefused):
        asked(address)

    assert dialled == []


@pytest.mark.parametrize("number", [*INSIDE, *INSIDE_6, *within_6("10.0.0.1"), "fe80::1%eth0", "nonsense"])
def test_number_inside_is_not_public(number):
    assert not is_public(number)


@pytest.mark.parametrize("number", [*INSIDE, *INSIDE_6, *within_6("127.0.0.1")])
def test_name_that_leads_inside_with_one_of_its_numbers_is_not_asked(monkeypatch, dialled, number):
    resolving(monkeypatch, [OUTSIDE, number])

    with pytest.raises(FetchRefused, match="private network"):
        asked(f"https://{HOST}/")

    assert dialled == []


def test_name_that_leads_outside_first_and_inside_then_never_gets_inside(monkeypatch, dialled, canary):
    looked_up = resolving(monkeypatch, [OUTSIDE], ["127.0.0.1"])

    with pytest.raises(FetchRefused, match="nobody answers out there"):
        asked(f"https://{HOST}/")
    with pytest.raises(FetchRefused, match="private network"):
        asked(f"https://{HOST}/")

    assert looked_up == [HOST, HOST]
    assert dialled == [OUTSIDE]
    assert canary.visits == 0


def test_whoever_looks_a_name_up_again_to_connect_reaches_the_canary(monkeypatch, dialled, canary):
    """The fault planted: the number that is checked and the number that is dialled come of two questions."""
    resolving(monkeypatch, [OUTSIDE], ["127.0.0.1"])
    checked = [entry[4][0] for entry in socket.getaddrinfo(HOST, 443)]
    assert all(map(is_public, checked))

    [again] = [entry[4][0] for entry in socket.getaddrinfo(HOST, 443)]
    socket.create_connection((again, 443)).close()

    assert arrived(canary)


def test_answer_that_drips_is_cut_off():
    began = time.monotonic()
    dripping = publisher("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + "x" * 9999, slowly=True)
    with dripping as to, pytest.raises(FetchRefused, match="did not answer"):
        ask(f"https://{HOST}/", io.BytesIO(), hosts=(HOST,), limits=Limits(10_000, seconds=0.4), connect=to)

    assert time.monotonic() - began < 3


def test_answer_that_is_too_large_is_not_taken_to_its_end():
    into = io.BytesIO()
    with (
        publisher("HTTP/1.1 200 OK\r\n\r\n" + "x" * 500_000) as to,
        pytest.raises(FetchRefused, match="larger than"),
    ):
        ask(f"https://{HOST}/", into, hosts=(HOST,), limits=Limits(100_000), connect=to)

    assert len(into.getvalue()) <= 100_000


def test_passing_on_without_end_ends():
    moved = f"HTTP/1.1 302 Found\r\nLocation: https://{HOST}/again\r\n\r\n"
    with publisher(*[moved] * 9) as to, pytest.raises(FetchRefused, match="more than 3 times"):
        asked(f"https://{HOST}/", connect=to)


def arrived(canary):
    """Return whether somebody has come to the canary, within a moment."""
    until = time.monotonic() + 2
    while not canary.visits and time.monotonic() < until:
        time.sleep(0.01)
    return canary.visits > 0


class publisher:  # noqa: N801 - used as a function
    """Answer one text a connection, on a socket of this machine in place of the publisher's."""

    def __init__(self, *answers, slowly=False):
        self.answers, self.slowly = answers, slowly

    def __enter__(self):
        pairs = [socket.socketpair() for _ in self.answers]
        for (_, theirs), answer in zip(pairs, self.answers, strict=True):
            threading.Thread(target=self._serve, args=(theirs, answer.encode()), daemon=True).start()
        ours = iter([mine for mine, _ in pairs])
        return lambda host, seconds: next(ours)

    def __exit__(self, *_):
        pass

    def _serve(self, peer, answer):
        with peer:
            try:
                peer.recv(4096)
                for start in range(0, len(answer), 1 if self.slowly else len(answer)):
                    peer.sendall(answer[start : start + 1] if self.slowly else answer)
                    if self.slowly:
                        time.sleep(0.05)
            except OSError:
                return
