"""What the tests of the audit share: somebody who acts, and sessions of the two roles."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict


@dataclass(frozen=True)
class Somebody:
    """An actor as the audit asks for one."""

    agency_id: str | None = "estmark-board"
    user_id: int | None = 7
    name: str = "A. Person (invented)"
    system: str | None = None


@pytest.fixture
def somebody() -> Somebody:
    """A person of an agency."""
    return Somebody()


@pytest.fixture
def an_agency() -> str:
    """An agency of this test alone: what is committed to its chain stays in the test database."""
    return f"agency-{secrets.token_hex(6)}"


@pytest.fixture
def open_session(owner_address, serving_role) -> Iterator[Callable[..., psycopg.Connection]]:
    """Open sessions of the serving role, of which nothing stays that is not committed."""
    opened: list[psycopg.Connection] = []
    parts = {name: value for name, value in conninfo_to_dict(owner_address).items() if name != "password"}
    secret = {"password": serving_role.password} if serving_role.password else {}

    def open_one() -> psycopg.Connection:
        opened.append(psycopg.connect(**{**parts, **secret, "user": serving_role.name}))
        return opened[-1]

    yield open_one
    for connection in opened:
        connection.close()


@pytest.fixture
def session(open_session) -> psycopg.Connection:
    """A session of the serving role."""
    return open_session()


@pytest.fixture
def owner(owner_address) -> Iterator[psycopg.Connection]:
    """A session of the owner, of which nothing stays."""
    with psycopg.connect(owner_address) as connection:
        yield connection
        connection.rollback()
