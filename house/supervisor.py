"""Keeping what serves alive: a child that dies is started again and that is said; at the end all are stopped.

What has answered once is never given up, however often it dies: people depend on it, and most of what kills a service
passes. What dies again and again from its very first start was set up wrongly: it stops everything, and its last words
are shown.
"""

from __future__ import annotations

import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from house import process
from house.places import Account
from house.progress import Progress
from house.trouble import Trouble

POLL = 0.1
# So many deaths within so many seconds, and it is not bad luck any more.
MOST_DEATHS, WITHIN = 5, 60.0
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 5.0
# What has stood for so long has found all that it needs; what must answer before that counts has no such time.
STEADY_AFTER = 10.0
LARGEST_LOG = 10_000_000


def nothing() -> None:
    """Do nothing before a start."""


@dataclass(frozen=True)
class Service:
    """What to keep alive and how: its command, environment, user, log and signals."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    log: Path
    account: Account | None = None
    stop_signal: int = signal.SIGTERM
    death_signal: int = signal.SIGTERM
    patience: float = 10.0
    before_start: Callable[[], object] = nothing
    must_answer: bool = False


@dataclass
class Running:
    """A service with its present process, the times of its latest deaths, and whether it has ever answered."""

    service: Service
    child: subprocess.Popen[bytes] | None = None
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_DEATHS))
    faults: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_DEATHS))
    start_at: float = 0.0
    started_at: float = 0.0
    has_answered: bool = False
    log_from: int = 0

    def note_death(self, now: float, *, is_killed: bool) -> None:
        """Note a death; one that came from outside is no fault and says nothing of how the service was set up."""
        self.deaths.append(now)
        if not is_killed:
            self.faults.append(now)

    def keeps_dying(self) -> bool:
        """Tell whether it died too often in too short a time, of whatever."""
        return is_often(self.deaths)

    def is_failing(self) -> bool:
        """Tell whether it keeps failing and has never answered, so that starting it again would not help."""
        return is_often(self.faults) and not self.has_answered

    def note_standing(self, now: float) -> None:
        """Note that it has stood for long enough to count as having answered."""
        if not self.service.must_answer and now - self.started_at >= STEADY_AFTER:
            self.has_answered = True

    def pause(self, now: float) -> float:
        """Return how long to wait before the next start: twice as long for each recent death."""
        recent = sum(1 for death in self.deaths if now - death <= WITHIN)
        return float(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** max(0, recent - 1)))


def is_often(deaths: Sequence[float]) -> bool:
    """Tell whether the latest deaths are too many in too short a time."""
    return len(deaths) == MOST_DEATHS and deaths[-1] - deaths[0] <= WITHIN


def ending(code: int) -> str:
    """Return the words for how a process ended."""
    if code >= 0:
        return f"ended with code {code}"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"


class Supervisor:
    """Start services in order, start again those that die, stop all in the reverse order."""

    def __init__(self, progress: Progress, stop: process.StopFlag) -> None:
        """Begin with nothing to keep alive."""
        self.progress = progress
        self.stop_flag = stop
        self.running: list[Running] = []

    def add(self, service: Service) -> Running:
        """Start a service and keep it alive from now on."""
        running = Running(service)
        self.running.append(running)
        self.start(running)
        return running

    def start(self, running: Running) -> None:
        """Start one service, after what must happen before each of its starts."""
        service = running.service
        set_aside(service.log)
        service.before_start()
        running.log_from = service.log.stat().st_size if service.log.exists() else 0
        running.started_at = time.monotonic()
        running.child = process.start(
            service.command,
            environment=service.environment,
            folder=service.folder,
            log=service.log,
            account=service.account,
            death_signal=service.death_signal,
        )

    def look(self) -> None:
        """Look once at every service: bury the dead, start again those whose pause is over."""
        now = time.monotonic()
        for running in self.running:
            if running.child is None:
                if now >= running.start_at:
                    self.start_again(running, now)
            elif (code := running.child.poll()) is not None:
                self.bury(running, ending(code), now, is_killed=code == -signal.SIGKILL)
            else:
                running.note_standing(now)

    def start_again(self, running: Running, now: float) -> None:
        """Start a service again; a machine that has no room for a process just now counts as one more death."""
        try:
            self.start(running)
        except OSError as error:
            self.bury(running, f"could not be started ({error.strerror})", now, is_killed=False)
        else:
            self.progress.say(f"{running.service.name}: started again")

    def answered(self, name: str) -> None:
        """Note that a service has answered: from now on it is never given up."""
        for running in self.running:
            running.has_answered = running.has_answered or running.service.name == name

    def all_stand(self) -> None:
        """Note that the whole was seen to work: what has stood since its first start is never given up either."""
        for running in self.running:
            running.has_answered = running.has_answered or (running.child is not None and not running.faults)

    def bury(self, running: Running, fate: str, now: float, *, is_killed: bool) -> None:
        """Say that a service died, end what it left behind and plan its next start; give up what never answered."""
        if running.child is not None:
            process.kill_group(running.child.pid)
        running.child = None
        running.note_death(now, is_killed=is_killed)
        name, log = running.service.name, running.service.log
        if running.is_failing():
            raise Trouble(
                f"{name} died {MOST_DEATHS} times within {WITHIN:.0f} seconds; everything is stopped. "
                f"Its last words, from {log}:\n{process.tail(log, since=running.log_from)}"
            )
        pause = running.pause(now)
        running.start_at = now + pause
        again = (
            f"it has died {MOST_DEATHS} times within the minute and is not given up; " if running.keeps_dying() else ""
        )
        self.progress.say(f"{name} {fate}; {again}it is started again in {pause:g} s (what it said: {log})")

    def keep(self, until: Callable[[], bool] = lambda: False) -> None:
        """Keep everything alive until a stop is asked for (raises) or a condition holds (returns)."""
        while not until():
            self.stop_flag.check()
            self.look()
            time.sleep(POLL)

    def stop_all(self) -> None:
        """Stop everything, last started first; a second request to stop shortens the patience."""
        for running in reversed(self.running):
            if running.child is not None:
                patience = 1.0 if self.stop_flag.requests > 1 else running.service.patience
                process.end(running.child, running.service.stop_signal, patience)
                running.child = None
        self.running.clear()


def set_aside(log: Path) -> None:
    """Keep a log from growing for ever: a large one becomes the old one."""
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_name(f"{log.name}.old"))
