"""How the suite is spread over processes, and what is said aloud meanwhile.

Each process has a database of its own, so that within one the same order must hold as where one alone runs everything:
what is rolled back comes before what is committed, for what is committed to the audit's chains stays. Otherwise the
longest files go first, so that all processes end at about the same time.
"""

import gc
import itertools
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.longest import LONGEST

FIGURES = "figures"
NO_DATABASE, ROLLED_BACK, COMMITTED = range(3)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put tests into the order in which several processes take them; where one does all, the order is left alone."""
    if is_spread(config):
        place = {name: number for number, name in enumerate(LONGEST)}
        items.sort(key=lambda item: (use_of_database(item), place.get(file_of(item.nodeid), len(place))))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Spare whoever looks for garbage what was collected, some million objects which stay until the end."""
    gc.collect()
    gc.freeze()


def is_spread(config: pytest.Config) -> bool:
    """Tell whether this process is one of several that share the suite."""
    return hasattr(config, "workerinput")


def use_of_database(item: pytest.Item) -> int:
    """Return what a test does to the database of its process."""
    fixtures = getattr(item, "fixturenames", ())
    if item.get_closest_marker("django_db") or "db" in fixtures:
        return ROLLED_BACK
    return COMMITTED if "django_db_setup" in fixtures else NO_DATABASE


def file_of(nodeid: str) -> str:
    """Return the file in which a test stands."""
    return nodeid.partition("::")[0]


def pieces(collection: Sequence[str]) -> dict[str, str]:
    """Return for each test the piece of work that it belongs to: those of one file that stand beside each other."""
    runs = itertools.groupby(collection, key=file_of)
    return {nodeid: f"{file} {number}" for number, (file, nodeids) in enumerate(runs) for nodeid in nodeids}


class InOrder(LoadScopeScheduling):
    """Hands out the pieces in the order in which they were collected; whoever has done theirs takes the next."""

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
