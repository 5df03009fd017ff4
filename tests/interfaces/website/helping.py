"""What the tests of finding help share: the invented directory, on an ordinary Thursday at noon."""

import re

from tests.interfaces.invented_directory import THURSDAY_AT_NOON, directory, filled_directory
from tideturn.engines.directory.models import Service

__all__ = ["THURSDAY_AT_NOON", "directory", "filled_directory"]


def service(name: str) -> Service:
    """Return an invented service."""
    return Service.objects.get(name=f"{name} (invented)")


def page_key(visitor, address: str) -> str:
    """Return the key of a page with a form."""
    return re.search(rb'name="page" value="([^"]+)"', visitor.get(address).content)[1].decode()
