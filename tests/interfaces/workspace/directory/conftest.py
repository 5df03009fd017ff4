"""A provider and a partnership of the invented country, and a service that they keep, as their browsers see it."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from tests.engines.directory.conftest import BY, bring, invented_country, source
from tests.engines.directory.upkeep import HARBOUR, WARM
from tests.foundations.conftest import make_place
from tests.interfaces.workspace import people
from tideturn.engines.directory.models import Service, Source, Steward
from tideturn.foundations.access.acting import acting
from tideturn.foundations.access.models import User

__all__ = ["bring", "invented_country", "make_place", "source"]


@dataclass(frozen=True)
class Room:
    """Three browsers, and the service."""

    editor: Client
    approver: Client
    elsewhere: Client
    service: Service

    def at(self, page: str = "") -> str:
        """Return the address of a page of the service."""
        return f"/workspace/directory/services/{self.service.pk}/{page}"


@pytest.fixture
def sign_in(cheap_hashes: None) -> Callable[[User], Client]:
    """A function that signs a user in and gives their browser."""

    return people.browser_of


@pytest.fixture
def room(make_place, sign_in, bring, source) -> Room:
    """The service in the directory, kept by the provider, in the area of one of two partnerships."""
    Source.objects.filter(pk=source.pk).update(partnership="northmark")
    provider = make_place("Harbour Lights", "EM-A01", kind="drug-and-alcohol-service")
    north, south = make_place("Northmark partnership", "EM-A01"), make_place("Southhaven partnership", "EM-A03")
    bring(WARM)
    with acting(BY):
        Steward.objects.create(
            organisation_id=HARBOUR, agency=provider.agency, contact="desk@harbour.example", set_by="x"
        )
    return Room(
        sign_in(provider.user("Effie Editor", "directory-editor")),
        sign_in(north.user("Ada Approver", "directory-approver")),
        sign_in(south.user("Sid Other", "directory-approver")),
        Service.objects.get(name=WARM["name"]),
    )
