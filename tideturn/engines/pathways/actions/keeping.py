"""After each entry: what the journal now tells is copied to the case, and its clocks are set by it."""

from datetime import datetime

from tideturn.engines.pathways.content import calendar_of_team, limit_of, pathway_of
from tideturn.engines.pathways.entries import JournalEntry, Kind
from tideturn.engines.pathways.folding import fold
from tideturn.engines.pathways.joined import from_joined
from tideturn.engines.pathways.models import Case, Clock, Entry
from tideturn.engines.pathways.state import ClockRun, State
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.methods.calendars import WorkingCalendar
from tideturn.methods.clocks import Pause, due_at, warn_at
from tideturn.packs.schema.clock import Clock as ClockOfPathway

NO_LONGER_SO = "no-longer-so"


def state_of(case: Case) -> State:
    """Return what the journal of a case tells, with what those of the cases joined into it add, whoever asks."""
    own = [entry.as_journal_entry() for entry in Entry.objects.filter(case=case)]
    added = _added_to(case) if any(entry.kind is Kind.CASES_JOINED for entry in own) else ()
    return fold((*own, *added), pathway_of(case.pathway))


def _added_to(case: Case) -> list[JournalEntry]:
    # One to whom only the case that goes on was referred sees no other, and yet what they write must lose nothing.
    with acting(system_actor("clocks")):
        told = [entry.as_journal_entry() for entry in Entry.objects.filter(case__joined_into=case.pk)]
    return [read for entry in told if (read := from_joined(entry))]


def keep(case: Case, state: State) -> None:
    """Copy a state to its case and set the case's clocks by it."""
    copy_state(case, state, set_clocks(case, state))
    case.save()


def copy_state(case: Case, state: State, next_due_at: datetime | None) -> None:
    """Copy to a case what lists are made from."""
    case.opened_at = state.opened_at or case.opened_at
    case.stage, case.stage_since = state.stage, state.stage_since or case.opened_at
    case.lead_id, case.lead_offered_to_id = state.lead, state.lead_offered_to
    case.is_contact_refused = state.is_contact_refused
    case.first_attempt_at, case.first_contact_at = state.first_attempt_at, state.first_contact_at
    case.closed_at, case.closed_by_id = state.closed_at, state.closed_by
    case.outcome, case.reason = state.outcome, state.reason
    case.next_due_at = next_due_at
    case.version += 1


def set_clocks(case: Case, state: State) -> datetime | None:
    """Bring the rows of a case's clocks to what its state says; return when the first of them is due.

    A row is never removed: one whose beginning the journal no longer tells is stopped, and says so.
    """
    calendar, pathway = calendar_of_team(case.team), pathway_of(case.pathway)
    definitions = {clock.id: clock for clock in pathway.clocks}
    before = () if case._state.adding else case.clocks.all()
    rows = {(row.clock, row.started_at, row.about): row for row in before}
    kept = []
    for run in state.runs:
        row = rows.pop((run.clock, run.started_at, run.about), None) or _new(case, run)
        _set(row, run, definitions[run.clock], calendar)
        kept.append(row)
    Clock.objects.bulk_create([row for row in kept if row._state.adding])
    for row in rows.values():
        # A clock that the pack no longer names is kept: the worker will find it and give it to people.
        if row.clock in definitions:
            _let_go(row)
        kept.append(row)
    return min((row.due_at for row in kept if row.status == Clock.RUNNING and row.due_at), default=None)


def _new(case: Case, run: ClockRun) -> Clock:
    """Return a row for a run, with what was raised already where the run began in a case joined into this one."""
    row = Clock(case=case, clock=run.clock, started_at=run.started_at, about=run.about)
    if case._state.adding:
        return row
    same = Clock.objects.filter(
        case__joined_into=case.pk, clock=run.clock, started_at=run.started_at, about=run.about
    ).first()
    if same:
        row.warned_at, row.raised_at = same.warned_at, same.raised_at
    return row


def _set(row: Clock, run: ClockRun, definition: ClockOfPathway, calendar: WorkingCalendar) -> None:
    before = _told(row)
    if not run.is_running:
        row.status, row.stopped_at, row.stopped_by = Clock.STOPPED, run.stopped_at, run.stopped_by
    else:
        pauses = tuple(Pause(pause.began_at, pause.ended_at, pause.reason) for pause in run.pauses)
        row.due_at = due_at(run.started_at, limit_of(definition.limit), calendar, pauses)
        row.warn_at = _warning(row, definition, calendar)
        # A pause that began when the time had run out stops nothing: the clock is still due.
        row.status, row.stopped_at, row.stopped_by = Clock.RUNNING if row.due_at else Clock.PAUSED, None, ""
    if not row._state.adding and _told(row) != before:
        _save(row)


def _warning(row: Clock, definition: ClockOfPathway, calendar: WorkingCalendar) -> datetime | None:
    if definition.warn_before is None or row.due_at is None:
        return None
    return warn_at(row.due_at, limit_of(definition.warn_before), calendar, started_at=row.started_at)


def _told(row: Clock) -> tuple[object, ...]:
    return row.status, row.due_at, row.warn_at, row.stopped_at, row.stopped_by


def _let_go(row: Clock) -> None:
    if row.status != Clock.STOPPED:
        row.status, row.stopped_at, row.stopped_by = Clock.STOPPED, row.started_at, NO_LONGER_SO
        _save(row)


def _save(row: Clock) -> None:
    # Not the whole row: what the worker wrote into it meanwhile, that it was raised, stays.
    row.save(update_fields=["status", "due_at", "warn_at", "stopped_at", "stopped_by"])
