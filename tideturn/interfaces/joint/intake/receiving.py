"""From a report to somebody's responsibility: person, case, clocks, messages, audit and receipt, all or nothing."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from tideturn.engines.pathways import receipts, reports
from tideturn.engines.pathways.errors import KeyUsedForAnother
from tideturn.engines.pathways.moments import database_now
from tideturn.engines.people.record import actions as people
from tideturn.foundations.access import routing
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.models import Team
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.crash_points import crash_point
from tideturn.interfaces.joint.intake.errors import OccurredInTheFuture
from tideturn.interfaces.joint.intake.report import PATHWAY, NearFatalOverdose
from tideturn.packs.areas import board_of

AHEAD_AT_MOST = timedelta(minutes=5)
# A report that waits longer than this for the database is answered with “come again”, and nothing of it is kept.
LIMITS = "set local statement_timeout = '8s'; set local lock_timeout = '5s'; set local idle_in_transaction_session_timeout = '20s'"


@dataclass(frozen=True)
class Sending:
    """One report on its way in: what it says, the key that lets it come only once, and through which door it came."""

    report: NearFatalOverdose
    key: uuid.UUID
    digest: bytes
    door: str = "api"


def receive(sending: Sending, *, sender: Actor) -> dict[str, Any]:
    """Return the receipt of a report once it is kept for good; the same again for the same key and body.

    Raises PermissionMissing, KeyUsedForAnother, or OccurredInTheFuture.
    """
    check_permission(sender, Permission.INTAKE_NEAR_FATAL_OVERDOSES)
    with acting(system_actor("intake")):
        _limit_waiting()
        receipt_id = receipts.claim(agency_id=sender.agency_id or "", key=sending.key, digest=sending.digest)
        if receipt_id is None:
            return _given_before(sending, sender)
        answer = _keep(sending, receipt_id, sender)
        crash_point("before_commit")
    crash_point("after_commit")
    return answer


def _limit_waiting() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LIMITS)


def _given_before(sending: Sending, sender: Actor) -> dict[str, Any]:
    held = receipts.of_key(agency_id=sender.agency_id or "", key=sending.key)
    if bytes(held.body_digest) != sending.digest:
        raise KeyUsedForAnother
    return held.answer


def _keep(sending: Sending, receipt_id: uuid.UUID, sender: Actor) -> dict[str, Any]:
    received_at = database_now()
    _check_occurred(sending.report, received_at)
    team, area = _responsible(sending.report)
    told = _as_told(sending, receipt_id, received_at, area)
    case_found = reports.certain_match(told)
    person = _person(sending, receipt_id, case_found, sender)
    taken = reports.take(told, team=team, person_id=person, into=case_found, by=sender)
    answer = receipts.answer(taken, team=team, pathway_id=PATHWAY)
    receipts.complete(receipt_id, answer)
    audit.record(actor=sender, action="report", kind="report", subject=receipt_id, detail={"door": sending.door})
    return answer
