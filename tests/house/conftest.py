"""A real cluster for the launcher's tests, in a folder with spaces in its name."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from house import cluster, places, process, sql, test, up
from house.progress import Progress
from house.supervisor import Supervisor

CLONE = Path(__file__).resolve().parents[2]


@dataclass
class Standing:
    """A cluster that stands, with what keeps it alive."""

    cluster: cluster.Cluster
    supervisor: Supervisor
    runner: process.Runner

    def ask(self, role: str, *statements: str, database: str = cluster.DATABASE) -> list[object]:
        """Return the rows of each statement, run as a role."""
        url = self.cluster.url(role, database)
        return sql.run(self.cluster.places, [sql.Batch(url, statements)], wait=5)[0]


@contextlib.contextmanager
def temporary_state() -> Iterator[places.Places]:
    """Give places of this clone whose state is gone after the tests, and which the database's user can enter."""
    with tempfile.TemporaryDirectory(prefix="tideturn-house-") as folder:
        Path(folder).chmod(0o755)
        here = places.of_clone(CLONE, {"TIDETURN_STATE": f"{folder}/state"})
        places.make_state(here)
        yield here


@pytest.fixture(scope="session")
def standing() -> Iterator[Standing]:
    """Give one real cluster for the session; a test that harms it leaves it standing again."""
    with temporary_state() as here, test.temporary_cluster(here, prefix="tideturn house ") as ours:
        progress, stop = Progress(), process.StopFlag()
        runner = process.Runner(progress, stop, ours.places.logs / "set-up.log", here.clone)
        cluster.prepare(ours, runner)
        supervisor = Supervisor(progress, stop)
        try:
            supervisor.add(up.database_service(ours))
            up.wait_for_database(ours, supervisor)
            cluster.establish(ours)
            yield Standing(ours, supervisor, runner)
        finally:
            supervisor.stop_all()


@pytest.fixture
def runner(tmp_path: Path) -> process.Runner:
    """Give a runner whose log is in the test's own folder."""
    return process.Runner(Progress(), process.StopFlag(), tmp_path / "steps.log", tmp_path)
