"""What the tests of the record share: somebody who acts, and the database told so."""

from dataclasses import dataclass

import pytest
from django.db import connection


@dataclass(frozen=True)
class Acting:
    """Whoever acts, as far as the record asks."""

    name: str
    agency_id: str | None
    user_id: int | None


INTAKE = Acting(name="system: intake", agency_id=None, user_id=None)
STAFF = Acting(name="Ailsa Example", agency_id="example-outreach", user_id=7)


def act_as(system: str) -> None:
    """Tell the database which part of the system acts, for the rest of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('tideturn.system', %s, true)", [system])


@pytest.fixture
def intake(db: None) -> Acting:
    """The system's intake, acting."""
    act_as("intake")
    return INTAKE
