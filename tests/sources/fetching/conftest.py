"""A publisher on this machine's loopback, and a canary there that nobody may reach."""

import socket
import threading
from collections.abc import Callable, Iterator

import pytest


class Canary:
    """A server inside, which remembers whoever came."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.visits = 0
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                peer, _ = self.listener.accept()
            except OSError:
                return
            self.visits += 1
            peer.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    """A server inside that nobody may reach."""
    made = Canary()
    yield made
    made.listener.close()


@pytest.fixture
def dialled(monkeypatch: pytest.MonkeyPatch, canary: Canary) -> list[str]:
    """The numbers that were dialled: those within reach the canary, and those outside nobody."""
    found: list[str] = []
    dial: Callable[..., socket.socket] = socket.create_connection

    def create_connection(address: tuple[str, int], *words: object, **more: object) -> socket.socket:
        found.append(address[0])
        if address[0].startswith("127."):
            return dial(canary.listener.getsockname(), 2)
        raise ConnectionRefusedError("nobody answers out there")

    monkeypatch.setattr(socket, "create_connection", create_connection)
    return found
