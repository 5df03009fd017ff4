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
    return people.signed_in(morag)


@pytest.fixture
def cheap_hashes(settings) -> None:
    """Passwords hashed in no time, for tests that try many."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
