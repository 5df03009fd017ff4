"""Answers too long to be held whole: sent part by part while they are made, by the thread that makes them.

A slow reader holds its thread, so few may be sent at once, each part must be taken in time, and the whole too. The
thread is kept because its connection to the database is its own.
"""

import asyncio
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any, Protocol

# What is shorter is held whole, as every page is.
LARGEST_WHOLE = 1_000_000
PART = 65_536
AT_ONCE = 2
SECONDS_A_PART = 20.0
SECONDS_IN_ALL = 900.0
Headers = list[tuple[str, str]]


class Transport(Protocol):
    """What takes the parts of an answer that has begun."""

    async def send_bytes(self, data: bytes) -> None:
        """Send a part, and wait until it is taken."""


class Streams(Protocol):
    """What the server gives to answer with."""

    def response_stream(self, status: int, headers: Headers) -> Transport:
        """Begin an answer."""


class TooMany(Exception):
    """So many long answers are being sent that this one has to wait."""


class Reader:
    """Who asked, as the thread sees them that makes the answer."""

    def __init__(self, connection: Streams, loop: asyncio.AbstractEventLoop) -> None:
        """Begin nothing yet."""
        self._connection = connection
        self._loop = loop
        self._until = time.monotonic() + SECONDS_IN_ALL

    def send(self, status: int, headers: Headers, parts: Iterable[bytes]) -> None:
        """Send a whole answer; stop where its reader is gone, or too slow."""
        try:
            transport = self._wait(self._begun(status, headers))
            for part in parts:
                if time.monotonic() > self._until:
                    return
                self._wait(transport.send_bytes(part))
        except (TimeoutError, RuntimeError):
            # Closed by its reader, or not taken in time: there is nobody to tell.
            return

    async def _begun(self, status: int, headers: Headers) -> Transport:
        return self._connection.response_stream(status, headers)

    def _wait(self, work: Any) -> Any:
        future = asyncio.run_coroutine_threadsafe(_awaited(work), self._loop)
        return future.result(SECONDS_A_PART)


async def _awaited(work: Any) -> Any:
    return await work


class Parts:
    """An answer in parts of at least 64 KiB, the last one less, of whatever length are the pieces it is made in."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        """Make nothing of it yet."""
        self._parts = _gathered(pieces)
        self._begun: list[bytes] = []

    def whole(self) -> bytes | None:
        """Return all of it, or nothing where that is too much to be held."""
        while sum(map(len, self._begun)) < LARGEST_WHOLE:
            part = next(self._parts, None)
            if part is None:
                return b"".join(self._begun)
            self._begun.append(part)
        return None

    def __iter__(self) -> Iterator[bytes]:
        """Yield its parts, what was made already before the rest."""
        return chain(self._begun, self._parts)


def _gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= PART:
            yield b"".join(held)
            held, length = [], 0
    if held:
        yield b"".join(held)


class Slots:
    """How many long answers may be sent at once."""

    def __init__(self, number: int = AT_ONCE) -> None:
        """Begin with all of them free."""
        self._free = threading.BoundedSemaphore(number)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Hold one while a long answer is sent; raise TooMany where none is free."""
        if not self._free.acquire(blocking=False):
            raise TooMany
        try:
            yield
        finally:
            self._free.release()
