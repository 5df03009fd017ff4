"""What an entry brings with it beside the journal: who may see the case, which team holds it, who is told."""

import uuid
from collections.abc import Callable, Mapping

from tideturn.engines.pathways import notices
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import NotAllowedNow
from tideturn.engines.pathways.models import Case, Entry
from tideturn.engines.pathways.notices import Target
from tideturn.engines.pathways.state import Referral, State
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.models import Team, User
from tideturn.foundations.sharing import actions as sharing
from tideturn.foundations.sharing.words import Capacity

Effect = Callable[[Case, Entry, State, Actor], None]


def take(case: Case, entry: Entry, state: State, by: Actor) -> None:
    """Bring about what an entry of this kind brings with it."""
    effect = EFFECTS.get(Kind(entry.kind))
    if effect:
        effect(case, entry, state, by)


def hand_over(case: Case, entry: Entry, by: Actor) -> None:
    """Give the sight of a case to the team that an entry gave it to."""
    if entry.kind == Kind.TEAM_CHANGED:
        sharing.hand_over(subject_id=case.id, agency_id=case.team.agency_id, team_id=case.team_id, by=by)


def _first_of(team: Team) -> tuple[Target, ...]:
    return (Target(user=team.duty_lead) if team.duty_lead else Target(team=team),)


def _team_changed(case: Case, entry: Entry, state: State, by: Actor) -> None:
    case.team = team_named(entry.data.get("team"))
    _tell(case, entry, "case-assigned", _first_of(case.team))


def _lead_offered(case: Case, entry: Entry, state: State, by: Actor) -> None:
    user = User.objects.filter(pk=entry.data.get("to"), is_active=True).first()
    if user is None:
        raise NotAllowedNow("Choose somebody of the team to become the lead.")
    _tell(case, entry, "lead-offered", (Target(user=user),))


def _referral_sent(case: Case, entry: Entry, state: State, by: Actor) -> None:
    team = team_named(entry.data.get("to_team"))
    if team.id == case.team_id:
        raise NotAllowedNow("This team holds the case already. Offer the lead to a colleague instead.")
    sharing.give_part(subject_id=case.id, agency_id=team.agency_id, team_id=team.id, capacity=Capacity.REFERRAL, by=by)
    _tell(case, entry, "referral-sent", _first_of(team))


def _referral_accepted(case: Case, entry: Entry, state: State, by: Actor) -> None:
    _tell(case, entry, "referral-accepted", notices.targets_of(case, (notices.LEAD,)))


def _referral_over(case: Case, entry: Entry, state: State, by: Actor) -> None:
    referral = _referral(entry, state)
    if not any(other.is_open and other.to_team == referral.to_team for other in state.referrals):
        sharing.end_part(
            subject_id=case.id,
            agency_id=referral.to_agency,
            team_id=uuid.UUID(referral.to_team),
            capacity=Capacity.REFERRAL,
            by=by,
        )
    _tell(case, entry, entry.kind, notices.targets_of(case, (notices.LEAD,)))


def _referral(entry: Entry, state: State) -> Referral:
    found = state.referral(str(entry.data.get("referral")))
    if found is None:
        raise NotAllowedNow("There is no such referral in the case.")
    return found


def _tell(case: Case, entry: Entry, kind: str, targets: tuple[Target, ...]) -> None:
    notices.tell(case, kind=kind, targets=targets, at=entry.recorded_at, key=f"{entry.id}:{kind}")


def team_named(team_id: object) -> Team:
    """Return a team by its id, or say that it must be chosen."""
    try:
        found = Team.objects.select_related("duty_lead").filter(id=uuid.UUID(str(team_id))).first()
    except ValueError:
        found = None
    if found is None:
        raise NotAllowedNow("Choose a team from the list.")
    return found


EFFECTS: Mapping[Kind, Effect] = {
    Kind.TEAM_CHANGED: _team_changed,
    Kind.LEAD_OFFERED: _lead_offered,
    Kind.REFERRAL_SENT: _referral_sent,
    Kind.REFERRAL_ACCEPTED: _referral_accepted,
    Kind.REFERRAL_DECLINED: _referral_over,
    Kind.REFERRAL_DONE: _referral_over,
    Kind.REFERRAL_REVOKED: _referral_over,
}
