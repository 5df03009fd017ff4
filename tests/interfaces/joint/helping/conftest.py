"""The invented country with its invented directory, asked on an ordinary Thursday."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from tideturn.interfaces.joint.demonstration.directory import fill_directory
from tideturn.interfaces.joint.helping.asked import Asked
from tideturn.interfaces.joint.helping.finding import Results, find
from tideturn.interfaces.joint.helping.understanding import Understood, understand

THURSDAY_AT_NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def invented_country(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    """The words and places are those of the invented country."""
    from tideturn.interfaces.design.country import country

    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))
    country.cache_clear()


@pytest.fixture
def directory(db: None) -> Iterator[None]:
    """The invented directory, checked so many days before that Thursday."""
    with time_machine.travel(THURSDAY_AT_NOON, tick=False):
        fill_directory()
        yield


@pytest.fixture
def asking(directory: None) -> Callable[..., Results]:
    """A function that asks for something at a moment, that noon if none is given."""

    def asking(need: str = "", *, at: datetime = THURSDAY_AT_NOON, **more: object) -> Results:
        return find(understood(need, at=at, **more))

    return asking


def understood(need: str = "", *, at: datetime = THURSDAY_AT_NOON, **more: object) -> Understood:
    """Return what is meant by what somebody asks."""
    return understand(Asked(need=need, **more), at=at)
