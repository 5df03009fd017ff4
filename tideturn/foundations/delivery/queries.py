"""What stands in the outbox and who is alive, for pages, the watch and commands."""

import email
import email.policy
import uuid
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from django.db import connection
from django.db.models import F, QuerySet

from tideturn.foundations.delivery import folder
from tideturn.foundations.delivery.models import Heartbeat, Message
from tideturn.foundations.delivery.standing import as_delivery

# A duty that is done every second is silent after a minute.
SILENT_AFTER = 60.0
# A message that has waited so long is in nobody's inbox: either the road is closed or nobody sends.
WAITING_TOO_LONG = 15 * 60.0
MOST_SHOWN = 200
DEAD_MAN = "dead-man"


@dataclass(frozen=True)
class Silence:
    """A duty that is not done, since when by the database's clock (null: never), and what is known of why."""

    name: str
    since: datetime | None
    detail: str = ""


@dataclass(frozen=True)
class Health:
    """How sending and raising stand, in numbers that name nobody."""

    silences: tuple[Silence, ...]
    waiting: int
    failing: int
    given_up: int
    longest_waiting: timedelta

    @property
    def is_well(self) -> bool:
        """Whether every duty is being done and no message has waited too long."""
        return not self.silences and self.longest_waiting.total_seconds() <= WAITING_TOO_LONG


@dataclass(frozen=True)
class KeptMessage:
    """A letter in the folder, as the workspace shows it."""

    number: uuid.UUID | None
    at: datetime
    recipient: str
    subject: str
    text: str


def silence(names: Sequence[str] | None = None) -> list[Silence]:
    """Return the duties that are not done: of the names given, or of all that have ever been done here.

    The database's clock is asked, and a sign of life from far ahead counts as none: it was written before the clock
    was put back.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """select name, at, detail, abs(extract(epoch from clock_timestamp() - at)) <= %s + every as is_alive
               from delivery_heartbeat order by name""",
            [SILENT_AFTER],
        )
        known = {name: (at, detail, is_alive) for name, at, detail, is_alive in cursor.fetchall()}
    found = []
    for name in known if names is None else names:
        at, detail, is_alive = known.get(name, (None, "", False))
        if not is_alive:
            found.append(Silence(name, at, detail))
    return found


def health(names: Sequence[str] | None = None, *, of_everybody: bool = True) -> Health:
    """Return how sending and raising stand: over every agency's messages, or over those that whoever acts may see.

    The watch asks for everybody. A page does not: that a number moved would tell of a case elsewhere.
    """
    with as_delivery() if of_everybody else nullcontext(), connection.cursor() as cursor:
        cursor.execute(
            """select count(*) filter (where given_up_at is null),
                      count(*) filter (where given_up_at is null and last_error <> ''),
                      count(*) filter (where given_up_at is not null),
                      coalesce(clock_timestamp() - min(created_at) filter (where given_up_at is null), interval '0')
               from delivery_message where sent_at is null"""
        )
        waiting, failing_now, given_up, longest = cursor.fetchone()
    nobody_does = silence(names) if names is not None or Heartbeat.objects.exists() else [Silence("work", None)]
    return Health(tuple(nobody_does), waiting, failing_now, given_up, longest)


def failing() -> "QuerySet[Message]":
    """Return the messages that failed or were given up, those given up first, as far as whoever acts may see them."""
    return Message.objects.failing().order_by(F("given_up_at").asc(nulls_last=True), "created_at", "id")


def unconfirmed() -> "QuerySet[Message]":
    """Return what was handed over and never confirmed, latest first: handed over is not yet read by anybody."""
    return Message.objects.filter(sent_at__isnull=False, confirmed_at__isnull=True).order_by("-sent_at", "id")


def letters_of(messages: Iterable[Message]) -> list[KeptMessage]:
    """Return the letters of some messages that are kept in the folder, in the order of the messages."""
    found = (read_letter(one.pk, folder.file_of(str(one.pk))) for one in messages)
    return [one for one in found if one]


def notices_in_folder() -> list[KeptMessage]:
    """Return the dead-man notices in the folder, latest first: no message of anybody's, and everybody's business."""
    found = (read_letter(None, file) for file in folder.folder().glob(f"{DEAD_MAN}-*.eml"))
    return sorted((one for one in found if one), key=lambda one: one.at, reverse=True)[:MOST_SHOWN]


def kept_in_folder() -> list[KeptMessage]:
    """Return the latest letters that are kept in the folder, as far as whoever acts may see their messages."""
    sent = Message.objects.filter(sent_at__isnull=False).order_by("-sent_at")[:MOST_SHOWN]
    kept = [*notices_in_folder(), *letters_of(sent)]
    return sorted(kept, key=lambda one: one.at, reverse=True)[:MOST_SHOWN]


def read_letter(number: uuid.UUID | None, file: Path) -> KeptMessage | None:
    """Return a letter as the workspace shows it, or null where its file is not there."""
    try:
        written = file.stat().st_mtime
        letter: EmailMessage = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    except FileNotFoundError:
        return None
    return KeptMessage(
        number=number,
        at=datetime.fromtimestamp(written, UTC),
        recipient=str(letter["To"]),
        subject=str(letter["Subject"]),
        text=letter.get_content(),
    )
