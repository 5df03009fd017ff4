"""Cases of the invented country as staff see them: two teams, their people, and reports that came in."""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

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
)
from tests.foundations.conftest import SET_UP, Place
from tests.interfaces.workspace import people
from tideturn.engines.pathways.actions.appending import NewEntry, append
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Case, Clock, Entry
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.models import User
from tideturn.foundations.access.signing_in import actor_for
from tideturn.foundations.sharing import actions as sharing
from tideturn.foundations.sharing.models import Agreement
from tideturn.interfaces.joint.intake.receiving import Sending, receive
from tideturn.interfaces.joint.intake.report import NearFatalOverdose

__all__ = ["duty_lead", "invented_country", "make_place", "national_queue", "northmark", "quick_passwords"]
SENDER = Actor(
    agency_id="estmark-ambulance",
    user_id=None,
    name="Estmark Ambulance (invented)",
    permissions=frozenset({"intake.near-fatal-overdoses"}),
)
MARKS = re.compile(rb'(name="csrfmiddlewaretoken" value="[^"]+")|(name="entry" value="[^"]+")')
NOTES = "Found on the stair. Naloxone twice. Invented words of the crew."


@pytest.fixture
def southmark(make_place: Callable[..., Place]) -> Place:
    """The team of another area, of another agency."""
    return make_place("Southmark outreach", "EM-A02")


@pytest.fixture
def ambulance(make_place: Callable[..., Place]) -> Place:
    """The invented ambulance service, which sends reports."""
    return make_place("Estmark Ambulance", kind="ambulance-service")


@pytest.fixture
def sign_in(quick_passwords: None) -> Callable[[User], Client]:
    """A function that signs a user in, as the sign-in does, and gives their browser."""

    return people.browser_of


@pytest.fixture
def wyn(northmark: Place) -> User:
    """An outreach worker of Northmark's team."""
    return northmark.user("Wyn")


@pytest.fixture
def browser(wyn: User, sign_in: Callable[[User], Client], ambulance: Place) -> Client:
    """A browser in which Wyn is signed in."""
    return sign_in(wyn)


@pytest.fixture
def received(ambulance: Place) -> Callable[..., Case]:
    """A function by which a report comes in; it returns the case that the report opened."""

    def received(area: str = "EM-A01", hours_ago: float = 1, **person: object) -> Case:
        told = {"given_name": "Robin", "family_name": "Marsh", "birth_date": "1984-05-19", "phone": "07700 900123"}
        report = NearFatalOverdose.model_validate(
            {
                "occurred_at": (datetime.now(UTC) - timedelta(hours=hours_ago)).isoformat(),
                "source_reference": f"EAS-{uuid.uuid4()}",
                "place": {"area": area, "description": "A stairwell (invented)"},
                "person": {**told, **person} if person.pop("known", True) else None,
                "notes": NOTES,
            }
        )
        sender = Actor(ambulance.agency.pk, None, SENDER.name, permissions=SENDER.permissions)
        receive(Sending(report, uuid.uuid4(), uuid.uuid4().bytes * 2), sender=sender)
        with acting(system_actor("clocks")):
            return Case.objects.order_by("-opened_at").first()

    return received


@pytest.fixture
def write() -> Callable[..., uuid.UUID]:
    """A function by which somebody writes an entry into a case."""

    def write(case: Case, by: User | Actor, kind: Kind, **data: object) -> uuid.UUID:
        actor = by if isinstance(by, Actor) else actor_for(by, purpose=PURPOSE)
        entry = NewEntry(kind, data)
        with acting(actor):
            append(case_id=case.pk, entry=entry, by=actor)
        return entry.id

    return write


@pytest.fixture
def mine(received, write, wyn: User, duty_lead: Actor) -> Case:
    """A case whose lead is Wyn."""
    case = received()
    write(case, duty_lead, Kind.LEAD_OFFERED, to=wyn.pk)
    write(case, wyn, Kind.LEAD_ACCEPTED)
    return case


@pytest.fixture
def overdue() -> Callable[[Case, float], None]:
    """A function that lets every clock of a case have run out some hours ago."""

    def overdue(case: Case, hours: float = 2) -> None:
        past = datetime.now(UTC) - timedelta(hours=hours, minutes=5)
        with acting(system_actor("clocks")):
            Clock.objects.filter(case=case, status="running").update(due_at=past, warn_at=past)
            Case.objects.filter(pk=case.pk).update(next_due_at=past)

    return overdue


@pytest.fixture
def agreement(northmark: Place, southmark: Place) -> Agreement:
    """An agreement by which Northmark may share with Southmark."""
    with acting(SET_UP):
        return sharing.make_agreement(
            title="North and South (invented)",
            parties=[northmark.agency.pk, southmark.agency.pk],
            purposes=[PURPOSE],
            starts_on=date(2020, 1, 1),
            by=SET_UP,
        )


@pytest.fixture
def sol(southmark: Place) -> User:
    """An outreach worker of another agency."""
    return southmark.user("Sol")


@pytest.fixture
def referred(mine: Case, wyn: User, southmark: Place, agreement: Agreement, write) -> Case:
    """Wyn's case, of which a part was shared with Southmark by referral."""
    write(mine, wyn, Kind.REFERRAL_SENT, to_team=str(southmark.team.pk), why="Needs a bed (invented).")
    return mine


def entries(case: Case, **conditions: object) -> list[Entry]:
    """Return the entries of a case's journal, as the product itself sees them."""
    with acting(system_actor("clocks")):
        return list(Entry.objects.filter(case=case, **conditions).order_by("recorded_at"))


def masked(content: bytes) -> bytes:
    """Return a page without what is random in every showing: marks of forms."""
    return MARKS.sub(b"", content)
