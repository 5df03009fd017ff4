"""What the tests of finding help share: the invented directory, on an ordinary Thursday at noon."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from tideturn.engines.directory.models import Service
from tideturn.interfaces.joint.demonstration.directory import fill_directory

THURSDAY_AT_NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


@pytest.fixture
def directory(register, invented_country) -> Iterator[None]:
    """The invented directory, checked so many days before that Thursday."""
    with time_machine.travel(THURSDAY_AT_NOON, tick=False):
        fill_directory()
        yield


def service(name: str) -> Service:
    """Return an invented service."""
    return Service.objects.get(name=f"{name} (invented)")


def page_key(visitor, address: str) -> str:
    """Return the key of a page with a form."""
    return re.search(rb'name="page" value="([^"]+)"', visitor.get(address).content)[1].decode()
