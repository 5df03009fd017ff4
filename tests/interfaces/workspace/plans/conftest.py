"""Browsers of those who work on the register of plans."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from tests.engines.directory.conftest import invented_country
from tests.engines.plans.speakers import Speakers, country_of_speakers, make_place, quick_passwords, speakers
from tests.foundations.conftest import Place
from tests.interfaces.workspace import people
from tests.interfaces.workspace.directory.conftest import sign_in
from tideturn.foundations.access.models import User
from tideturn.interfaces.design.country import country

__all__ = ["country_of_speakers", "invented_country", "make_place", "quick_passwords", "sign_in", "speakers"]


@pytest.fixture(autouse=True)
def country_read_anew():
    """The country is that of the test."""
    country.cache_clear()
    yield
    country.cache_clear()


@dataclass(frozen=True)
class Browsers:
    """A browser for each of those who work on the register, opened when it is first asked for."""

    speakers: Speakers
    sign_in: Callable[[User], Client]

    def of(self, name: str) -> Client:
        """Return the browser of somebody."""
        return self.sign_in(User.objects.get(pk=getattr(self.speakers, name).user_id))


@pytest.fixture
def browsers(speakers: Speakers, cheap_hashes: None) -> Browsers:
    """A function from a name to a browser in which somebody has signed in."""

    def sign_in(user: User) -> Client:
        user.set_password(people.PASSWORD)
        user.must_change_password = False
        user.save()
        people.TOTP.activate(user, people.SECRET)
        return people.signed_in(user)

    return Browsers(speakers, sign_in)


@pytest.fixture
def place(make_place: Callable[..., Place]) -> Place:
    """The office that publishes plans."""
    return make_place("National", kind="national")


@pytest.fixture
def publisher(register, place: Place, sign_in: Callable[..., Client]) -> Client:
    """The browser of somebody who publishes plans."""
    return sign_in(place.user("Pia Publisher", "plan-publisher"))
