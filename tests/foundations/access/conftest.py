"""Agencies, teams and people of the invented country, and sessions of the serving role."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.actions import agencies, users
from tideturn.foundations.access.models import Agency

SET_UP = system_actor("set-up")


@pytest.fixture
def north(db: None) -> Agency:
    """A treatment service with a team that covers A1."""
    with acting(SET_UP):
        return agencies.create_agency(name="North", kind="treatment-service", areas=["A1"], by=SET_UP)[0]


@pytest.fixture
def south(db: None) -> Agency:
    """A treatment service with a team that covers A2."""
    with acting(SET_UP):
        return agencies.create_agency(name="South", kind="treatment-service", areas=["A2"], by=SET_UP)[0]


@pytest.fixture
def worker(north: Agency):
    """An outreach worker of North's team."""
    with acting(SET_UP):
        team = north.teams.get()
        user, _ = users.create_user(
            name="Ada Invented", email="Ada@north.example", agency=north, role="outreach-worker", team=team, by=SET_UP
        )
    return user


@pytest.fixture
def session(owner_address, serving_role) -> Iterator[psycopg.Connection]:
    """A session of the serving role, of which nothing stays."""
    parts = {name: value for name, value in conninfo_to_dict(owner_address).items() if name != "password"}
    secret = {"password": serving_role.password} if serving_role.password else {}
    with psycopg.connect(**{**parts, **secret, "user": serving_role.name}) as connection:
        yield connection
        connection.rollback()
