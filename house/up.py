"""`make up`: everything from a bare clone to an address that answers, kept alive until it is told to stop."""

from __future__ import annotations

import contextlib
import functools
import http.client
import os
from collections.abc import Iterator, Mapping

from house import application, assets, cluster, database, environment, instance, leftovers, places, ports
from house.application import Application
from house.process import Runner
from house.progress import Progress
from house.supervisor import Service, Supervisor
from house.trouble import StopRequested, Trouble
from house.verb import Verb, begin, turn_to_invented

ANSWER_SECONDS = 60.0
DATABASE = "The database"


def main(arguments: list[str], *, is_invented: bool = False) -> int:
    """Stand the product up and serve it, or with --no-serving only stand it up; fill it where it is invented."""
    verb = begin("set-up.log")
    serving = "--no-serving" not in arguments
    try:
        with instance.only_one(verb.here, "up" if serving else "setup", os.getpid()) as lock:
            run(verb, lock, serving=serving, is_invented=is_invented)
    except StopRequested:
        verb.progress.say("Stopped, with everything that was started.")
    return 0


def demo(arguments: list[str]) -> int:
    """Do the same for the invented country, on a database of its own, so that nothing invented meets anything real."""
    turn_to_invented()
    # Its invented people's messages stay in its folder.
    for real in ("TIDETURN_SMTP", "TIDETURN_ON_CALL"):
        os.environ.pop(real, None)
    return main(arguments, is_invented=True)


def run(verb: Verb, lock: instance.Instance, *, serving: bool, is_invented: bool = False) -> None:
    """Do every step in order; whatever happens, leave nothing running behind."""
    here, runner = verb.here, verb.runner
    files, pack = application.documents(os.environ), application.pack_folder(here, os.environ)
    own = not database.given(os.environ)
    take_over(here, verb.progress)
    with contextlib.ExitStack() as stack:
        claim = stack.enter_context(claimed(os.environ)) if serving else None
        environment.prepare(here, runner, "server")
        assets.prepare(here, runner)
        supervisor = Supervisor(verb.progress, verb.stop)
        stack.callback(supervisor.stop_all)
        product = Application(here, addresses(here, runner, supervisor, own=own), pack, own)
        application.set_up(product, runner, files)
        if is_invented:
            print(application.demonstrate(product, runner), flush=True)
        if claim is None:
            verb.progress.say("Everything is set up. Serve it with: make up")
            return
        serve(product, supervisor, claim, lock)


@contextlib.contextmanager
def claimed(environ: Mapping[str, str]) -> Iterator[ports.Claim]:
    """Hold the port to serve on from the first moment, so that a refusal comes before the work."""
    claim = ports.choose(environ)
    try:
        yield claim
    finally:
        claim.release()


def take_over(here: places.Places, progress: Progress) -> None:
    """End what a killed launcher of this clone left running."""
    ended = leftovers.end_marked(here.key)
    if here.data.exists():
        ended += leftovers.end_database(here.data)
    if ended:
        progress.say(f"An earlier run of this clone was killed; ended {len(ended)} process(es) that it left running.")


def addresses(here: places.Places, runner: Runner, supervisor: Supervisor, *, own: bool) -> database.Addresses:
    """Return the addresses of the database to use, starting our own where none was given."""
    if not own:
        runner.progress.begin("Asking the database that was given")
        return database.of_given(here, os.environ)
    ours = cluster.of_places(here)
    cluster.prepare(ours, runner)
    runner.progress.begin("Starting the database")
    supervisor.add(database_service(ours))
    wait_for_database(ours, supervisor)
    cluster.establish(ours)
    return database.of_cluster(ours)


def database_service(ours: cluster.Cluster) -> Service:
    """Return our own database as something to keep alive."""
    return Service(
        name=DATABASE,
        command=ours.command(),
        environment=cluster.server_environment(),
        folder=ours.places.data,
        log=ours.places.logs / "database.log",
        account=ours.account,
        stop_signal=cluster.STOP_SIGNAL,
        death_signal=cluster.DEATH_SIGNAL,
        patience=30.0,
        before_start=functools.partial(cluster.clear, ours),
        must_answer=True,
    )


def wait_for_database(ours: cluster.Cluster, supervisor: Supervisor) -> None:
    """Wait until the database takes connections; after a crash it first reads its journal, which may take minutes."""

    def is_ready() -> bool:
        supervisor.progress.beat()
        return cluster.is_ready(ours)

    supervisor.keep(until=is_ready)
    supervisor.answered(DATABASE)


def serve(product: Application, supervisor: Supervisor, claim: ports.Claim, lock: instance.Instance) -> None:
    """Start web server, workers and watch, say the address once it answers, and keep everything alive."""
    progress = supervisor.progress
    progress.begin("Starting the web server, the workers and the watch")
    if "PORT" not in os.environ and claim.port != ports.FIRST:
        progress.say(f"  Port {ports.FIRST} is in use by another program; serving on {claim.port} instead.")
    for service in application.services(product, claim.port):
        supervisor.add(service)
    wait_for_answer(supervisor, claim.port)
    supervisor.all_stand()
    address = f"http://{ports.ADDRESS}:{claim.port}/"
    lock.write(f"make up, process {os.getpid()}, {address}")
    progress.say("Ready; stop with Ctrl-C.")
    print(f"Tideturn answers at {address}", flush=True)
    supervisor.keep()


def wait_for_answer(supervisor: Supervisor, port: int) -> None:
    """Wait until the first page really comes; say what it said instead when it does not."""
    latest = ""

    def is_answered() -> bool:
        nonlocal latest
        status, latest = first_page(port)
        supervisor.progress.beat()
        return status == http.client.OK

    limit = supervisor.progress.elapsed() + ANSWER_SECONDS
    supervisor.keep(until=lambda: is_answered() or supervisor.progress.elapsed() > limit)
    if first_page(port)[0] != http.client.OK:
        log = next((one.service.log for one in supervisor.running if one.service.name == application.WEB), "")
        raise Trouble(
            f"The web server runs, but its first page did not come within {ANSWER_SECONDS:.0f} seconds ({latest}). "
            f"What it said stands in {log}."
        )
    supervisor.answered(application.WEB)


def first_page(port: int) -> tuple[int, str]:
    """Return the status of the first page, 0 when there is none, and the words for it."""
    connection = http.client.HTTPConnection(ports.ADDRESS, port, timeout=10)
    try:
        connection.request("GET", "/")
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return 0, str(error) or type(error).__name__
    else:
        return status, f"the answer was {status}"
    finally:
        connection.close()
