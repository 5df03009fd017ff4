"""A database that was set up once, and copies of it that may be killed: durable, and gone when the rig ends."""

import contextlib
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from house import application, cluster, database, process, up
from house.application import Application
from house.cluster import Cluster
from house.places import Places, of_clone, own_account, private_folder
from house.process import Runner, StopFlag
from house.progress import Progress
from house.supervisor import Supervisor
from house.test import temporary_cluster

CLONE = Path(__file__).resolve().parents[3]
PREFIX = "tideturn-faults-"


@dataclass(frozen=True)
class Country:
    """A database with its tables and an invented country in it, at rest, and the credential of its ambulances."""

    ours: Cluster
    credential: str


@dataclass(frozen=True)
class Tuned(Cluster):
    """A cluster that is started with settings of the test's own."""

    settings: tuple[tuple[str, str], ...] = ()

    def command(self) -> list[str]:
        """Return the command of the server, with the test's settings last."""
        return [*super().command(), *(part for name, value in self.settings for part in ("-c", f"{name}={value}"))]


@dataclass
class Quiet(Progress):
    """Remembers what was said instead of saying it."""

    said: list[str] = field(default_factory=list)

    def say(self, words: str) -> None:
        """Keep the words."""
        self.said.append(f"{self.elapsed():6.1f} s  {words}")


def here() -> Places:
    """Return the places of this clone."""
    return of_clone(CLONE, {})


def product_of(ours: Cluster) -> Application:
    """Return the product on a cluster, with the invented pack."""
    return Application(ours.places, database.of_cluster(ours), CLONE / "packs" / "example", is_own_database=True)


@contextlib.contextmanager
def set_up_once() -> Iterator[Country]:
    """Give a database at rest that holds the tables and the invented country."""
    with temporary_cluster(here(), PREFIX) as ours:
        progress, stop = Quiet(), StopFlag()
        runner = Runner(progress, stop, ours.places.logs / "set-up.log", CLONE)
        cluster.prepare(ours, runner)
        supervisor = Supervisor(progress, stop)
        try:
            supervisor.add(up.database_service(ours))
            up.wait_for_database(ours, supervisor)
            cluster.establish(ours)
            country = Country(ours, fill(product_of(ours), runner))
        finally:
            supervisor.stop_all()
        yield country


def fill(product: Application, runner: Runner) -> str:
    """Make the tables and the country; return the credential of its ambulances."""
    migrate = application.django(product.places, "migrate", "--noinput", "--verbosity", "0")
    runner.run(migrate, environment=product.environment(as_owner=True))
    command = [str(here().python), "-m", "tests.faults.rig.country"]
    done = subprocess.run(
        command, cwd=CLONE, env=product.environment(), capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, f"The country could not be set up:\n{done.stderr}"
    return done.stdout.strip().splitlines()[-1]


@contextlib.contextmanager
def copy_of(country: Country, settings: dict[str, str] | None = None, data: Path | None = None) -> Iterator[Cluster]:
    """Give a copy of the country's cluster, to be started by whoever asked; in a given place if there is one."""
    with temporary_cluster(here(), PREFIX) as made:
        # The programs stand beside the template's folders; a copy needs none of its own.
        ours = Tuned(made.places, country.ours.programs, made.account, True, tuple((settings or {}).items()))
        private_folder(ours.places.runtime, ours.account or own_account())
        if data is not None:
            ours.places.data.symlink_to(data)
        subprocess.run(["cp", "-a", f"{country.ours.places.data}/.", f"{data or ours.places.data}"], check=True)
        shutil.copy(country.ours.places.state / "secret-key", ours.places.state / "secret-key")
        try:
            yield ours
        finally:
            cluster.clear(ours)


def without(ours: Cluster, *names: str) -> Cluster:
    """Return the cluster without some of the test's settings."""
    kept = tuple(pair for pair in getattr(ours, "settings", ()) if pair[0] not in names)
    return replace(ours, settings=kept)  # type: ignore[call-arg]


def wait_until(holds, seconds: float, what: str) -> float:
    """Wait until something holds and return the seconds it took; fail with what was waited for."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            raise AssertionError(f"Waited {seconds:g} s in vain: {what}.")
        time.sleep(process.POLL)
    return time.monotonic() - began
