"""One decision about two cases and the people they are about: one event or two, one person or two."""

import uuid
from enum import StrEnum

from django.db import transaction

from tideturn.engines.pathways import queries
from tideturn.engines.pathways.actions import joining
from tideturn.engines.pathways.models import Case, LikelyMatch
from tideturn.engines.people.record import actions as people
from tideturn.engines.people.record import queries as record
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.audit import actions as audit
from tideturn.interfaces.joint import wishes


class Decision(StrEnum):
    """What two cases may turn out to be."""

    SAME_EVENT = "same-event"
    SAME_PERSON = "same-person"
    DIFFERENT = "different"


@transaction.atomic
def decide(match: LikelyMatch, decision: Decision, *, reason: str, by: Actor) -> Case:
    """Keep what somebody found of a pair of cases, and return the one that goes on or was asked about."""
    if decision is not Decision.DIFFERENT:
        join_people(match.case.person, match.other.person, reason=reason, by=by)
    if decision is Decision.SAME_EVENT:
        source, target = in_order(match.case, match.other)
        return joining.join_cases(source_id=source.id, target_id=target.id, reason=reason, by=by)
    joining.keep_apart(match_id=match.id, reason=reason, by=by)
    audit.record(actor=by, action=f"decide {decision.value}", kind="case", subject=match.case_id)
    return match.case


def in_order(one: Case, other: Case) -> tuple[Case, Case]:
    """Return which case is joined into which: one that is open goes on, and of two the one that was there first."""
    earlier, later = sorted((one, other), key=lambda case: (case.opened_at, case.id))
    for source, target in ((later, earlier), (earlier, later)):
        if target.closed_at is None and not source.joined.exists():
            return source, target
    return later, earlier


def join_people(one: uuid.UUID | None, other: uuid.UUID | None, *, reason: str, by: Actor) -> None:
    """Find two persons to be one, where both are known and are not one yet; what either wishes then holds for both."""
    if one is None or other is None or one == other or other in record.person(one).part_ids:
        return
    people.join(one, other, reason=reason, by=by)
    with acting(system_actor("intake")):
        wishes.carry_over(one)
    audit.record(actor=by, action="join persons", kind="person", subject=one, detail={"other": str(other)})


@transaction.atomic
def part(source_id: uuid.UUID, *, are_two_people: bool, reason: str, by: Actor) -> Case:
    """Part a case from the one it was joined into; where they were taken for one person too, part the people."""
    source = queries.case(source_id)
    target = source.joined_into
    if are_two_people and target is not None and source.person and target.person:
        for found in record.joinings(source.person):
            if set(found.person_ids) == {source.person, target.person}:
                separate_people(found.id, person=source.person, reason=reason, by=by)
    return joining.part_cases(source_id=source_id, reason=reason, by=by)


def separate_people(joining_id: uuid.UUID, *, person: uuid.UUID, reason: str, by: Actor) -> None:
    """Find that two who were joined are two after all."""
    people.separate(joining_id, reason=reason, by=by)
    audit.record(actor=by, action="separate persons", kind="person", subject=person)
