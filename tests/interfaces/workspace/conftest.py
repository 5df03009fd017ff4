"""People of the workspace, and hashes that cost little where a test asks for many."""

import pytest
from django.test import Client

from tests.interfaces.workspace import people


@pytest.fixture
def morag(db: None):
    """An outreach worker who has been here before."""
    return people.worker()


@pytest.fixture
def browser(morag) -> Client:
    """A browser in which the outreach worker has signed in."""
    return people.let_in(morag)


@pytest.fixture(autouse=True)
def cheap_hashes(request: pytest.FixtureRequest, settings) -> None:
    """Passwords hashed in no time, unless how they are hashed is what a test looks at."""
    if "real_hashes" not in request.fixturenames:
        settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def real_hashes() -> None:
    """Passwords hashed as the product hashes them."""
