"""What an entry brings with it beside the journal: which team holds the case, and who is told."""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from tideturn.engines.pathways import notices
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import NotAllowedNow
from tideturn.engines.pathways.models import Case, Entry, Report
from tideturn.engines.pathways.notices import Target
from tideturn.engines.pathways.state import Referral, State
from tideturn.foundations.access.models import Team, User

Effect = Callable[[Case, Entry, State], None]


def completed(kind: Kind, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the data of an entry with what is known of the team that it names, whatever the writer said of it."""
    if kind is Kind.REFERRAL_SENT:
        team = team_named(data.get("to_team"))
        return {**data, "to_agency": team.agency_id, "to_kind": team.agency.kind}
    if kind is Kind.TEAM_CHANGED:
        return {**data, "national_queue": team_named(data.get("team")).is_national_queue}
    return data


def take(case: Case, entry: Entry, state: State) -> None:
    """Bring about what an entry of this kind brings with it."""
    effect = EFFECTS.get(Kind(entry.kind))
    if effect:
        effect(case, entry, state)


def _team_changed(case: Case, entry: Entry, state: State) -> None:
    case.team = team_named(entry.data.get("team"))
    _tell(case, entry, "case-assigned", _first_of(case.team))


def _lead_offered(case: Case, entry: Entry, state: State) -> None:
    _tell(case, entry, "lead-offered", (Target(user=User.objects.get(pk=entry.data["to"])),))


def _lead_left(case: Case, entry: Entry, state: State) -> None:
    _tell(case, entry, "case-assigned", _first_of(case.team))


def _referral_sent(case: Case, entry: Entry, state: State) -> None:
    team = team_named(entry.data.get("to_team"))
    if team.id == case.team_id:
        raise NotAllowedNow("This team holds the case already. Offer the lead to a colleague instead.")
    _tell(case, entry, "referral-sent", _first_of(team))


def _referral_answered(case: Case, entry: Entry, state: State) -> None:
    """Tell the lead; where the case itself was taken over, that is the lead until now."""
    _tell(case, entry, str(entry.kind), notices.targets_of(case, (notices.LEAD,)))
    referral = referral_of(entry, state)
    if hands_over(entry, referral):
        case.team = team_named(referral.to_team)


def _referral_revoked(case: Case, entry: Entry, state: State) -> None:
    _tell(case, entry, str(entry.kind), _first_of(team_named(referral_of(entry, state).to_team)))


def _withdrawn(case: Case, entry: Entry, state: State) -> None:
    """Where it is withdrawn who the person is, let the case and its report be about nobody known again."""
    named = person_unnamed(case, entry)
    if named is not None:
        case.person = None
        Report.objects.filter(case=case, person=named).update(person=None)


def person_unnamed(case: Case, entry: Entry) -> uuid.UUID | None:
    """Return whom a case is said not to be about, where an entry withdraws that it is."""
    withdrawn = Entry.objects.filter(id=entry.data["entry"], case=case, kind=Kind.PERSON_NAMED).first()
    return uuid.UUID(withdrawn.data["person"]) if withdrawn else None


def hands_over(entry: Entry, referral: Referral) -> bool:
    """Tell whether an entry takes a case over."""
    return referral.hands_over and entry.kind == Kind.REFERRAL_ACCEPTED


def referral_of(entry: Entry, state: State) -> Referral:
    """Return the referral that an entry is about."""
    found = state.referral(str(entry.data.get("referral")))
    if found is None:
        raise NotAllowedNow("There is no such referral in the case.")
    return found


def team_named(team_id: object) -> Team:
    """Return a team by its id, or say that it must be chosen."""
    try:
        teams = Team.objects.select_related("duty_lead", "agency")
        found = teams.filter(id=uuid.UUID(str(team_id))).first()
    except ValueError:
        found = None
    if found is None:
        raise NotAllowedNow("Choose a team from the list.")
    return found


def _first_of(team: Team) -> tuple[Target, ...]:
    return (Target(user=team.duty_lead) if team.duty_lead else Target(team=team),)


def _tell(case: Case, entry: Entry, kind: str, targets: tuple[Target, ...]) -> None:
    notices.tell(case, kind=kind, targets=targets, at=entry.recorded_at, key=f"{entry.id}:{kind}")


EFFECTS: Mapping[Kind, Effect] = {
    Kind.TEAM_CHANGED: _team_changed,
    Kind.LEAD_OFFERED: _lead_offered,
    Kind.LEAD_LEFT: _lead_left,
    Kind.REFERRAL_SENT: _referral_sent,
    Kind.REFERRAL_ACCEPTED: _referral_answered,
    Kind.REFERRAL_DECLINED: _referral_answered,
    Kind.REFERRAL_DONE: _referral_answered,
    Kind.REFERRAL_REVOKED: _referral_revoked,
    Kind.WITHDRAWN: _withdrawn,
}
