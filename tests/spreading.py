"""How the suite is spread over processes, and what is said aloud meanwhile.

Each process has a database of its own, so that within one the same order must hold as where one alone runs everything:
what is rolled back comes before what is committed, for what is committed to the audit's chains stays. Otherwise the
longest files go first, so that all processes end at about the same time; and of the journeys a process takes first
those to the site that it serves already.
"""

import functools
import gc
import itertools
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

from tests.longest import LONGEST

REPOSITORY = Path(__file__).resolve().parents[1]
FIGURES = "figures"
JOURNEYS = "tests/journeys/"
# What a process serves for all journeys that name it, else the Scottish plans.
SITES = ("helping_site", "staff_site", "scottish_site_address", "site_address")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put tests into the order in which several processes take them; where one does all, the order is left alone."""
    if is_spread(config):
        # A file stays together, in the place of its first test.
        files = dict.fromkeys([*LONGEST, *(file_of(item.nodeid) for item in items)])
        place = {file: number for number, file in enumerate(files)}
        items.sort(key=lambda item: (is_committed(item), place[file_of(item.nodeid)]))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Spare whoever looks for garbage what was collected, some million objects which stay until the end."""
    gc.collect()
    gc.freeze()


def is_spread(config: pytest.Config) -> bool:
    """Tell whether this process is one of several that share the suite."""
    return hasattr(config, "workerinput")


def is_committed(item: pytest.Item) -> bool:
    """Tell whether a test may leave something in the database of its process, as any journey may."""
    fixtures = getattr(item, "fixturenames", ())
    is_rolled_back = item.get_closest_marker("django_db") or "db" in fixtures
    return item.nodeid.startswith(JOURNEYS) or ("django_db_setup" in fixtures and not is_rolled_back)


def file_of(nodeid: str) -> str:
    """Return the file in which a test stands."""
    return nodeid.partition("::")[0]


def pieces(collection: Sequence[str]) -> dict[str, str]:
    """Return for each test the piece of work that it belongs to: those of one file that stand beside each other."""
    runs = itertools.groupby(collection, key=file_of)
    return {nodeid: f"{file} {number}" for number, (file, nodeids) in enumerate(runs) for nodeid in nodeids}


@functools.cache
def site_of(piece: str) -> str:
    """Return what is served for a piece of the journeys; nothing where it is none."""
    file = piece.partition(" ")[0]
    words = (REPOSITORY / file).read_text() if file.startswith(JOURNEYS) else ""
    return next((name for name in SITES if name in words), "scottish_site_address") if words else ""


def suiting(waiting: Iterable[str], own: Collection[str], of_others: Collection[str]) -> str:
    """Return the piece that a process takes next: the first, but a journey to a site that it serves already.

    Where there is none, one to a site that no other process serves.
    """
    first, *others = waiting
    if not site_of(first):
        return first
    journeys = [first, *filter(site_of, others)]
    theirs = {site_of(piece) for piece in of_others} - {site_of(piece) for piece in own}
    ours = [piece for piece in journeys if site_of(piece) in {site_of(one) for one in own}]
    return next(iter([*ours, *(piece for piece in journeys if site_of(piece) not in theirs), first]))


class InOrder(LoadScopeScheduling):
    """Hands out the pieces in the order in which they were collected; whoever has done theirs takes the next."""

    def _assign_work_unit(self, node: WorkerController) -> None:
        own = self.assigned_work.get(node, {})
        of_others = [piece for other, work in self.assigned_work.items() if other is not node for piece in work]
        self.workqueue.move_to_end(suiting(self.workqueue, own, of_others), last=False)
        super()._assign_work_unit(node)

    def schedule(self) -> None:
        """Cut the collection into pieces, and hand out the first."""
        if self.collection is None:
            self.piece_of = pieces(next(iter(self.registered_collections.values())))
        super().schedule()

    def _split_scope(self, nodeid: str) -> str:
        return self.piece_of[nodeid]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> InOrder | None:
    """Return our way of handing out, where files are to stay whole."""
    return InOrder(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.fixture
def say(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """A function that has a figure said aloud, also where the test passes."""

    def say(words: str) -> None:
        request.node.user_properties.append((FIGURES, words))

    return say


class Aloud:
    """Says figures and failures as they come, in the one process that speaks to the terminal."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Say what a test measured, and whether it failed."""
        figures = [str(words) for name, words in report.user_properties if name == FIGURES]
        lines = figures if report.when == "call" else []
        if report.failed:
            lines = [*lines, f"FAILED {report.nodeid} ({report.when}, after {report.duration:.1f} s)"]
        if lines:
            self.write(lines)

    def write(self, lines: list[str]) -> None:
        """Write lines below the dots."""
        terminal: Any = self.config.pluginmanager.get_plugin("terminalreporter")
        if terminal is not None:
            for line in ["", *lines]:
                terminal.write_line(line)


def pytest_configure(config: pytest.Config) -> None:
    """Let the process that speaks to the terminal say more."""
    if not is_spread(config):
        config.pluginmanager.register(Aloud(config), "aloud")
