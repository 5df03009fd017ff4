"""Cases of the invented country, their teams and people."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.foundations.conftest import SET_UP, Place, quick_passwords
from tideturn.engines.pathways.entries import JournalEntry, Kind
from tideturn.foundations.access.acting import Actor, acting
from tideturn.foundations.access.actions import agencies
from tideturn.foundations.access.models import Team
from tideturn.foundations.access.signing_in import actor_for
from tideturn.packs.pathways import load_pathway
from tideturn.packs.schema.pathway import Pathway

__all__ = ["quick_passwords"]
PURPOSE = "near-fatal-overdose-follow-up"
MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def invented_country(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    """The pathways and calendars are those of the invented country."""
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))


@pytest.fixture
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
