"""Sends spoiled cases through every door, and counts what must never happen."""

import random
import resource
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from django.db import DatabaseError, transaction

from bench.bad_input import kept
from bench.bad_input.answers import BROKEN, Answer
from bench.bad_input.doors import Door
from bench.bad_input.kept import Kept

HANG_SECONDS, GIVEN_UP_SECONDS = 5.0, 30
SAID_EVERY = 2_000
NOT_NOW = 503


class Hang(BaseException):
    """A case took so long that it was given up."""


@dataclass
class Tally:
    """What happened at one door; `faults` holds the first case of each kind of them, to be sent again by its number."""

    door: str
    statuses: Counter[int] = field(default_factory=Counter)
    addresses: Counter[str] = field(default_factory=Counter)
    partial_writes: int = 0
    hangs: int = 0
    slowest: float = 0.0
    faults: dict[str, str] = field(default_factory=dict)

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

    def took(self, case: str, answer: Answer, seconds: float) -> None:
        """Keep how a case was answered, and how long that took."""
        self.statuses[answer.status] += 1
        self.addresses[answer.address] += 1
        self.slowest = max(self.slowest, seconds)
        if seconds > HANG_SECONDS:
            self.hangs += 1
            self.note(case, f"{answer.address} took {seconds:.1f} s")
        if answer.status >= BROKEN:
            self.note(case, f"{answer.address} was answered with {answer.status} {answer.fault}".rstrip())

    def left(self, case: str, answer: Answer, tables: Iterable[str], what: str) -> None:
        """Keep that a case left something behind that it must not."""
        self.partial_writes += 1
        self.note(case, f"{answer.address}, answered with {answer.status}, {what} {', '.join(tables)}")

    def note(self, case: str, fault: str) -> None:
        """Keep a fault with the first case that showed it; the same again is the same fault."""
        if fault not in self.faults and len(self.faults) < 40:
            self.faults[fault] = case


def run(
    doors: Iterable[Door], *, cases: int, seed: int, say: Callable[[str], None] = lambda words: None
) -> list[Tally]:
    """Return what happened at each door over so many cases in all, the doors in turns."""
    before = kept.take_stock()
    waiting = [(door, Tally(door.name), round(cases * door.share)) for door in doors]
    for number in range(cases):
        for door, tally, share in waiting:
            if number * share // cases != (number + 1) * share // cases:
                _one(door, tally, f"{seed}:{door.name}:{tally.cases}", before)
        if (number + 1) % SAID_EVERY == 0:
            say(f"{number + 1:,}: {', '.join(f'{tally.door} {dict(tally.statuses)}' for _, tally, _ in waiting)}")
    return [tally for _, tally, _ in waiting]


def peak_megabytes() -> float:
    """Return the largest memory that this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _one(door: Door, tally: Tally, case: str, stock: Kept) -> None:
    """Send one case, look at what it left behind, and take that back."""
    with transaction.atomic():
        earlier, started = kept.writes(), time.perf_counter()
        answer = _sent(door, case)
        seconds = time.perf_counter() - started
        # One that was given up in the middle of a statement cannot be asked any more what it wrote.
        touched = kept.written_since(earlier) if answer.status else ()
        judged = _at_commit(answer) if touched else answer
        tally.took(case, judged, seconds)
        if judged is answer:
            _look(case, tally, answer, stock, touched)
        transaction.set_rollback(True)


def _look(case: str, tally: Tally, answer: Answer, stock: Kept, touched: tuple[str, ...]) -> None:
    """Look at what a case left behind that it must not, and at what it kept without saying so."""
    if not answer.may_write and (rows := stock.other_rows(touched)):
        tally.left(case, answer, rows, "left other rows behind in")
    if answer.may_write and (unsaid := stock.other_rows(kept.unaudited(touched))):
        tally.left(case, answer, unsaid, "told the audit nothing of")


def _sent(door: Door, case: str) -> Answer:
    try:
        with _given_up_after(GIVEN_UP_SECONDS):
            return door.send(random.Random(case))
    except Hang:
        return Answer(0, door.name)


def _at_commit(answer: Answer) -> Answer:
    """Return an answer as it comes once the database has looked at all that it looks at only in the end."""
    try:
        with transaction.atomic():
            kept.check_commit()
    except DatabaseError as error:
        return replace(answer, status=BROKEN, fault=f"{type(error).__name__} when it was to be committed")
    return answer


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
