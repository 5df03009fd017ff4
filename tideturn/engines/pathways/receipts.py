"""What a sender is answered: kept with the key that lets a report come only once, and never changed by what follows."""

import json
import uuid
from datetime import datetime
from typing import Any

from django.db import connection

from tideturn.engines.pathways.content import calendar_of_team, limit_of, pathway_of
from tideturn.engines.pathways.errors import ReportNotFound
from tideturn.engines.pathways.models import Receipt, Report
from tideturn.foundations.access.models import Team
from tideturn.methods.clocks import due_at
from tideturn.packs.schema.moment import StartKind

# Names the unique key, so that without it no report is received at all.
CLAIM = """
    insert into pathways_receipt (id, agency, idempotency_key, body_digest, answer) values (%s, %s, %s, %s, '')
    on conflict (agency, idempotency_key) do nothing returning id
"""


def claim(*, agency_id: str, key: uuid.UUID, digest: bytes) -> uuid.UUID | None:
    """Return the id of a new report for a key that was never used, else nothing.

    The unique key makes a second sender with the same key wait for the first, and then find its answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [uuid.uuid4(), agency_id, key, digest])
        made = cursor.fetchone()
    return made[0] if made else None


def of_key(*, agency_id: str, key: uuid.UUID) -> Receipt:
    """Return the receipt that was given for a key."""
    return Receipt.objects.get(agency=agency_id, idempotency_key=key)


def complete(receipt_id: uuid.UUID, answer: dict[str, Any]) -> str:
    """Keep what the sender is answered, and return it as it is sent, now and ever after."""
    text = json.dumps(answer, ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute("update pathways_receipt set answer = %s where id = %s", [text, receipt_id])
    return text


def receipt_of(report_id: uuid.UUID, *, agency_id: str) -> str:
    """Return the receipt of a report that this agency sent; raise ReportNotFound for any other, there or not."""
    found = Receipt.objects.filter(id=report_id, agency=agency_id).values_list("answer", flat=True).first()
    if found is None:
        raise ReportNotFound
    return found


def answer(report: Report, *, team: Team, pathway_id: str) -> dict[str, Any]:
    """Return the receipt of a report: the same whether or not it joined another, so that it tells of no other."""
    return {
        "id": str(report.id),
        "reference": report.reference,
        "received_at": written(report.received_at),
        "responsible_team": team.name,
        "clocks": promised(report.received_at, team, pathway_id),
    }


def promised(received_at: datetime, team: Team, pathway_id: str) -> list[dict[str, str]]:
    """Return the clocks that start when a report is received, with the moment at which each is due."""
    calendar = calendar_of_team(team)
    started = (clock for clock in pathway_of(pathway_id).clocks if clock.starts.on is StartKind.OPENED)
    return [
        {"name": clock.title, "due_at": written(due_at(received_at, limit_of(clock.limit), calendar))}
        for clock in started
        if team.is_national_queue or not clock.only_in_national_queue
    ]


def written(moment: datetime) -> str:
    """Return a moment in UTC, as it is written in answers."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
