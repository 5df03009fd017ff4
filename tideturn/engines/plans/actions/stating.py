"""Write what a body says of a commitment: kept as a draft, handed in, taken back, thrown away."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from tideturn.engines.plans import statements
from tideturn.engines.plans.actions.telling import tell_publishers
from tideturn.engines.plans.areas import answers_for
from tideturn.engines.plans.errors import (
    BegunElsewhere,
    NotYours,
    RowOfATable,
    StatementDecided,
    StatementOvertaken,
    WrittenMeanwhile,
)
from tideturn.engines.plans.kept_files import kept_exhibit
from tideturn.engines.plans.marks import mark_of, overtaken
from tideturn.engines.plans.models import Commitment, Organisation, Statement, StatementFile
from tideturn.engines.plans.saying import Said, as_values, check, said_in
from tideturn.engines.plans.speaking import owning_bodies
from tideturn.engines.plans.words import StatementState
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit

WRITABLE = (StatementState.DRAFT, StatementState.RETURNED)


@dataclass(frozen=True)
class Subject:
    """Of what is spoken: a commitment, as a body that owns it or of one area that must do it."""

    commitment: Commitment
    body: Organisation | None
    area_scheme: str = ""
    area_code: str = ""

    @property
    def permission(self) -> Permission:
        """Return what one must be permitted to speak so."""
        return Permission.PLANS_AREA if self.area_code else Permission.PLANS_EDIT

    def is_theirs(self, by: Actor) -> bool:
        """Return whether somebody's agency may speak so: as an owner, or of an area that it answers for."""
        if self.area_code:
            return answers_for(self.commitment, self.area_code, by)
        return self.body is not None and owning_bodies(self.commitment, by).filter(pk=self.body.pk).exists()

    def open(self) -> Statement | None:
        """Return what has been begun to be said of it."""
        if self.area_code:
            return statements.open_of_area(self.commitment, self.area_code)
        return statements.open_of(self.commitment, self.body) if self.body else None


@transaction.atomic
def write(*, subject: Subject, said: Said, seen: datetime | None = None, by: Actor) -> Statement:
    """Keep what is said as the one open draft of its subject, begun where there is none.

    `seen` is when the draft was last changed as its writer saw it; nothing where they saw none. Raise NotYours for what
    others answer for, StatementRefused for what may not be said, WrittenMeanwhile where somebody else wrote since,
    BegunElsewhere where another agency has begun, and StatementDecided for one that waits to be published.
    """
    check_permission(by, subject.permission)
    if not subject.is_theirs(by):
        raise NotYours
    Commitment.objects.select_for_update().get(pk=subject.commitment.pk)
    held = _held_fast(subject.open())
    check(said, subject.commitment, has_exhibits=bool(held and held.exhibits))
    return _begun(subject, said, by) if held is None else _rewritten(held, said, seen, by)


def _held_fast(found: Statement | None) -> Statement | None:
    """Return a statement as it is once nobody else can hand it in or decide about it: held for this transaction."""
    if found is not None:
        found.refresh_from_db(from_queryset=Statement.objects.select_for_update(of=("self",)))
    return found


def _rewritten(held: Statement, said: Said, seen: datetime | None, by: Actor) -> Statement:
    if held.agency_id != by.agency_id:
        raise BegunElsewhere
    if held.state not in WRITABLE:
        raise StatementDecided(StatementState(held.state).label)
    before = said_in(held)
    if held.changed_at != seen and before != said:
        raise WrittenMeanwhile(held.written_by)
    _write_in(held, by, **as_values(said))
    _write_down(held, "plans.statement-changed", by, before=as_values(before), after=as_values(said))
    return held


def _begun(subject: Subject, said: Said, by: Actor) -> Statement:
    """Return a new draft; another agency's own is hidden from this one, and the database alone knows of it."""
    try:
        with transaction.atomic():
            made = _made(subject, said, by)
    except IntegrityError:
        raise BegunElsewhere from None
    _write_down(made, "plans.statement-begun", by, before=None, after=as_values(said))
    return made


def _made(subject: Subject, said: Said, by: Actor) -> Statement:
    now = timezone.now()
    return Statement.objects.create(
        commitment=subject.commitment,
        body=subject.body,
        area_scheme=subject.area_scheme,
        area_code=subject.area_code,
        agency_id=by.agency_id or "",
        known=mark_of(subject.commitment, subject.area_code),
        writer_id=by.user_id,
        written_by=by.name[:200],
        writers=_with(by),
        begun_at=now,
        changed_at=now,
        **as_values(said),
    )


@transaction.atomic
def see_what_changed(*, statement_id: uuid.UUID, by: Actor) -> Statement:
    """Go on with a draft although the register has changed since: its writer has seen what changed."""
    held = _own(statement_id, by, *WRITABLE)
    _keep(held, known=mark_of(held.commitment, held.area_code))
    _write_down(held, "plans.statement-caught-up", by)
    return held


