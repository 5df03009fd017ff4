"""What a case has come to, as its journal tells; plain frozen values, made only by `folding.fold`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID


@dataclass(frozen=True)
class Contact:
    """One attempt to reach the person; `is_made` when they were reached."""

    at: datetime
    channel: str
    result: str
    is_made: bool
    by: int | None
    note: str = ""


@dataclass(frozen=True)
class Referral:
    """A referral to another team inside the case and how far it has come."""

    id: str
    to_agency: str
    to_team: str
    status: str
    sent_at: datetime
    changed_at: datetime
    reason: str = ""
    why: str = ""
    hands_over: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether an answer or an outcome is still awaited."""
        return self.awaits_answer or self.status == "accepted"

    @property
    def awaits_answer(self) -> bool:
        """Tell whether nobody has said yes or no yet."""
        return self.status in ("sent", "seen")


@dataclass(frozen=True)
class Task:
    """Something that somebody has to do in the case."""

    id: str
    title: str
    for_user: int | None
    added_at: datetime
    done_at: datetime | None = None


@dataclass(frozen=True)
class PauseOfClock:
    """A time in which a clock stood still, and why."""

    began_at: datetime
    ended_at: datetime | None
    reason: str


@dataclass(frozen=True)
class ClockRun:
    """One run of a clock; it ends when what it waits for has happened, or with the case.

    `about` is the referral or the branch whose answer it waits for, where it waits for one of several.
    """

    clock: str
    started_at: datetime
    about: str = ""
    stopped_at: datetime | None = None
    stopped_by: str = ""
    pauses: tuple[PauseOfClock, ...] = ()

    @property
    def is_running(self) -> bool:
        """Tell whether the clock still waits for something."""
        return self.stopped_at is None

    @property
    def is_paused(self) -> bool:
        """Tell whether the clock stands still."""
        return self.is_running and bool(self.pauses) and self.pauses[-1].ended_at is None


@dataclass(frozen=True)
class SetAside:
    """An entry that did not fit the state it met; it is kept and shown to a person, and changes nothing."""

    entry: UUID
    kind: str
    at: datetime
    why: str


@dataclass(frozen=True)
class State:
    """Everything the journal says of a case at its end."""

    occurred_at: datetime | None = None
    opened_at: datetime | None = None
    reports: tuple[str, ...] = ()
    stage: str = ""
    stage_since: datetime | None = None
    team: str = ""
    is_in_national_queue: bool = False
    age: int | None = None
    branches: tuple[str, ...] = ()
    lead: int | None = None
    lead_offered_to: int | None = None
    contact_wish: str = "not_asked"
    answers: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    contacts: tuple[Contact, ...] = ()
    referrals: tuple[Referral, ...] = ()
    tasks: tuple[Task, ...] = ()
    runs: tuple[ClockRun, ...] = ()
    naloxone_given_at: datetime | None = None
    outcome: str = ""
    reason: str = ""
    closing_note: str = ""
    closed_at: datetime | None = None
    closed_by: int | None = None
    set_aside: tuple[SetAside, ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether the case was opened and has not been closed."""
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_contact_refused(self) -> bool:
        """Tell whether the person does not want to be contacted; triage goes on all the same."""
        return self.contact_wish == "refused"

    @property
    def first_attempt_at(self) -> datetime | None:
        """Return when somebody first tried to reach the person."""
        return self.contacts[0].at if self.contacts else None

    @property
    def first_contact_at(self) -> datetime | None:
        """Return when the person was first reached."""
        return next((contact.at for contact in self.contacts if contact.is_made), None)

    def running(self, clock: str) -> ClockRun | None:
        """Return the present run of a clock, if it runs."""
        return next((run for run in self.runs if run.clock == clock and run.is_running), None)

    def referral(self, referral_id: str) -> Referral | None:
        """Return one referral of the case."""
        return next((referral for referral in self.referrals if referral.id == referral_id), None)
