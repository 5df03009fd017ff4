"""Who may write what into a case's journal, and when; each refusal is a sentence."""

import uuid
from datetime import timedelta

import pytest

from tests.engines.pathways.conftest import PURPOSE
from tideturn.engines.pathways.actions.appending import NewEntry, append
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import CaseNotFound, EntryRefused, NotAllowedNow
from tideturn.engines.pathways.models import Clock, Entry, Notice
from tideturn.engines.pathways.moments import database_now
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.access.signing_in import actor_for
from tideturn.foundations.audit.models import Entry as Audited
from tideturn.foundations.delivery.models import Message

CONTACT = {"channel": "phone", "result": "no-answer"}


def kept(model, **conditions):
    with acting(system_actor("clocks")):
        return list(model.objects.filter(**conditions))


@pytest.fixture
def southerner(southmark):
    """A worker of Southmark's team."""
    return actor_for(southmark.user("Sol"), purpose=PURPOSE)


@pytest.fixture
def referred(case, worker, southmark, agreement, write):
    """The id of a referral from Northmark to Southmark."""
    state = write(worker, case, Kind.REFERRAL_SENT, to_team=southmark.team.id, why="Wound care (invented)")
    return state.referrals[0].id


@pytest.fixture
def handed_over(case, worker, southmark, agreement, write):
    """The id of a referral that hands the case over to Southmark."""
    return write(worker, case, Kind.REFERRAL_SENT, to_team=southmark.team.id, hands_over=True).referrals[0].id


def test_entry_is_kept_with_its_writer_and_audited(case, worker, write):
    state = write(worker, case, Kind.CONTACT_LOGGED, **CONTACT)

    [entry] = kept(Entry, kind="contact-logged")
    assert (entry.by_id, entry.agency, entry.data) == (worker.user_id, worker.agency_id, CONTACT)
    assert state.first_attempt_at == entry.at
    [clock] = kept(Clock, clock="first-attempt")
    assert (clock.status, clock.stopped_by) == ("stopped", "entry:contact-logged")
    with acting(worker):
        assert Audited.objects.filter(subject=case.id, action="write contact-logged").count() == 1


def test_entry_that_comes_twice_is_kept_once(case, worker, write):
    entry_id = uuid.uuid4()
    first = write(worker, case, Kind.NOTE_ADDED, entry_id=entry_id, text="Seen (invented)")
    again = write(worker, case, Kind.NOTE_ADDED, entry_id=entry_id, text="Seen (invented)")

    assert again == first
    assert len(kept(Entry, kind="note-added")) == 1


def test_id_used_for_something_else_is_refused(case, make_case, worker, write):
    entry_id = uuid.uuid4()
    write(worker, case, Kind.NOTE_ADDED, entry_id=entry_id, text="One")

    with pytest.raises(EntryRefused):
        write(worker, case, Kind.NOTE_ADDED, entry_id=entry_id, text="Another")
    with pytest.raises(EntryRefused):
        write(worker, make_case(), Kind.NOTE_ADDED, entry_id=entry_id, text="One")


def test_time_to_come_is_refused_and_a_clock_a_little_ahead_is_not(case, worker, write):
    now = database_now()
    with pytest.raises(EntryRefused, match="still to come"):
        write(worker, case, Kind.CONTACT_LOGGED, at=now + timedelta(minutes=10), **CONTACT)

    state = write(worker, case, Kind.CONTACT_LOGGED, at=now + timedelta(minutes=2), **CONTACT)
    assert state.first_attempt_at <= database_now()


def test_time_without_a_zone_is_refused(case, worker, write):
    with pytest.raises(EntryRefused, match="time zone"):
        write(worker, case, Kind.NOTE_ADDED, at=database_now().replace(tzinfo=None), text="x")


def test_only_what_can_be_earlier_than_the_case_is(case, worker, write):
    before = case.opened_at - timedelta(hours=1)
    with pytest.raises(EntryRefused, match="before the case"):
        write(worker, case, Kind.MOVED, at=before, move="bring-to-review")

    assert write(worker, case, Kind.CONTACT_LOGGED, at=before, **CONTACT).first_attempt_at == before


