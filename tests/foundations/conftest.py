"""Agencies, teams and people of the invented country, and sessions of the serving role."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.actions import agencies, users
from tideturn.foundations.access.models import Agency, Team, User
from tideturn.foundations.access.signing_in import actor_for

SET_UP = system_actor("set-up")
PURPOSE = "follow-up"


@dataclass(frozen=True)
class Place:
    """An agency with its team, and how to make someone who works there."""

    agency: Agency
    team: Team

    def user(self, name: str, role: str = "outreach-worker", *, in_team: bool = True) -> User:
        """Make a user of the agency."""
        with acting(SET_UP):
            email = f"{'.'.join(name.lower().split())}@{self.agency.pk}.example"
            team = self.team if in_team else None
            return users.create_user(name=name, email=email, agency=self.agency, role=role, team=team, by=SET_UP)[0]

    def actor(self, name: str, role: str = "outreach-worker", *, in_team: bool = True) -> Actor:
        """Make a user of the agency, as they act for the purpose of the tests."""
        return actor_for(self.user(name, role, in_team=in_team), purpose=PURPOSE)


@pytest.fixture(autouse=True)
def quick_passwords(settings) -> None:
    """Keep passwords by a quick hash: none of these guards anything."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def make_place(db: None) -> Callable[..., Place]:
    """A function that makes an agency with a team for its areas."""

    def make(name: str, *areas: str, kind: str = "treatment-service") -> Place:
        with acting(SET_UP):
            return Place(*agencies.create_agency(name=name, kind=kind, areas=areas, by=SET_UP))

    return make


@pytest.fixture
def north(make_place: Callable[..., Place]) -> Place:
    """A treatment service with a team that covers A1."""
    return make_place("North", "A1")


@pytest.fixture
def south(make_place: Callable[..., Place]) -> Place:
    """A treatment service with a team that covers A2."""
    return make_place("South", "A2")


@pytest.fixture
def session(owner_address: str, serving_role) -> Iterator[psycopg.Connection]:
    """A session of the serving role, of which nothing stays."""
    parts = {name: value for name, value in conninfo_to_dict(owner_address).items() if name != "password"}
    secret = {"password": serving_role.password} if serving_role.password else {}
    with psycopg.connect(**{**parts, **secret, "user": serving_role.name}) as connection:
        yield connection
        connection.rollback()
