"""How far a referral from a listing has come, as its sender may be told: three steps, an outcome, and one answer.

Nothing else of a case leaves by here: no entry, no name, no team. Whoever calls has looked whether the one who asks
sent it, since only the part that takes reports may see the cases of all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet

from tideturn.engines.pathways.actions.keeping import state_of
from tideturn.engines.pathways.content import pathway_of
from tideturn.engines.pathways.errors import ReportNotFound
from tideturn.engines.pathways.models import Asked, Case, Report
from tideturn.foundations.access.acting import Actor, acting, system_actor


class Step(StrEnum):
    """How far it has come."""

    ASKED = "asked"
    ANSWERED = "answered"
    ENDED = "ended"


@dataclass(frozen=True)
class Standing:
    """How a referral stands since when; `outcome` is a word of the pathway, `person` whose wishes count."""

    step: Step
    since: datetime
    pathway: str
    outcome: str = ""
    person: UUID | None = None


def sent_by(by: Actor) -> "QuerySet[Asked]":
    """Return the referrals that an agency sent, the latest first; row security leaves out all others."""
    return Asked.objects.filter(agency=by.agency_id).select_related("sent_by").order_by("-sent_at", "receipt_id")


def asked_by(report_id: UUID, by: Actor) -> Asked:
    """Return one referral that an agency sent; raise ReportNotFound for every other."""
    found = Asked.objects.filter(pk=report_id, agency=by.agency_id).select_related("sent_by").first()
    if found is None:
        raise ReportNotFound
    return found


def standings_of(report_ids: Iterable[UUID]) -> dict[UUID, Standing]:
    """Return how referrals stand, by the ids of their reports."""
    with acting(system_actor("intake")):
        reports = list(Report.objects.filter(pk__in=list(report_ids)).select_related("case__joined_into"))
        return {report.pk: _standing(_that_goes_on(report.case)) for report in reports}


def told_back(report_id: UUID) -> tuple[str, ...]:
    """Return what the service answered to the questions that whoever asked is told the answers of."""
    with acting(system_actor("intake")):
        report = Report.objects.filter(pk=report_id).select_related("case__joined_into").first()
        if report is None:
            raise ReportNotFound
        case = _that_goes_on(report.case)
        answers = state_of(case).answers if case.closed_at else {}
        questions = (one.id for one in pathway_of(case.pathway).questions if one.is_told_back)
        return tuple(str(answers[one]) for one in questions if answers.get(one))


def _that_goes_on(case: Case) -> Case:
    return _that_goes_on(case.joined_into) if case.joined_into else case


def _standing(case: Case) -> Standing:
    if case.closed_at:
        return Standing(Step.ENDED, case.closed_at, case.pathway, case.outcome, case.person)
    is_start = pathway_of(case.pathway).start.id == case.stage
    step = Step.ASKED if is_start else Step.ANSWERED
    return Standing(step, case.opened_at if is_start else case.stage_since, case.pathway, person=case.person)
