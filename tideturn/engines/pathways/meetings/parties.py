"""Which agencies take part in a team's meeting, and until when what stands on its agenda is theirs to see."""

from datetime import date, datetime, time, timedelta

from tideturn.engines.pathways.content import calendar_of_team, pathway_of
from tideturn.engines.pathways.models import Case, Meeting
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.models import Agency, Team
from tideturn.foundations.sharing import actions as sharing
from tideturn.foundations.sharing import queries as agreements
from tideturn.foundations.sharing.words import Capacity


def parties_of(team: Team, pathway: str) -> tuple[Agency, ...]:
    """Return the other agencies with an agreement in force for the purpose of the pathway, by name."""
    partners = agreements.partners_of(team.agency_id, pathway_of(pathway).purpose)
    return tuple(Agency.objects.filter(pk__in=partners).order_by("name", "pk"))


def day_of(team: Team, now: datetime) -> date:
    """Return the day that it is where a team works."""
    return calendar_of_team(team).day_of(now)


def ends_at(meeting: Meeting) -> datetime:
    """Return the end of the meeting's day, at which its cases are no longer shared by it."""
    return calendar_of_team(meeting.team).moment(meeting.held_on + timedelta(days=1), time(0))


def share(case: Case, meeting: Meeting, by: Actor) -> int:
    """Let each agency that takes part see a case until the end of the day; return how many there are."""
    parties = parties_of(meeting.team, meeting.pathway)
    for agency in parties:
        sharing.give_part(
            subject_id=case.id,
            agency_id=agency.pk,
            team_id=None,
            capacity=Capacity.MEETING,
            until=ends_at(meeting),
            by=by,
        )
    return len(parties)


def stop_sharing(case: Case, meeting: Meeting, by: Actor) -> None:
    """End what the meeting let others see of a case, at once."""
    for part in agreements.parts_in(case.id).filter(capacity=str(Capacity.MEETING)):
        sharing.end_part(
            subject_id=case.id, agency_id=part.agency_id, team_id=part.team_id, capacity=Capacity.MEETING, by=by
        )
