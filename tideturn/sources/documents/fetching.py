"""Fetch a published document from its publisher's own https address: named hosts only, bounded in size and time."""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import SplitResult, urljoin, urlsplit

from tideturn.sources.documents.errors import DocumentRefused
from tideturn.sources.documents.limits import LARGEST_FILE

SECONDS_IN_ALL = 60
SECONDS_TO_ANSWER = 10
REDIRECTS_AT_MOST = 3
PIECE = 64 * 1024
ATTACH_A_FILE = "Save the document with a browser, and attach the file."
REDIRECTS = frozenset({301, 302, 303, 307, 308})

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
        except (OSError, http.client.HTTPException) as error:
            raise DocumentRefused(address, _no_answer(error)) from None
        if status == HTTPStatus.OK:
            return body
        if status not in REDIRECTS:
            raise DocumentRefused(address, f"the site answered {status}. {ATTACH_A_FILE}")
        address = urljoin(address, moved_to)
    raise DocumentRefused(address, f"it was passed on more than {REDIRECTS_AT_MOST} times. {ATTACH_A_FILE}")


def connect_publicly(host: str, seconds: float) -> socket.socket:
    """Return a connection with TLS to a host's public address."""
    found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    numbers = [str(entry[4][0]) for entry in found]
    if not numbers or not all(ipaddress.ip_address(number).is_global for number in numbers):
        raise ConnectionError("its name leads into a private network")
    plain = socket.create_connection((numbers[0], 443), timeout=seconds)
    try:
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
    except BaseException:
        plain.close()
        raise


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


def _ask(address: str, parts: SplitResult, connect: Connect) -> tuple[int, str, bytes]:
    """Return the status, the place moved to and the body of one answer, cut off when the time is over.

    A timer and not the socket's own time limit, because a site that sends a byte now and then never meets that one.
    """
    host = parts.hostname or ""
    connection = http.client.HTTPConnection(host, timeout=SECONDS_TO_ANSWER)
    connection.sock = opened = connect(host, SECONDS_TO_ANSWER)
    cut_off = threading.Timer(SECONDS_IN_ALL, opened.shutdown, [socket.SHUT_RDWR])
    cut_off.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", path, headers={"Accept-Encoding": "identity", "Connection": "close"})
        answer = connection.getresponse()
        body = _body(address, answer) if answer.status == HTTPStatus.OK else b""
        if not cut_off.is_alive():
            raise TimeoutError(f"it took longer than {SECONDS_IN_ALL} seconds")
        return answer.status, answer.getheader("Location", ""), body
    finally:
        cut_off.cancel()
        opened.close()


def _body(address: str, answer: http.client.HTTPResponse) -> bytes:
    body = bytearray()
    while piece := answer.read(PIECE):
        body += piece
        if len(body) > LARGEST_FILE:
            size = LARGEST_FILE // 2**20
            raise DocumentRefused(address, f"it is larger than {size} MB. Attach the plan alone, as a file.")
    return bytes(body)


def _no_answer(error: Exception) -> str:
    reason = str(error) or type(error).__name__
    return f"the network did not answer ({reason}). {ATTACH_A_FILE}"
