"""Saying who a case is about that was about nobody known; withdrawn, it is about nobody known again."""

import uuid

from django.db import transaction

from tideturn.engines.pathways.actions.appending import locked
from tideturn.engines.pathways.actions.keeping import keep, state_of
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import NotAllowedNow
from tideturn.engines.pathways.models import Case, Entry, Report
from tideturn.engines.pathways.moments import database_now
from tideturn.engines.pathways.relations import relations_of
from tideturn.foundations.access.acting import Actor, check_acts
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.sharing import actions as sharing


def check_may_name(case: Case, by: Actor) -> None:
    """Raise NotAllowedNow where somebody may not say who a case is about, or it is about somebody already."""
    check_permission(by, Permission.CASES_WRITE)
    if not relations_of(by, case):
        raise NotAllowedNow("This is for the team that holds the case. Add a note that says who it is.")
    if case.person is not None:
        raise NotAllowedNow("It is known who this is. Put a detail right on the page of the person instead.")
    if case.closed_at is not None:
        raise NotAllowedNow("The case is closed. Add a note; a new report opens a new case.")


@transaction.atomic
def name_person(
    *, case_id: uuid.UUID, person: uuid.UUID, age: int | None, reason: str, entry_id: uuid.UUID, by: Actor
) -> Case:
    """Let a case be about a person, who is in the record already; the caller has kept or found them by its rules."""
    check_acts(by)
    case = locked(case_id)
    check_may_name(case, by)
    now = database_now()
    Entry.objects.create(
        id=entry_id,
        case=case,
        kind=Kind.PERSON_NAMED,
        at=now,
        recorded_at=now,
        by_id=by.user_id,
        by_name=by.name,
        agency=by.agency_id or "",
        data={"person": str(person), "age": age, "reason": reason},
    )
    case.person = person
    # By the person of a report a later one of the same hour is found to be about the same event.
    Report.objects.filter(pk__in=_first_report(case)).update(person=person)
    keep(case, state_of(case))
    sharing.say_about(subject_id=case.id, about=person, by=by)
    audit.record(actor=by, action=f"write {Kind.PERSON_NAMED.value}", kind="case", subject=case.id)
    return case


def _first_report(case: Case) -> list[uuid.UUID]:
    nameless = Report.objects.filter(case=case, person=None).order_by("received_at", "id")
    return list(nameless.values_list("id", flat=True)[:1])
