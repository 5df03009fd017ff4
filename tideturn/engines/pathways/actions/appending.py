"""Adding to a case's journal: checked by the rules, kept once, and the case and its clocks brought up to it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from tideturn.engines.pathways import checks
from tideturn.engines.pathways.actions import effects, sight
from tideturn.engines.pathways.actions.keeping import keep, state_of
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import CaseNotFound, EntryRefused, NotAllowedNow
from tideturn.engines.pathways.models import Case, Entry
from tideturn.engines.pathways.moments import database_now
from tideturn.engines.pathways.state import State
from tideturn.foundations.access.acting import Actor, check_acts
from tideturn.foundations.audit import actions as audit

# A phone's clock may run a little ahead of the database's.
AHEAD_AT_MOST = timedelta(minutes=5)
# What can have happened before we learned of the overdose at all.
BEFORE_THE_CASE = frozenset({Kind.CONTACT_LOGGED, Kind.CONTACT_WISH, Kind.NALOXONE_GIVEN, Kind.NOTE_ADDED})
# What is written by being away from a desk too, and may bring its own time; all else happens as it is written.
MAY_BE_LATE = BEFORE_THE_CASE | {Kind.MOVED, Kind.ANSWERED, Kind.TASK_ADDED, Kind.TASK_DONE, Kind.PROTECTION_REFERRED}


@dataclass(frozen=True)
class NewEntry:
    """What somebody wants to write into a journal; a note kept on a phone brings its own id and time."""

    kind: Kind
    data: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None
    id: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def plain(self) -> "NewEntry":
        """Return the same entry with every id in its data as text, as the journal keeps them."""
        data = {name: str(value) if isinstance(value, uuid.UUID) else value for name, value in self.data.items()}
        return replace(self, kind=Kind(self.kind), data=data)


@transaction.atomic
def append(*, case_id: uuid.UUID, entry: NewEntry, by: Actor) -> State:
    """Add an entry and return what the case has come to; an entry that came before changes nothing."""
    check_acts(by)
    case, entry = held(case_id), entry.plain
    if _came_before(case, entry, by):
        return state_of(case)
    check_goes_on(case)
    now = database_now()
    at = _moment(entry, case, now)
    checks.check(entry.kind, entry.data, case=case, state=state_of(case), by=by)
    written = _write(case, replace(entry, data=effects.completed(entry.kind, entry.data)), at, now, by)
    state = state_of(case)
    _check_took_effect(entry, state)
    effects.take(case, written, state)
    keep(case, state)
    audit.record(actor=by, action=f"write {entry.kind.value}", kind="case", subject=case.id)
    # Last, because whoever hands a case over or declines it may not see it any more.
    sight.change(case, written, state, by)
    return state


def locked(case_id: uuid.UUID) -> Case:
    """Return a case held for this transaction, to write in it; raise NotAllowedNow where it was joined into another."""
    case = held(case_id)
    check_goes_on(case)
    return case


def held(case_id: uuid.UUID) -> Case:
    """Return a case held for this transaction; raise CaseNotFound for one that is not there or not to be seen."""
    # Without the key, so that the worker that raises its clocks at this moment need not wait, and neither wait for it.
    cases = Case.objects.select_for_update(of=("self",), no_key=True).select_related("team__duty_lead")
    case = cases.filter(id=case_id).first()
    if case is None:
        raise CaseNotFound
    return case


def check_goes_on(case: Case) -> None:
    """Raise NotAllowedNow for a case that was joined into another."""
    if case.joined_into_id:
        raise NotAllowedNow("This case was joined with another. Write in that one; it holds all of this one too.")


def _came_before(case: Case, entry: NewEntry, by: Actor) -> bool:
    written = Entry.objects.filter(id=entry.id, case=case).first()
    if written is None:
        return False
    said = {name: written.data.get(name) for name in entry.data}
    if written.kind != entry.kind or written.by_id != by.user_id or said != dict(entry.data):
        raise EntryRefused("Something else was written under this id. Write it anew, under an id of its own.")
    return True


def _moment(entry: NewEntry, case: Case, now: datetime) -> datetime:
    if entry.at is None or entry.kind not in MAY_BE_LATE:
        return now
    if entry.at.utcoffset() is None:
        raise EntryRefused("Give the time with its time zone, so that nobody has to guess it.")
    if entry.at > now + AHEAD_AT_MOST:
        raise EntryRefused("This is said to have happened at a time still to come. Give the time when it happened.")
    if entry.at < case.opened_at and entry.kind not in BEFORE_THE_CASE:
        raise EntryRefused("This is said to have happened before the case was opened. Give the time when it happened.")
    return min(entry.at, now)


def _write(case: Case, entry: NewEntry, at: datetime, now: datetime, by: Actor) -> Entry:
    written = Entry(
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
    try:
        with transaction.atomic():
            written.save(force_insert=True)
    except IntegrityError:
        # The id stands in the journal of another case; whether that is there to be seen is not told.
        raise EntryRefused("This entry cannot be kept under this id. Write it anew.") from None
    return written


def _check_took_effect(entry: NewEntry, state: State) -> None:
    """Refuse what came too late for the order of things, while the one who wrote it is still there to be told."""
    aside = next((aside for aside in state.set_aside if aside.entry == entry.id), None)
    if aside is not None:
        raise NotAllowedNow(aside.why)
