"""An outbox that is empty and sends to a folder of the test's own, for one who acts for an agency."""

import uuid
from pathlib import Path

import pytest
from django.db import connection

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
