"""Reports on their way in, by the joint write that every door uses."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.engines.pathways.conftest import (
    PURPOSE,
    agreement,
    duty_lead,
    invented_country,
    make_place,
    national_queue,
    northmark,
    quick_passwords,
    southmark,
    worker,
    write,
)
from tests.foundations.conftest import Place
from tideturn.engines.pathways.models import Report
from tideturn.engines.pathways.moments import database_now
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.joint.intake.receiving import Sending, receive
from tideturn.interfaces.joint.intake.report import NearFatalOverdose

__all__ = [
    "PURPOSE",
    "agreement",
    "duty_lead",
    "invented_country",
    "make_place",
    "national_queue",
    "northmark",
    "quick_passwords",
    "southmark",
    "worker",
    "write",
]
ROBIN = {"given_name": "Robin", "family_name": "Marsh", "birth_date": "1984-05-19"}


def sender_of(agency_id: str) -> Actor:
    """Return a program of an agency that may report."""
    return Actor(
        agency_id=agency_id,
        user_id=None,
        name=agency_id,
        permissions=frozenset({str(Permission.INTAKE_NEAR_FATAL_OVERDOSES)}),
    )


def sending(hours_ago: float = 5, **data: object) -> Sending:
    """Return a report of an event in Northmark some hours ago."""
    occurred = (database_now() - timedelta(hours=hours_ago)).isoformat()
    body = {"occurred_at": occurred, "place": {"area": "EM-A01"}, **data}
    return Sending(NearFatalOverdose.model_validate(body), uuid.uuid4(), uuid.uuid4().bytes * 2)


@pytest.fixture
def tell(northmark: Place, make_place: Callable[..., Place]) -> Callable[..., Report]:
    """A function by which an agency tells of an overdose, which returns the report as kept."""
    ids = {name: make_place(name, kind="ambulance-service").agency.pk for name in ("Ambulance", "Police")}

    def tell(agency: str = "Ambulance", **data: object) -> Report:
        told = sending(**data)
        receive(told, sender=sender_of(ids[agency]))
        with acting(system_actor("intake")):
            return Report.objects.select_related("case").order_by("received_at").last()

    return tell
