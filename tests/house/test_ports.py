"""A port is held from the moment it is chosen: the server may share it, a second clone may not have it."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from house import ports
from house.trouble import Trouble


@pytest.fixture
def free() -> int:
    """Give a port that is free."""
    with socket.socket() as probe:
        probe.bind((ports.ADDRESS, 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def taken(free: int) -> Iterator[int]:
    """Give a port on which somebody listens."""
    with socket.socket() as listener:
        listener.bind((ports.ADDRESS, free))
        listener.listen()
        yield free


def shares(port: int) -> bool:
    """Tell whether a server that shares its port could serve there."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        try:
            server.bind((ports.ADDRESS, port))
        except OSError:
            return False
        server.listen()
        return True


def test_claim_lets_our_server_in_and_no_second_claim(free: int) -> None:
    claim = ports.claim(free)
    assert claim is not None
    try:
        assert ports.claim(free) is None
        assert shares(free)
    finally:
        claim.release()


def test_claim_sees_a_server_that_shares_its_port(free: int) -> None:
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind((ports.ADDRESS, free))
        server.listen()

        assert shares(free), "a second server would join in without an error: that is why we claim"
        assert ports.claim(free) is None


def test_claim_is_free_after_its_release(free: int) -> None:
    first = ports.claim(free)
    assert first is not None
    first.release()

    second = ports.claim(free)

    assert second is not None
    second.release()


def test_choose_refuses_the_port_that_was_asked_for_when_it_is_taken(taken: int) -> None:
    with pytest.raises(Trouble, match=f"Port {taken} is in use") as refusal:
        ports.choose({"PORT": str(taken)})

    assert refusal.value.code == 2


def test_choose_takes_the_next_free_port_when_none_was_asked_for(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "FIRST", taken)

    claim = ports.choose({})

    assert taken < claim.port < taken + ports.TRIES
    claim.release()


@pytest.mark.parametrize("given", ["0", "65536", "-1", "80a", "８０００", "8000.0"])
def test_wanted_refuses_what_is_no_port(given: str) -> None:
    with pytest.raises(Trouble, match="is not a port"):
        ports.wanted({"PORT": given})


def test_wanted_is_none_when_nothing_was_given() -> None:
    assert ports.wanted({}) is None
    assert ports.wanted({"PORT": " "}) is None
