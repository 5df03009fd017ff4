"""Which cases may be about the event that a report tells of: surely, or perhaps."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection

from tideturn.engines.pathways.models import Case
from tideturn.engines.pathways.told import ToldReport

SAME_HOUR = timedelta(hours=1)
SAME_DAY = timedelta(hours=24)
# A number that comes again after days was typed wrong or given anew: people are asked.
SAME_EVENT = timedelta(hours=72)
# More than so many cases at one place in one hour are a flood and not a riddle; people are asked about the nearest.
LIKELY_AT_MOST = 5
REASONS = (
    "It was reported under the same reference, but something speaks against it.",
    "Somebody who may be the same person was reported about on the same day.",
    "It happened in the same area within the same hour.",
)
# In SQL of our own because every report asks: the cases that go on of the other reports that fit, the earliest first.
# Who asks two services for help asks twice: of a case that is for one service, a report for another never tells.
OTHERS = """
    select {reason} as reason, coalesce(whole.joined_into_id, whole.id) as case_id, report.received_at
    from pathways_report report join pathways_case whole on whole.id = report.case_id
    where whole.pathway = %(pathway)s and whole.service is not distinct from %(service)s::uuid
        and report.id <> %(report)s and {fits}
    order by report.received_at limit %(most)s
"""
NEAR = "report.occurred_at between %(at)s - {0}::interval and %(at)s + {0}::interval"
SAME_REFERENCE = "report.id in (select report_id from pathways_reportreference where key = any (%(keys)s::varchar[]))"
SAME_PEOPLE = "report.person = any (%(people)s::uuid[]) and " + NEAR.format("%(within)s")
SAME_PLACE = """
    %(area)s <> '' and report.area = %(area)s
    and (%(person)s::uuid is null or report.person is null or report.person = any (%(people)s::uuid[]))
    and """ + NEAR.format("%(hour)s")
OF_REFERENCE = OTHERS.format(reason=0, fits=f"{SAME_REFERENCE} and {NEAR.format('%(within)s')}")
OF_PEOPLE = OTHERS.format(reason=1, fits=SAME_PEOPLE)
LIKELY = "({}) union all ({}) union all ({}) order by reason, received_at".format(
    *(OTHERS.format(reason=reason, fits=fits) for reason, fits in enumerate((SAME_REFERENCE, SAME_PEOPLE, SAME_PLACE)))
)


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
    return _whole(_asked(OF_REFERENCE, told, within=SAME_EVENT)) if told.references else []


def by_person(told: ToldReport, people: Sequence[uuid.UUID]) -> Case | None:
    """Return the case of an event in the same hour that happened to one of these people."""
    return next(iter(_whole(_asked(OF_PEOPLE, told, people, within=SAME_HOUR, most=1))), None)


def likely(told: ToldReport, people: Sequence[uuid.UUID], but_not: uuid.UUID) -> list[Likely]:
    """Return the cases about which a person should be asked."""
    reasons: dict[uuid.UUID, dict[str, None]] = {}
    for reason, case_id in _asked(LIKELY, told, people, within=SAME_DAY, most=LIKELY_AT_MOST):
        reasons.setdefault(case_id, {})[REASONS[reason]] = None
    reasons.pop(but_not, None)
    return [Likely(case_id, tuple(why)) for case_id, why in reasons.items()][:LIKELY_AT_MOST]


def _asked(
    question: str,
    told: ToldReport,
    people: Sequence[uuid.UUID] = (),
    *,
    within: timedelta,
    most: int | None = None,
) -> list[tuple[int, uuid.UUID]]:
    """Return the reason and the case of each other report that answers a question about this one."""
    asked: dict[str, Any] = {
        "report": told.id,
        "pathway": told.pathway,
        "service": told.service,
        "keys": [reference.key for reference in told.references],
        "people": list(people),
        "person": told.person,
        "area": told.area,
        "at": told.occurred_at,
        "within": within,
        "hour": SAME_HOUR,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(question, asked)
        return [(reason, case_id) for reason, case_id, _ in cursor.fetchall()]


def _whole(found: Iterable[tuple[int, uuid.UUID]]) -> list[Case]:
    """Return cases whole, in the order of their reports, each once."""
    # Nearly always there is none, so that no more than its id is asked for first.
    case_ids = list(dict.fromkeys(case_id for _, case_id in found))
    whole = Case.objects.select_related("team__duty_lead").in_bulk(case_ids) if case_ids else {}
    return [whole[case_id] for case_id in case_ids]
