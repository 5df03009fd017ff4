"""Adding to a case's journal: checked by the rules, kept once, and the case and its clocks brought up to it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from tideturn.engines.pathways import checks
from tideturn.engines.pathways.actions import effects
from tideturn.engines.pathways.actions.keeping import keep, state_of
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import CaseNotFound, EntryRefused, NotAllowedNow
from tideturn.engines.pathways.models import Case, Entry
from tideturn.engines.pathways.moments import database_now
from tideturn.engines.pathways.state import State
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.audit import actions as audit

# A phone's clock may run a little ahead of the database's.
AHEAD_AT_MOST = timedelta(minutes=5)


@dataclass(frozen=True)
class NewEntry:
    """What somebody wants to write into a journal; a note kept on a phone brings its own id and time."""

    kind: Kind
    data: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None
    id: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def append(*, case_id: uuid.UUID, entry: NewEntry, by: Actor) -> State:
    """Add an entry and return what the case has come to; an entry that came before changes nothing."""
    case = locked(case_id)
    if Entry.objects.filter(id=entry.id, case=case).exists():
        return state_of(case)
    now = database_now()
    at = _moment(entry, now)
    before = state_of(case)
    checks.check(entry.kind, entry.data, case=case, state=before, by=by)
    written = _write(case, entry, at, now, by)
    state = state_of(case)
    _check_took_effect(entry, state)
    effects.take(case, written, state, by)
    keep(case, state)
    audit.record(actor=by, action=f"write {entry.kind.value}", kind="case", subject=case.id)
    # Last, because whoever hands a case to another agency may not see it any more.
    effects.hand_over(case, written, by)
    return state


def locked(case_id: uuid.UUID) -> Case:
    """Return a case held for this transaction; raise CaseNotFound for one that is not there or not to be seen."""
    case = Case.objects.select_for_update(of=("self",)).select_related("team__duty_lead").filter(id=case_id).first()
    if case is None:
        raise CaseNotFound
    if case.joined_into_id:
        raise NotAllowedNow("This case was joined with another. Write in that one; it holds all of this one too.")
    return case


def _moment(entry: NewEntry, now: datetime) -> datetime:
    at = entry.at or now
    if at > now + AHEAD_AT_MOST:
        raise EntryRefused("This is said to have happened at a time still to come. Give the time when it happened.")
    return min(at, now)


def _write(case: Case, entry: NewEntry, at: datetime, now: datetime, by: Actor) -> Entry:
    return Entry.objects.create(
        id=entry.id,
        case=case,
        kind=entry.kind,
        at=at,
        recorded_at=now,
        by_id=by.user_id,
        by_name=by.name,
        agency=by.agency_id or "",
        data=dict(entry.data),
    )


def _check_took_effect(entry: NewEntry, state: State) -> None:
    """Refuse what came too late for the order of things, while the one who wrote it is still there to be told."""
    aside = next((aside for aside in state.set_aside if aside.entry == entry.id), None)
    if aside is not None:
        raise NotAllowedNow(aside.why)
