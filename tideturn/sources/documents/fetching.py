"""Fetch a published document from its publisher's own https address: named hosts only, bounded in size and time."""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from tideturn.sources.documents.errors import DocumentRefused
from tideturn.sources.documents.limits import LARGEST_FILE

SECONDS_IN_ALL = 60
SECONDS_TO_ANSWER = 10
REDIRECTS_AT_MOST = 3
PIECE = 64 * 1024
ATTACH_A_FILE = "Save the document with a browser, and attach the file."
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# What already stands in an address by its own rights; all else is written as %.. .
PLAIN_IN_ADDRESS = "/%:@!$&'()*+,;=?~"
# Ranges whose addresses are public by name and may lead to any other address within.
LEADING_INSIDE = tuple(ipaddress.ip_network(name) for name in ("::/96", "64:ff9b::/96", "2001::/32", "2002::/16"))

Connect = Callable[[str, float], socket.socket]


def fetch_document(address: str, *, hosts: tuple[str, ...], connect: Connect | None = None) -> bytes:
    """Return the bytes at a publisher's address, or raise DocumentRefused with what to do instead.

    `hosts` are the publisher's own; a redirect to any other is refused. The name is looked up once and the connection
    goes to exactly the address that was checked, which must be a public one (no server inside a network is reached).
    """
    for _ in range(REDIRECTS_AT_MOST + 1):
        parts = _checked_address(address, hosts)
        try:
            status, moved_to, body = _ask(address, parts, connect or connect_publicly)
        except (OSError, http.client.HTTPException, ValueError) as error:  # ValueError: chunks of a negative length
            raise DocumentRefused(address, _no_answer(error)) from None
        if status == HTTPStatus.OK:
            return body
        if status not in REDIRECTS:
            raise DocumentRefused(address, f"the site answered {status}. {ATTACH_A_FILE}")
        address = _moved(address, moved_to)
    raise DocumentRefused(address, f"it was passed on more than {REDIRECTS_AT_MOST} times. {ATTACH_A_FILE}")


def connect_publicly(host: str, seconds: float) -> socket.socket:
    """Return a connection with TLS to a host's public address."""
    found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    numbers = [str(entry[4][0]) for entry in found]
    if not numbers or not all(is_public(number) for number in numbers):
        raise ConnectionError("its name leads into a private network")
    return agree_on_secrecy(socket.create_connection((numbers[0], 443), timeout=seconds), host, seconds)


def is_public(number: str) -> bool:
    """Return whether an internet address is one single public machine's, whichever way it is written."""
    address = ipaddress.ip_address(number)
    return address.is_global and not address.is_multicast and not any(address in inside for inside in LEADING_INSIDE)


def agree_on_secrecy(plain: socket.socket, host: str, seconds: float) -> ssl.SSLSocket:
    """Return the connection with TLS, or raise when the two sides have not agreed in time."""
    try:
        secret = ssl.create_default_context().wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
    except BaseException:
        plain.close()
        raise
    try:
        with cut_off_after(seconds, secret):
            secret.do_handshake()
    except BaseException:
        secret.close()
        raise
    return secret


@contextmanager
def cut_off_after(seconds: float, opened: socket.socket) -> Iterator[threading.Timer]:
    """Close a connection's both ways when the time is over; the timer that does so is alive until then.

    A timer and not the socket's own time limit, because a site that sends a byte now and then never meets that one.
    """

    def cut() -> None:
        with suppress(OSError):
            opened.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.start()
    try:
        yield timer
    finally:
        timer.cancel()


def _checked_address(address: str, hosts: tuple[str, ...]) -> SplitResult:
    try:
        parts = urlsplit(address)
        is_plain = parts.scheme == "https" and parts.port in (None, 443) and not parts.username
    except ValueError:
        raise DocumentRefused(address, "this is not an address. Give one that begins with https://.") from None
    if not is_plain:
        raise DocumentRefused(address, f"only plain https addresses are fetched. {ATTACH_A_FILE}")
    if (parts.hostname or "") not in hosts:
        known = ", ".join(hosts) or "none"
        raise DocumentRefused(address, f"only the publishers' own sites are fetched ({known}). {ATTACH_A_FILE}")
    return parts


def _moved(address: str, place: str) -> str:
    try:
        return urljoin(address, place)
    except ValueError:
        raise DocumentRefused(address, f"it was passed on to what is no address. {ATTACH_A_FILE}") from None


def _ask(address: str, parts: SplitResult, connect: Connect) -> tuple[int, str, bytes]:
    """Return the status, the place moved to and the body of one answer, cut off when the time is over."""
    host = parts.hostname or ""
    connection = http.client.HTTPConnection(host, timeout=SECONDS_TO_ANSWER)
    connection.sock = opened = connect(host, SECONDS_TO_ANSWER)
    try:
        with cut_off_after(SECONDS_IN_ALL, opened) as cut_off:
            headers = {"Accept-Encoding": "identity", "Connection": "close"}
            connection.request("GET", _path(parts), headers=headers)
            answer = connection.getresponse()
            body = _body(address, answer) if answer.status == HTTPStatus.OK else b""
            if not cut_off.is_alive():
                raise TimeoutError(f"it took longer than {SECONDS_IN_ALL} seconds")
        return answer.status, answer.getheader("Location", ""), body
    finally:
        opened.close()


def _path(parts: SplitResult) -> str:
    whole = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return quote(whole, safe=PLAIN_IN_ADDRESS, errors="replace")


def _body(address: str, answer: http.client.HTTPResponse) -> bytes:
    body = bytearray()
    while piece := answer.read(PIECE):
        body += piece
        if len(body) > LARGEST_FILE:
            size = LARGEST_FILE // 2**20
            raise DocumentRefused(address, f"it is larger than {size} MB. Attach the plan alone, as a file.")
    if answer.length:
        raise ConnectionError(f"it ended {answer.length} bytes too soon")
    return bytes(body)


def _no_answer(error: Exception) -> str:
    # Some errors repeat what the site sent; a terminal must not act on it.
    said = str(error).strip() or type(error).__name__
    reason = "".join(letter if letter.isprintable() else "?" for letter in said)[:200]
    return f"the network did not answer ({reason}). {ATTACH_A_FILE}"
