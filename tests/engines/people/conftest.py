"""What the tests of the record share: somebody who acts, and the database told so."""

from collections.abc import Iterator

import pytest
from django.db import connection

from tideturn.foundations.access.acting import Actor, acting, system_actor

INTAKE = system_actor("intake")
STAFF = Actor(name="Ailsa Example", agency_id="example-outreach", user_id=7)


def act_as(system: str) -> None:
    """Tell the database which part of the system acts, for the rest of the transaction; "" is nobody."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('tideturn.system', %s, true)", [system])


@pytest.fixture
def intake(db: None) -> Iterator[Actor]:
    """The system's intake, acting."""
    with acting(INTAKE):
        yield INTAKE
