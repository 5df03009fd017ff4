"""What the tests of faults share: an invented country, set up once, of which each test kills a copy of its own."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.rig.cluster import Country, set_up_once
from tests.made_by_one import made_by_one


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Country]:
    """A database at rest with the tables and the invented country, one for all processes that share the suite."""
    with made_by_one(tmp_path_factory, "country", set_up_once) as made:
        yield made


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that the database's user may enter; into those of pytest each process that begins lets its own alone."""
    with tempfile.TemporaryDirectory(prefix="tideturn-open-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


LONG = "It takes minutes: run it with `make test FAULTS=1 ARGS=tests/faults`."
LONG_FILES = ("test_chaos_alone", "test_chaos_controls")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out, aloud, what takes minutes, unless it was asked for."""
    if os.environ.get("FAULTS") == "1":
        return
    for item in items:
        is_ours = Path(__file__).parent in item.path.parents
        if is_ours and (item.path.stem in LONG_FILES or "finds_a_planted_fault" in item.name):
            item.add_marker(pytest.mark.skip(reason=LONG))
