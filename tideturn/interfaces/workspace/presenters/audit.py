"""Entries of the audit trail, as their page and table tell them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.foundations.audit.models import Entry


@dataclass(frozen=True)
class AuditRow:
    """One entry."""

    sequence: int
    at: str
    who: str
    action: str
    what: str
    detail: str


def rows_of(entries: Iterable[Entry]) -> tuple[AuditRow, ...]:
    """Return entries as rows."""
    return tuple(
        AuditRow(
            sequence=entry.sequence,
            at=f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}",
            who=entry.actor,
            action=entry.action,
            what=f"{entry.kind} {str(entry.subject)[:8]}" if entry.subject else entry.kind,
            detail=", ".join(f"{name}: {_told(value)}" for name, value in (entry.detail or {}).items() if value),
        )
        for entry in entries
    )


def heading() -> tuple[str, ...]:
    """Return the first line of the table."""
    return (_("number"), _("at"), _("who"), _("action"), _("kind"), _("subject"), _("detail"))


def cells(entry: Entry) -> tuple[object, ...]:
    """Return an entry as a line of the table."""
    at = timezone.localtime(entry.at).isoformat(timespec="seconds")
    return (entry.sequence, at, entry.actor, entry.action, entry.kind, entry.subject or "", entry.detail_text)


def _told(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
