"""Holding a meeting: beginning it, what goes onto its agenda and off it again, and what was spoken about."""

from uuid import UUID

from django.db import transaction

from tideturn.engines.pathways.actions.appending import locked
from tideturn.engines.pathways.content import pathway_of
from tideturn.engines.pathways.meetings import parties, queries
from tideturn.engines.pathways.meetings.agenda import candidates
from tideturn.engines.pathways.meetings.errors import (
    CaseNotForTheMeeting,
    MeetingIsOver,
    NoMeetingHere,
    NotOnTheAgenda,
    NotYourMeeting,
)
from tideturn.engines.pathways.models import AgendaItem, Case, Meeting
from tideturn.engines.pathways.moments import database_now
from tideturn.foundations.access.acting import Actor, check_acts
from tideturn.foundations.access.models import Team
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit


@transaction.atomic
def begin(*, team: Team, pathway: str, by: Actor) -> Meeting:
    """Return today's meeting of a team, begun where it was not yet, with what belongs on its agenda."""
    _check_holds(team, by)
    if pathway_of(pathway).meeting is None:
        raise NoMeetingHere
    now = database_now()
    meeting, is_new = Meeting.objects.get_or_create(
        team=team,
        pathway=pathway,
        held_on=parties.day_of(team, now),
        defaults={"begun_at": now, "begun_by_id": by.user_id, "up_to_at": now},
    )
    if is_new:
        audit.record(actor=by, action="begin meeting", kind="meeting", subject=meeting.id)
        bring_up_to_date(meeting=meeting, by=by)
    return meeting


@transaction.atomic
def bring_up_to_date(*, meeting: Meeting, by: Actor) -> int:
    """Put onto the agenda what belongs there by now and was never on it; return how many that is."""
    _check_open(meeting, by)
    now = database_now()
    known = set(meeting.items.values_list("case_id", flat=True))
    found = candidates(meeting.team, meeting.pathway, before=queries.before(meeting), now=now)
    new = [candidate for candidate in found if candidate.case_id not in known]
    for place, candidate in enumerate(new):
        _put(locked(candidate.case_id), meeting, candidate.why, place, by)
    Meeting.objects.filter(id=meeting.id).update(up_to_at=now)
    audit.record(
        actor=by, action="bring agenda up to date", kind="meeting", subject=meeting.id, detail={"new": len(new)}
    )
    return len(new)


@transaction.atomic
def put_on(*, meeting: Meeting, case_id: UUID, by: Actor) -> AgendaItem:
    """Put a case of the team onto the agenda by hand; once is enough."""
    _check_open(meeting, by)
    case = locked(case_id)
    if case.team_id != meeting.team_id or case.pathway != meeting.pathway:
        raise CaseNotForTheMeeting("Another team holds this case. It is for that team to bring it to its meeting.")
    if case.closed_at:
        raise CaseNotForTheMeeting("This case is closed. A new report opens a new case.")
    standing = meeting.items.filter(case=case, taken_off_at=None).first()
    return standing or _put(case, meeting, AgendaItem.BY_HAND, 0, by)


@transaction.atomic
def take_off(*, meeting: Meeting, case_id: UUID, by: Actor) -> None:
    """Take a case off the agenda: from the next reading on the other agencies do not see it any more."""
    _check_open(meeting, by)
    case, item = locked(case_id), queries.item(meeting, case_id)
    item.taken_off_at, item.taken_off_by_id = database_now(), by.user_id
    item.save(update_fields=["taken_off_at", "taken_off_by"])
    parties.stop_sharing(case, meeting, by)
    audit.record(actor=by, action="take off agenda", kind="case", subject=case.id)


@transaction.atomic
def mark_discussed(*, meeting: Meeting, case_id: UUID, by: Actor) -> None:
    """Say that a case was spoken about; what was not is on the next agenda again."""
    _check_open(meeting, by)
    item = queries.item(meeting, case_id)
    if item.discussed_at is None:
        item.discussed_at, item.discussed_by_id = database_now(), by.user_id
        item.save(update_fields=["discussed_at", "discussed_by"])
        audit.record(actor=by, action="discussed at meeting", kind="case", subject=case_id)


def holds(team: Team, by: Actor) -> bool:
    """Tell whether somebody holds the meetings of a team."""
    return team.pk in by.team_ids or (by.sees_whole_agency and team.agency_id == by.agency_id)


def check_on_the_agenda(meeting: Meeting, case_id: UUID) -> None:
    """Raise NotOnTheAgenda unless a case stands on the agenda and is there for the one who acts."""
    if not meeting.items.filter(case_id=case_id, taken_off_at=None).exists():
        raise NotOnTheAgenda


def _put(case: Case, meeting: Meeting, why: str, place: int, by: Actor) -> AgendaItem:
    item = AgendaItem.objects.create(
        meeting=meeting, case=case, why=why, place=place, put_on_at=database_now(), put_on_by_id=by.user_id
    )
    told = parties.share(case, meeting, by)
    audit.record(actor=by, action="put on agenda", kind="case", subject=case.id, detail={"why": why, "agencies": told})
    return item


def _check_holds(team: Team, by: Actor) -> None:
    check_acts(by)
    check_permission(by, Permission.MEETING_ATTEND)
    if not holds(team, by):
        raise NotYourMeeting


def _check_open(meeting: Meeting, by: Actor) -> None:
    _check_holds(meeting.team, by)
    if meeting.held_on != parties.day_of(meeting.team, database_now()):
        raise MeetingIsOver
