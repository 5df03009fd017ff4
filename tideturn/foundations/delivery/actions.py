"""Putting messages into the outbox, inside the transaction of whatever they tell of."""

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Now

from tideturn.foundations.access.models import Membership, User
from tideturn.foundations.crash_points import crash_point
from tideturn.foundations.delivery.errors import MessageRefused
from tideturn.foundations.delivery.models import Message
from tideturn.foundations.delivery.words import Channel, Kind

# The number of a message follows from its key: a second one with the same key is the same message, also for a sender
# who may not see the first, and a receiver can tell the two apart from any other by that number alone.
NAMESPACE = uuid.UUID("6f1d6a52-5c0e-4a0b-8f5e-2c1f2f0a9d11")
# Words of ours and opaque numbers: no reference, no name, no question that could carry either.
LINK = re.compile(r"/(?:[a-z]{2,}(?:-[a-z]+)*/|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/)*")


@dataclass(frozen=True)
class Letter:
    """A message to be put into the outbox."""

    channel: Channel
    recipient: str
    kind: Kind
    link: str
    dedupe_key: str
    about: uuid.UUID | None = None
    agency: str = ""

    @property
    def number(self) -> uuid.UUID:
        """Return the number that the message has by its key."""
        return uuid.uuid5(NAMESPACE, self.dedupe_key)

    def message(self) -> Message:
        """Return the row of the outbox; raise MessageRefused where it could reach nobody or tell too much."""
        return Message(
            id=self.number,
            agency=self.agency,
            channel=self.channel,
            recipient=checked_recipient(self.channel, self.recipient),
            kind=self.kind,
            link=checked_link(self.link),
            dedupe_key=self.dedupe_key,
            subject_id=self.about,
        )


def enqueue(
    *,
    channel: Channel | str,
    recipient: str,
    kind: Kind | str,
    link: str,
    dedupe_key: str,
    about: uuid.UUID | None = None,
    agency: str = "",
) -> uuid.UUID:
    """Put a message into the outbox of the present transaction and return its number.

    With a key that was there before, nothing is added and the first message's number is returned. `agency` names
    whose message it is: its people see whether it arrived.
    """
    letter = Letter(Channel(channel), recipient, Kind(kind), link, dedupe_key, about, agency)
    enqueue_each([letter])
    return letter.number


def tell(*, user: User | None, kind: Kind, link: str, dedupe_key: str, agency: str) -> None:
    """Put a letter to somebody into the outbox, where it is known who they are and they have an address."""
    if user is not None and user.email:
        enqueue_each([Letter(Channel.EMAIL, user.email, kind, link, dedupe_key, agency=agency)])


def letters_to(members: Iterable[Membership], kind: Kind, link: str, key: str) -> list[Letter]:
    """Return a letter of one kind to each of some members who have an address; each has a key of its own."""
    told = {one.user.email: one for one in members if one.user.email}
    return [
        Letter(Channel.EMAIL, one.user.email, kind, link, f"{key}:{one.user_id}", agency=one.agency_id)
        for one in told.values()
    ]


def enqueue_each(letters: Sequence[Letter]) -> None:
    """Put many messages into the outbox in one statement, each as `enqueue` does."""
    Message.objects.bulk_create([letter.message() for letter in letters], ignore_conflicts=True)
    crash_point("after_enqueue")


def try_again(message_id: uuid.UUID) -> bool:
    """Let a message that was given up be tried anew, at once; return whether there was one."""
    given_up = Message.objects.filter(pk=message_id, given_up_at__isnull=False)
    return given_up.update(given_up_at=None, attempts=0, next_attempt_at=Now()) == 1


def checked_recipient(channel: Channel, recipient: str) -> str:
    """Return the recipient, or raise where no message of that channel could ever reach it."""
    if channel is Channel.WEBHOOK:
        if urlsplit(recipient).scheme not in ("https", "http") or not urlsplit(recipient).hostname:
            raise MessageRefused("A webhook goes to an address that begins with https://. Give the receiver's address.")
        return recipient
    try:
        validate_email(recipient)
    except ValidationError:
        raise MessageRefused("An e-mail goes to one address, such as duty@example.org. Give that alone.") from None
    return recipient


def checked_link(link: str) -> str:
    """Return the link, or raise where it could carry more than an opaque number."""
    if link and not LINK.fullmatch(link):
        raise MessageRefused(
            "A message's link holds only plain words and the opaque number of what it leads to, and no reference, name "
            "or question. Give a path such as /workspace/cases/<uuid>/."
        )
    return link
