"""Feeds of invented services, and a source that tells of them."""

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.foundations.conftest import quick_passwords
from tideturn.engines.directory.actions.applying import apply
from tideturn.engines.directory.actions.arriving import propose
from tideturn.engines.directory.models import Import, Source
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.sources.open_referral.entities import Entity, Kind

__all__ = ["quick_passwords"]
BY = system_actor("directory")
NAMES = uuid.UUID("00000000-0000-4000-8000-000000000000")


def invented_id(name: str) -> str:
    """Return the id of an invented thing, the same each time."""
    return str(uuid.uuid5(NAMES, name))


def service(name: str, **said: Any) -> dict[str, Any]:
    """Return an invented service as a feed says it."""
    return {"id": invented_id(name), "name": name, "status": "active", **said}


def at(name: str, latitude: float, longitude: float, **said: Any) -> dict[str, Any]:
    """Return an invented place of a service as a feed says it."""
    location = {"id": invented_id(name), "location_type": "physical", "name": name}
    return {
        "id": invented_id(f"at {name}"),
        "location": {**location, "latitude": latitude, "longitude": longitude, **said},
    }


def entities(*contents: dict[str, Any], kind: Kind = Kind.SERVICE) -> list[Entity]:
    """Return what a feed of these objects holds."""
    return [Entity(kind, one["id"], one, f"item {number}") for number, one in enumerate(contents, 1)]


@pytest.fixture(autouse=True)
def invented_country(monkeypatch: pytest.MonkeyPatch, repository: Path) -> None:
    """The words and places are those of the invented country."""
    monkeypatch.setenv("TIDETURN_PACK", str(repository / "packs" / "example"))


@pytest.fixture
def source(db: None) -> Source:
    """An invented source."""
    return Source.objects.create(id="northmark", title="Northmark Partnership (invented)")


@pytest.fixture
def bring(source: Source) -> Callable[..., Import]:
    """A function that brings objects into the directory, as all that a source holds."""

    def bring(*contents: dict[str, Any], by_source: str = source.pk, kind: Kind = Kind.SERVICE) -> Import:
        with acting(BY):
            propose(source_id=by_source, name="feed.json", entities=entities(*contents, kind=kind), form={}, by=BY)
            return apply(source_id=by_source, by=BY)

    return bring
