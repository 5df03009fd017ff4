"""Ports for what tests serve: each process that shares the suite has ports of its own, and gives none twice.

Between finding a port and listening there another could take it. So none is among those that the system gives to
whoever calls out, and processes of one run never look at the same one.
"""

import contextlib
import os
import random
import socket

FIRST, LAST, APART = 10_000, 32_000, 16
given: set[int] = set()


def process_number() -> int:
    """Return the number of this process among those that share the suite; 0 where it is alone."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def free_port() -> int:
    """Return a loopback port that nothing listens on."""
    ours = range(FIRST + process_number() % APART, LAST, APART)
    for port in random.sample(ours, len(ours)):
        if port not in given and is_free(port):
            given.add(port)
            return port
    raise RuntimeError(f"No loopback port from {FIRST} to {LAST} is free for this process.")


def is_free(port: int) -> bool:
    """Tell whether one could listen on a loopback port."""
    with socket.socket() as listener, contextlib.suppress(OSError):
        listener.bind(("127.0.0.1", port))
        return True
    return False
