"""What belongs on an agenda by itself: what came in since the last meeting, what ran out, what was left over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from tideturn.engines.pathways.models import AgendaItem, Case, Clock, Meeting
from tideturn.foundations.access.models import Team

# Before a team's first meeting nobody has looked at anything together; what is older is known from its clocks.
FIRST_LOOKS_BACK = timedelta(days=3)


@dataclass(frozen=True)
class Candidate:
    """A case that belongs on the agenda, and why."""

    case_id: UUID
    why: str


def candidates(team: Team, pathway: str, *, before: Meeting | None, now: datetime) -> tuple[Candidate, ...]:
    """Return what belongs on a team's agenda, each case once: what ran out first, then left over, then came in."""
    mine = Case.objects.standing().filter(team=team, pathway=pathway)
    ran_out = mine.filter(Q(clocks__status=Clock.RUNNING, clocks__due_at__lte=now)).order_by("next_due_at", "id")
    since = before.up_to_at if before else now - FIRST_LOOKS_BACK
    came_in = mine.filter(opened_at__gt=since).order_by("opened_at", "id")
    return _once(
        (
            *_candidates(ran_out, AgendaItem.RAN_OUT),
            *_candidates(_left_over(mine, before), AgendaItem.CARRIED_OVER),
            *_candidates(came_in, AgendaItem.CAME_IN),
        )
    )


def _left_over(mine: Iterable[Case], before: Meeting | None) -> Iterable[Case]:
    if before is None:
        return ()
    items = before.items.filter(taken_off_at=None, discussed_at=None)
    left = set(items.values_list("case_id", flat=True))
    return (case for case in mine if case.id in left)


def _candidates(cases: Iterable[Case], why: str) -> Iterable[Candidate]:
    return (Candidate(case.id, why) for case in cases)


def _once(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    first: dict[UUID, Candidate] = {}
    for candidate in found:
        first.setdefault(candidate.case_id, candidate)
    return tuple(first.values())
