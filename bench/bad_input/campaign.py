"""Sends spoiled cases through every door, and counts what must never happen."""

import random
import resource
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction

from bench.bad_input.doors import Door

HANG_SECONDS, GIVEN_UP_SECONDS = 5.0, 30
SAID_EVERY = 2_000
Rows = tuple[int, int]
TABLES = """
    select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
    and relname ~ '^(access|audit|delivery|pathways|people|sharing)_' order by relname
"""
NOT_NOW = 503


class Hang(BaseException):
    """A case took so long that it was given up."""


@dataclass
class Tally:
    """What happened at one door; `faults` holds the first few, so that each can be sent again by its number."""

    door: str
    statuses: Counter[int] = field(default_factory=Counter)
    partial_writes: int = 0
    hangs: int = 0
    slowest: float = 0.0
    faults: list[str] = field(default_factory=list)

    @property
    def cases(self) -> int:
        """Return how many cases were sent."""
        return self.statuses.total()

    @property
    def server_errors(self) -> int:
        """Return how many answers were faults of ours; "come again" is none, where the database is away."""
        return sum(count for status, count in self.statuses.items() if status >= 500 and status != NOT_NOW)

    @property
    def is_clean(self) -> bool:
        """Return whether nothing happened that must not."""
        return not (self.server_errors or self.partial_writes or self.hangs or self.statuses[NOT_NOW])

    def took(self, case: str, status: int, seconds: float) -> None:
        """Keep how a case was answered, and how long that took."""
        self.statuses[status] += 1
        self.slowest = max(self.slowest, seconds)
        if seconds > HANG_SECONDS:
            self.hangs += 1
            self.note(case, f"took {seconds:.1f} s")
        if status >= 500:
            self.note(case, f"was answered with {status}")

    def note(self, case: str, fault: str) -> None:
        """Keep a fault with its case."""
        if len(self.faults) < 20:
            self.faults.append(f"{case}: {fault}")


def run(
    doors: Iterable[Door], *, cases: int, seed: int, say: Callable[[str], None] = lambda words: None
) -> list[Tally]:
    """Return what happened at each door over so many cases in all, the doors in turns."""
    count = _counting()
    base = _rows(count)
    waiting = [(door, Tally(door.name), round(cases * door.share)) for door in doors]
    for number in range(cases):
        for door, tally, share in waiting:
            if number * share // cases != (number + 1) * share // cases:
                _one(door, tally, f"{seed}:{door.name}:{tally.cases}", lambda: _rows(count) != base)
        if (number + 1) % SAID_EVERY == 0:
            say(f"{number + 1:,}: {', '.join(f'{tally.door} {dict(tally.statuses)}' for _, tally, _ in waiting)}")
    return [tally for _, tally, _ in waiting]


def peak_megabytes() -> float:
    """Return the largest memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _one(door: Door, tally: Tally, case: str, has_left_rows: Callable[[], bool]) -> None:
    """Send one case, look at what it left behind, and take that back."""
    started = time.perf_counter()
    with transaction.atomic():
        status = _sent(door, case)
        tally.took(case, status, time.perf_counter() - started)
        if not 200 <= status < 300 and _has_written() and has_left_rows():
            tally.partial_writes += 1
            tally.note(case, f"was refused with {status} and left rows behind")
        transaction.set_rollback(True)


def _sent(door: Door, case: str) -> int:
    try:
        with _given_up_after(GIVEN_UP_SECONDS):
            return door.send(random.Random(case))
    except Hang:
        return 0


def _has_written() -> bool:
    """Return whether anything was written at all, kept or not: most refusals come before, and need no counting."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_current_xact_id_if_assigned() is not null")
        return bool(cursor.fetchone()[0])


@contextmanager
def _given_up_after(seconds: int) -> Iterator[None]:
    def give_up(number: int, frame: object) -> None:
        raise Hang

    earlier = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, earlier)


def _counting() -> str:
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        counts = " + ".join(f"(select count(*) from {name})" for (name,) in cursor.fetchall())  # noqa: S608
    see, forget = (f"select set_config('tideturn.system', '{part}', true)" for part in ("audit", ""))
    intake = "select set_config('tideturn.system', 'intake', true)"
    return f"{intake}; select {counts}; {see}; select count(*) from audit_entry; {forget}"  # noqa: S608


def _rows(counting: str) -> Rows:
    """Return how many rows there are of everything that a report may write."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(counting)
        found = [cursor.fetchone()[0]]
        while cursor.nextset():
            found.append(cursor.fetchone()[0])
        return found[1], found[3]
