"""What is to be done in a case, and the referrals inside it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tideturn.engines.pathways.state import State
from tideturn.interfaces.workspace.presenters.journal import Names
from tideturn.interfaces.workspace.presenters.times import moment_words
from tideturn.interfaces.workspace.reading import Opened, team_ids_of


@dataclass(frozen=True)
class TaskRow:
    """One thing to do."""

    title: str
    who: str
    done: str


@dataclass(frozen=True)
class ReferralRow:
    """One referral, and how far it has come."""

    id: str
    team: str
    status: str
    why: str
    reason: str


def tasks_of(state: State, found: Opened, names: Names, now: datetime) -> tuple[TaskRow, ...]:
    """Return what is to be done, what is open first; of a case that was only shared, what the reader is to do."""
    mine = (task for task in state.tasks if found.sees_handling or task.for_user == found.by.user_id)
    in_order = sorted(mine, key=lambda task: (task.done_at is not None, task.added_at))
    return tuple(
        TaskRow(
            title=task.title,
            who=names.users.get(task.for_user, "") if task.for_user else "",
            done=_("Done %(moment)s") % {"moment": moment_words(task.done_at, now)} if task.done_at else "",
        )
        for task in in_order
    )


def referrals_of(state: State, found: Opened, names: Names) -> tuple[ReferralRow, ...]:
    """Return the referrals of a case; of one that was only shared, those to the reader."""
    own = own_referrals(state, found)
    return tuple(
        ReferralRow(
            id=one.id,
            team=names.teams.get(one.to_team, _("another team")),
            status=status_words(one.status),
            why=one.why,
            reason=one.reason,
        )
        for one in state.referrals
        if found.sees_handling or one.id in own
    )


def own_referrals(state: State, found: Opened) -> frozenset[str]:
    """Return the referrals that came to the reader's teams."""
    teams = {str(team) for team in team_ids_of(found.by)}
    return frozenset(one.id for one in state.referrals if one.to_team in teams)


def status_words(status: str) -> str:
    """Return how far a referral has come."""
    words = {
        "sent": _("Sent, not looked at yet"),
        "seen": _("Seen, not answered yet"),
        "accepted": _("Accepted"),
        "declined": _("Declined"),
        "done": _("Done"),
        "revoked": _("Taken back"),
    }
    return words.get(status, status)
