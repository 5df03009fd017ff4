"""The worker: a few duties, each on a thread of its own, done again and again until it is told to stop.

On threads of their own, because a mail server that does not answer must not keep a clock from being raised. A duty that
fails is said in one sentence and tried again; a duty that is done gives a sign of life, so that silence can be noticed.
"""

import logging
import signal
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from tideturn.foundations.delivery import heartbeats
from tideturn.foundations.delivery.standing import give_connection_back
from tideturn.foundations.outages import is_outage

log = logging.getLogger(__name__)

LONGEST_PAUSE = 5.0
BEATS_APART = 3.0
PATIENCE = 8.0


@dataclass(frozen=True)
class Duty:
    """Something to be done every so often; it returns how much it did.

    A round that did at least `full` has left work behind and is followed by the next at once; 0: never.
    """

    name: str
    run: Callable[[], int]
    every: float = 1.0
    full: int = 0


@dataclass
class Round:
    """How it went with a duty so far."""

    duty: Duty
    failures: int = 0
    failures_in_all: int = 0
    beaten_at: float = field(default=-BEATS_APART)

    def do(self) -> float:
        """Do the duty once and return the seconds to wait before the next time; nothing it meets ends the worker."""
        try:
            done = self.duty.run()
            self.give_sign()
        except Exception as error:  # whatever it is, the other clocks must go on
            return self.note(error)
        finally:
            give_connection_back()
        if self.failures:
            log.warning("%s: done again after %d failure(s).", self.duty.name, self.failures)
        self.failures = 0
        return 0.0 if self.duty.full and done >= self.duty.full else self.duty.every

    def give_sign(self) -> None:
        """Give a sign of life, every few seconds at most."""
        if time.monotonic() - self.beaten_at >= BEATS_APART:
            heartbeats.beat(self.duty.name, every=self.duty.every)
            self.beaten_at = time.monotonic()

    def note(self, error: Exception) -> float:
        """Say in one sentence what went wrong and return the pause: longer each time, and never long."""
        self.failures += 1
        self.failures_in_all += 1
        pause: float = min(LONGEST_PAUSE, self.duty.every * 2 ** min(self.failures - 1, 10))
        sentence = f"{self.duty.name}: {reason(error)}; tried again in {pause:g} s."
        log.error("%s", sentence)
        if not is_outage(error):
            self.keep_note(sentence)
        return pause

    def keep_note(self, sentence: str) -> None:
        """Keep the sentence where the watch and the pages find it, if the database takes it."""
        try:
            heartbeats.note_trouble(self.duty.name, sentence)
        except Exception as error:  # the sentence is in the log already
            log.error("%s: that could not be noted: %s", self.duty.name, reason(error))


def reason(error: Exception) -> str:
    """Return what went wrong, without what the error itself says: that may repeat a row, and a row may be a person."""
    if is_outage(error):
        return "the database does not answer"
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = f" in {Path(last[0].filename).name}, line {last[0].lineno}" if last else ""
    return f"{type(error).__name__}{where}"


def stop_when_asked() -> threading.Event:
    """Return an event that is set when this process is asked to end; call it before any other thread begins.

    A thread waits for the signals, and no handler: one could interrupt the very lock that it must take.
    """
    # While the database is away the pool would say so many times a second; a duty says it once a try.
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)
    stop, signals = threading.Event(), {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)

    def listen() -> None:
        signal.sigwait(signals)
        stop.set()

    threading.Thread(target=listen, name="stop", daemon=True).start()
    return stop


def repeat(duty: Duty, stop: threading.Event) -> None:
    """Do a duty until the stop."""
    rounds = Round(duty)
    while not stop.is_set():
        stop.wait(rounds.do())
    connection.close()


def work(duties: Sequence[Duty], stop: threading.Event) -> None:
    """Do the duties until the stop; let each end the round it is in, for a few seconds."""
    threads = [threading.Thread(target=repeat, args=(duty, stop), name=duty.name, daemon=True) for duty in duties]
    for thread in threads:
        thread.start()
    stop.wait()
    until = time.monotonic() + PATIENCE
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
