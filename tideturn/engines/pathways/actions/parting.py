"""A report that was taken into a case at once, and should not have been, gets a case of its own; nothing is lost."""

import uuid

from django.db import transaction

from tideturn.engines.pathways.actions.appending import locked
from tideturn.engines.pathways.actions.joining import check_has_it, check_may_decide
from tideturn.engines.pathways.actions.keeping import keep, state_of
from tideturn.engines.pathways.actions.opening import DRAWN_OF_CASE, Opening, open_case
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import NotAllowedNow
from tideturn.engines.pathways.models import Case, Entry, LikelyMatch, Report
from tideturn.engines.pathways.moments import database_now
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.drawing import drawing_anew
from tideturn.foundations.sharing import actions as sharing


@transaction.atomic
def part_report(*, report_id: uuid.UUID, reason: str, by: Actor) -> Case:
    """Give a report a case of its own, whose clocks run from when the report was received; return that case.

    The team that had it keeps it. Joining the new case into the old one undoes this.
    """
    user_id = check_may_decide(by, reason)
    report = Report.objects.filter(id=report_id).first()
    if report is None:
        raise NotAllowedNow("There is no such report in a case of yours.")
    case = locked(report.case_id)
    check_has_it(case, by)
    joined = _how_it_came(report, case)
    own = _open(report, joined, case, by)
    _say_no_more_about(report, case)
    _take_out(joined, own, case, reason, by)
    Report.objects.filter(id=report.id).update(case=own)
    LikelyMatch.objects.create(
        case=own,
        other=case,
        reasons=["They were one case until somebody parted them."],
        found_at=own.opened_at,
        decision=LikelyMatch.DIFFERENT,
        decided_at=database_now(),
        decided_by_id=user_id,
        decision_reason=reason,
    )
    audit.record(actor=by, action="open", kind="case", subject=own.id)
    audit.record(actor=by, action="part report", kind="case", subject=case.id)
    return own


def _how_it_came(report: Report, case: Case) -> Entry:
    entry = Entry.objects.filter(case=case, kind=Kind.REPORT_JOINED, data__report=str(report.id)).first()
    if entry is None:
        raise NotAllowedNow("This report opened the case, so it stays. Part the other reports from it instead.")
    return entry


def _open(report: Report, joined: Entry, case: Case, by: Actor) -> Case:
    opening = Opening(
        pathway=case.pathway,
        team=case.team,
        received_at=report.received_at,
        area=report.area,
        person=report.person,
        data={**joined.data, "national_queue": case.team.is_national_queue},
    )

    def opened() -> Case:
        # Only intake opens cases: what a person decides here is that there should be one.
        with acting(system_actor("intake")):
            return open_case(opening=opening, by=by)

    return drawing_anew(opened, unique={DRAWN_OF_CASE})


def _say_no_more_about(report: Report, case: Case) -> None:
    """Let the old case say nothing of a person that only the parted report told of."""
    subject_id = report.id
    if report.person is not None and case.person == report.person:
        subject_id, case.person = case.id, None
    with acting(system_actor("intake")) as rule:
        sharing.say_about(subject_id=subject_id, about=None, by=rule)


def _take_out(joined: Entry, own: Case, case: Case, reason: str, by: Actor) -> None:
    now = database_now()
    Entry.objects.create(
        case=case,
        kind=Kind.WITHDRAWN,
        at=now,
        recorded_at=now,
        by_id=by.user_id,
        by_name=by.name,
        agency=by.agency_id or "",
        data={"entry": str(joined.id), "reason": reason, "case": str(own.id), "reference": own.reference},
    )
    keep(case, state_of(case))
