"""The meeting: what belongs on its agenda, who sees it until when, and what is written in it."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.engines.pathways.conftest import PURPOSE
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import CaseNotFound, NotAllowedNow
from tideturn.engines.pathways.meetings import errors, holding, parties, queries
from tideturn.engines.pathways.models import AgendaItem, Case, Clock, Meeting
from tideturn.engines.pathways.moments import database_now
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.access.signing_in import actor_for
from tideturn.foundations.audit.models import Entry as Audited
from tideturn.foundations.sharing.models import Part

pytestmark = pytest.mark.django_db
PATHWAY = "near-fatal-overdose"


@pytest.fixture
def neighbour(southmark):
    """Somebody of Southmark who takes part in meetings."""
    return actor_for(southmark.user("Sue", "meeting-member"), purpose=PURPOSE)


@pytest.fixture
def begin(northmark):
    """A function that begins today's meeting of Northmark."""

    def begin(by):
        with acting(by):
            return holding.begin(team=northmark.team, pathway=PATHWAY, by=by)

    return begin


def leave_time(case):
    """Let no clock of a case have run out yet."""
    with acting(system_actor("clocks")):
        Clock.objects.filter(case=case).update(due_at=database_now() + timedelta(days=1))


def run_out(case):
    """Let the first clock of a case have run out."""
    with acting(system_actor("clocks")):
        clock = Clock.objects.filter(case=case, status=Clock.RUNNING).order_by("due_at").first()
        Clock.objects.filter(pk=clock.pk).update(due_at=database_now() - timedelta(minutes=1))


def on_agenda(meeting, by):
    with acting(by):
        return {item.case_id: item.why for item in queries.agenda(meeting)}


def test_new_meeting_has_what_came_in_and_what_ran_out(make_case, worker, begin):
    fresh, old, overdue = make_case(), make_case(hours_ago=200), make_case(hours_ago=201)
    leave_time(old)
    run_out(overdue)

    meeting = begin(worker)

    assert on_agenda(meeting, worker) == {overdue.id: "ran-out", fresh.id: "came-in"}


def test_beginning_twice_is_one_meeting(case, worker, duty_lead, begin):
    assert begin(worker) == begin(duty_lead)
    assert on_agenda(begin(worker), worker) == {case.id: "came-in"}


def test_what_was_not_spoken_about_is_carried_over(make_case, worker, begin):
    left, spoken = make_case(), make_case()
    meeting = begin(worker)
    with acting(worker):
        holding.mark_discussed(meeting=meeting, case_id=spoken.id, by=worker)
        Meeting.objects.filter(pk=meeting.pk).update(held_on=meeting.held_on - timedelta(days=1))

    assert on_agenda(begin(worker), worker) == {left.id: "carried-over"}


def test_what_came_in_meanwhile_is_added_once(make_case, worker, begin):
    first = make_case()
    meeting = begin(worker)
    with acting(worker):
        holding.take_off(meeting=meeting, case_id=first.id, by=worker)
    second = make_case(hours_ago=0)

    with acting(worker):
        assert holding.bring_up_to_date(meeting=meeting, by=worker) == 1
        assert holding.bring_up_to_date(meeting=meeting, by=worker) == 0
    assert on_agenda(meeting, worker) == {second.id: "came-in"}


def test_others_see_the_agenda_and_no_other_case(make_case, agreement, worker, neighbour, begin):
    shown, hidden = make_case(), make_case(hours_ago=200)
    leave_time(hidden)
    meeting = begin(worker)

    with acting(neighbour):
        assert queries.meetings_of_day(meeting.held_on) == [meeting]
        assert set(Case.objects.values_list("id", flat=True)) == {shown.id}
    assert on_agenda(meeting, neighbour) == {shown.id: "came-in"}


def test_without_an_agreement_others_see_nothing_not_even_the_meeting(case, southmark, worker, neighbour, begin):
    meeting = begin(worker)

    with acting(neighbour):
        assert queries.meetings_of_day(meeting.held_on) == []
        with pytest.raises(errors.MeetingNotFound):
            queries.meeting(meeting.id)
        assert not AgendaItem.objects.exists()


def test_part_of_the_others_ends_with_the_day(case, agreement, worker, begin):
    meeting = begin(worker)

    with acting(worker):
        [part] = Part.objects.filter(subject_id=case.id, capacity="meeting")
        assert part.until == parties.ends_at(meeting)
        assert parties.day_of(meeting.team, part.until) == meeting.held_on + timedelta(days=1)
        assert parties.day_of(meeting.team, part.until - timedelta(seconds=1)) == meeting.held_on


