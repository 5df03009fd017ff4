"""Who has read a case: told from the audit, for the agency that holds it of every agency, for another of itself."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tideturn.engines.pathways.models import Case
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.models import Agency
from tideturn.foundations.audit import queries as audit
from tideturn.foundations.audit.models import Entry

MOST_SHOWN = 200
# How an entry names a person of the staff: by the name of then, and by a number that stays.
NAMED = re.compile(r"(?P<name>.*) \(user (?P<number>\d+)\)", re.DOTALL)


@dataclass(frozen=True)
class Reading:
    """One reading of a case: when, by whom, of which agency, on what ground, and what was looked at."""

    at: datetime
    agency: str
    name: str
    user_id: int | None
    ground: str
    action: str
    page: str
    reason: str


@dataclass(frozen=True)
class Readings:
    """So many readings of a case, of which some are shown."""

    total: int
    shown: tuple[Reading, ...]


def readings(case: Case, joined: tuple[uuid.UUID, ...], by: Actor, start: int = 0, end: int | None = None) -> Readings:
    """Return who has read a case and those joined into it, the latest first, as far as it is the reader's to know.

    The agency that holds a case answers for it to the person, so that it is told of every reader; whoever sees the
    case by its part in it is told of its own people alone.
    """
    with audit.seeing_every_chain():
        found = audit.readings_of((case.pk, *joined))
        if case.team.agency_id != by.agency_id:
            found = found.filter(agency=by.agency_id)
        total, entries = found.count(), list(found[start:end])
    names = dict(Agency.objects.filter(pk__in={entry.agency for entry in entries}).values_list("pk", "name"))
    return Readings(total, tuple(_reading(entry, names.get(entry.agency, entry.agency)) for entry in entries))


def done_by(
    user_id: int, cases: Iterable[uuid.UUID], since: datetime, until: datetime, by: Actor
) -> tuple[Reading, ...]:
    """Return what one of the actor's agency read and wrote in some cases in a while, the earliest first."""
    found = Entry.objects.filter(
        agency=by.agency_id, subject__in=list(cases), at__gte=since, at__lte=until, actor__endswith=f" (user {user_id})"
    )
    return tuple(_reading(entry, entry.agency) for entry in found.order_by("sequence")[:MOST_SHOWN])


def who(actor: str) -> tuple[str, int | None]:
    """Return the name and the number of whoever an entry names; of a program or a part of the product, no number."""
    found = NAMED.fullmatch(actor)
    return (found["name"], int(found["number"])) if found else (actor, None)


def _reading(entry: Entry, agency: str) -> Reading:
    name, number = who(entry.actor)
    detail = entry.detail or {}
    said = {key: str(detail.get(key, "")) for key in ("ground", "page", "reason")}
    return Reading(entry.at, agency, name, number, action=entry.action, **said)
