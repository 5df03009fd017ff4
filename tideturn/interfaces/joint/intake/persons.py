"""Who a report is about: kept as told, joined at once with the same person where that is sure, offered where likely."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from tideturn.engines.pathways import matching
from tideturn.engines.pathways.models import Case
from tideturn.engines.pathways.told import ToldReport
from tideturn.engines.people.record import actions, queries
from tideturn.engines.people.record.contradicting import speaks_against
from tideturn.engines.people.record.details import PersonDetails
from tideturn.engines.people.record.queries import Certainty
from tideturn.foundations.access.acting import Actor, current_actor
from tideturn.interfaces.joint import wishes
from tideturn.interfaces.joint.intake.report import NearFatalOverdose

SAME_NUMBER = "The same valid CHI number was given, and nothing speaks against it."

SAME_EVENT = "Both were reported under one reference for one event, and nothing speaks against it."


@dataclass(frozen=True)
class Found:
    """The person of a report, every row of the record that surely is this person, and those that may be."""

    person: uuid.UUID | None = None
    certain: tuple[uuid.UUID, ...] = ()
    likely: tuple[uuid.UUID, ...] = ()


def find(report: NearFatalOverdose, told: ToldReport, sender: Actor) -> Found:
    """Keep who a report is about and return what the record knows of them; nobody is kept who is not known at all."""
    details = details_of(report)
    if details is None:
        return Found()
    return keep(details, told_by=sender.name, report_id=told.id, occurred_at=told.occurred_at)


def keep(details: PersonDetails, *, told_by: str, report_id: uuid.UUID | None, occurred_at: datetime | None) -> Found:
    """Keep somebody as told, found at once to be one with whom they surely are, and return who they may be besides."""
    candidates = queries.candidates(details, occurred_at)
    certain = [one.person_id for one in candidates if one.certainty is Certainty.CERTAIN]
    likely = [one.person_id for one in candidates if one.certainty is Certainty.LIKELY]
    by = current_actor()
    kept = actions.keep_person(details, told_by=told_by, report_id=report_id, by=by, occurred_at=occurred_at)
    for person_id in certain[:1]:
        actions.join(person_id, kept.pk, reason=SAME_NUMBER, by=by)
        wishes.carry_over(kept.pk)
    return Found(kept.pk, _parts(certain[:1]), _parts(likely))


def certain_case(told: ToldReport, found: Found) -> Case | None:
    """Return the case that a report surely belongs to: by a reference both name, or the same person in the same hour.

    Several people can be hurt in one event, so a shared reference joins nobody whose details speak against it, and
    nobody at all where it could be about several.
    """
    possible = [case for case in matching.by_reference(told) if _may_be_about(case, found)]
    same = [case for case in possible if case.person and case.person in found.certain]
    if same or len(possible) == 1:
        return (same or possible)[0]
    return matching.by_person(told, found.certain) if found.certain else None


def find_one(case: Case | None, found: Found) -> None:
    """Find the person of a report and that of the case it surely belongs to, to be one."""
    if case is None or case.person is None or found.person is None:
        return
    if found.person not in queries.person(case.person).part_ids:
        actions.join(case.person, found.person, reason=SAME_EVENT, by=current_actor())
        wishes.carry_over(found.person)


def _may_be_about(case: Case, found: Found) -> bool:
    if case.person is None or found.person is None or case.person in found.certain:
        return True
    return not speaks_against(case.person, found.person)


def details_of(report: NearFatalOverdose) -> PersonDetails | None:
    """Return who a report says it is about, or nothing where it says nothing."""
    person = report.person
    if person is None or not any(value is not None for value in person.model_dump().values()):
        return None
    return PersonDetails(**person.model_dump())


def _parts(person_ids: list[uuid.UUID]) -> tuple[uuid.UUID, ...]:
    known = queries.people(person_ids) if person_ids else {}
    return tuple(part for identity in known.values() for part in identity.part_ids)
