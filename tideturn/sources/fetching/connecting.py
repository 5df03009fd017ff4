"""Connections to machines on the public internet: the name is looked up once, and that very machine is spoken to."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from tideturn.sources.fetching.addresses import HTTPS, is_public

Connect = Callable[[str, float], socket.socket]


def connect_publicly(host: str, seconds: float) -> socket.socket:
    """Return a connection with TLS to a host's public address.

    The name is looked up once, and every address that it has must be public; the connection goes to the first of them
    by its number. Whoever answers for the name has no second chance to lead it inside.
    """
    found = socket.getaddrinfo(host, HTTPS, type=socket.SOCK_STREAM)
    numbers = [str(entry[4][0]) for entry in found]
    if not numbers or not all(is_public(number) for number in numbers):
        raise ConnectionError("its name leads into a private network")
    return agree_on_secrecy(socket.create_connection((numbers[0], HTTPS), timeout=seconds), host, seconds)


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
