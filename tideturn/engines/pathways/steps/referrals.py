"""Referrals to other teams: sent, seen, accepted or declined, done or revoked; some hand the case itself over."""

from collections.abc import Mapping
from dataclasses import replace

from tideturn.engines.pathways.entries import JournalEntry, Kind
from tideturn.engines.pathways.state import Referral, State
from tideturn.engines.pathways.steps.holding import with_team
from tideturn.engines.pathways.steps.step import DoesNotFit
from tideturn.packs.schema.pathway import Pathway

# From which status a referral may come to which; what is not here does not fit.
WAYS: Mapping[Kind, tuple[str, tuple[str, ...]]] = {
    Kind.REFERRAL_SEEN: ("seen", ("sent",)),
    Kind.REFERRAL_ACCEPTED: ("accepted", ("sent", "seen")),
    Kind.REFERRAL_DECLINED: ("declined", ("sent", "seen")),
    Kind.REFERRAL_DONE: ("done", ("accepted",)),
    Kind.REFERRAL_REVOKED: ("revoked", ("sent", "seen", "accepted")),
}


def referral_sent(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Send a referral to another team."""
    data = entry.data
    sent = Referral(
        id=str(data.get("referral", entry.id)),
        to_agency=str(data.get("to_agency", "")),
        to_team=str(data.get("to_team", "")),
        status="sent",
        sent_at=entry.at,
        changed_at=entry.at,
        why=str(data.get("why", "")),
        hands_over=data.get("hands_over") is True,
    )
    return replace(state, referrals=(*state.referrals, sent))


def referral_changed(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Bring a referral one step on its way; accepted, one that hands the case over brings team and lead with it."""
    status, allowed = WAYS[entry.kind]
    referral = state.referral(str(entry.data.get("referral")))
    if referral is None or referral.status not in allowed:
        raise DoesNotFit(f"A referral that is {referral.status if referral else 'unknown'} cannot become {status}.")
    if referral.hands_over and entry.kind is Kind.REFERRAL_ACCEPTED:
        # The case itself has moved: nothing of the referral is left to be done.
        return with_team(_changed(state, referral, entry, "done"), referral.to_team, lead=entry.by)
    return _changed(state, referral, entry, status)


def _changed(state: State, referral: Referral, entry: JournalEntry, status: str) -> State:
    after = replace(referral, status=status, changed_at=entry.at, reason=str(entry.data.get("reason", "")))
    return replace(state, referrals=tuple(after if one.id == after.id else one for one in state.referrals))