@transaction.atomic
def hand_in(*, statement_id: uuid.UUID, by: Actor) -> Statement:
    """Let a draft wait to be published, and tell whoever publishes; raise StatementOvertaken for one that is stale."""
    held = _own(statement_id, by, *WRITABLE)
    check(said_in(held), held.commitment, has_exhibits=bool(held.exhibits))
    if overtaken(held):
        raise StatementOvertaken
    now = timezone.now()
    Statement.objects.filter(pk=held.pk).update(state=StatementState.SUBMITTED, submitted_at=now, answer="")
    held.refresh_from_db()
    tell_publishers(held)
    _write_down(held, "plans.statement-handed-in", by)
    return held


@transaction.atomic
def take_back(*, statement_id: uuid.UUID, by: Actor) -> Statement:
    """Make a draft again of what waits to be published."""
    held = _own(statement_id, by, StatementState.SUBMITTED)
    if held.upload_id is not None:
        raise RowOfATable
    _keep(held, state=StatementState.DRAFT, submitted_at=None)
    _write_down(held, "plans.statement-taken-back", by)
    return held


@transaction.atomic
def drop(*, statement_id: uuid.UUID, by: Actor) -> Statement:
    """Throw a draft away; the files that it showed are cleared away when nothing else shows them."""
    held = _own(statement_id, by, *WRITABLE)
    _keep(held, state=StatementState.DROPPED, decided_at=timezone.now(), decided_by=by.name[:200])
    _write_down(held, "plans.statement-dropped", by, before=as_values(said_in(held)), after=None)
    return held


@transaction.atomic
def show(*, statement_id: uuid.UUID, exhibit: Mapping[str, Any], by: Actor) -> Statement:
    """Put a link or a `file` that somebody gave beside a draft as evidence."""
    held = _own(statement_id, by, *WRITABLE)
    shown = kept_exhibit(exhibit)
    _write_in(held, by, exhibits=[*held.exhibits, shown])
    _hold_files(held)
    _write_down(held, "plans.evidence-added", by, before=None, after=shown)
    return held


@transaction.atomic
def withdraw_exhibit(*, statement_id: uuid.UUID, number: int, by: Actor) -> Statement:
    """Take a piece of evidence away from a draft; raise NotYours where there is none of that number."""
    held = _own(statement_id, by, *WRITABLE)
    if not 0 <= number < len(held.exhibits):
        raise NotYours
    gone = held.exhibits[number]
    _write_in(held, by, exhibits=[one for place, one in enumerate(held.exhibits) if place != number])
    _hold_files(held)
    _write_down(held, "plans.evidence-removed", by, before=gone, after=None)
    return held


def _hold_files(held: Statement) -> None:
    """Have the database hold the files that a statement shows, and no others."""
    digests = {one["sha256"] for one in held.exhibits if one.get("sha256")}
    held.files.exclude(file__in=digests).delete()
    rows = [StatementFile(statement=held, file_id=digest) for digest in digests]
    StatementFile.objects.bulk_create(rows, ignore_conflicts=True)


def _own(statement_id: uuid.UUID, by: Actor, *states: StatementState) -> Statement:
    """Return a statement of one's own agency, held fast; raise NotYours, or StatementDecided in any other state."""
    found = Statement.objects.select_for_update(of=("self",)).filter(pk=statement_id, agency_id=by.agency_id)
    held = found.select_related("commitment__plan", "body", "agency").first()
    if held is None:
        raise NotYours
    check_permission(by, Permission.PLANS_AREA if held.area_code else Permission.PLANS_EDIT)
    if held.state not in states:
        raise StatementDecided(StatementState(held.state).label)
    return held


def _write_in(held: Statement, by: Actor, **values: Any) -> None:
    """Write words or evidence into a statement, with who did so last and when."""
    writer = {"writer_id": by.user_id, "written_by": by.name[:200], "writers": _with(by, held.writers)}
    _keep(held, **values, **writer, changed_at=timezone.now())


def _with(by: Actor, before: Iterable[int] = ()) -> list[int]:
    """Return the numbers of all who have written, one more among them."""
    return sorted({*before, *((by.user_id,) if by.user_id is not None else ())})


def _keep(held: Statement, **values: Any) -> None:
    """Write columns of a statement."""
    for name, value in values.items():
        setattr(held, name, value)
    held.save(update_fields=[name.removesuffix("_id") for name in values])


def _write_down(held: Statement, action: str, by: Actor, **more: Any) -> None:
    detail = {
        "plan": held.commitment.plan_id,
        "commitment": held.commitment.local_id,
        "body": held.body_id,
        "area": held.area_code,
        "why": held.why,
        **more,
    }
    audit.record(actor=by, action=action, kind="plans-statement", subject=held.pk, detail=detail)
