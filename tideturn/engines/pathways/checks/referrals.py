"""Who may send a referral, and who may answer it: nobody but the team it was sent to."""

import uuid

from tideturn.engines.pathways.checks.check import Asked
from tideturn.engines.pathways.errors import NotAllowedNow
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission


def sent(asked: Asked) -> None:
    """Refuse a second referral to a team that has one open; handing over asks for its own permission."""
    if asked.data.get("hands_over"):
        check_permission(asked.by, Permission.CASES_HAND_OVER)
        if any(one.is_open and one.hands_over for one in asked.state.referrals):
            raise NotAllowedNow("The case is being handed over already. Wait for the answer, or revoke that first.")
    if any(one.to_team == asked.data["to_team"] and one.awaits_answer for one in asked.state.referrals):
        raise NotAllowedNow("This team has a referral that it has not answered yet. Wait for it, or revoke it first.")


def answered(asked: Asked) -> None:
    """Let only somebody of the team that a referral was sent to say what becomes of it."""
    referral = asked.state.referral(str(asked.data.get("referral")))
    if referral is None:
        raise NotAllowedNow("There is no such referral in the case.")
    if uuid.UUID(referral.to_team) not in asked.by.team_ids:
        raise NotAllowedNow(
            "Only the team that this was referred to answers it. Revoke it if it is not needed any more."
        )


def accepted(asked: Asked) -> None:
    """Let only a person of that team accept: somebody with a name becomes the lead of what is handed over."""
    answered(asked)
    if asked.by.user_id is None:
        raise NotAllowedNow("A person with a name accepts a referral. Sign in and accept it yourself.")
