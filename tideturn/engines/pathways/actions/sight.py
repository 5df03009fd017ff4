"""Who may see a case after an entry: the team it was referred to, and the one that took it over."""

import uuid
from collections.abc import Callable, Mapping

from tideturn.engines.pathways.actions.effects import hands_over, person_unnamed, referral_of, team_named
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Case, Entry, Report
from tideturn.engines.pathways.state import State
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.sharing import actions as sharing
from tideturn.foundations.sharing import queries
from tideturn.foundations.sharing.models import Part, Subject
from tideturn.foundations.sharing.words import Capacity

Change = Callable[[Case, Entry, State, Actor], None]


def change(case: Case, entry: Entry, state: State, by: Actor) -> None:
    """Give and take the sight of a case as an entry of this kind does."""
    if found := CHANGES.get(Kind(entry.kind)):
        found(case, entry, state, by)


def join(source: Case, target: Case, by: Actor) -> None:
    """Let a team that was asked into either of two joined cases see both: what it was asked goes on in one of them."""
    for case, other in ((source, target), (target, source)):
        for part in _referred_parts(case):
            for subject_id in subjects_of(other):
                _give(subject_id, part.agency_id, part.team_id, by)


def part(case: Case, state: State, by: Actor) -> None:
    """Let only those teams see a parted case that are still asked into it by its own journal."""
    asked = {referral.to_team for referral in state.referrals if referral.is_open}
    for part in _referred_parts(case):
        if str(part.team_id) not in asked:
            for subject_id in reversed(subjects_of(case)):
                _take(subject_id, part.agency_id, part.team_id, by)


def _referred_parts(case: Case) -> list[Part]:
    return list(queries.parts_in(case.id).filter(capacity=str(Capacity.REFERRAL)))


def _give(subject_id: uuid.UUID, agency_id: str, team_id: uuid.UUID | None, by: Actor) -> None:
    sharing.give_part(subject_id=subject_id, agency_id=agency_id, team_id=team_id, capacity=Capacity.REFERRAL, by=by)


def _take(subject_id: uuid.UUID, agency_id: str, team_id: uuid.UUID | None, by: Actor) -> None:
    sharing.end_part(subject_id=subject_id, agency_id=agency_id, team_id=team_id, capacity=Capacity.REFERRAL, by=by)


def _assigned(case: Case, entry: Entry, state: State, by: Actor) -> None:
    subjects = subjects_of(case)
    # Those joined into it go with it, so that parted from it again they are with a team that sees them.
    case.joined.update(team=case.team)
    for subject_id in subjects:
        sharing.hand_over(subject_id=subject_id, agency_id=case.team.agency_id, team_id=case.team_id, by=by)


def _referred(case: Case, entry: Entry, state: State, by: Actor) -> None:
    team = team_named(entry.data.get("to_team"))
    for subject_id in subjects_of(case):
        _give(subject_id, team.agency_id, team.id, by)


def _accepted(case: Case, entry: Entry, state: State, by: Actor) -> None:
    if not hands_over(entry, referral_of(entry, state)):
        return
    # The holder offered it, and whoever accepts does not hold it yet: neither alone could do this.
    with acting(system_actor("intake")) as rule:
        _assigned(case, entry, state, rule)


def _over(case: Case, entry: Entry, state: State, by: Actor) -> None:
    referral = referral_of(entry, state)
    if any(other.is_open and other.to_team == referral.to_team for other in state.referrals):
        return
    # The case itself last: without it the rest is not there to be found.
    for subject_id in reversed(subjects_of(case)):
        _take(subject_id, referral.to_agency, uuid.UUID(referral.to_team), by)


def _withdrawn(case: Case, entry: Entry, state: State, by: Actor) -> None:
    if person_unnamed(case, entry) is not None:
        # Whoever wrote it may withdraw it, also where the case is not theirs any more.
        with acting(system_actor("intake")) as rule:
            sharing.say_about(subject_id=case.id, about=None, by=rule)


def subjects_of(case: Case) -> list[uuid.UUID]:
    """Return what is shared with a case: itself, those joined into it, and reports that tell of its person anew."""
    cases = [case.id, *case.joined.order_by("id").values_list("id", flat=True)]
    told_anew = Report.objects.filter(case__in=cases).exclude(person=None)
    shared = Subject.objects.filter(id__in=told_anew.values("id")).values_list("id", flat=True)
    return [*cases, *sorted(shared)]


CHANGES: Mapping[Kind, Change] = {
    Kind.TEAM_CHANGED: _assigned,
    Kind.REFERRAL_SENT: _referred,
    Kind.REFERRAL_ACCEPTED: _accepted,
    Kind.REFERRAL_DECLINED: _over,
    Kind.REFERRAL_DONE: _over,
    Kind.REFERRAL_REVOKED: _over,
    Kind.WITHDRAWN: _withdrawn,
}
