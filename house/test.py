"""`make test`: the whole suite on a temporary cluster of the real database, with the real browser if there is one."""

from __future__ import annotations

import contextlib
import functools
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from house import application, assets, binaries, browser, cluster, database, environment, places, process, spark, up
from house.application import Application
from house.cluster import Cluster
from house.places import Places
from house.supervisor import Supervisor
from house.trouble import Trouble
from house.verb import Verb, begin

# More than these would wait for one database and one disk.
MOST_PROCESSES = 4
# CPython 3.11.2 and its neighbours raise this rarely and without cause (gh-106905): worth one retry, and no other is.
KNOWN_FAULT = "SystemError: AST constructor recursion depth mismatch"


def main(arguments: list[str]) -> int:
    """Prepare everything and run the suite, or with --journeys only those in the browser."""
    verb = begin("test-set-up.log")
    only_journeys = "--journeys" in arguments
    environment.prepare(verb.here, verb.runner, "dev")
    assets.prepare(verb.here, verb.runner)
    browsing = browser_settings(verb, is_required=only_journeys or os.environ.get("CI") == "true")
    sparking = {} if only_journeys else spark.settings(verb, os.environ)
    words = [*(["-m", "journey"] if only_journeys else []), *choice_of_tests(verb, os.environ)]
    with temporary_product(verb) as (product, supervisor):
        application.collect_static(product, verb.runner)
        settings = {
            **product.environment(as_owner=True), "DATABASE_URL": product.addresses.serving, **browsing, **sparking
        }  # fmt: skip
        return run_suite(verb, supervisor, words, settings)


def choice_of_tests(verb: Verb, environ: Mapping[str, str]) -> list[str]:
    """Return the words for the suite: what was asked for, in one process; else everything, over the processors."""
    chosen = shlex.split(environ.get("ARGS", ""))
    count = processes(environ, default=1 if chosen else min(MOST_PROCESSES, len(os.sched_getaffinity(0))))
    if count == 1:
        return chosen
    verb.progress.say(f"The suite is spread over {count} processes. For one alone: make test PROCESSES=1")
    # A process that dies fails its test and is not replaced: what was lost must be seen.
    return ["-n", str(count), "--dist", "loadfile", "--no-loadscope-reorder", "--max-worker-restart", "0", *chosen]


def processes(environ: Mapping[str, str], *, default: int) -> int:
    """Return how many processes were asked for, or refuse what is no number."""
    given = environ.get("PROCESSES", "").strip()
    if not given:
        return default
    if not (given.isascii() and given.isdecimal() and int(given) > 0):
        raise Trouble(f"PROCESSES={given} is not a number of processes. Give one from 1 up: make test PROCESSES=2", 2)
    return int(given)


def browser_settings(verb: Verb, *, is_required: bool) -> dict[str, str]:
    """Return what tells the journeys their browser; say aloud that there is none, or refuse where one must be."""
    driver = browser.driver_settings(verb.here)
    found = browser.find(os.environ) if driver is not None else None
    if driver is not None and found is not None:
        verb.progress.say(f"The journeys run in {found}.")
        return {"TIDETURN_CHROMIUM": str(found), **driver}
    lacking = "No Chromium starts here" if driver is not None else "Playwright does not start here"
    if is_required:
        raise Trouble(f"{lacking}, and the journeys must run. Install one first, as root: {browser.REMEDY}")
    verb.progress.say(f"{lacking}: THE BROWSER JOURNEYS ARE SKIPPED. To run them, as root: {browser.REMEDY}")
    return {"TIDETURN_CHROMIUM": ""}


@contextlib.contextmanager
def temporary_product(verb: Verb) -> Iterator[tuple[Application, Supervisor]]:
    """Give the product on a cluster that lives for this run only, kept in a temporary folder."""
    with temporary_cluster(verb.here) as ours:
        cluster.prepare(ours, verb.runner)
        verb.progress.begin("Starting a temporary database")
        supervisor = Supervisor(verb.progress, verb.stop)
        try:
            supervisor.add(up.database_service(ours))
            up.wait_for_database(ours, supervisor)
            cluster.establish(ours)
            pack = application.pack_folder(verb.here, os.environ)
            yield Application(ours.places, database.of_cluster(ours), pack, is_own_database=True), supervisor
        finally:
            supervisor.stop_all()


@contextlib.contextmanager
def temporary_cluster(here: Places, prefix: str = "tideturn-test-") -> Iterator[Cluster]:
    """Give a throwaway cluster in folders of its own, which are removed in the end."""
    state = Path(tempfile.mkdtemp(prefix=prefix))
    account = places.database_account()
    # The database's own user must be able to enter; what is private inside has a mode of its own.
    state.chmod(0o755 if account else 0o700)
    its = Places(clone=here.clone, state=state, runtime=places.runtime_folder(state, {}))
    places.make_state(its)
    try:
        yield Cluster(its, binaries.programs(here, account), account, is_throwaway=True)
    finally:
        shutil.rmtree(state, ignore_errors=True)
        shutil.rmtree(its.runtime, ignore_errors=True)


@dataclass
class Suite:
    """One run of the suite, whose words go to the terminal as they come and are kept to be looked at."""

    child: subprocess.Popen[bytes]
    log: Path
    shown: int = 0

    def show(self) -> None:
        """Pass on what was said since the last time."""
        with self.log.open("rb") as stream:
            stream.seek(self.shown)
            said = stream.read()
        self.shown += len(said)
        sys.stdout.buffer.write(said)
        sys.stdout.buffer.flush()

    def is_over(self) -> bool:
        """Tell whether the suite has ended, having shown all that it said."""
        over = self.child.poll() is not None
        self.show()
        return over


def run_suite(verb: Verb, supervisor: Supervisor, words: list[str], settings: dict[str, str]) -> int:
    """Run the suite; once more, and only once, when the interpreter's known fault stopped it."""
    log = verb.here.logs / "test.log"
    run = functools.partial(run_once, verb, supervisor, words, settings, log)
    code = run()
    return retry_on_known_fault(verb, code, log, run)


def retry_on_known_fault(verb: Verb, code: int, log: Path, run: Callable[[], int]) -> int:
    """Return the code of a second run when the first failed by the interpreter's known fault, else the first's."""
    if code == 0 or KNOWN_FAULT not in log.read_text(errors="replace"):
        return code
    verb.progress.say(f"The interpreter's known fault stopped the suite ({KNOWN_FAULT}); retry 1 of 1.")
    return run()


def run_once(verb: Verb, supervisor: Supervisor, words: list[str], settings: dict[str, str], log: Path) -> int:
    """Run the suite once with the database kept alive beside it; return its exit code."""
    log.unlink(missing_ok=True)
    verb.progress.begin("Running the suite")
    columns = str(shutil.get_terminal_size().columns)
    colour = "yes" if sys.stdout.isatty() else "no"
    suite = Suite(
        process.start(
            [str(verb.here.python), "-m", "pytest", f"--color={colour}", *words],
            environment={**settings, "COLUMNS": columns},
            folder=verb.here.clone,
            log=log,
        ),
        log,
    )
    try:
        supervisor.keep(until=suite.is_over)
    finally:
        process.end(suite.child, signal.SIGINT, 10.0)
    verb.progress.say(f"The suite {'passed' if suite.child.returncode == 0 else 'did not pass'}.")
    return suite.child.returncode