def test_pause_is_of_now_whatever_time_it_says(case, worker, write):
    asked = database_now() - timedelta(hours=2)
    state = write(worker, case, Kind.CLOCK_PAUSED, at=asked, clock="first-attempt", reason="in-custody")

    assert state.running("first-attempt").pauses[0].began_at > asked


def test_contact_before_the_overdose_is_refused_with_the_reason(make_case, worker, write):
    occurred = database_now() - timedelta(hours=5)
    case = make_case(occurred_at=occurred.isoformat())

    with pytest.raises(NotAllowedNow, match="before what was reported"):
        write(worker, case, Kind.CONTACT_LOGGED, at=occurred - timedelta(minutes=1), **CONTACT)
    assert not kept(Entry, kind="contact-logged")


def test_paused_clock_is_not_due_and_a_resumed_one_is(case, worker, write):
    write(worker, case, Kind.CLOCK_PAUSED, clock="contact-made", reason="in-custody")
    assert [(clock.status, clock.due_at) for clock in kept(Clock, clock="contact-made")] == [("paused", None)]

    write(worker, case, Kind.CLOCK_RESUMED, clock="contact-made")
    [clock] = kept(Clock, clock="contact-made")
    assert clock.status == "running"
    assert clock.due_at is not None


REFUSED = [
    (Kind.CLOCK_PAUSED, {"clock": "first-review", "reason": "in-custody"}, "cannot be paused"),
    (Kind.CLOCK_PAUSED, {"clock": "first-attempt", "reason": "no-time"}, "only with one of its reasons"),
    (Kind.CLOCK_PAUSED, {"clock": "what-next"}, "does not run"),
    (Kind.CLOCK_RESUMED, {"clock": "first-attempt"}, "not paused"),
    (Kind.CONTACT_LOGGED, {"channel": "owl", "result": "spoke"}, "how you tried"),
    (Kind.CONTACT_LOGGED, {"channel": "phone", "result": "maybe"}, "what came of it"),
    (Kind.CONTACT_WISH, {"wish": "whatever"}, "wishes"),
    (Kind.MOVED, {"move": "agree-plan"}, "starts from"),
    (Kind.MOVED, {"move": "fly"}, "no such step"),
    (Kind.NOTE_ADDED, {"text": "  "}, "a few words"),
    (Kind.NOTE_ADDED, {"text": "x" * 10_001}, "a few words"),
    (Kind.NOTE_ADDED, {"text": "nul \0"}, "a few words"),
    (Kind.NOTE_ADDED, {"text": "x", "colour": "red"}, "takes no “colour”"),
    (Kind.TASK_DONE, {"task": str(uuid.uuid4())}, "no such task"),
    (Kind.TASK_ADDED, {"title": "Ring", "for": True}, "number of a user"),
    (Kind.ANSWERED, {"answers": {"shoe-size": 9}}, "asks no question"),
    (Kind.ANSWERED, {"answers": {"adult-at-risk": "maybe"}}, "yes or no"),
    (Kind.ANSWERED, {"answers": {"adult-at-risk": ["yes"]}}, "yes or no"),
    (Kind.ANSWERED, {"answers": {"naloxone": "lots"}}, "one of its choices"),
    (Kind.ANSWERED, {"answers": {"talk-on": "tomorrow"}}, "a day"),
    (Kind.ANSWERED, {"answers": {"talk-on": "20261130"}}, "a day"),
    (Kind.ANSWERED, {"answers": {"safety": "x" * 10_001}}, "10000"),
    (Kind.ANSWERED, {"answers": {"safety": {"deep": []}}}, "10000"),
    (Kind.ANSWERED, {"answers": "yes"}, "answers by the ids"),
    (Kind.OPENED, {}, "writes this itself"),
    (Kind.CLOCK_RAISED, {"clock": "first-attempt"}, "writes this itself"),
    (Kind.REFERRAL_SENT, {"to_team": "somewhere"}, "to_team"),
    (Kind.REFERRAL_SENT, {"to_team": str(uuid.uuid4())}, "Choose a team"),
    (Kind.LEAD_ACCEPTED, {}, "not offered to you"),
    (Kind.LEAD_DECLINED, {}, "not on offer"),
    (Kind.LEAD_LEFT, {}, "Nobody has taken the lead"),
    (Kind.TEAM_CHANGED, {"team": str(uuid.uuid4())}, "referral that hands the case over"),
    (Kind.PROTECTION_REFERRED, {"branch": "under-16"}, "none applies"),
    (Kind.WITHDRAWN, {"entry": str(uuid.uuid4()), "reason": "x"}, "no such entry"),
]


