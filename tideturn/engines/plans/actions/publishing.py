"""Publish what a body handed in, so that it stands in the register as any other word; or send it back with one."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from tideturn.engines.plans import statements
from tideturn.engines.plans.actions.telling import tell_writer
from tideturn.engines.plans.errors import (
    NoLongerSpeaks,
    NotYours,
    OwnWords,
    RowOfATable,
    StatementDecided,
    StatementOvertaken,
    WrittenMeanwhile,
)
from tideturn.engines.plans.history import because
from tideturn.engines.plans.marks import overtaken
from tideturn.engines.plans.models import (
    Acceptance,
    AreaDelivery,
    Commitment,
    Condition,
    DueDateRevision,
    Evidence,
    Organisation,
    Position,
    Statement,
)
from tideturn.engines.plans.speaking import still_speaks
from tideturn.engines.plans.words import Basis, Origin, StatementState
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit


@transaction.atomic
def publish(*, statement_id: uuid.UUID, seen: datetime, by: Actor) -> Statement:
    """Let everybody read a statement that was handed in, as whoever publishes it saw it: `seen` is its last change.

    Raise WrittenMeanwhile where it was written in since, OwnWords for whoever wrote any of it, StatementOvertaken where
    the register has changed since, and NoLongerSpeaks.
    """
    # The commitment first, as whoever writes of it takes them: two that wait for each other would wait for ever.
    list(Commitment.objects.select_for_update(of=("self",)).filter(statements=statement_id))
    held = _to_decide(statement_id, by)
    if held.changed_at != seen:
        raise WrittenMeanwhile(held.written_by)
    if statements.wrote(held, by):
        raise OwnWords
    if held.body and not held.area_code and not still_speaks(held.agency_id, held.body.pk, [held.commitment_id]):
        raise NoLongerSpeaks(held.body.name)
    if held.area_code and held.area_code not in held.agency.areas:
        raise NoLongerSpeaks(held.area_code)
    if overtaken(held):
        raise StatementOvertaken
    changes = statements.differences(held, timezone.localdate())
    with because(by=f"{by.name} for {held.written_by}", reason=reason_of(held)):
        apply(held)
    return _decided(held, StatementState.PUBLISHED, by, "plans.statement-published", **before_and_after(changes))


@transaction.atomic
def send_back(*, statement_id: uuid.UUID, answer: str, by: Actor) -> Statement:
    """Send a statement back to whoever wrote it, with a word."""
    held = _to_decide(statement_id, by)
    held.answer = answer
    held.save(update_fields=["answer"])
    return _decided(held, StatementState.RETURNED, by, "plans.statement-sent-back", answer=answer)


def before_and_after(changes: Sequence[statements.Difference]) -> dict[str, dict[str, Any]]:
    """Return what the register held and what it holds, as the audit keeps it."""
    return {
        "before": {one.field: one.now for one in changes},
        "after": {one.field: one.then for one in changes},
    }


def reason_of(held: Statement) -> str:
    """Return why the register changed, as everybody reads it."""
    return f"said by {held.speaker}, and looked at by a second person"


def source_of(held: Statement) -> str:
    """Return where a statement stands and of which day it is, as everybody reads it.

    In the register it counts from the day on which it is published: what is told later was not known before, and a page
    of a past day stays as it stood then.
    """
    said = f"{held.speaker}, in this register"
    is_of_today = held.stated_on == timezone.localdate()
    return said if is_of_today else f"{said}, as it stood on {date_format(held.stated_on, 'j F Y')}"


def apply(held: Statement) -> None:
    """Write a statement into the tables of the register; asked by nobody but whoever has checked that it may be."""
    if held.area_code:
        _say_of_area(held)
        return
    if held.status or held.note:
        position = position_of(held)
        position.save()
        _show(held, position=position)
    if held.body:
        _change(held, held.body)


def _change(held: Statement, body: Organisation) -> None:
    """Write down where a body changes a date, an answer or a condition; what stood there before stays."""
    ours = {"source": source_of(held), "origin": Origin.STAFF}
    if held.due_date:
        later: dict[str, Any] = {"due_date": held.due_date, "by": body, "reason": held.due_reason, **ours}
        of_the_day: dict[str, Any] = {"commitment": held.commitment, "decided_on": timezone.localdate()}
        DueDateRevision.objects.update_or_create(**of_the_day, defaults=later)
    if held.acceptance:
        _answer(held)
    if held.condition is not None:
        said = {"words": held.condition, "stated_on": timezone.localdate(), "by": body, **ours}
        Condition.objects.create(commitment=held.commitment, **said)


def position_of(held: Statement) -> Position:
    """Return the position that a statement becomes, to be kept by whoever publishes it."""
    return Position(
        commitment_id=held.commitment_id, status=held.status, note=held.note, stated_on=timezone.localdate(),
        by_id=held.body_id, source=source_of(held), origin=Origin.STAFF,
    )  # fmt: skip


def _answer(held: Statement) -> None:
    Acceptance.objects.create(
        commitment=held.commitment,
        value=held.acceptance,
        by=held.body,
        stated_on=timezone.localdate(),
        basis=Basis.STATED,
        reason=held.acceptance_reason,
        origin=Origin.STAFF,
    )


def _say_of_area(held: Statement) -> None:
    said = {
        "status": held.status, "note": held.note, "by": held.body, "source": source_of(held), "origin": Origin.STAFF,
    }  # fmt: skip
    delivery, _ = AreaDelivery.objects.update_or_create(
        commitment=held.commitment,
        area_scheme=held.area_scheme,
        area_code=held.area_code,
        stated_on=timezone.localdate(),
        defaults=said,
    )
    _show(held, area_delivery=delivery)


def _show(held: Statement, **beside: Position | AreaDelivery) -> None:
    Evidence.objects.bulk_create([Evidence(**evidence_values(one), **beside) for one in held.exhibits])


def evidence_values(exhibit: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a piece of evidence as a draft or a verdict keeps it."""
    dated = exhibit.get("dated")
    named = {name: exhibit.get(name, "") for name in ("title", "address", "file_name", "sha256", "media_type")}
    return {**named, "dated": date.fromisoformat(dated) if dated else None}


def _to_decide(statement_id: uuid.UUID, by: Actor) -> Statement:
    check_permission(by, Permission.PLANS_PUBLISH)
    found = Statement.objects.select_for_update(of=("self",)).filter(pk=statement_id)
    held = found.select_related("commitment__plan", "body", "agency", "writer").first()
    if held is None or not statements.may_publish(held, by) or held.state == StatementState.DRAFT:
        raise NotYours
    if held.state != StatementState.SUBMITTED:
        raise StatementDecided(StatementState(held.state).label)
    if held.upload_id is not None:
        raise RowOfATable
    return held


def _decided(held: Statement, state: StatementState, by: Actor, action: str, **more: Any) -> Statement:
    held.state, held.decided_at, held.decided_by = state, timezone.now(), by.name[:200]
    held.save(update_fields=["state", "decided_at", "decided_by"])
    tell_writer(held)
    detail = {
        "plan": held.commitment.plan_id, "commitment": held.commitment.local_id, "body": held.body_id,
        "area": held.area_code, "written_by": held.written_by, "why": held.why,
        **more,
    }  # fmt: skip
    audit.record(actor=by, action=action, kind="plans-statement", subject=held.pk, detail=detail)
    return held
