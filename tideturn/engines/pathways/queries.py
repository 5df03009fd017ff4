"""Questions about cases; row security has left out what the one who asks may not see, so counts are theirs too."""

import uuid
from collections.abc import Sequence

from django.db.models import Prefetch, Q

from tideturn.engines.pathways.errors import CaseNotFound
from tideturn.engines.pathways.models import Case, Clock, Entry, LikelyMatch, Notice, Receipt
from tideturn.engines.pathways.models.case import CaseQuerySet
from tideturn.foundations.access.acting import Actor

RUNNING_CLOCKS = Prefetch(
    "clocks", Clock.objects.exclude(status=Clock.STOPPED).order_by("due_at"), to_attr="clocks_now"
)


def listed() -> CaseQuerySet:
    """Return the cases that may be seen, with what a list shows of each."""
    return Case.objects.select_related("team__duty_lead", "lead").prefetch_related(RUNNING_CLOCKS)


def my_cases(actor: Actor) -> CaseQuerySet:
    """Return the open cases whose lead this is, or is asked to become, first due first."""
    mine = Q(lead=actor.user_id) | Q(lead=None, team__duty_lead=actor.user_id) | Q(lead_offered_to=actor.user_id)
    return listed().standing().with_lead().filter(mine).due_first()


def board(team_ids: Sequence[uuid.UUID]) -> CaseQuerySet:
    """Return the open cases of teams, first due first."""
    return listed().standing().with_lead().filter(team_id__in=team_ids).due_first()


def shared_with(actor: Actor) -> CaseQuerySet:
    """Return open cases of other teams in which the actor's agency has a part."""
    return listed().standing().with_lead().exclude(team_id__in=actor.team_ids).due_first()


def case(case_id: uuid.UUID) -> Case:
    """Return a case, or raise CaseNotFound, the same for one that is hidden and one that is not there."""
    found = listed().with_lead().filter(id=case_id).first()
    if found is None:
        raise CaseNotFound
    return found


def journal(case: Case) -> list[Entry]:
    """Return the entries of a case and of those joined into it, latest first."""
    ids = [case.id, *case.joined.values_list("id", flat=True)]
    return list(Entry.objects.filter(case_id__in=ids).select_related("by", "case").order_by("-at", "-recorded_at"))


def notices_for(actor: Actor) -> "list[Notice]":
    """Return what was raised to this person or their teams and nobody has looked at yet, oldest first."""
    to_them = Q(to_user=actor.user_id) | Q(to_team__in=actor.team_ids)
    return list(Notice.objects.filter(to_them, seen_at=None).select_related("holder").order_by("raised_at"))


def undecided_matches(case: Case) -> list[LikelyMatch]:
    """Return the cases that may be about the same event, not yet decided about."""
    either = Q(case=case) | Q(other=case)
    rows = LikelyMatch.objects.filter(either, decision=LikelyMatch.UNDECIDED)
    return list(rows.order_by("found_at"))


def receipt(report_id: uuid.UUID, agency_id: str) -> Receipt | None:
    """Return what an agency was answered about a report of its own, or nothing."""
    return Receipt.objects.filter(id=report_id, agency=agency_id).first()