@pytest.mark.parametrize(("kind", "data", "words"), REFUSED)
def test_what_does_not_fit_is_refused_in_a_sentence_and_nothing_is_kept(case, worker, write, kind, data, words):
    with pytest.raises((EntryRefused, NotAllowedNow), match=words):
        write(worker, case, kind, **data)
    assert [entry.kind for entry in kept(Entry)] == ["opened"]


def test_every_kind_that_people_write_has_a_shape():
    from tideturn.engines.pathways.checks import NOT_BY_HAND
    from tideturn.engines.pathways.checks.shapes import SHAPES

    assert set(SHAPES) == set(Kind) - NOT_BY_HAND


def test_closing_asks_for_permission_outcome_and_reason(case, worker, duty_lead, write):
    closing = {"move": "close-without-contact", "answers": {"closing-note": "Nothing (invented)"}}
    with pytest.raises(NotAllowedNow, match="for the duty lead or a manager"):
        write(worker, case, Kind.MOVED, **closing, outcome="died", reason="death")
    for missing in ({"outcome": "died"}, {"reason": "death"}, {"outcome": "supported", "reason": "death"}):
        with pytest.raises(NotAllowedNow, match=r"Say (how|why)"):
            write(duty_lead, case, Kind.MOVED, **closing, **missing)

    state = write(duty_lead, case, Kind.MOVED, **closing, outcome="died", reason="death")
    assert not state.is_open
    assert {clock.status for clock in kept(Clock)} == {"stopped"}
    with pytest.raises(NotAllowedNow, match="closed"):
        write(worker, case, Kind.CONTACT_LOGGED, **CONTACT)


def test_mistaken_closing_is_withdrawn_and_its_clocks_go_on(case, duty_lead, write):
    before = [(clock.clock, clock.due_at) for clock in kept(Clock, status="running")]
    closing = {"move": "close-without-contact", "answers": {"closing-note": "x"}, "outcome": "died", "reason": "death"}
    write(duty_lead, case, Kind.MOVED, **closing)
    [entry] = kept(Entry, kind="moved")

    assert write(duty_lead, case, Kind.WITHDRAWN, entry=entry.id, reason="Another person of that name.").is_open
    assert [(clock.clock, clock.due_at) for clock in kept(Clock, status="running")] == before


def test_who_only_reads_writes_nothing(case, northmark, write):
    reader = actor_for(northmark.user("Cal", "caldicott-lead"), purpose=PURPOSE)
    with pytest.raises(PermissionMissing):
        write(reader, case, Kind.NOTE_ADDED, text="x")


def test_a_case_that_is_not_ones_to_see_is_not_there(case, southerner, write):
    with pytest.raises(CaseNotFound):
        write(southerner, case, Kind.NOTE_ADDED, text="x")


def test_lead_is_offered_to_the_team_and_accepted_by_the_one_asked(
    case, worker, duty_lead, northmark, southerner, write
):
    colleague = actor_for(northmark.user("Kit"), purpose=PURPOSE)
    with pytest.raises(NotAllowedNow, match="of the team"):
        write(worker, case, Kind.LEAD_OFFERED, to=southerner.user_id)
    write(worker, case, Kind.LEAD_OFFERED, to=colleague.user_id)
    for other in (worker, duty_lead):
        with pytest.raises(NotAllowedNow, match="not offered to you"):
            write(other, case, Kind.LEAD_ACCEPTED)

    assert write(colleague, case, Kind.LEAD_ACCEPTED).lead == colleague.user_id
    assert [notice.to_user_id for notice in kept(Notice, kind="lead-offered")] == [colleague.user_id]
    assert kept(Message, kind="case-news")


