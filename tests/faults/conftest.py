"""What the tests of faults share: an invented country, set up once, of which each test kills a copy of its own."""

from collections.abc import Iterator

import pytest

from tests.faults.rig.cluster import Country, set_up_once


@pytest.fixture(scope="session")
def country() -> Iterator[Country]:
    """A database at rest with the tables and the invented country."""
    with set_up_once() as made:
        yield made
