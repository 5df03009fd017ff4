"""The invented country with its invented directory, asked on an ordinary Thursday."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.interfaces.invented_directory import THURSDAY_AT_NOON, directory, filled_directory
from tideturn.interfaces.joint.helping.asked import Asked
from tideturn.interfaces.joint.helping.finding import Results, find
from tideturn.interfaces.joint.helping.understanding import Understood, understand

__all__ = ["THURSDAY_AT_NOON", "directory", "filled_directory"]


@pytest.fixture(autouse=True)
def invented_country(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    """The words and places are those of the invented country."""
    from tideturn.interfaces.design.country import country

    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))
    country.cache_clear()


@pytest.fixture
def asking(directory: None) -> Callable[..., Results]:
    """A function that asks for something at a moment, that noon if none is given."""

    def asking(need: str = "", *, at: datetime = THURSDAY_AT_NOON, **more: object) -> Results:
        return find(understood(need, at=at, **more))

    return asking


def understood(need: str = "", *, at: datetime = THURSDAY_AT_NOON, **more: object) -> Understood:
    """Return what is meant by what somebody asks."""
    return understand(Asked(need=need, **more), at=at)
