"""An outbox that is empty and sends to a folder of the test's own, for one who acts for an agency."""

import uuid
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tests.conftest import ServingRole, address
from tideturn.foundations.delivery import actions
from tideturn.foundations.delivery.models import Message
from tideturn.foundations.delivery.words import Channel, Kind

AGENCY = "north-recovery"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of the test's own, and no mail server."""
    monkeypatch.setenv("TIDETURN_STATE", str(tmp_path))
    monkeypatch.delenv("TIDETURN_SMTP", raising=False)
    monkeypatch.delenv("TIDETURN_ON_CALL", raising=False)
    return tmp_path


def act(*, agency: str = "", system: str = "") -> None:
    """Act from now on, until the test's transaction ends, for an agency or as a part of the product."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('tideturn.agency', %s, true), set_config('tideturn.system', %s, true)", [agency, system]
        )


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """The outbox in a session of its own, which commits; what it adds is taken out again by the tables' owner."""
    own = address(connection)
    with django_db_blocker.unblock(), psycopg.connect(own, autocommit=True) as session:
        session.execute("select set_config('tideturn.system', 'delivery', false)")
        yield session
        session.execute("alter table delivery_message no force row level security")
        session.execute("delete from delivery_message")
        session.execute("alter table delivery_message force row level security")


@pytest.fixture
def serving_address(owner_address: str, serving_role: ServingRole | None) -> str:
    """The address of the test database for the role that serves."""
    if serving_role is None:
        pytest.skip("no role can serve here")
    parts = {name: value for name, value in conninfo_to_dict(owner_address).items() if name != "password"}
    secret = {"password": serving_role.password} if serving_role.password else {}
    return make_conninfo(**{**parts, **secret, "user": serving_role.name})


@pytest.fixture
def outbox(db: None):
    """The outbox, seen by the part of the product that sends."""
    act(system="delivery")
    return Message.objects


def put(key: str = "", **changes: object) -> uuid.UUID:
    """Put a message into the outbox."""
    values: dict = {
        "channel": Channel.EMAIL,
        "recipient": "duty@north.example",
        "kind": Kind.CLOCK_RAISED,
        "link": f"/workspace/cases/{uuid.uuid4()}/",
        "dedupe_key": key or f"clock-raised:{uuid.uuid4()}",
        "agency": AGENCY,
    }
    return actions.enqueue(**{**values, **changes})
