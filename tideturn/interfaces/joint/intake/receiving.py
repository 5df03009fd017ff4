"""From a report to somebody's responsibility: person, case, clocks, messages, audit and receipt, all or nothing."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from tideturn.engines.pathways import matching, receipts, reports
from tideturn.engines.pathways.errors import KeyUsedForAnother
from tideturn.engines.pathways.moments import database_now
from tideturn.engines.pathways.told import Reference, ToldReport
from tideturn.foundations.access import routing
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.models import Team
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.crash_points import crash_point
from tideturn.foundations.drawing import drawing_anew
from tideturn.interfaces.joint.intake import persons
from tideturn.interfaces.joint.intake.errors import OccurredInTheFuture
from tideturn.interfaces.joint.intake.report import PATHWAY, NearFatalOverdose
from tideturn.packs.areas import load_areas

AHEAD_AT_MOST = timedelta(minutes=5)
# A report that waits longer than this for the database is answered with “come again”, and nothing of it is kept.
LIMITS = (
    "set local statement_timeout = '8s'; set local lock_timeout = '5s'; "
    "set local idle_in_transaction_session_timeout = '20s'"
)


@dataclass(frozen=True)
class Sending:
    """One report on its way in: what it says, the key that lets it come only once, and through which door it came.

    `pathway` is the one that it starts, and `answers` are those to the questions of its first stage. `asked` is the
    service that it asks for help, whose team answers; without one the team is that of the area.
    """

    report: NearFatalOverdose
    key: uuid.UUID
    digest: bytes
    door: str = "api"
    pathway: str = PATHWAY
    answers: Mapping[str, Any] = field(default_factory=dict)
    asked: "AskedService | None" = None


@dataclass(frozen=True)
class AskedService:
    """A service of the directory that is asked for help, and the team that answers for it."""

    id: uuid.UUID
    name: str
    team: Team


def receive(sending: Sending, *, sender: Actor) -> str:
    """Return the receipt of a report, as JSON text, once it is kept for good; the same again for the same key and body.

    Raises PermissionMissing, KeyUsedForAnother, or OccurredInTheFuture.
    """
    check_may_send(sender)
    return drawing_anew(lambda: _received(sending, sender), unique=reports.DRAWN)


def _received(sending: Sending, sender: Actor) -> str:
    with acting(system_actor("intake")):
        _limit_waiting()
        receipt_id = receipts.claim(agency_id=sender.agency_id or "", key=sending.key, digest=sending.digest)
        if receipt_id is None:
            return _given_before(sending, sender)
        answer = _keep(sending, receipt_id, sender)
        crash_point("before_commit")
    crash_point("after_commit")
    return answer


def check_may_send(sender: Actor) -> None:
    """Raise PermissionMissing unless the sender may report: a person in the workspace, or an agency's program."""
    is_person = sender.user_id is not None
    check_permission(sender, Permission.REPORT if is_person else Permission.INTAKE_NEAR_FATAL_OVERDOSES)


def receipt_again(report_id: uuid.UUID, *, sender: Actor) -> str:
    """Return the receipt of a report that this agency sent, and keep that it was read."""
    with acting(sender):
        receipt = receipts.receipt_of(report_id, agency_id=sender.agency_id or "")
        audit.record(actor=sender, action="read receipt", kind="report", subject=report_id)
        return receipt


def _limit_waiting() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LIMITS)


def _given_before(sending: Sending, sender: Actor) -> str:
    held = receipts.of_key(agency_id=sender.agency_id or "", key=sending.key)
    if bytes(held.body_digest) != sending.digest:
        raise KeyUsedForAnother
    return held.answer


def _keep(sending: Sending, receipt_id: uuid.UUID, sender: Actor) -> str:
    """Keep the report under the locks of its event, so that two reports of it never open two cases."""
    received_at = database_now()
    _check_occurred(sending.report, received_at)
    told = as_told(sending, receipt_id, received_at, sender.agency_id or "")
    matching.hold(told)
    found = persons.find(sending.report, told, sender)
    told = replace(told, person=found.person)
    team = _responsible(sending)
    into = persons.certain_case(told, found)
    persons.find_one(into, found)
    report = reports.take(told, team=team, into=into, likely_people=(*found.certain, *found.likely), by=sender)
    answer = receipts.complete(receipt_id, receipts.answer(report, team=team, pathway_id=sending.pathway))
    reports.write_down(report, has_joined=into is not None, by=sender)
    return answer


def _check_occurred(report: NearFatalOverdose, received_at: datetime) -> None:
    if report.occurred_at > received_at + AHEAD_AT_MOST:
        raise OccurredInTheFuture


def _responsible(sending: Sending) -> Team:
    """Return the team that answers: of the service asked, else of home, of the place, and then the national queue."""
    if sending.asked:
        return sending.asked.team
    areas = load_areas()
    team = None
    for code in sending.report.areas:
        team = routing.team_for(sending.pathway, code, areas.board_code(code))
        if not team.is_national_queue:
            return team
    return team or routing.team_for(sending.pathway, None)


def as_told(sending: Sending, report_id: uuid.UUID, received_at: datetime, agency: str) -> ToldReport:
    """Return what a report says of the event, without who it was about."""
    report = sending.report
    own = (Reference(agency, report.source_reference),) if report.source_reference else ()
    return ToldReport(
        id=report_id,
        pathway=sending.pathway,
        agency=agency,
        door=sending.door,
        received_at=received_at,
        occurred_at=report.occurred_at,
        references=(*own, *(Reference(one.agency, one.reference) for one in report.other_references)),
        area=next(iter(report.areas), ""),
        place=(report.place.description if report.place else None) or "",
        age=report.age,
        naloxone_given=report.naloxone_given,
        substances=report.substances_suspected,
        conveyed_to=report.conveyed_to or "",
        contact=report.contact.value,
        notes=report.notes or "",
        answers=sending.answers,
        service=sending.asked.id if sending.asked else None,
        service_name=sending.asked.name if sending.asked else "",
    )
