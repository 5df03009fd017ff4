"""Questions about cases; row security has left out what the one who asks may not see, so counts are theirs too."""

import uuid
from collections.abc import Iterable, Sequence

from django.db.models import Prefetch, Q
from django.db.models.functions import Coalesce

from tideturn.engines.pathways.errors import CaseNotFound
from tideturn.engines.pathways.models import Case, Clock, Entry, LikelyMatch, Notice, Receipt, Report
from tideturn.engines.pathways.models.case import CaseQuerySet
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.models import User

RUNNING_CLOCKS = Prefetch(
    "clocks", Clock.objects.exclude(status=Clock.STOPPED).order_by("due_at"), to_attr="clocks_now"
)


def listed() -> CaseQuerySet:
    """Return the cases that may be seen, with what a list shows of each."""
    return Case.objects.select_related("team__duty_lead", "lead").prefetch_related(RUNNING_CLOCKS)


def my_cases(actor: Actor) -> CaseQuerySet:
    """Return the open cases whose lead this is, or is asked to become: what waits for a yes or no, then first due."""
    mine = Q(lead=actor.user_id) | Q(lead=None, team__duty_lead=actor.user_id) | Q(lead_offered_to=actor.user_id)
    return listed().standing().with_lead().filter(mine).offered_first(actor.user_id)


def board(team_ids: Sequence[uuid.UUID]) -> CaseQuerySet:
    """Return the open cases of teams, first due first."""
    return listed().standing().with_lead().filter(team_id__in=team_ids).due_first()


def shared_with(actor: Actor, but_not: Sequence[uuid.UUID] = ()) -> CaseQuerySet:
    """Return open cases of other teams, and not of some named, in which the actor's agency has a part."""
    return listed().standing().with_lead().exclude(team_id__in=[*actor.team_ids, *but_not]).due_first()


def cases(case_ids: Iterable[uuid.UUID]) -> CaseQuerySet:
    """Return those of some cases that may be seen, first due first."""
    return listed().with_lead().filter(id__in=list(case_ids)).due_first()


def seen_of(case_ids: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Return which of some cases may be seen."""
    return frozenset(Case.objects.filter(id__in=list(case_ids)).values_list("id", flat=True))


def over_of(case_ids: Iterable[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Return which of some cases are over, as far as they may be seen: closed, or joined into another."""
    is_over = Q(closed_at__isnull=False) | Q(joined_into__isnull=False)
    return frozenset(Case.objects.filter(is_over, id__in=list(case_ids)).values_list("id", flat=True))


def leads_of(cases: CaseQuerySet) -> dict[int, str]:
    """Return who leads any of some cases, by number, with the name that colleagues read."""
    leads = set(cases.order_by().values_list(Coalesce("lead_id", "team__duty_lead_id"), flat=True).distinct())
    return {user.pk: user.shown_name for user in User.objects.filter(pk__in=leads - {None})}


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


def reports(case: Case) -> list[Report]:
    """Return the reports of a case and of those joined into it, as told, the earliest first."""
    ids = [case.id, *case.joined.values_list("id", flat=True)]
    return list(Report.objects.filter(case_id__in=ids).select_related("case").order_by("received_at", "id"))


def entry(case: Case, entry_id: uuid.UUID) -> Entry | None:
    """Return one entry of a case's own journal, or nothing."""
    return Entry.objects.filter(case=case, id=entry_id).first()


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
