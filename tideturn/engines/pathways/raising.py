"""Raising clocks that ran out: rows with a due time, looked for by the worker, so that no outage loses one.

Whatever the delay, the scan finds all that is due, oldest first; two workers never take the same row. A row that
cannot be raised is set aside for a while, blocks no other, and after some tries is itself raised to people.
"""

import logging
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from tideturn.engines.pathways import notices
from tideturn.engines.pathways.content import pathway_of
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Clock, Entry, Notice
from tideturn.engines.pathways.moments import database_now
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.audit import actions as audit
from tideturn.packs.schema.clock import Clock as ClockOfPathway

logger = logging.getLogger(__name__)
BATCH = 100
TRIES_AT_MOST = 5
FIRST_PAUSE = timedelta(seconds=5)


@dataclass(frozen=True)
class Raising:
    """One way in which a clock speaks up: which rows it is about, and how it says so."""

    kind: Kind
    when: str
    said: str

    @property
    def notice(self) -> str:
        """Return the kind of notice, and of message."""
        return "clock-raised" if self.kind is Kind.CLOCK_RAISED else "clock-warning"

    def names(self, clock: ClockOfPathway) -> list[str]:
        """Return whom the pathway names: a warning goes to the first of them alone."""
        names = [who.value for who in clock.escalate_to]
        return names if self.kind is Kind.CLOCK_RAISED else names[:1]


DUE = Raising(Kind.CLOCK_RAISED, "due_at", "raised_at")
WARNING = Raising(Kind.CLOCK_WARNED, "warn_at", "warned_at")


def raise_due(limit: int = BATCH) -> int:
    """Raise clocks that are due, oldest first; return how many of them were dealt with."""
    return _raise(DUE, limit)


def warn_due(limit: int = BATCH) -> int:
    """Warn of clocks that will soon be due; return how many warnings were given."""
    return _raise(WARNING, limit)


def clear(limit: int = BATCH) -> int:
    """Raise all that is due at this moment, batch by batch, as after an outage; return how many were dealt with."""
    cleared = 0
    while dealt := raise_due(limit):
        cleared += dealt
    return cleared


def try_given_up() -> int:
    """Let clocks that were given to people be tried once more; return how many there were.

    What kept one from being raised may have been mended meanwhile, in the pack say. It counts as one more try, so that
    a clock that still cannot be raised stays with the people who were told of it, and they are not told again.
    """
    with acting(system_actor("clocks")):
        given_up = Clock.objects.filter(status=Clock.RUNNING, raised_at=None, given_up_at__isnull=False)
        return given_up.update(given_up_at=None, try_again_at=None, tries=TRIES_AT_MOST - 1)


def _raise(way: Raising, limit: int) -> int:
    with acting(system_actor("clocks")):
        rows = list(_due(way)[:limit])
        if rows and not _all_at_once(way, rows):
            _one_by_one(way, rows)
    return len(rows)


def _due(way: Raising) -> "QuerySet[Clock]":
    waiting = Q(try_again_at=None) | Q(try_again_at__lte=Now())
    return (
        Clock.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("case__team__duty_lead", "case__lead")
        .filter(waiting, **{f"{way.when}__lte": Now(), way.said: None})
        .filter(status=Clock.RUNNING, raised_at=None, given_up_at=None)
        .order_by(F(way.when).asc(), "id")
    )


def _all_at_once(way: Raising, rows: Sequence[Clock]) -> bool:
    """Raise a whole batch in one savepoint, which is quick; tell whether it could be done."""
    return _attempt(lambda: _speak_up(way, rows)) is None


def _one_by_one(way: Raising, rows: Sequence[Clock]) -> None:
    for row in rows:
        trouble = _attempt(lambda row=row: _speak_up(way, [row]))  # type: ignore[misc]
        if trouble:
            _set_aside(row, trouble)


def _attempt(work: Callable[[], None]) -> str | None:
    """Do something in a savepoint; return what went wrong, in one line, or nothing."""
    try:
        with transaction.atomic():
            work()
    except DatabaseError as error:
        # The database going away is no fault of the row: nothing was kept, and the next round finds it again.
        if transaction.get_connection().connection is None or transaction.get_connection().connection.closed:
            raise
        return _line(error)
    except MemoryError:
        # Nor is a process that gets no more memory; another one, or this one later, finds the row again.
        raise
    except Exception as error:
        return _line(error)
    return None


def _line(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error).strip().splitlines()[0] if str(error).strip() else ''}"[:500]


def _speak_up(way: Raising, rows: Sequence[Clock]) -> None:
    """Write into the journals that clocks spoke up, tell people, and audit it: few statements for many rows."""
    now, answering = database_now(), notices.Answering.remembered()
    Entry.objects.bulk_create([_entry(way, row, now) for row in rows], ignore_conflicts=True)
    notices.raise_to_people([notice for row in rows for notice in _notices(way, row, now, answering)])
    for clock in dict.fromkeys(row.clock for row in rows):
        cases = [row.case_id for row in rows if row.clock == clock]
        actor, action = system_actor("clocks"), way.kind.value
        audit.record_each(actor=actor, action=action, kind="case", subjects=cases, detail={"clock": clock})
    Clock.objects.filter(id__in=[row.id for row in rows]).update(**{way.said: now})


def _notices(way: Raising, row: Clock, now: datetime, answering: notices.Answering) -> list[Notice]:
    definition = pathway_of(row.case.pathway).clock(row.clock)
    return notices.made(
        row.case,
        kind=way.notice,
        targets=notices.targets_of(row.case, way.names(definition), answering),
        at=now,
        key=_key(way, row),
        words=definition.title,
        clock=row,
    )


def _key(way: Raising, row: Clock) -> str:
    due = row.due_at.isoformat() if row.due_at else ""
    return f"{row.id}:{way.kind.value}:{due}"


def _entry(way: Raising, row: Clock, now: datetime) -> Entry:
    return Entry(
        id=uuid.uuid5(row.id, _key(way, row)),
        case_id=row.case_id,
        kind=way.kind,
        at=now,
        recorded_at=now,
        agency="",
        data={"clock": row.clock, "due_at": row.due_at.isoformat() if row.due_at else None},
    )


def _set_aside(row: Clock, trouble: str) -> None:
    """Try a row again later and less often; after some tries give it to people."""
    logger.error("A clock could not be raised and is tried again: %s", trouble)
    tries = row.tries + 1
    wait = FIRST_PAUSE * 2**tries
    changes: dict[str, object] = {"tries": tries, "trouble": trouble, "try_again_at": Now() + wait}
    if tries >= TRIES_AT_MOST:
        changes["given_up_at"] = Now()
        told = _attempt(lambda: _give_to_people(row))
        changes["trouble"] = trouble if told is None else f"{trouble}; {told}"
        if told:
            changes.pop("given_up_at")
    Clock.objects.filter(id=row.id).update(**changes)


def _give_to_people(row: Clock) -> None:
    targets = notices.targets_of(row.case, (notices.DUTY_LEAD, notices.TEAM, notices.NATIONAL))
    notices.tell(row.case, kind="poison-clock", targets=targets, at=database_now(), key=f"{row.id}:poison", clock=row)
