"""Two cases about one overdose become one, and can become two again with nothing lost.

The journals are never mixed: while two cases are joined, the one that goes on is read from both journals, so its clocks
run from the earlier report. Parted, each is read from its own again and is what it would have been.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from tideturn.engines.pathways import notices
from tideturn.engines.pathways.actions import sight
from tideturn.engines.pathways.actions.appending import held, locked
from tideturn.engines.pathways.actions.keeping import keep, state_of
from tideturn.engines.pathways.checks import shapes
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import NotAllowedNow
from tideturn.engines.pathways.models import Case, CaseJoining, Clock, Entry, LikelyMatch
from tideturn.engines.pathways.moments import database_now
from tideturn.engines.pathways.relations import relations_of
from tideturn.foundations.access.acting import Actor, check_acts
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit

JOINED = "joined-into-another"


@transaction.atomic
def join_cases(*, source_id: uuid.UUID, target_id: uuid.UUID, reason: str, by: Actor) -> Case:
    """Join a case into another of the same pathway, which goes on with what both hold; return that one."""
    user_id = check_may_decide(by, reason)
    source, target = _both(source_id, target_id, by)
    now = database_now()
    CaseJoining.objects.create(source=source, target=target, joined_at=now, joined_by_id=user_id, reason=reason)
    source.joined_into = target
    source.next_due_at = None
    source.save()
    Clock.objects.filter(case=source).exclude(status=Clock.STOPPED).update(
        status=Clock.STOPPED, stopped_at=now, stopped_by=JOINED
    )
    _note(Kind.CASES_JOINED, target, source, now, reason, by)
    keep(target, state_of(target))
    sight.join(source, target, by)
    _decide(source, target, LikelyMatch.SAME, now, reason, by)
    return target


@transaction.atomic
def part_cases(*, source_id: uuid.UUID, reason: str, by: Actor) -> Case:
    """Part a case from the one it was joined into; both are again what their own journals tell."""
    check_may_decide(by, reason)
    source, target = _pair(source_id)
    check_has_it(target, by)
    now = database_now()
    CaseJoining.objects.filter(source=source, parted_at=None).update(
        parted_at=now, parted_by_id=by.user_id, parting_reason=reason
    )
    source.joined_into = None
    source.save()
    _note(Kind.CASES_PARTED, target, source, now, reason, by)
    for case in (source, target):
        state = state_of(case)
        keep(case, state)
        sight.part(case, state, by)
    _decide(source, target, LikelyMatch.DIFFERENT, now, reason, by)
    return source


@transaction.atomic
def keep_apart(*, match_id: uuid.UUID, reason: str, by: Actor) -> None:
    """Decide that two cases are about different events; it can be decided anew."""
    check_may_decide(by, reason)
    match = LikelyMatch.objects.select_related("case", "other").filter(id=match_id).first()
    if match is None:
        raise NotAllowedNow("There is no such pair to decide about.")
    check_has_it(match.case, by)
    _decide(match.case, match.other, LikelyMatch.DIFFERENT, database_now(), reason, by)


def _pair(source_id: uuid.UUID) -> tuple[Case, Case]:
    """Return a joined case and the one it was joined into, both held, in the order in which joining holds them."""
    found = Case.objects.filter(id=source_id).values_list("joined_into", flat=True).first()
    if found is None:
        raise NotAllowedNow("This case is not joined with another.")
    cases = {case_id: held(case_id) for case_id in sorted((source_id, found))}
    if cases[source_id].joined_into_id != found:
        raise NotAllowedNow("This case was parted or joined anew at this moment. Look at it again.")
    return cases[source_id], cases[found]


def _both(source_id: uuid.UUID, target_id: uuid.UUID, by: Actor) -> tuple[Case, Case]:
    if source_id == target_id:
        raise NotAllowedNow("A case cannot be joined with itself.")
    # Always in the same order, so that two who join the same pair do not wait for each other for ever.
    cases = {case_id: locked(case_id) for case_id in sorted((source_id, target_id))}
    source, target = cases[source_id], cases[target_id]
    if source.pathway != target.pathway:
        raise NotAllowedNow("These cases go different ways. Refer from one to the other instead.")
    if source.joined.exists():
        raise NotAllowedNow("Another case was joined into this one. Join the other way round, or part them first.")
    if target.closed_at:
        raise NotAllowedNow("The case that goes on must be open. Join the other way round, or open it again first.")
    check_has_it(source, by)
    check_has_it(target, by)
    return source, target


def check_has_it(case: Case, by: Actor) -> None:
    """Refuse a decision about a case by those who do not hold it."""
    if not relations_of(by, case):
        raise NotAllowedNow("Only the team that holds both cases can join or part them.")


def check_may_decide(by: Actor, reason: str) -> int:
    """Return the number of whoever decides: a person with the permission, who says why."""
    check_acts(by)
    check_permission(by, Permission.MATCHES_DECIDE)
    if by.user_id is None:
        raise NotAllowedNow("A person with a name decides this. Sign in and decide it yourself.")
    if not shapes.REASON.fits(reason):
        raise NotAllowedNow("Say why, in a sentence that the next person understands.")
    return by.user_id


def _note(kind: Kind, target: Case, source: Case, now: datetime, reason: str, by: Actor) -> None:
    for case, other in ((target, source), (source, target)):
        entry = Entry.objects.create(
            case=case,
            kind=kind,
            at=now,
            recorded_at=now,
            by_id=by.user_id,
            by_name=by.name,
            agency=by.agency_id or "",
            data={"case": str(other.id), "reference": other.reference, "reason": reason},
        )
        targets = notices.targets_of(case, (notices.LEAD,))
        notices.tell(case, kind=kind.value, targets=targets, at=now, key=f"{entry.id}:{kind.value}")
        audit.record(actor=by, action=f"write {kind.value}", kind="case", subject=case.id)


def _decide(one: Case, other: Case, decision: str, now: datetime, reason: str, by: Actor) -> None:
    LikelyMatch.objects.filter(Q(case=one, other=other) | Q(case=other, other=one)).update(
        decision=decision, decided_at=now, decided_by_id=by.user_id, decision_reason=reason
    )
