"""Whether an entry may be written now, and by this person; each kind has its own question."""

from collections.abc import Mapping
from typing import Any

from tideturn.engines.pathways import rules
from tideturn.engines.pathways.checks import clocks, contact, holding, referrals, shapes, withdrawing
from tideturn.engines.pathways.checks.answers import check_answers
from tideturn.engines.pathways.checks.check import Asked, Check
from tideturn.engines.pathways.content import pathway_of
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import NotAllowedNow
from tideturn.engines.pathways.models import Case
from tideturn.engines.pathways.relations import relations_of
from tideturn.engines.pathways.state import State
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.packs.schema.pathway import Move

# What the product writes itself, or other actions do; nobody writes it as an entry of their own.
NOT_BY_HAND = frozenset(
    {
        Kind.OPENED,
        Kind.REPORT_JOINED,
        Kind.PERSON_NAMED,
        Kind.CLOCK_WARNED,
        Kind.CLOCK_RAISED,
        Kind.CASES_JOINED,
        Kind.CASES_PARTED,
    }
)
# What another agency with a part in the case may write too: its answer to a referral, a note, a contact it made, and
# what it takes on in a meeting.
BY_OTHERS = frozenset(
    {
        Kind.NOTE_ADDED,
        Kind.TASK_ADDED,
        Kind.CONTACT_LOGGED,
        Kind.CONTACT_WISH,
        Kind.NALOXONE_GIVEN,
        Kind.REFERRAL_SEEN,
        Kind.REFERRAL_ACCEPTED,
        Kind.REFERRAL_DECLINED,
        Kind.REFERRAL_DONE,
        Kind.WITHDRAWN,
    }
)
# A mistaken closing can be withdrawn, and the case goes on.
WHEN_CLOSED = frozenset({Kind.MOVED, Kind.NOTE_ADDED, Kind.WITHDRAWN})


def check(kind: Kind, data: Mapping[str, Any], *, case: Case, state: State, by: Actor) -> None:
    """Refuse an entry that the state of the case, or the writer's part in it, does not allow."""
    if kind in NOT_BY_HAND:
        raise NotAllowedNow("The product writes this itself when it happens.")
    check_permission(by, Permission.CASES_WRITE)
    relations = relations_of(by, case)
    if not relations and kind not in BY_OTHERS:
        raise NotAllowedNow("This is for the team that holds the case. Add a note, or answer your referral.")
    if not state.is_open and kind not in WHEN_CLOSED:
        raise NotAllowedNow("The case is closed. Add a note; a new report opens a new case.")
    shapes.check_shape(kind, data)
    asked = Asked(data, case, state, pathway_of(case.pathway), relations, by)
    CHECKS.get(kind, _nothing)(asked)


def _nothing(asked: Asked) -> None:
    """Ask nothing more of what may always be written."""


def _moved(asked: Asked) -> None:
    move = _move(asked)
    check_answers(asked)
    if asked.pathway.is_end(move):
        check_permission(asked.by, Permission.CASES_CLOSE)
        if asked.by.user_id is None:
            raise NotAllowedNow("Only somebody with a name closes a case. Sign in and close it yourself.")
    rules.check_move(move, asked.state, asked.pathway, asked.relations, asked.data)


def _move(asked: Asked) -> Move:
    found = next((move for move in asked.pathway.moves if move.id == asked.data.get("move")), None)
    if found is None:
        raise NotAllowedNow("The pathway has no such step. Choose one from the case's page.")
    return found


CHECKS: Mapping[Kind, Check] = {
    Kind.MOVED: _moved,
    Kind.ANSWERED: check_answers,
    Kind.CONTACT_LOGGED: contact.logged,
    Kind.CONTACT_WISH: contact.wish,
    Kind.CLOCK_PAUSED: clocks.paused,
    Kind.CLOCK_RESUMED: clocks.resumed,
    Kind.PROTECTION_REFERRED: clocks.protection_referred,
    Kind.TEAM_CHANGED: holding.team_changed,
    Kind.LEAD_OFFERED: holding.lead_offered,
    Kind.LEAD_ACCEPTED: holding.lead_accepted,
    Kind.LEAD_DECLINED: holding.lead_declined,
    Kind.LEAD_LEFT: holding.lead_left,
    Kind.REFERRAL_SENT: referrals.sent,
    Kind.REFERRAL_SEEN: referrals.answered,
    Kind.REFERRAL_ACCEPTED: referrals.accepted,
    Kind.REFERRAL_DECLINED: referrals.answered,
    Kind.REFERRAL_DONE: referrals.answered,
    Kind.WITHDRAWN: withdrawing.withdrawn,
}
