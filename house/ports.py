"""Choosing a port and holding it, so that two clones that start at once never serve on the same one."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass

from house.trouble import Trouble

ADDRESS, FIRST, TRIES = "127.0.0.1", 8000, 200


@dataclass(frozen=True)
class Claim:
    """A port that is ours for as long as the socket is open."""

    port: int
    holder: socket.socket

    def release(self) -> None:
        """Give the port back."""
        self.holder.close()


def claim(port: int) -> Claim | None:
    """Return a claim on a free port, or None when somebody has it.

    The server shares its port between its processes (SO_REUSEPORT), so that a second server of the same user would
    join in without an error. We therefore bind alone first, and only then allow sharing: the holder never listens.
    """
    holder = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind((ADDRESS, port))
    except PermissionError:
        holder.close()
        raise Trouble(f"Port {port} is kept for root. Give a port from 1024 up: make up PORT=8000", 2) from None
    except OSError:
        holder.close()
        return None
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0)
    return Claim(port, holder)


def wanted(environ: Mapping[str, str]) -> int | None:
    """Return the port that was asked for, or None when none was."""
    given = environ.get("PORT", "").strip()
    if not given:
        return None
    if not (given.isascii() and given.isdecimal()) or not 1 <= int(given) <= 65535:
        raise Trouble(f"PORT={given} is not a port. Give a number from 1024 to 65535: make up PORT=8000", 2)
    return int(given)


def choose(environ: Mapping[str, str]) -> Claim:
    """Claim the port that was asked for, or refuse; with none asked for, claim the first free one."""
    asked = wanted(environ)
    if asked is not None:
        taken = claim(asked)
        if taken is None:
            raise Trouble(
                f"Port {asked} is in use by another program. Stop that, or give another: make up PORT={asked + 1}",
                2,
            )
        return taken
    for port in range(FIRST, FIRST + TRIES):
        if taken := claim(port):
            return taken
    raise Trouble(f"No port from {FIRST} to {FIRST + TRIES - 1} is free. Give one: make up PORT=9000", 2)