def test_case_taken_off_is_gone_for_the_others_at_once(case, agreement, worker, neighbour, begin):
    meeting = begin(worker)
    with acting(worker):
        holding.take_off(meeting=meeting, case_id=case.id, by=worker)

    with acting(neighbour):
        assert not Case.objects.exists()
        with pytest.raises(errors.MeetingNotFound):
            queries.meeting(meeting.id)
    assert on_agenda(meeting, worker) == {}


def test_case_is_put_on_by_hand_and_once(make_case, agreement, worker, neighbour, begin):
    meeting = begin(worker)
    case = make_case()
    with acting(worker):
        first = holding.put_on(meeting=meeting, case_id=case.id, by=worker)
        assert holding.put_on(meeting=meeting, case_id=case.id, by=worker) == first

    assert on_agenda(meeting, neighbour) == {case.id: "by-hand"}


def test_only_the_team_changes_its_agenda(case, make_case, agreement, worker, neighbour, begin):
    meeting = begin(worker)

    with acting(neighbour):
        seen = queries.meeting(meeting.id)
        for action in (holding.put_on, holding.take_off, holding.mark_discussed):
            with pytest.raises(errors.NotYourMeeting):
                action(meeting=seen, case_id=case.id, by=neighbour)
        with pytest.raises(errors.NotYourMeeting):
            holding.begin(team=seen.team, pathway=PATHWAY, by=neighbour)


def test_database_lets_no_other_agency_put_a_case_on_an_agenda(case, agreement, worker, neighbour, begin):
    meeting = begin(worker)

    with acting(neighbour), pytest.raises(DatabaseError), transaction.atomic():
        AgendaItem.objects.create(meeting=meeting, case=case, why="by-hand", put_on_at=database_now())
    with acting(neighbour):
        assert AgendaItem.objects.update(taken_off_at=database_now()) == 0


def test_case_of_another_team_is_refused(make_case, southmark, worker, begin):
    meeting = begin(worker)
    theirs = make_case(southmark)

    with acting(worker), pytest.raises(CaseNotFound):
        holding.put_on(meeting=meeting, case_id=theirs.id, by=worker)
    with acting(worker), pytest.raises(CaseNotFound):
        holding.put_on(meeting=meeting, case_id=uuid.uuid4(), by=worker)


def test_agenda_of_another_day_stays(case, worker, begin):
    meeting = begin(worker)
    with acting(worker):
        Meeting.objects.filter(pk=meeting.pk).update(held_on=meeting.held_on - timedelta(days=1))
        with pytest.raises(errors.MeetingIsOver):
            holding.put_on(meeting=queries.meeting(meeting.id), case_id=case.id, by=worker)


def test_whoever_may_not_attend_does_not_begin(northmark, begin):
    auditor = actor_for(northmark.user("Abe", "auditor"), purpose=PURPOSE)
    with pytest.raises(PermissionMissing):
        begin(auditor)


def test_others_write_notes_and_agreed_actions_and_they_are_the_minutes(
    case, agreement, worker, neighbour, begin, write
):
    meeting = begin(worker)
    write(neighbour, case, Kind.NOTE_ADDED, text="Known at the hostel (invented)", meeting=meeting.id)
    write(neighbour, case, Kind.TASK_ADDED, title="Ask at the hostel (invented)", meeting=meeting.id)
    write(worker, case, Kind.NOTE_ADDED, text="Not of the meeting")

    with acting(worker):
        assert [entry.kind for entry in queries.minutes(meeting, case.id)] == ["note-added", "task-added"]
    with pytest.raises(NotAllowedNow):
        write(neighbour, case, Kind.MOVED, move="bring-to-review")


def test_what_is_done_at_a_meeting_is_audited(case, worker, begin):
    meeting = begin(worker)
    with acting(worker):
        holding.mark_discussed(meeting=meeting, case_id=case.id, by=worker)
        holding.take_off(meeting=meeting, case_id=case.id, by=worker)
        actions = list(Audited.objects.filter(subject=case.id, agency=worker.agency_id).order_by("sequence"))

    assert [entry.action for entry in actions] == ["put on agenda", "discussed at meeting", "take off agenda"]


def test_bringing_the_agenda_up_to_date_is_audited_though_nothing_came_in(case, worker, begin):
    meeting = begin(worker)
    with acting(worker):
        holding.bring_up_to_date(meeting=meeting, by=worker)
        found = list(Audited.objects.filter(subject=meeting.id, agency=worker.agency_id).order_by("sequence"))

    assert [(entry.action, entry.detail.get("new")) for entry in found] == [
        ("begin meeting", None), ("bring agenda up to date", 1), ("bring agenda up to date", 0),
    ]  # fmt: skip