def test_offer_of_the_lead_is_declined_by_the_one_asked_or_taken_back(case, worker, duty_lead, northmark, write):
    colleague = actor_for(northmark.user("Kit"), purpose=PURPOSE)
    for who in (colleague, duty_lead):
        write(worker, case, Kind.LEAD_OFFERED, to=colleague.user_id)
        assert write(who, case, Kind.LEAD_DECLINED, reason="Away").lead_offered_to is None
    write(duty_lead, case, Kind.LEAD_OFFERED, to=colleague.user_id)
    with pytest.raises(NotAllowedNow, match="Only the one who was asked"):
        write(worker, case, Kind.LEAD_DECLINED)


def test_lead_who_leaves_leaves_the_case_to_the_duty_lead(case, worker, duty_lead, northmark, write):
    write(duty_lead, case, Kind.LEAD_OFFERED, to=worker.user_id)
    write(worker, case, Kind.LEAD_ACCEPTED)
    other = actor_for(northmark.user("Kit"), purpose=PURPOSE)
    with pytest.raises(NotAllowedNow, match="Only the lead"):
        write(other, case, Kind.LEAD_LEFT)

    assert write(worker, case, Kind.LEAD_LEFT, reason="New job").lead is None
    assert duty_lead.user_id in {notice.to_user_id for notice in kept(Notice, kind="case-assigned")}


def test_referral_is_answered_only_by_the_team_it_went_to(case, worker, duty_lead, southerner, referred, write):
    for kind in (Kind.REFERRAL_SEEN, Kind.REFERRAL_ACCEPTED, Kind.REFERRAL_DONE):
        with pytest.raises(NotAllowedNow, match="Only the team"):
            write(duty_lead, case, kind, referral=referred)
    with pytest.raises(NotAllowedNow, match="for the team that holds"):
        write(southerner, case, Kind.REFERRAL_REVOKED, referral=referred, reason="x")

    state = write(southerner, case, Kind.REFERRAL_ACCEPTED, referral=referred)
    assert (state.referrals[0].status, state.team) == ("accepted", str(case.team_id))
    assert {clock.status for clock in kept(Clock, clock="referral-answer")} == {"stopped"}


def test_referral_says_whom_it_went_to_whatever_the_writer_says(case, worker, southmark, agreement, write):
    state = write(worker, case, Kind.REFERRAL_SENT, to_team=southmark.team.id, to_agency="elsewhere")
    assert state.referrals[0].to_agency == southmark.agency.pk


def test_declined_referral_needs_a_reason_and_takes_the_sight_with_it(case, worker, southerner, referred, write):
    with pytest.raises(EntryRefused, match="a reason"):
        write(southerner, case, Kind.REFERRAL_DECLINED, referral=referred, reason=" ")

    write(southerner, case, Kind.REFERRAL_DECLINED, referral=referred, reason="No place (invented)")
    with pytest.raises(CaseNotFound):
        write(southerner, case, Kind.NOTE_ADDED, text="x")
    assert {clock.status for clock in kept(Clock, clock="referral-answer")} == {"stopped"}
    assert kept(Notice, kind="referral-declined")


def test_revoked_referral_takes_the_sight_with_it_and_tells_the_other_team(case, worker, southerner, referred, write):
    write(worker, case, Kind.REFERRAL_REVOKED, referral=referred, reason="They moved (invented)")
    with pytest.raises(CaseNotFound):
        write(southerner, case, Kind.NOTE_ADDED, text="x")
    assert kept(Notice, kind="referral-revoked")


def test_second_referral_to_a_team_waits_for_the_first(case, worker, southmark, referred, write):
    with pytest.raises(NotAllowedNow, match="not answered yet"):
        write(worker, case, Kind.REFERRAL_SENT, to_team=southmark.team.id)


