"""An answer too long to be held is sent part by part; slow readers of such answers hold up nobody else."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tideturn.config import streaming
from tideturn.config.streaming import PART, Parts, Reader, Slots, TooMany


class Outside:
    """A reader's end of a connection, which takes so many parts."""

    def __init__(self, takes: int = 1_000_000) -> None:
        self.head: tuple | None = None
        self.parts: list[bytes] = []
        self.takes = takes

    def response_stream(self, status, headers):
        self.head = (status, headers)
        return self

    async def send_bytes(self, data: bytes) -> None:
        if len(self.parts) == self.takes:
            await asyncio.sleep(30)
        self.parts.append(data)


@pytest.fixture
def send():
    """A function that sends parts from a thread, as the server does."""

    def send(outside: Outside, parts) -> None:
        async def sent() -> None:
            loop = asyncio.get_running_loop()
            with ThreadPoolExecutor(1) as threads:
                await loop.run_in_executor(threads, Reader(outside, loop).send, 200, [("a", "b")], parts)

        asyncio.run(sent())

    return send


def test_a_long_answer_is_sent_as_it_is_made(send):
    outside, made = Outside(), []

    def parts():
        for number in range(3):
            made.append((number, len(outside.parts)))
            yield bytes([number])

    send(outside, parts())

    assert outside.head == (200, [("a", "b")])
    assert outside.parts == [b"\0", b"\1", b"\2"]
    assert made == [(0, 0), (1, 1), (2, 2)], "a part was made before the one before it was taken"


def test_a_reader_who_takes_nothing_is_left(send, monkeypatch):
    monkeypatch.setattr(streaming, "SECONDS_A_PART", 0.05)
    outside, made = Outside(takes=1), []

    send(outside, (made.append(number) or b"x" for number in range(1000)))

    assert outside.parts == [b"x"]
    assert len(made) == 2


def test_a_reader_who_takes_too_long_in_all_is_left(send, monkeypatch):
    monkeypatch.setattr(streaming, "SECONDS_IN_ALL", -1.0)
    outside = Outside()

    send(outside, [b"x", b"y"])

    assert outside.parts == []


def test_what_is_short_is_held_whole():
    assert Parts([b"x" * 10_000] * 20).whole() == b"x" * 200_000
    assert Parts([]).whole() == b""


def test_what_is_long_is_not_held_and_nothing_of_it_is_lost():
    taken = []
    pieces = (taken.append(number) or bytes([number]) * 10_000 for number in range(250))
    parts = Parts(pieces)

    assert parts.whole() is None
    assert len(taken) < 110
    sent = list(parts)
    assert b"".join(sent) == b"".join(bytes([number]) * 10_000 for number in range(250))
    assert min(map(len, sent[:-1])) >= PART


def test_only_so_many_are_sent_at_once():
    slots = Slots(1)
    with slots.one(), pytest.raises(TooMany), slots.one():
        pass
    with slots.one():
        assert threading.active_count()
