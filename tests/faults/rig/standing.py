"""The product as `make up` serves it, on a database of its own that may be killed, with somebody who receives."""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import psycopg

from house import application, cluster, leftovers, process, up
from house.cluster import Cluster
from house.supervisor import Running, Service, Supervisor
from tests.faults.rig.cluster import CLONE, Country, Quiet, copy_of, product_of, wait_until
from tests.faults.rig.sending import Order
from tests.ports import free_port

RIG = Path(__file__).resolve().parent
WEB, WORKERS, DATABASE, WATCH = application.WEB, ("Worker 1", "Worker 2"), up.DATABASE, "The watch"
POINTS_OF_WEB = ("after_insert", "after_enqueue", "before_commit", "after_commit", "before_ack")
POINTS_OF_WORKER = ("after_enqueue", "before_send", "after_send", "after_mark")


class Undertaker(Supervisor):
    """A supervisor that counts the dead by the name of the service and how each ended."""

    def __init__(self, progress: Quiet, stop: process.StopFlag) -> None:
        super().__init__(progress, stop)
        self.deaths: list[tuple[str, str]] = []

    def bury(self, running: Running, fate: str, now: float, *, is_killed: bool) -> None:
        """Count a death, and go on as ever."""
        self.deaths.append((running.service.name, fate))
        super().bury(running, fate, now, is_killed=is_killed)


