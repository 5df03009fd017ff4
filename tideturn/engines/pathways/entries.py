"""The journal of a case: what an entry is, and which kinds there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID


class Kind(StrEnum):
    """What an entry tells; the order here is the order of entries that bear the same moment."""

    OPENED = "opened"
    REPORT_JOINED = "report-joined"
    PERSON_NAMED = "person-named"
    TEAM_CHANGED = "team-changed"
    LEAD_OFFERED = "lead-offered"
    LEAD_ACCEPTED = "lead-accepted"
    LEAD_DECLINED = "lead-declined"
    LEAD_LEFT = "lead-left"
    ANSWERED = "answered"
    MOVED = "moved"
    CONTACT_LOGGED = "contact-logged"
    CONTACT_WISH = "contact-wish"
    NALOXONE_GIVEN = "naloxone-given"
    NOTE_ADDED = "note-added"
    TASK_ADDED = "task-added"
    TASK_DONE = "task-done"
    REFERRAL_SENT = "referral-sent"
    REFERRAL_SEEN = "referral-seen"
    REFERRAL_ACCEPTED = "referral-accepted"
    REFERRAL_DECLINED = "referral-declined"
    REFERRAL_DONE = "referral-done"
    REFERRAL_REVOKED = "referral-revoked"
    PROTECTION_REFERRED = "protection-referred"
    CLOCK_PAUSED = "clock-paused"
    CLOCK_RESUMED = "clock-resumed"
    CLOCK_WARNED = "clock-warned"
    CLOCK_RAISED = "clock-raised"
    CASES_JOINED = "cases-joined"
    CASES_PARTED = "cases-parted"
    WITHDRAWN = "withdrawn"


RANK = {kind: rank for rank, kind in enumerate(Kind)}
NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class JournalEntry:
    """One thing that happened in a case: `at` is when, `recorded_at` when we learned of it.

    `by` is the number of the user, nothing where an agency's system or the product itself wrote the entry.
    """

    id: UUID
    kind: Kind
    at: datetime
    recorded_at: datetime
    by: int | None = None
    by_name: str = ""
    agency: str = ""
    data: Mapping[str, Any] = field(default_factory=lambda: NOTHING)

    @property
    def place(self) -> tuple[datetime, int, UUID]:
        """Return where the entry stands in its journal, whenever it arrived."""
        return self.at, RANK[self.kind], self.id
