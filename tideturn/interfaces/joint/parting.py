"""Parting a report from a case it was taken into at once: the case, and where they are two, the people too."""

import uuid

from django.db import transaction

from tideturn.engines.pathways.actions import parting
from tideturn.engines.pathways.models import Case
from tideturn.engines.people.record import actions as people
from tideturn.engines.people.record import queries
from tideturn.foundations.access.acting import Actor, acting, system_actor


@transaction.atomic
def part_report(*, report_id: uuid.UUID, reason: str, by: Actor, is_other_person: bool = True) -> Case:
    """Give a report a case of its own, and its person a record of their own unless it is the same person after all.

    Nothing is lost: the report, what it told of the person and every decision stay where they can be read.
    """
    case = parting.part_report(report_id=report_id, reason=reason, by=by)
    if is_other_person and case.person:
        _separate(case.person, reason, by)
    return case


def _separate(person: uuid.UUID, reason: str, by: Actor) -> None:
    # Records of people are seen by the grounds of each case; who may part was decided with the case.
    with acting(system_actor("intake")):
        for joining in queries.joinings(person):
            if person in joining.person_ids:
                people.separate(joining.id, reason=reason, by=by)
