"""Reading the audit: every chain for those who check it."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.audit.models import Entry, Head

AT_ONCE = 2000
FIELDS = ("agency", "sequence", "at", "actor", "action", "kind", "subject", "detail_text", "previous", "digest")


def seeing_every_chain() -> AbstractContextManager[Actor]:
    """Open a transaction in which the audit itself acts: row security shows it every chain, and no case."""
    return acting(system_actor("audit"))


def entries() -> Iterator[dict[str, Any]]:
    """Return every entry that may be seen as the export says it, a chain after the other, without holding them all."""
    found = Entry.objects.order_by("agency", "sequence").values_list(*FIELDS)
    for agency, sequence, at, actor, action, kind, subject, detail, previous, digest in found.iterator(AT_ONCE):
        yield {
            "agency": agency,
            "sequence": sequence,
            "at": moment(at),
            "actor": actor,
            "action": action,
            "kind": kind,
            "subject": None if subject is None else str(subject),
            "detail": detail,
            "previous": bytes(previous).hex(),
            "digest": bytes(digest).hex(),
        }


def heads() -> dict[str, tuple[int, str]]:
    """Return the end of every chain that may be seen: the sequence and the digest of its last entry."""
    return {head.agency: (head.sequence, bytes(head.digest).hex()) for head in Head.objects.order_by("agency")}


def holds(agency: str, sequence: int, digest: str) -> bool:
    """Tell whether a chain still holds an entry that was seen in it."""
    return Entry.objects.filter(agency=agency, sequence=sequence, digest=bytes.fromhex(digest)).exists()


def readings_of(subjects: Iterable[UUID]) -> "QuerySet[Entry]":
    """Return what was written down of the reading of some things, the latest first, as far as it may be seen."""
    was_read = Q(action__startswith="read ") | Q(action="break glass")
    return Entry.objects.filter(was_read, subject__in=list(subjects)).order_by("-at", "agency", "-sequence")


def moment(at: datetime) -> str:
    """Return a time as it is hashed: UTC, to the microsecond."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
