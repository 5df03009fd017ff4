"""The watch: it looks from outside whether the worker's duties are done, and tells people when they are not.

It does not use the outbox, which is what may have fallen silent, and it needs no database: that one does not answer is
a silence too.
"""

import logging
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tideturn.foundations.delivery import folder, mail_server, queries, webhooks
from tideturn.foundations.delivery.errors import SendFailed
from tideturn.foundations.delivery.escalating import channel_of, on_call
from tideturn.foundations.delivery.letters import write_letter
from tideturn.foundations.delivery.standing import give_connection_back
from tideturn.foundations.delivery.texts import TEXTS, address_of
from tideturn.foundations.delivery.words import Channel, Kind

log = logging.getLogger(__name__)

LOOK_EVERY = 10.0
ANSWERS_WITHIN = 8.0
TOLD_AGAIN_AFTER = 3600.0
DATABASE = "the database"
OUTBOX = "messages waiting too long"
# Where nobody is named, the notice is still kept in the folder, which the workspace shows.
ON_CALL_NOBODY = "on-call@localhost"

Look = Callable[[], list[str]]
Tell = Callable[[Kind, Sequence[str]], None]


def what_is_silent(names: Sequence[str]) -> list[str]:
    """Return what is silent by the database's account: duties that are not done, and an outbox that does not empty."""
    try:
        health = queries.health(names)
    finally:
        give_connection_back()
    waits = [OUTBOX] if health.longest_waiting.total_seconds() > queries.WAITING_TOO_LONG else []
    return [one.name for one in health.silences] + waits


@dataclass
class Eye:
    """A look at the database that never waits longer than it may, also when the database hangs."""

    look: Look
    thread: threading.Thread | None = None
    found: list[str] = field(default_factory=list)

    def see(self, patience: float = ANSWERS_WITHIN) -> list[str]:
        """Return what is silent; the database itself, when it does not answer in time."""
        if self.thread is None or not self.thread.is_alive():
            # One that hangs is not joined by a second: it counts as no answer until it ends.
            self.found = [DATABASE]
            self.thread = threading.Thread(target=self.ask, daemon=True, name="look")
            self.thread.start()
        self.thread.join(patience)
        return [DATABASE] if self.thread.is_alive() else self.found

    def ask(self) -> None:
        """Look once."""
        try:
            self.found = self.look()
        except Exception as error:  # whatever kept it from an answer, there is none
            log.warning("The database did not tell how the worker is (%s).", type(error).__name__)


@dataclass
class Watch:
    """What is known to be silent, since which moment of this process, and when that was last told."""

    tell: Tell
    silent_since: dict[str, float] = field(default_factory=dict)
    told_at: dict[str, float] = field(default_factory=dict)
    patience: float = LOOK_EVERY / 2

    def take(self, silent: Sequence[str], now: float) -> None:
        """Take one look into account: tell of a silence once it is seen twice, again each hour, and when it is over."""
        for name in silent:
            self.silent_since.setdefault(name, now)
        lasting = [name for name in silent if self.is_to_be_told(name, now)]
        if lasting:
            log.error("Silent: %s.", ", ".join(lasting))
            self.tell(Kind.WORKER_SILENT, lasting)
            self.told_at.update(dict.fromkeys(lasting, now))
        over = [name for name in self.silent_since if name not in silent]
        told = [name for name in over if self.told_at.pop(name, None) is not None]
        for name in over:
            del self.silent_since[name]
        if told and not self.told_at:
            log.warning("Speaking again: %s.", ", ".join(told))
            self.tell(Kind.WORKER_SPEAKS_AGAIN, told)

    def is_to_be_told(self, name: str, now: float) -> bool:
        """Tell whether a silence has lasted and was not told of within the hour; one look may have met a restart."""
        if name not in self.told_at:
            return now - self.silent_since[name] >= self.silent_for(name)
        return now - self.told_at[name] >= TOLD_AGAIN_AFTER

    def silent_for(self, name: str) -> float:
        """Return how long a silence must last before it is told: a duty's has lasted already when it is first seen."""
        return queries.SILENT_AFTER if name == DATABASE else self.patience


def watch(names: Sequence[str], stop: threading.Event) -> None:
    """Look every ten seconds, until the stop, whether the duties of these names are done."""
    started = time.monotonic()
    eye, keeper = Eye(lambda: what_is_silent(names)), Watch(tell_on_call)
    while not stop.is_set():
        seen = eye.see()
        # A worker that has never been seen is given the time to start.
        if time.monotonic() - started > queries.SILENT_AFTER or keeper.told_at:
            keeper.take(seen, time.monotonic())
        stop.wait(LOOK_EVERY)


def tell_on_call(kind: Kind, _names: Sequence[str]) -> None:
    """Send a notice at once, past the outbox, to everybody on call; what cannot be sent is kept in the folder."""
    number = uuid.uuid4()
    for address in on_call() or [ON_CALL_NOBODY]:
        try:
            tell_one(kind, number, address)
        except SendFailed as failure:
            log.error("The notice “%s” was not handed over: %s", TEXTS[kind].subject, failure)
            keep_notice(kind, number, address)


def tell_one(kind: Kind, number: uuid.UUID, address: str) -> None:
    """Hand one notice over, or raise with what kept it."""
    server = mail_server.mail_server()
    if channel_of(address) is Channel.WEBHOOK:
        post = webhooks.write_post(
            number=str(number), kind=kind.value, sentence=TEXTS[kind].sentence, link=address_of("")
        )
        webhooks.hand_over(post, address)
    elif server is None or address == ON_CALL_NOBODY:
        keep_notice(kind, number, address)
    else:
        letter = write_letter(number=number, sender=server.sender, recipient=address, kind=kind)
        mail_server.hand_over(letter, server)


def keep_notice(kind: Kind, number: uuid.UUID, address: str) -> None:
    """Keep a notice in the folder, the last resort; where even that fails, the log has it."""
    recipient = address if channel_of(address) is Channel.EMAIL else ON_CALL_NOBODY
    letter = write_letter(number=number, sender=folder.SENDER, recipient=recipient, kind=kind)
    try:
        folder.keep(letter, f"{queries.DEAD_MAN}-{number}")
    except SendFailed as failure:
        log.error("The notice “%s” could not be kept either: %s", TEXTS[kind].subject, failure)
