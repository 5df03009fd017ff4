"""People of the invented country at their browsers, and a case of theirs."""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from tests.engines.pathways.conftest import (
    PURPOSE,
    duty_lead,
    invented_country,
    make_place,
    national_queue,
    northmark,
    quick_passwords,
    worker,
)
from tests.foundations.conftest import SET_UP, Place
from tests.interfaces.workspace import people
from tideturn.engines.pathways.actions.appending import NewEntry, append
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Case, Entry, Report
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.models import User
from tideturn.foundations.access.signing_in import actor_for
from tideturn.interfaces.joint.intake.receiving import Sending, receive
from tideturn.interfaces.joint.intake.report import NearFatalOverdose, digest_of

__all__ = [
    "duty_lead",
    "invented_country",
    "make_place",
    "national_queue",
    "northmark",
    "quick_passwords",
    "worker",
]
TOLD = {"area": "EM-A01"}
ROBIN = {"given_name": "Robin", "family_name": "Marsh", "birth_date": "1984-05-19"}


def seat(user_id: int) -> Client:
    """Return a browser in which somebody has signed in."""
    return people.browser_of(User.objects.get(pk=user_id))


def lent(client: Client) -> str:
    """Return the id that a page lends to its form."""
    page = client.get(client.address).content.decode()  # type: ignore[attr-defined]
    return re.search(r'name="entry" value="([^"]+)"', page).group(1)


@pytest.fixture
def ambulance(make_place: Callable[..., Place]) -> Actor:
    """The invented ambulance service, as its program acts."""
    agency = make_place("Estmark Ambulance", kind="ambulance-service").agency
    return Actor(agency.pk, None, "Estmark Ambulance", permissions=frozenset({"intake.near-fatal-overdoses"}))


@pytest.fixture
def report(ambulance: Actor) -> Callable[..., uuid.UUID]:
    """A function that reports an overdose by program, and returns the id of its case."""

    def send(*, hours_ago: float = 1, person: dict | None = ROBIN, area: str | None = "EM-A01", **told) -> uuid.UUID:
        at = (datetime.now(UTC) - timedelta(hours=hours_ago)).replace(microsecond=0)
        body = {
            "occurred_at": at.isoformat(),
            "place": {"area": area, "description": "A stairwell (invented)"},
            "person": person,
            **told,
        }
        sending = Sending(NearFatalOverdose.model_validate(body), uuid.uuid4(), digest_of(body))
        receive(sending, sender=ambulance)
        with acting(system_actor("intake")):
            return Report.objects.order_by("-received_at").first().case_id

    return send


@pytest.fixture
def case_id(northmark: Place, duty_lead: Actor, report: Callable[..., uuid.UUID]) -> uuid.UUID:
    """A case that Northmark's team holds."""
    return report()


@pytest.fixture
def dana(duty_lead: Actor) -> Client:
    """The duty lead's browser."""
    return seat(duty_lead.user_id)


@pytest.fixture
def wyn(worker: Actor) -> Client:
    """The outreach worker's browser."""
    return seat(worker.user_id)


@pytest.fixture
def write(duty_lead: Actor) -> Callable[..., object]:
    """A function with which the duty lead writes into a case without a browser."""

    def written(case_id: uuid.UUID, kind: Kind, by: Actor = duty_lead, **data: object) -> object:
        with acting(by.for_purpose(PURPOSE)):
            return append(case_id=case_id, entry=NewEntry(kind, data), by=by.for_purpose(PURPOSE))

    return written


@pytest.fixture
def southhaven(make_place: Callable[..., Place]) -> Place:
    """A shelter in another area."""
    return make_place("Southhaven shelter", "EM-A03", kind="homelessness-service")


def case_now(case_id: uuid.UUID) -> Case:
    """Return a case as the database has it."""
    with acting(system_actor("intake")):
        return Case.objects.select_related("team", "lead").get(pk=case_id)


def kinds(case_id: uuid.UUID) -> list[str]:
    """Return the kinds of entries of a case, the earliest first."""
    with acting(system_actor("intake")):
        return list(Entry.objects.filter(case_id=case_id).order_by("recorded_at").values_list("kind", flat=True))


__all__ += ["SET_UP", "actor_for"]
