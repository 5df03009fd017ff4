"""Take a whole table of statements: read, handed in, published or sent back, each time all of it or nothing."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.engines.plans.actions.telling import tell_of_upload, tell_uploader
from tideturn.engines.plans.errors import NotYours, StatementDecided, TableRefused
from tideturn.engines.plans.models import Commitment, Statement, Upload
from tideturn.engines.plans.owners_table import UNDER_WAY, Held, RowChange, held_by, read_rows
from tideturn.engines.plans.saying import FIELDS
from tideturn.engines.plans.speaking import publishes_for
from tideturn.engines.plans.words import StatementState, UploadState
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit

BATCH = 500
# So many rows stand in one entry of the audit, which is read a page at a time.
ROWS_IN_AN_ENTRY = 100


@transaction.atomic
def read(*, file_name: str, rows: Sequence[Mapping[str, str]], on: date, by: Actor) -> Upload:
    """Read a table and keep what it says, seen by its agency alone; raise TableRefused with all that is wrong."""
    check_permission(by, Permission.PLANS_EDIT)
    changes, problems = read_rows(rows, by, on)
    if problems:
        raise TableRefused([(one.row, one.column, one.said) for one in problems])
    if not changes:
        raise TableRefused(
            [(0, "", _("No row says anything but what is held already. Change a row, then choose the table again."))]
        )
    made = Upload.objects.create(
        agency_id=by.agency_id or "", uploader_id=by.user_id, uploaded_by=by.name[:200], file_name=file_name[:255],
        rows=[_kept(one) for one in changes],
    )  # fmt: skip
    write_down(made, "plans.table-read", [], by)
    return made


def _kept(one: RowChange) -> dict[str, Any]:
    """Return a row as it is kept until it is handed in: what it says, what is held now, and its mark."""
    said = {name: getattr(one.said, name) for name in FIELDS}
    days = {name: said[name].isoformat() if said[name] else None for name in ("stated_on", "due_date")}
    held = one.held
    return {
        "row": one.row, "plan": held.commitment.plan_id, "local_id": held.commitment.local_id, "body": held.body.pk,
        "commitment": held.commitment.pk, "title": held.commitment.title, "known": held.known,
        "owner": held.body.name,
        "said": {**said, **days}, "now": _now(one),
    }  # fmt: skip


def _now(one: RowChange) -> dict[str, str]:
    due = one.held.commitment.current_due_date
    return {"status": one.held.status, "note": one.held.words, "due_date": due.isoformat() if due else ""}


@transaction.atomic
def hand_in(*, upload_id: uuid.UUID, on: date, by: Actor) -> Upload:
    """Let every row of a table wait to be published; raise TableRefused where others have spoken since it was read."""
    check_permission(by, Permission.PLANS_EDIT)
    held = _own(upload_id, by)
    rows = held.rows
    hold_fast(one["commitment"] for one in rows)
    _check_rows(rows, by, on)
    now = timezone.now()
    made = [_statement(held, row, now) for row in rows]
    Statement.objects.bulk_create(made, batch_size=BATCH)
    held.state, held.handed_in_at = UploadState.SUBMITTED, now
    held.save(update_fields=["state", "handed_in_at"])
    tell_of_upload(held)
    write_down(held, "plans.table-handed-in", [audited(row) for row in rows], by)
    return held


def _check_rows(rows: Sequence[dict[str, Any]], by: Actor, on: date) -> None:
    """Raise TableRefused for rows that are no longer theirs, were overtaken, or of which a draft is under way."""
    held = held_by(by, on)
    found = ((row["row"], _wrong(row, held.get((row["plan"], row["local_id"], row["body"])))) for row in rows)
    problems = [(number, *wrong) for number, wrong in found if wrong]
    if problems:
        raise TableRefused(problems)


def _wrong(row: dict[str, Any], held: Held | None) -> tuple[str, str] | None:
    """Return the column and the words of what keeps a row from being handed in, or nothing."""
    if held is None:
        return "commitment", _("Your agency does not speak for its owner any more. Take the table away anew.")
    if held.known != row["known"]:
        return "known", _("Something was said of it since the table was read. Take the table away anew.")
    return ("commitment", str(UNDER_WAY)) if held.is_begun else None


def hold_fast(numbers: Iterable[int]) -> None:
    """Let nobody else speak of some commitments until the transaction ends."""
    list(Commitment.objects.select_for_update().filter(pk__in=list(numbers)).order_by("pk").values_list("pk"))


def _statement(held: Upload, row: dict[str, Any], now: Any) -> Statement:
    said = dict(row["said"])
    for name in ("stated_on", "due_date"):
        said[name] = date.fromisoformat(said[name]) if said[name] else None
    return Statement(
        commitment_id=row["commitment"], body_id=row["body"], agency_id=held.agency_id, known=row["known"],
        state=StatementState.SUBMITTED, upload=held, writer_id=held.uploader_id, written_by=held.uploaded_by,
        writers=[held.uploader_id] if held.uploader_id else [], begun_at=now, changed_at=now, submitted_at=now, **said,
    )  # fmt: skip


@transaction.atomic
def drop(*, upload_id: uuid.UUID, by: Actor) -> Upload:
    """Throw a table away that was read and not handed in."""
    check_permission(by, Permission.PLANS_EDIT)
    held = _own(upload_id, by)
    held.state, held.decided_at, held.decided_by = UploadState.DROPPED, timezone.now(), by.name[:200]
    held.save(update_fields=["state", "decided_at", "decided_by"])
    write_down(held, "plans.table-dropped", [audited(row) for row in held.rows], by)
    return held


@transaction.atomic
def send_back(*, upload_id: uuid.UUID, answer: str, by: Actor) -> Upload:
    """Send a whole table back with a word; its rows wait no more, and the table can be mended and read anew."""
    held = to_decide(upload_id, by)
    sent_back = {"state": StatementState.DROPPED, "answer": answer, "decided_at": timezone.now()}
    Statement.objects.filter(upload=held).update(**sent_back, decided_by=by.name[:200])
    held.answer = answer
    held.save(update_fields=["answer"])
    return decided(held, UploadState.RETURNED, by, "plans.table-sent-back", [])


def _own(upload_id: uuid.UUID, by: Actor) -> Upload:
    held = Upload.objects.select_for_update().filter(pk=upload_id, agency_id=by.agency_id).first()
    if held is None:
        raise NotYours
    if held.state != UploadState.READ:
        raise StatementDecided(UploadState(held.state).label)
    return held


def to_decide(upload_id: uuid.UUID, by: Actor) -> Upload:
    """Return a table that somebody decides about, held fast; raise NotYours, or StatementDecided in any other state."""
    check_permission(by, Permission.PLANS_PUBLISH)
    held = Upload.objects.select_for_update(of=("self",)).filter(pk=upload_id).select_related("uploader").first()
    if held is None or not publishes_for(held.agency_id, by) or held.state == UploadState.READ:
        raise NotYours
    if held.state != UploadState.SUBMITTED:
        raise StatementDecided(UploadState(held.state).label)
    return held


def decided(held: Upload, state: UploadState, by: Actor, action: str, rows: Sequence[Any]) -> Upload:
    """Keep what was decided about a table, tell whoever handed it in, and write it down."""
    held.state, held.decided_at, held.decided_by = state, timezone.now(), by.name[:200]
    held.save(update_fields=["state", "decided_at", "decided_by"])
    tell_uploader(held)
    write_down(held, action, rows, by)
    return held


def write_down(held: Upload, action: str, rows: Sequence[Any], by: Actor) -> None:
    """Write down what was done with a table, with every row's before and after."""
    for start in range(0, max(1, len(rows)), ROWS_IN_AN_ENTRY):
        piece = list(rows[start : start + ROWS_IN_AN_ENTRY])
        detail = {"file": held.file_name, "uploaded_by": held.uploaded_by, "answer": held.answer, "rows": piece}
        audit.record(actor=by, action=action, kind="plans-table", subject=held.pk, detail=detail)


def audited(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row as the audit keeps it: what was held before, and what is said."""
    named = {name: row[name] for name in ("row", "plan", "local_id", "body")}
    return {**named, "before": row["now"], "after": row["said"]}
