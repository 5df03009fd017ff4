"""A publisher of the invented country at their browser."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.engines.directory.conftest import invented_country
from tests.foundations.conftest import Place, make_place
from tests.interfaces.workspace.directory.conftest import sign_in

__all__ = ["invented_country", "make_place", "sign_in"]


@pytest.fixture
def place(make_place: Callable[..., Place]) -> Place:
    """The office that publishes plans."""
    return make_place("Office of the register")


@pytest.fixture
def publisher(register, place: Place, sign_in: Callable[..., Client]) -> Client:
    """The browser of somebody who publishes plans."""
    return sign_in(place.user("Pia Publisher", "plan-publisher"))
