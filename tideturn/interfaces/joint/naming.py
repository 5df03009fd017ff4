"""Saying by hand who a case is about: kept, matched and asked about by the rules by which reports are."""

import uuid
from datetime import date

from django.db import transaction

from tideturn.engines.pathways import reports
from tideturn.engines.pathways.actions import naming
from tideturn.engines.pathways.models import Case, Report
from tideturn.engines.pathways.told import ToldReport
from tideturn.engines.people.record.details import PersonDetails
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.audit import actions as audit
from tideturn.interfaces.joint.intake import persons


@transaction.atomic
def name_person(case: Case, details: PersonDetails, *, reason: str, entry_id: uuid.UUID, by: Actor) -> None:
    """Let a case be about somebody told by hand; raise NotAllowedNow where it is about somebody already.

    The same valid number makes them one with whom the record has at once; of whoever it may be, and of cases of the
    same day, people are asked. Withdrawing the entry undoes it, and the record keeps what was told.
    """
    naming.check_may_name(case, by)
    first = _first_report(case)
    with acting(system_actor("intake")):
        found = persons.keep(details, told_by=by.name, report_id=None, occurred_at=first.occurred_at if first else None)
    if found.person is None:
        return
    day = first.occurred_at.date() if first else case.opened_at.date()
    naming.name_person(
        case_id=case.pk, person=found.person, age=_age(details, day), reason=reason, entry_id=entry_id, by=by
    )
    if first:
        with acting(system_actor("intake")):
            reports.ask_about(case, _told(first, case, found.person), (*found.certain, *found.likely))
    detail = {"certain": bool(found.certain), "likely": len(found.likely)}
    audit.record(actor=by, action="name person", kind="person", subject=found.person, detail=detail)


def _first_report(case: Case) -> Report | None:
    return Report.objects.filter(case=case).order_by("received_at", "id").first()


def _told(report: Report, case: Case, person: uuid.UUID) -> ToldReport:
    """Return a report as it is matched once its person is known; its place was asked about when it came."""
    return ToldReport(
        id=report.pk,
        pathway=case.pathway,
        agency=report.agency,
        door=report.door,
        received_at=report.received_at,
        occurred_at=report.occurred_at,
        person=person,
    )


def _age(details: PersonDetails, day: date) -> int | None:
    born = details.birth_date
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day)) if born else None
