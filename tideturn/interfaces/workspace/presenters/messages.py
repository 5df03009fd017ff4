"""Messages as their page tells them: to whom, of which kind, how far they have come, and never what about."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.foundations.delivery.models import Message
from tideturn.foundations.delivery.queries import Health, KeptMessage
from tideturn.foundations.delivery.texts import TEXTS
from tideturn.foundations.delivery.words import Kind
from tideturn.interfaces.workspace.presenters.times import moment_words, span_words


@dataclass(frozen=True)
class MessageRow:
    """One message in a list."""

    id: UUID
    recipient: str
    what: str
    progress: str
    error: str
    when: str
    is_given_up: bool


@dataclass(frozen=True)
class HealthShown:
    """How sending stands, in sentences."""

    is_well: bool
    silences: tuple[str, ...]
    numbers: str
    waiting: str


def rows_of(messages: Iterable[Message]) -> tuple[MessageRow, ...]:
    """Return messages as rows, those that were given up first."""
    return tuple(_row(message) for message in sorted(messages, key=lambda one: one.given_up_at is None))


def _row(message: Message) -> MessageRow:
    now = timezone.now()
    return MessageRow(
        id=message.pk,
        recipient=message.recipient,
        what=TEXTS[Kind(message.kind)].subject,
        progress=str(message.progress.label),
        error=message.last_error,
        when=moment_words(message.sent_at or message.created_at, now),
        is_given_up=message.given_up_at is not None,
    )


def health_of(health: Health) -> HealthShown:
    """Return how sending stands; the numbers are those of the reader's agency."""
    now = timezone.now()
    silences = tuple(
        _("“%(name)s” was last done %(since)s.") % {"name": one.name, "since": moment_words(one.since, now)}
        if one.since
        else _("“%(name)s” was never done.") % {"name": one.name}
        for one in health.silences
    )
    counts = {"waiting": health.waiting, "failing": health.failing, "given_up": health.given_up}
    numbers = _("%(waiting)s waiting, %(failing)s of them failing; %(given_up)s given up.") % counts
    longest = _("The longest waits for %(span)s.") % {"span": span_words(health.longest_waiting)}
    return HealthShown(health.is_well, silences, numbers, longest if health.waiting else "")


def kept_of(kept: Iterable[KeptMessage]) -> tuple[tuple[str, str, str, str], ...]:
    """Return the letters of the folder: when, to whom, subject and text."""
    now = timezone.now()
    return tuple((moment_words(one.at, now), one.recipient, one.subject, one.text) for one in kept)
