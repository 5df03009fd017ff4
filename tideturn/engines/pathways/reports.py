"""Taking a report: into the case that it surely belongs to, or into a case of its own."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q

from tideturn.engines.pathways import matching, notices
from tideturn.engines.pathways.actions.appending import held
from tideturn.engines.pathways.actions.keeping import keep, state_of
from tideturn.engines.pathways.actions.opening import DRAWN_OF_CASE, Opening, open_case
from tideturn.engines.pathways.content import pathway_of
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Case, Entry, LikelyMatch, Report, ReportReference
from tideturn.engines.pathways.told import ToldReport
from tideturn.foundations.access.acting import Actor, current_actor
from tideturn.foundations.access.models import Team
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.sharing import actions as sharing
from tideturn.methods.identifiers import references

# What a reference that is drawn may meet: one of a report, or of the case that is opened for it.
DRAWN = frozenset({"pathways_report_reference_key", DRAWN_OF_CASE})


@transaction.atomic(savepoint=False)
def take(told: ToldReport, *, team: Team, into: Case | None, likely_people: Sequence[uuid.UUID], by: Actor) -> Report:
    """Keep a report, in a case that goes on or in a new one, and ask people about cases it may belong to."""
    case = _that_goes_on(into) if into else _open(told, team, by)
    report = _store(told, case)
    if into:
        _join_report(case, told, by)
    else:
        ask_about(case, told, likely_people)
    return report


def write_down(report: Report, *, has_joined: bool, by: Actor) -> None:
    """Write down a report for its sender, and what came of it for the agency that holds the case; write this last.

    The sender's chain says the same whether or not the report joined a case, and names no case. Chains are held in the
    order of their names, so that two reports that cross do not wait for each other for ever.
    """
    came, holder = "report joined" if has_joined else "open", _for_holder(by, report.case.team)
    said: list[tuple[Actor, str, str, uuid.UUID, Mapping[str, str]]] = [
        (by, "report", "report", report.id, {"door": report.door}),
        (holder, came, "case", report.case_id, {}),
    ]
    for actor, action, kind, subject, detail in sorted(said, key=lambda one: audit.chain_of(one[0], one[1])):
        audit.record(actor=actor, action=action, kind=kind, subject=subject, detail=detail)


def _for_holder(by: Actor, team: Team) -> Actor:
    """Return the sender as the holder's chain tells of it: without the number of a user or a credential elsewhere."""
    if by.agency_id == team.agency_id:
        return by
    name = by.agency_id if by.user_id is None and by.agency_id else by.name
    return Actor(agency_id=team.agency_id, user_id=None, name=name)


def _that_goes_on(into: Case) -> Case:
    """Return the case held and as it is now; where it was joined with another meanwhile, that one."""
    case = held(into.id)
    return _that_goes_on(case.joined_into) if case.joined_into else case


def _open(told: ToldReport, team: Team, by: Actor) -> Case:
    opening = Opening(
        pathway=told.pathway,
        team=team,
        received_at=told.received_at,
        area=told.area,
        person=told.person,
        data=_data(told) | {"national_queue": team.is_national_queue},
        service=told.service,
        service_name=told.service_name,
    )
    return open_case(opening=opening, by=by)


def _data(told: ToldReport) -> dict[str, Any]:
    return {
        "report": str(told.id),
        "occurred_at": told.occurred_at.isoformat(),
        "contact": told.contact,
        "naloxone_given": bool(told.naloxone_given),
        "age": told.age,
        **({"answers": dict(told.answers)} if told.answers else {}),
    }


def _store(told: ToldReport, case: Case) -> Report:
    report = Report.objects.create(
        id=told.id,
        case=case,
        agency=told.agency,
        reference=references.make(pathway_of(told.pathway).reference_prefix, secrets.choice),
        source_reference=told.source_reference,
        received_at=told.received_at,
        occurred_at=told.occurred_at,
        area=told.area,
        place=told.place,
        person=told.person,
        naloxone_given=told.naloxone_given,
        substances=list(told.substances),
        conveyed_to=told.conveyed_to,
        contact=told.contact,
        notes=told.notes,
        door=told.door,
    )
    ReportReference.objects.bulk_create(
        ReportReference(report=report, agency=one.agency, text=one.text, key=one.key) for one in told.references
    )
    return report


def _join_report(case: Case, told: ToldReport, by: Actor) -> None:
    """Add a report to a case that goes on; one that was closed is shown to its team again."""
    _say_about(case, told)
    entry = Entry.objects.create(
        case=case,
        kind=Kind.REPORT_JOINED,
        at=told.received_at,
        recorded_at=told.received_at,
        by_id=by.user_id,
        by_name=by.name,
        agency=by.agency_id or "",
        data=_data(told),
    )
    keep(case, state_of(case))
    notices.tell(
        case,
        kind="report-joined",
        targets=notices.targets_of(case, (notices.LEAD,)),
        at=told.received_at,
        key=f"{entry.id}:report-joined",
    )


def _say_about(case: Case, told: ToldReport) -> None:
    """Let those who see a case see whom a further report tells of; a case about nobody yet is about them then."""
    if told.person is None or told.person == case.person:
        return
    if case.person is None:
        case.person = told.person
        sharing.say_about(subject_id=case.id, about=told.person, by=current_actor())
        return
    sharing.register_subject(
        subject_id=told.id,
        kind="case",
        purpose=pathway_of(told.pathway).purpose,
        agency_id=case.team.agency_id,
        team_id=case.team_id,
        about=told.person,
        areas=[told.area] if told.area else [],
        by=current_actor(),
    )


def ask_about(case: Case, told: ToldReport, people: Sequence[uuid.UUID]) -> None:
    """Ask people about the cases that may be of the same event, but for those that were asked about before."""
    found = matching.likely(told, people, but_not=case.id)
    others = [one.case_id for one in found]
    asked = LikelyMatch.objects.filter(Q(case=case, other__in=others) | Q(other=case, case__in=others))
    before = {one for pair in asked.values_list("case_id", "other_id") for one in pair}
    LikelyMatch.objects.bulk_create(
        LikelyMatch(case=case, other_id=one.case_id, reasons=list(one.reasons), found_at=told.received_at)
        for one in found
        if one.case_id not in before
    )
