"""Cases of the invented country, their teams and people."""

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.foundations.conftest import SET_UP, Place, quick_passwords
from tideturn.engines.pathways.actions.appending import NewEntry, append
from tideturn.engines.pathways.actions.opening import Opening, open_case
from tideturn.engines.pathways.entries import JournalEntry, Kind
from tideturn.engines.pathways.models import Case
from tideturn.engines.pathways.moments import database_now
from tideturn.engines.pathways.state import State
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.actions import agencies
from tideturn.foundations.access.models import Team
from tideturn.foundations.access.signing_in import actor_for
from tideturn.foundations.sharing import actions as sharing
from tideturn.packs.pathways import load_pathway
from tideturn.packs.schema.pathway import Pathway

__all__ = ["quick_passwords"]
PURPOSE = "near-fatal-overdose-follow-up"
MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def invented_country(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    """The pathways and calendars are those of the invented country."""
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))


@pytest.fixture(scope="session")
def pathway(repository: Path) -> Pathway:
    """The invented country's pathway after a near-fatal overdose."""
    return load_pathway("near-fatal-overdose", repository / "packs" / "example")


@pytest.fixture
def entry() -> Callable[..., JournalEntry]:
    """A function that makes an entry some hours after Monday morning."""

    def make(kind: Kind, hours: float = 0, *, by: int | None = 5, **data: object) -> JournalEntry:
        at = MONDAY + timedelta(hours=hours)
        return JournalEntry(uuid.uuid4(), kind, at, at, by, "A. Worker (invented)", "north", data)

    return make


@pytest.fixture
def national_queue(db: None) -> Team:
    """The team that has what no area claims."""
    with acting(SET_UP):
        return agencies.ensure_national_queue(by=SET_UP)


@pytest.fixture
def make_place(db: None, national_queue: Team) -> Callable[..., Place]:
    """A function that makes an agency with a team for its areas."""

    def make(name: str, *areas: str, kind: str = "drug-and-alcohol-service") -> Place:
        with acting(SET_UP):
            return Place(*agencies.create_agency(name=name, kind=kind, areas=areas, by=SET_UP))

    return make


@pytest.fixture
def northmark(make_place: Callable[..., Place]) -> Place:
    """The team of Northmark."""
    return make_place("Northmark outreach", "EM-A01")


@pytest.fixture
def duty_lead(northmark: Place) -> Actor:
    """The duty lead of Northmark's team."""
    user = northmark.user("Dana", "duty-lead")
    with acting(SET_UP):
        Team.objects.filter(pk=northmark.team.pk).update(duty_lead=user)
    return actor_for(user, purpose=PURPOSE)


@pytest.fixture
def worker(northmark: Place) -> Actor:
    """An outreach worker of Northmark's team."""
    return actor_for(northmark.user("Wyn"), purpose=PURPOSE)


@pytest.fixture
def southmark(make_place: Callable[..., Place]) -> Place:
    """The team of Southmark, of another agency, with which Northmark has an agreement."""
    return make_place("Southmark outreach", "EM-A02")


@pytest.fixture
def agreement(northmark: Place, southmark: Place) -> None:
    """An agreement under which Northmark and Southmark refer to each other."""
    with acting(SET_UP):
        sharing.make_agreement(
            title="The two marks (invented)",
            parties=[northmark.agency.pk, southmark.agency.pk],
            purposes=[PURPOSE],
            starts_on=date(2020, 1, 1),
            by=SET_UP,
        )


@pytest.fixture
def make_case(northmark: Place, duty_lead: Actor) -> Callable[..., Case]:
    """A function that opens a case of Northmark's, some hours ago."""

    def make(place: Place = northmark, hours_ago: float = 3, **data: object) -> Case:
        received_at = database_now() - timedelta(hours=hours_ago)
        opening = Opening(
            "near-fatal-overdose",
            place.team,
            received_at,
            data={"national_queue": place.team.is_national_queue, **data},
        )
        with acting(system_actor("intake")) as intake:
            return open_case(opening=opening, by=intake)

    return make


@pytest.fixture
def case(make_case: Callable[..., Case]) -> Case:
    """A case of Northmark's, opened three hours ago."""
    return make_case()


@pytest.fixture
def write() -> Callable[..., State]:
    """A function that writes an entry as an actor."""

    def write(
        by: Actor, case: Case, kind: Kind, *, at: datetime | None = None, entry_id: object = None, **data: object
    ):
        extra = {"id": entry_id} if entry_id else {}
        with acting(by):
            return append(case_id=case.id, entry=NewEntry(kind, data, at=at, **extra), by=by)

    return write
