"""Questions about meetings; row security leaves out what is not there for the one who asks."""

from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from tideturn.engines.pathways.meetings.errors import MeetingNotFound, NotOnTheAgenda
from tideturn.engines.pathways.models import AgendaItem, Entry, Meeting
from tideturn.engines.pathways.queries import listed

EARLIER_AT_MOST = 30


def meetings_of_day(day: date) -> list[Meeting]:
    """Return the meetings of a day that are there for the one who acts: their own team's, and those of others."""
    found = Meeting.objects.filter(held_on=day).select_related("team__agency")
    return list(found.order_by("team__name", "pathway", "id"))


def earlier(day: date) -> list[Meeting]:
    """Return earlier meetings, the latest first."""
    found = Meeting.objects.filter(held_on__lt=day).select_related("team__agency")
    return list(found.order_by("-held_on", "team__name", "id")[:EARLIER_AT_MOST])


def meeting(meeting_id: UUID) -> Meeting:
    """Return a meeting, or raise MeetingNotFound alike where it is hidden and where it is not."""
    found = Meeting.objects.select_related("team__agency", "team__duty_lead").filter(id=meeting_id).first()
    if found is None:
        raise MeetingNotFound
    return found


def before(of: Meeting) -> Meeting | None:
    """Return the meeting of the same team before this one."""
    earlier_ones = Meeting.objects.filter(team=of.team, pathway=of.pathway, held_on__lt=of.held_on)
    return earlier_ones.order_by("-held_on").first()


def agenda(of: Meeting) -> "QuerySet[AgendaItem]":
    """Return what stands on an agenda and is there for the one who acts, in its order, with each case as lists show it.

    A case that was joined into another since, or has gone to another team, is left out where it is not seen any more.
    """
    items = AgendaItem.objects.standing().filter(meeting=of)
    return items.prefetch_related(Prefetch("case", listed().with_lead()))


def item(of: Meeting, case_id: UUID) -> AgendaItem:
    """Return what stands on an agenda about a case; raise NotOnTheAgenda."""
    found = AgendaItem.objects.standing().filter(meeting=of, case_id=case_id).first()
    if found is None:
        raise NotOnTheAgenda
    return found


def minutes(of: Meeting, case_id: UUID) -> list[Entry]:
    """Return what was written into a case's journal in a meeting, the earliest first."""
    written = Entry.objects.filter(case_id=case_id, data__meeting=str(of.id))
    return list(written.select_related("by").order_by("recorded_at", "id"))
