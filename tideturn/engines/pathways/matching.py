"""Which cases may be about the event that a report tells of: surely, or perhaps."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Q, QuerySet

from tideturn.engines.pathways.models import Case, Report, ReportReference
from tideturn.engines.pathways.told import ToldReport

SAME_HOUR = timedelta(hours=1)
SAME_DAY = timedelta(hours=24)
# A number that comes again after days was typed wrong or given anew: people are asked.
SAME_EVENT = timedelta(hours=72)
# More than so many cases at one place in one hour are a flood and not a riddle; people are asked about the nearest.
LIKELY_AT_MOST = 5


@dataclass(frozen=True)
class Likely:
    """A case that may be about the same event, and what speaks for it."""

    case_id: uuid.UUID
    reasons: tuple[str, ...]


def hold(told: ToldReport, more: Iterable[str] = ()) -> None:
    """Make other reports of the same event wait until this one is kept, so that both do not open a case.

    Held in one order for all, so that two reports never wait for each other.
    """
    keys = sorted({*(reference.key for reference in told.references), *more})
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 4))", [key])


def by_reference(told: ToldReport) -> list[Case]:
    """Return the cases that were reported under a reference that this report names too, the earliest first."""
    return _cases(_of_reference(told).filter(_within(told, SAME_EVENT)))


def _of_reference(told: ToldReport) -> "QuerySet[Report]":
    keys = [reference.key for reference in told.references]
    of_key = ReportReference.objects.filter(key__in=keys).values("report_id")
    return _reports(told).filter(id__in=of_key)


def by_person(told: ToldReport, people: Sequence[uuid.UUID]) -> Case | None:
    """Return the case of an event in the same hour that happened to one of these people."""
    return next(iter(_cases(_near(told, Q(person__in=people), SAME_HOUR)[:1])), None)


def likely(told: ToldReport, people: Sequence[uuid.UUID], but_not: uuid.UUID) -> list[Likely]:
    """Return the cases about which a person should be asked."""
    found: dict[uuid.UUID, Likely] = {}
    _add(found, _of_reference(told), "It was reported under the same reference, but something speaks against it.")
    if people:
        why = "Somebody who may be the same person had a near-fatal overdose on the same day."
        _add(found, _near(told, Q(person__in=people), SAME_DAY), why)
    if told.area:
        at_the_place = Q(area=told.area) & (Q(person=None) | Q(person__in=people) if told.person else Q())
        _add(found, _near(told, at_the_place, SAME_HOUR), "It happened in the same area within the same hour.")
    found.pop(but_not, None)
    return list(found.values())[:LIKELY_AT_MOST]


def _add(found: dict[uuid.UUID, Likely], near: "QuerySet[Report]", reason: str) -> None:
    for case_id, joined_into in near.values_list("case_id", "case__joined_into_id")[:LIKELY_AT_MOST]:
        goes_on = joined_into or case_id
        before = found[goes_on].reasons if goes_on in found else ()
        found[goes_on] = Likely(goes_on, before if reason in before else (*before, reason))


def _near(told: ToldReport, condition: Q, within: timedelta) -> "QuerySet[Report]":
    return _reports(told).filter(condition & _within(told, within))


def _within(told: ToldReport, within: timedelta) -> Q:
    return Q(occurred_at__gte=told.occurred_at - within, occurred_at__lte=told.occurred_at + within)


def _reports(told: ToldReport) -> "QuerySet[Report]":
    return Report.objects.filter(case__pathway=told.pathway).exclude(id=told.id).order_by("received_at")


def _cases(near: "QuerySet[Report]") -> list[Case]:
    """Return the cases of reports, whole and as they go on, in the order of the reports, each once."""
    # Nearly always there is none, so that no more than its id is asked for first.
    case_ids = list(dict.fromkeys(near.values_list("case_id", flat=True)))
    if not case_ids:
        return []
    whole = Case.objects.select_related("team__duty_lead", "joined_into__team__duty_lead").in_bulk(case_ids)
    return list({case.id: case for case in (_that_goes_on(whole[case_id]) for case_id in case_ids)}.values())


def _that_goes_on(case: Case) -> Case:
    return case.joined_into or case
