"""Which clocks an entry stops, starts, pauses and lets go on; a case that closes stops them all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from tideturn.engines.pathways.entries import JournalEntry, Kind
from tideturn.engines.pathways.state import ClockRun, PauseOfClock, State
from tideturn.packs.schema.clock import Clock
from tideturn.packs.schema.moment import EntryKind, StartKind
from tideturn.packs.schema.pathway import Pathway

CASE_CLOSED = "case-closed"
CONTACT_REFUSED = "contact-refused"
LIFTED = "refusal-lifted"
# A referral that was declined or revoked awaits no answer any more.
REFERRAL_OVER = frozenset({Kind.REFERRAL_DECLINED, Kind.REFERRAL_DONE, Kind.REFERRAL_REVOKED})
ANSWERS = REFERRAL_OVER | {Kind.REFERRAL_SEEN, Kind.REFERRAL_ACCEPTED, Kind.PROTECTION_REFERRED}


def after(before: State, now: State, entry: JournalEntry, pathway: Pathway) -> tuple[ClockRun, ...]:
    """Return the runs of all clocks once an entry has taken the case from one state to the next."""
    happened = frozenset(happenings(before, now, entry))
    runs = [_ended(run, now, happened, entry, pathway) for run in before.runs]
    runs = [_paused(run, entry) for run in runs]
    return (*runs, *_begun(runs, now, happened, entry, pathway))


def happenings(before: State, now: State, entry: JournalEntry) -> Iterator[str]:
    """Yield what an entry brought about, in the words in which clocks name it."""
    yield f"entry:{entry.kind.value}"
    if now.opened_at != before.opened_at:
        yield "opened"
    if before.team and now.team != before.team:
        yield "entry:team-changed"
    if now.stage != before.stage or entry.kind is Kind.MOVED:
        yield f"stage:{now.stage}"
    if entry.kind is Kind.MOVED:
        yield f"move:{entry.data.get('move')}"
    if entry.kind is Kind.REFERRAL_SENT:
        yield from ("referral", f"referral:{entry.data.get('to_kind', '')}")
    if before.is_contact_refused and not now.is_contact_refused:
        yield LIFTED
    yield from _of_contact(before, now)
    yield from (f"branch:{branch}" for branch in now.branches if branch not in before.branches)


def concerns(entry: JournalEntry) -> str:
    """Return the referral or branch that an entry is about, or nothing."""
    name = "branch" if entry.kind is Kind.PROTECTION_REFERRED else "referral"
    return str(entry.data.get(name, entry.id if entry.kind is Kind.REFERRAL_SENT else ""))


def _of_contact(before: State, now: State) -> Iterator[str]:
    if len(now.contacts) > len(before.contacts):
        latest = now.contacts[-1]
        yield from ("contact", f"contact:{latest.result}")
        if latest.is_made:
            yield "entry:contact-made"


def _ended(run: ClockRun, now: State, happened: frozenset[str], entry: JournalEntry, pathway: Pathway) -> ClockRun:
    if not run.is_running:
        return run
    clock = pathway.clock(run.clock)
    if by := _ended_by(run, clock, happened, entry):
        return _stop(run, entry.at, by)
    if not now.is_open:
        return _stop(run, entry.at, CASE_CLOSED)
    if clock.asks_contact and now.is_contact_refused:
        return _stop(run, entry.at, CONTACT_REFUSED)
    return run


def _ended_by(run: ClockRun, clock: Clock, happened: frozenset[str], entry: JournalEntry) -> str:
    """Return what ends a run; the answer to one referral, or one branch told, ends no run about another."""
    if run.about and entry.kind in ANSWERS:
        is_its_own = concerns(entry) == run.about
        is_over = entry.kind in REFERRAL_OVER or bool(_ends(clock) & happened)
        return f"entry:{entry.kind.value}" if is_its_own and is_over else ""
    return next(iter(sorted(_ends(clock) & happened)), "")


def _begun(
    runs: Sequence[ClockRun], now: State, happened: frozenset[str], entry: JournalEntry, pathway: Pathway
) -> Iterator[ClockRun]:
    running = {(run.clock, run.about) for run in runs if run.is_running}
    for clock in pathway.clocks:
        about = _about(clock, entry)
        may_run = now.is_open and (clock.id, about) not in running
        may_run &= not (clock.asks_contact and now.is_contact_refused)
        may_run &= now.is_in_national_queue or not clock.only_in_national_queue
        if may_run and (_starts(clock) in happened or (LIFTED in happened and _waits_again(clock, runs, now))):
            # No clock of a case begins before the case: what was done earlier is known only since then.
            yield ClockRun(clock.id, max(entry.at, now.opened_at or entry.at), about)


def _waits_again(clock: Clock, runs: Sequence[ClockRun], now: State) -> bool:
    """Tell whether a clock that a refusal kept from running is to run, now that contact is no longer refused."""
    stops = set(clock.stops.entries)
    is_answered = (EntryKind.CONTACT_LOGGED in stops and now.contacts) or (
        EntryKind.CONTACT_MADE in stops and now.first_contact_at
    )
    if not clock.asks_contact or is_answered:
        return False
    last = next((run for run in reversed(runs) if run.clock == clock.id), None)
    return last.stopped_by == CONTACT_REFUSED if last else clock.starts.on is StartKind.OPENED


def _about(clock: Clock, entry: JournalEntry) -> str:
    if clock.starts.on is StartKind.BRANCH:
        return clock.starts.id or ""
    return concerns(entry) if clock.starts.on is StartKind.REFERRAL else ""


def _starts(clock: Clock) -> str:
    starts = clock.starts
    return f"{starts.on.value}:{starts.id}" if starts.id else starts.on.value


def _ends(clock: Clock) -> frozenset[str]:
    stops = clock.stops
    return frozenset(
        (
            *(f"stage:{stage}" for stage in stops.stages),
            *(f"move:{move}" for move in stops.moves),
            *(f"entry:{entry.value}" for entry in stops.entries),
        )
    )


def _stop(run: ClockRun, at: datetime, by: str) -> ClockRun:
    # What was done before the clock began (a contact on the ward, say) ends it at once, not before its beginning.
    at = max(at, run.started_at)
    pauses = tuple(pause if pause.ended_at else replace(pause, ended_at=at) for pause in run.pauses)
    return replace(run, stopped_at=at, stopped_by=by, pauses=pauses)


def _paused(run: ClockRun, entry: JournalEntry) -> ClockRun:
    if not run.is_running or run.clock != entry.data.get("clock"):
        return run
    if entry.kind is Kind.CLOCK_PAUSED and not run.is_paused:
        pause = PauseOfClock(entry.at, None, str(entry.data.get("reason", "")))
        return replace(run, pauses=(*run.pauses, pause))
    if entry.kind is Kind.CLOCK_RESUMED and run.is_paused:
        return replace(run, pauses=(*run.pauses[:-1], replace(run.pauses[-1], ended_at=entry.at)))
    return run
