"""The invented country with its invented directory, filled once for each file of tests, on an ordinary Thursday."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from tests.made_once import made_once
from tideturn.interfaces.design.country import country
from tideturn.interfaces.joint.demonstration.directory import fill_directory

THURSDAY_AT_NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def filled_directory(django_db_setup: None, django_db_blocker, repository: Path) -> Iterator[None]:
    """The invented directory, checked so many days before that Thursday; what a test writes is rolled back."""
    with made_once(django_db_blocker, lambda: _fill(repository / "packs" / "example")):
        yield


def _fill(pack: Path) -> None:
    with pytest.MonkeyPatch.context() as patch, time_machine.travel(THURSDAY_AT_NOON, tick=False):
        patch.setenv("TIDETURN_PACK", str(pack))
        country.cache_clear()
        fill_directory()
    country.cache_clear()


@pytest.fixture
def directory(filled_directory: None, db: None) -> Iterator[None]:
    """That directory, asked on that Thursday at noon."""
    with time_machine.travel(THURSDAY_AT_NOON, tick=False):
        yield