def test_hand_over_leaves_the_case_with_its_team_until_the_other_accepts(
    case, worker, duty_lead, southmark, southerner, handed_over, write
):
    assert case.team_id != southmark.team.id

    state = write(southerner, case, Kind.REFERRAL_ACCEPTED, referral=handed_over)

    with acting(southerner):
        case.refresh_from_db()
    assert (case.team_id, case.lead_id) == (southmark.team.id, southerner.user_id)
    assert state.team == str(southmark.team.id)
    with pytest.raises(CaseNotFound):
        write(worker, case, Kind.NOTE_ADDED, text="x")
    assert duty_lead.user_id in {notice.to_user_id for notice in kept(Notice, kind="referral-accepted")}
    assert write(southerner, case, Kind.CONTACT_LOGGED, **CONTACT).first_attempt_at


def test_hand_over_that_is_declined_changes_nothing(case, worker, southerner, handed_over, write):
    write(southerner, case, Kind.REFERRAL_DECLINED, referral=handed_over, reason="Not our area (invented)")

    state = write(worker, case, Kind.NOTE_ADDED, text="x")
    assert state.team == str(case.team_id)


def test_case_is_handed_over_to_one_team_at_a_time(case, worker, make_place, handed_over, write):
    third = make_place("Eastmark outreach", "EM-A04")
    with pytest.raises(NotAllowedNow, match="being handed over already"):
        write(worker, case, Kind.REFERRAL_SENT, to_team=third.team.id, hands_over=True)


def test_national_queue_gives_a_case_to_a_team(make_case, national_queue, northmark, duty_lead, worker, write):
    from tests.foundations.conftest import Place

    queue = Place(national_queue.agency, national_queue)
    case = make_case(queue)
    coordinator = actor_for(queue.user("Nan", "national-coordinator"), purpose=PURPOSE)
    assert [clock.status for clock in kept(Clock, clock="find-a-team")] == ["running"]

    write(coordinator, case, Kind.TEAM_CHANGED, team=northmark.team.id)

    assert [clock.status for clock in kept(Clock, clock="find-a-team")] == ["stopped"]
    assert write(worker, case, Kind.NOTE_ADDED, text="Ours now").team == str(northmark.team.id)
    with pytest.raises(CaseNotFound):
        write(coordinator, case, Kind.NOTE_ADDED, text="x")


def test_own_entry_is_withdrawn_with_a_reason_and_anothers_by_the_duty_lead(case, worker, duty_lead, northmark, write):
    write(worker, case, Kind.CONTACT_LOGGED, **CONTACT)
    [entry] = kept(Entry, kind="contact-logged")
    colleague = actor_for(northmark.user("Kit"), purpose=PURPOSE)
    with pytest.raises(NotAllowedNow, match="Only the one who wrote"):
        write(colleague, case, Kind.WITHDRAWN, entry=entry.id, reason="Wrong case")
    with pytest.raises(EntryRefused, match="reason"):
        write(worker, case, Kind.WITHDRAWN, entry=entry.id)

    assert write(worker, case, Kind.WITHDRAWN, entry=entry.id, reason="Wrong case").contacts == ()
    assert {clock.status for clock in kept(Clock, clock="first-attempt")} == {"running"}
    with pytest.raises(NotAllowedNow, match="already"):
        write(duty_lead, case, Kind.WITHDRAWN, entry=entry.id, reason="Again")


def test_what_others_were_given_is_not_withdrawn(case, worker, duty_lead, referred, write):
    for entry in kept(Entry):
        with pytest.raises(NotAllowedNow, match="is not withdrawn"):
            write(duty_lead, case, Kind.WITHDRAWN, entry=entry.id, reason="x")


def test_write_is_by_the_one_who_acts(case, worker, duty_lead):
    from tideturn.foundations.access.errors import ActsForAnother

    with acting(worker), pytest.raises(ActsForAnother):
        append(case_id=case.id, entry=NewEntry(Kind.NOTE_ADDED, {"text": "x"}), by=duty_lead)
