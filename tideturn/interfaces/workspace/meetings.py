"""Reading meetings: for the purpose of the pathway, and alike where one is hidden and where there is none."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tideturn.engines.pathways.content import pathway_of
from tideturn.engines.pathways.meetings import holding, parties, queries
from tideturn.engines.pathways.meetings.errors import MeetingNotFound
from tideturn.engines.pathways.models import Meeting
from tideturn.engines.pathways.moments import database_now
from tideturn.foundations.access.acting import Actor, acting
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.reading import purposes
from tideturn.packs.schema.pathway import Pathway


@dataclass(frozen=True)
class Met:
    """A meeting as one may see it: who looks, for which purpose, and whether it is theirs to hold today."""

    meeting: Meeting
    by: Actor
    pathway: Pathway
    is_ours: bool
    is_today: bool

    @property
    def title(self) -> str:
        """Return what the meeting is called."""
        return self.pathway.meeting.title if self.pathway.meeting else ""

    @property
    def may_change(self) -> bool:
        """Return whether the agenda is theirs to change."""
        return self.is_ours and self.is_today


@contextmanager
def met(by: Actor, meeting_id: uuid.UUID) -> Iterator[Met]:
    """Give a meeting to the one who acts, for its purpose; raise NotHere alike where it is hidden or not there."""
    check_permission(by, Permission.MEETING_ATTEND)
    for purpose in purposes():
        with acting(by.for_purpose(purpose)) as actor:
            found = _found(meeting_id, purpose, actor)
            if found:
                yield found
                return
    raise NotHere


def meeting_as_seen(meeting: Meeting, by: Actor) -> Met:
    """Return a meeting with how somebody stands to it."""
    is_today = meeting.held_on == parties.day_of(meeting.team, database_now())
    return Met(meeting, by, pathway_of(meeting.pathway), holding.holds(meeting.team, by), is_today)


def _found(meeting_id: uuid.UUID, purpose: str, actor: Actor) -> Met | None:
    try:
        meeting = queries.meeting(meeting_id)
    except MeetingNotFound:
        return None
    return meeting_as_seen(meeting, actor) if pathway_of(meeting.pathway).purpose == purpose else None
