"""One address asked for what it holds: bounded in size, time and the times that it passes on."""

import http.client
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import BinaryIO
from urllib.parse import SplitResult

from tideturn.sources.fetching.addresses import checked, moved, path_of
from tideturn.sources.fetching.connecting import Connect, connect_publicly, cut_off_after
from tideturn.sources.fetching.errors import FetchRefused, plain

PIECE = 64 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})
BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})


@dataclass(frozen=True)
class Limits:
    """What one address may ask of us: bytes, seconds until it answers and in all, and the times it may pass on."""

    largest: int
    seconds: float = 60.0
    seconds_to_answer: float = 10.0
    redirects: int = 3


@dataclass(frozen=True)
class Answer:
    """What an address answered; `is_new` is false where it said that nothing has changed since."""

    is_new: bool
    size: int = 0
    etag: str = ""
    modified: str = ""


def ask(
    address: str,
    into: BinaryIO,
    *,
    hosts: Collection[str],
    limits: Limits,
    headers: Mapping[str, str] | None = None,
    connect: Connect | None = None,
) -> Answer:
    """Write what an address holds into a file, or raise FetchRefused with the reason.

    Only `hosts` are asked, and a redirect to any other is refused. The name is looked up once and the connection goes
    to exactly the address that was checked, which must be a public one.
    """
    for _ in range(limits.redirects + 1):
        parts = checked(address, hosts)
        try:
            told = _ask(address, parts, into, limits, headers or {}, connect or connect_publicly)
        except (OSError, http.client.HTTPException, ValueError) as error:  # ValueError: chunks of a negative length
            raise FetchRefused(address, no_answer(error)) from None
        if isinstance(told, Answer):
            return told
        address = moved(address, told)
    raise FetchRefused(address, f"it was passed on more than {limits.redirects} times.")


def _ask(
    address: str, parts: SplitResult, into: BinaryIO, limits: Limits, headers: Mapping[str, str], connect: Connect
) -> Answer | str:
    """Return the answer of one connection, or where it passes on to; cut off when the time is over."""
    host = parts.hostname or ""
    connection = http.client.HTTPConnection(host, timeout=limits.seconds_to_answer)
    connection.sock = opened = connect(host, limits.seconds_to_answer)
    try:
        with cut_off_after(limits.seconds, opened) as cut_off:
            plain = {"Accept-Encoding": "identity", "Connection": "close"}
            connection.request("GET", path_of(parts), headers={**headers, **plain})
            told = _told(address, connection.getresponse(), into, limits)
            if not cut_off.is_alive():
                raise TimeoutError(f"it took longer than {limits.seconds:g} seconds")
        return told
    finally:
        opened.close()


def _told(address: str, answer: http.client.HTTPResponse, into: BinaryIO, limits: Limits) -> Answer | str:
    if answer.status in REDIRECTS:
        return answer.getheader("Location", "")
    etag, modified = answer.getheader("ETag", ""), answer.getheader("Last-Modified", "")
    if answer.status == HTTPStatus.NOT_MODIFIED:
        return Answer(is_new=False, etag=etag, modified=modified)
    if answer.status != HTTPStatus.OK:
        wait = _seconds(answer.getheader("Retry-After", "")) if answer.status in BUSY else 0.0
        raise FetchRefused(address, f"the site answered {answer.status}.", status=answer.status, wait=wait)
    return Answer(is_new=True, size=_take(address, answer, into, limits), etag=etag, modified=modified)


def _take(address: str, answer: http.client.HTTPResponse, into: BinaryIO, limits: Limits) -> int:
    taken = 0
    while piece := answer.read(PIECE):
        taken += len(piece)
        if taken > limits.largest:
            raise FetchRefused(address, f"it is larger than {limits.largest // 2**20} MB.")
        into.write(piece)
    if answer.length:
        raise ConnectionError(f"it ended {answer.length} bytes too soon")
    return taken


def _seconds(said: str) -> float:
    return float(said) if said.isascii() and said.isdigit() and len(said) < 6 else 1.0


def no_answer(error: Exception) -> str:
    """Return why nothing was answered; some errors repeat what the site sent, and a terminal must not act on it."""
    said = str(error).strip() or type(error).__name__
    return f"the network did not answer ({plain(said)[:200]})."