@dataclass
class Standing:
    """One standing product: its database, services and receiver."""

    ours: Cluster
    credential: str
    supervisor: Undertaker
    port: int
    mail_port: int
    web_port: int
    others: list[subprocess.Popen[bytes]] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    database_environment: dict[str, str] = field(default_factory=dict)
    # Given by a campaign: at each start the name of a crash point, or nothing.
    choose_point: Callable[[tuple[str, ...]], str] = lambda _points: ""

    @property
    def state(self) -> Path:
        """Return the folder of all that this product keeps beside its database."""
        return self.ours.places.state

    @property
    def received(self) -> list[dict[str, str]]:
        """Return what the receiver took, in order."""
        log = self.state / "received.jsonl"
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []

    def mood(self, word: str) -> None:
        """Tell the receiver how to behave."""
        (self.state / "mood").write_text(word)

    def environment(self) -> dict[str, str]:
        """Return the environment of everything that serves."""
        return {
            **product_of(self.ours).environment(),
            "TIDETURN_SMTP": f"smtp://127.0.0.1:{self.mail_port}?tls=none&from=rig@tideturn.example",
            "TIDETURN_LOOPBACK_WEBHOOKS": "yes",
            "DJANGO_SETTINGS_MODULE": "tests.faults.rig.settings",
            "PYTHONPATH": str(CLONE),
            **self.settings,
        }

    def service(self, name: str) -> Running:
        """Return a service by its name."""
        return next(one for one in self.supervisor.running if one.service.name == name)

    def pid(self, name: str) -> int | None:
        """Return the number of a service's process while it runs."""
        child = self.service(name).child
        return child.pid if child is not None and child.poll() is None else None

    def family(self, name: str) -> list[int]:
        """Return the processes of a service: of the database those that work in its folder, else those of a session."""
        pid = self.pid(name)
        if pid is None:
            return []
        if name == DATABASE:
            data = self.ours.places.data
            return [one for one in leftovers.processes() if leftovers.works_in(one, data) and leftovers.is_running(one)]
        return [one for one in leftovers.processes() if session_of(one) == pid and leftovers.is_running(one)]

    def add_database(self) -> None:
        """Start the database and wait until it answers."""
        service = up.database_service(self.ours)
        self.supervisor.add(replace(service, environment={**service.environment, **self.database_environment}))
        self.keep_until(lambda: cluster.is_ready(self.ours), 60, "the database answers")
        self.supervisor.answered(DATABASE)

    def add_services(self, names: tuple[str, ...] = (WEB, *WORKERS, WATCH)) -> None:
        """Start what serves; everything but the worker for jobs, which has no part in this."""
        for service in application.services(product_of(self.ours), self.port):
            if service.name in names:
                self.supervisor.add(self.fitted(service))
        if WEB in names:
            self.keep_until(self.answers, 60, "the web server answers")
        self.supervisor.all_stand()

    def fitted(self, service: Service) -> Service:
        """Return a service in the rig's environment, which is set anew before each of its starts."""
        environment = {**service.environment, **self.environment()}
        points = POINTS_OF_WEB if service.name == WEB else POINTS_OF_WORKER if service.name in WORKERS else ()

        def choose() -> None:
            environment["CRASH_AT"] = self.choose_point(points) if points else ""

        return replace(service, environment=environment, before_start=choose, must_answer=False)

    def add_receiver(self) -> None:
        """Start the receiver of letters and posts."""
        words = [sys.executable, str(RIG / "receiving.py"), str(self.state / "received.jsonl")]
        words += [str(self.mail_port), str(self.web_port), str(self.state / "mood")]
        self.start_other(words, "receiver.log")
        wait_until(lambda: is_open(self.mail_port), 20, "the receiver answers")

    def start_sender(self, name: str = "senders", **changes: Any) -> subprocess.Popen[bytes]:
        """Start agencies that send; what they were acknowledged goes to `<name>.jsonl`."""
        defaults = {
            "port": self.port,
            "credential": self.credential,
            "file": str(self.state / f"{name}.jsonl"),
            "stop_file": str(self.state / f"{name}.stop"),
            "seed": 1,
        }
        order = Order(**{**defaults, **changes})
        return self.start_other([sys.executable, str(RIG / "sending.py"), json.dumps(order.__dict__)], f"{name}.log")

    def start_other(self, words: list[str], log: str) -> subprocess.Popen[bytes]:
        """Start a helper of the rig, which ends with it."""
        child = process.start(words, environment={"PATH": os.defpath}, folder=CLONE, log=self.ours.places.logs / log)
        self.others.append(child)
        return child

    def lines(self, name: str = "senders") -> list[dict[str, Any]]:
        """Return what the senders have written down so far."""
        file = self.state / f"{name}.jsonl"
        whole = file.read_text().rpartition("\n")[0] if file.exists() else ""
        return [json.loads(line) for line in whole.splitlines()]

    def keep_until(self, holds: Callable[[], bool], seconds: float, what: str) -> float:
        """Keep everything alive until something holds; return the seconds it took, or fail with what was waited for."""
        began = time.monotonic()
        self.supervisor.keep(until=lambda: time.monotonic() - began > seconds or holds())
        took = time.monotonic() - began
        assert took <= seconds or holds(), f"Waited {seconds:g} s in vain: {what}.\n{self.last_words()}"
        return took

    def last_words(self) -> str:
        """Return the ends of all logs."""
        said = [f"{log.name}:\n{process.tail(log)}" for log in sorted(self.ours.places.logs.glob("*.log"))]
        return "\n".join([*self.supervisor.progress.said[-20:], *said])  # type: ignore[attr-defined]

    def faults_said(self) -> str:
        """Return what the logs say of faults of ours, a few lines of it."""
        logs = (log.read_text(errors="replace") for log in sorted(self.ours.places.logs.glob("*.log")))
        return "\n".join([line for log in logs for line in log.splitlines() if "fault of ours" in line][:10])

    def answers(self) -> bool:
        """Tell whether intake answers at all."""
        with contextlib.suppress(OSError):
            import urllib.error
            import urllib.request

            address = f"http://127.0.0.1:{self.port}/api/v1/intake/near-fatal-overdoses/"
            try:
                urllib.request.urlopen(address, timeout=5)
            except urllib.error.HTTPError:
                return True
        return False

    def ask(self, question: str, parameters: Any = None) -> list[tuple[Any, ...]]:
        """Return the rows of a question, asked as one who sees everything."""
        with psycopg.connect(self.ours.url(cluster.SUPERUSER), autocommit=True, connect_timeout=5) as session:
            session.execute("set statement_timeout = '120s'")
            return self._rows(session.execute(question, parameters))

    def _rows(self, cursor: Any) -> list[tuple[Any, ...]]:
        return cursor.fetchall() if cursor.description else []

    def number(self, question: str, parameters: Any = None) -> int:
        """Return the one number that a question asks for."""
        return int(self.ask(question, parameters)[0][0] or 0)

    def tideturn(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the product."""
        command = application.command(product_of(self.ours).places, *words)
        return subprocess.run(
            command, cwd=CLONE, env=self.environment(), capture_output=True, text=True, check=False, timeout=600
        )

    def kill(self, name: str, chance: random.Random) -> str | None:
        """Kill a service as a power cut or a want of memory would; return what exactly was killed."""
        family = self.family(name)
        main = self.pid(name)
        if main is None or not family:
            return None
        others = [one for one in family if one != main]
        victim, part = (
            (chance.choice(others), "a part") if others and chance.random() < 0.4 else (main, "the main process")
        )
        return f"{name}, {part}" if self.kill_now(victim) else None

    def kill_now(self, pid: int) -> bool:
        """Kill one process of ours; tell whether it was there."""
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def stop(self) -> None:
        """End everything that was started."""
        for child in self.others:
            process.end(child, signal.SIGTERM, 2.0)
        self.supervisor.stop_all()


def session_of(pid: int) -> int:
    """Return the session of a process, 0 where it has gone."""
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return 0


def is_open(port: int) -> bool:
    """Tell whether something listens on a loopback port."""
    with socket.socket() as asking:
        asking.settimeout(1)
        return asking.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def a_product(
    country: Country,
    *,
    database: dict[str, str] | None = None,
    settings: dict[str, str] | None = None,
    services: tuple[str, ...] = (WEB, *WORKERS, WATCH),
    database_environment: dict[str, str] | None = None,
    before: str = "",
    choose_point: Callable[[tuple[str, ...]], str] = lambda _points: "",
    data: Path | None = None,
) -> Iterator[Standing]:
    """Give a standing product on a copy of the country; `before` is SQL that is run before anything serves."""
    with copy_of(country, database, data) as ours:
        supervisor = Undertaker(Quiet(), process.StopFlag())
        standing = Standing(
            ours, country.credential, supervisor, *(free_port() for _ in range(3)), settings=settings or {}
        )
        standing.choose_point = choose_point
        standing.database_environment = database_environment or {}
        try:
            standing.add_database()
            if before:
                standing.ask(before)
            standing.add_receiver()
            standing.add_services(services)
            yield standing
        finally:
            standing.stop()
