"""Publish a whole table of statements: every row becomes a word of the register, or none does."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from tideturn.engines.plans.actions.publishing import position_of, source_of
from tideturn.engines.plans.actions.uploading import BATCH, audited, decided, hold_fast, to_decide
from tideturn.engines.plans.errors import NoLongerSpeaks, OwnWords, TableRefused
from tideturn.engines.plans.history import because
from tideturn.engines.plans.marks import marks_of
from tideturn.engines.plans.models import DueDateRevision, Organisation, Position, Statement, Upload
from tideturn.engines.plans.speaking import still_speaks
from tideturn.engines.plans.uploads import statements_in
from tideturn.engines.plans.words import Origin, StatementState, UploadState
from tideturn.foundations.access.acting import Actor

OVERTAKEN = "Something was said of it since the table was handed in. Send the table back."


@transaction.atomic
def publish(*, upload_id: uuid.UUID, by: Actor) -> Upload:
    """Let everybody read what a table says.

    Raise OwnWords for whoever handed it in, TableRefused, row by row, for what others have overtaken since, and
    NoLongerSpeaks.
    """
    held = to_decide(upload_id, by)
    if held.uploader_id == by.user_id:
        raise OwnWords
    said = list(statements_in(held))
    hold_fast(one.commitment_id for one in said)
    _check_voices(held, said)
    _check_marks(held, said)
    with because(by=f"{by.name} for {held.uploaded_by}", reason=_reason(said)):
        _apply(said)
    published = {"state": StatementState.PUBLISHED, "decided_at": timezone.now(), "decided_by": by.name[:200]}
    Statement.objects.filter(upload=held).update(**published)
    return decided(held, UploadState.PUBLISHED, by, "plans.table-published", [audited(row) for row in held.rows])


def _check_voices(held: Upload, said: Sequence[Statement]) -> None:
    spoken: dict[Organisation, list[int]] = {}
    for one in said:
        if one.body is not None:
            spoken.setdefault(one.body, []).append(one.commitment_id)
    for body, commitments in spoken.items():
        if not still_speaks(held.agency_id, body.pk, commitments):
            raise NoLongerSpeaks(body.name)


def _check_marks(held: Upload, said: Sequence[Statement]) -> None:
    marks = marks_of(one.commitment_id for one in said)
    overtaken = {one.commitment_id for one in said if marks[one.commitment_id] != one.known}
    problems = [(row["row"], "known", OVERTAKEN) for row in held.rows if row["commitment"] in overtaken]
    if problems:
        raise TableRefused(problems)


def _reason(said: Sequence[Statement]) -> str:
    """Return why the register changed, as everybody reads it."""
    bodies = sorted({one.body.name for one in said if one.body})
    who = bodies[0] if len(bodies) == 1 else "the bodies that own them"
    return f"said by {who} in one table, and looked at by a second person"


def _apply(said: Sequence[Statement]) -> None:
    reported = [one for one in said if one.status or one.note]
    Position.objects.bulk_create([position_of(one) for one in reported], batch_size=BATCH)
    later = {one.commitment_id: _revision(one, one.due_date) for one in said if one.due_date}
    DueDateRevision.objects.bulk_create(
        list(later.values()),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["commitment", "decided_on"],
        update_fields=["due_date", "by", "reason", "source", "origin"],
    )


def _revision(one: Statement, due: date) -> DueDateRevision:
    return DueDateRevision(
        commitment_id=one.commitment_id, due_date=due, decided_on=timezone.localdate(), by_id=one.body_id or "",
        reason=one.due_reason, source=source_of(one), origin=Origin.STAFF,
    )  # fmt: skip
