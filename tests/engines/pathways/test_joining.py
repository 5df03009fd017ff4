"""Two cases about one overdose become one and two again, with nothing lost."""

import uuid
from datetime import timedelta

import pytest

from tideturn.engines.pathways import reports
from tideturn.engines.pathways.actions import joining
from tideturn.engines.pathways.actions.parting import part_report
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import NotAllowedNow
from tideturn.engines.pathways.models import Case, CaseJoining, Clock, Entry, LikelyMatch, Notice, Report
from tideturn.engines.pathways.moments import database_now
from tideturn.engines.pathways.raising import raise_due
from tideturn.engines.pathways.told import Reference, ToldReport
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.errors import PermissionMissing

WHY = "Both tell of the stairwell (invented)."
CONTACT = {"channel": "phone", "result": "spoke"}
INTAKE = system_actor("intake")


def kept(model, **conditions):
    with acting(system_actor("clocks")):
        return list(model.objects.filter(**conditions).order_by("pk"))


def rows() -> dict:
    """Every row of the tables of cases, but for versions and what joining itself adds."""
    with acting(system_actor("clocks")):
        cases = {row["id"]: {**row, "version": 0} for row in Case.objects.values()}
        clocks = {row["id"]: row for row in Clock.objects.values()}
        entries = {row["id"]: row for row in Entry.objects.values()}
    return {**cases, **clocks, **entries}


@pytest.fixture
def pair(make_case):
    """An earlier case and a later one of the same team."""
    return make_case(hours_ago=6), make_case(hours_ago=2)


@pytest.fixture
def join(duty_lead):
    """A function that joins the first case into the second."""

    def join(source, target, by=duty_lead):
        with acting(by):
            return joining.join_cases(source_id=source.id, target_id=target.id, reason=WHY, by=by)

    return join


@pytest.fixture
def part(duty_lead):
    """A function that parts a case from the one it was joined into."""

    def part(source):
        with acting(duty_lead):
            return joining.part_cases(source_id=source.id, reason="Two people after all.", by=duty_lead)

    return part


def told(**changes) -> ToldReport:
    now = database_now()
    data = {
        "id": uuid.uuid4(),
        "pathway": "near-fatal-overdose",
        "agency": "police",
        "door": "api",
        "received_at": now,
        "occurred_at": now - timedelta(hours=8),
        "references": (Reference("police", "P-1"),),
        **changes,
    }
    return ToldReport(**data)


@pytest.mark.parametrize("is_earlier_joined", [True, False])
def test_clocks_run_from_the_earlier_report(pair, join, is_earlier_joined):
    source, target = pair if is_earlier_joined else pair[::-1]
    joined = join(source, target)

    assert joined.opened_at == pair[0].opened_at
    running = kept(Clock, case=target.id, status="running")
    assert {clock.started_at for clock in running} == {pair[0].opened_at}
    assert not kept(Clock, case=source.id, status="running")


def test_what_happened_in_either_counts_and_who_held_the_other_does_not(pair, worker, duty_lead, join, write):
    source, target = pair
    write(duty_lead, source, Kind.LEAD_OFFERED, to=worker.user_id)
    write(worker, source, Kind.LEAD_ACCEPTED)
    write(worker, source, Kind.CONTACT_LOGGED, **CONTACT)
    write(worker, source, Kind.MOVED, move="bring-to-review", answers={"adult-at-risk": "yes"})
    join(source, target)

    state = write(duty_lead, target, Kind.NOTE_ADDED, text="One now")
    assert (state.lead, state.stage, len(state.contacts)) == (None, "received", 1)
    assert state.branches == ("adult-at-risk",), "what was answered of the person's safety is not lost"
    assert state.team == str(target.team_id)


def test_closed_case_never_closes_the_one_that_goes_on(pair, duty_lead, join, write):
    source, target = pair
    closing = {"move": "close-without-contact", "answers": {"closing-note": "x"}, "outcome": "died", "reason": "death"}
    write(duty_lead, source, Kind.MOVED, **closing)

    with pytest.raises(NotAllowedNow, match="must be open"):
        join(target, source)
    assert join(source, target).closed_at is None


def test_parting_restores_every_row(pair, worker, duty_lead, join, part, write):
    write(worker, pair[0], Kind.CLOCK_PAUSED, clock="contact-made", reason="in-custody")
    write(worker, pair[1], Kind.CONTACT_LOGGED, channel="phone", result="no-answer")
    before = rows()
    join(*pair)
    assert rows() != before
    part(pair[0])

    after = rows()
    assert {key: after[key] for key in before} == before
    added = [after[key] for key in after.keys() - before.keys()]
    assert {row["kind"] for row in added if "kind" in row} == {"cases-joined", "cases-parted"}
    assert {row["status"] for row in added if "clock" in row} == {"stopped"}
    with acting(INTAKE):
        assert Entry.objects.count() == 2 + 2 + 4
    with acting(duty_lead):
        assert CaseJoining.objects.exclude(parted_at=None).count() == 1


def test_raised_clock_is_not_raised_again_by_joining(make_case, join):
    source, target = make_case(hours_ago=24 * 6), make_case(hours_ago=2)
    raise_due()
    raised = len(kept(Notice, kind="clock-raised"))
    assert raised
    join(source, target)

    assert raise_due() == 0
    assert len(kept(Notice, kind="clock-raised")) == raised
    assert all(clock.raised_at for clock in kept(Clock, case=target.id, status="running"))


def test_both_leads_are_told(pair, join, part, duty_lead):
    join(*pair)
    part(pair[0])
    for kind in ("cases-joined", "cases-parted"):
        assert {notice.case_id for notice in kept(Notice, kind=kind)} == {case.id for case in pair}


def test_joined_case_is_written_in_no_more_and_joins_no_further(pair, make_case, worker, join, write):
    third = make_case()
    join(*pair)
    with pytest.raises(NotAllowedNow, match="joined with another"):
        write(worker, pair[0], Kind.NOTE_ADDED, text="x")
    with pytest.raises(NotAllowedNow, match="joined with another"):
        join(pair[0], third)
    with pytest.raises(NotAllowedNow, match="joined into this one"):
        join(pair[1], third)
    with pytest.raises(NotAllowedNow, match="joined with another"):
        join(third, pair[0])
    with pytest.raises(NotAllowedNow, match="itself"):
        join(third, third)
    assert join(third, pair[1]).id == pair[1].id, "two may be joined into one"


def test_joining_asks_for_the_permission_a_reason_and_both_cases(pair, worker, duty_lead, make_case, southmark, join):
    with pytest.raises(PermissionMissing):
        join(*pair, by=worker)
    with acting(duty_lead), pytest.raises(NotAllowedNow, match="Say why"):
        joining.join_cases(source_id=pair[0].id, target_id=pair[1].id, reason=" ", by=duty_lead)
    with pytest.raises(Exception, match="no case at this address"):
        join(pair[0], make_case(southmark))
    with acting(duty_lead), pytest.raises(NotAllowedNow, match="not joined"):
        joining.part_cases(source_id=pair[0].id, reason=WHY, by=duty_lead)


def test_likely_pair_is_decided_and_may_be_decided_anew(pair, duty_lead, join, part):
    with acting(INTAKE):
        match = LikelyMatch.objects.create(case=pair[0], other=pair[1], reasons=["x"], found_at=database_now())
    with acting(duty_lead):
        joining.keep_apart(match_id=match.id, reason="Two stairwells", by=duty_lead)
    assert [row.decision for row in kept(LikelyMatch)] == ["different"]
    join(*pair)
    assert [row.decision for row in kept(LikelyMatch)] == ["same"]
    part(pair[0])
    assert [row.decision for row in kept(LikelyMatch)] == ["different"]


def test_pair_is_not_there_for_those_who_see_only_one_of_it(pair, make_case, southmark, duty_lead):
    hidden = make_case(southmark)
    with acting(INTAKE):
        for one, other in ((pair[0], hidden), (hidden, pair[1])):
            LikelyMatch.objects.create(case=one, other=other, reasons=["x"], found_at=database_now())
    with acting(duty_lead):
        assert LikelyMatch.objects.count() == 0


def test_report_that_matches_a_joined_case_goes_to_the_one_that_goes_on(pair, join):
    join(*pair)
    with acting(INTAKE):
        report = reports.take(
            told(), team=pair[0].team, into=Case.objects.get(pk=pair[0].id), likely_people=(), by=INTAKE
        )
    assert report.case_id == pair[1].id


@pytest.fixture
def second_report(case):
    """A report that was taken into a case at once."""
    with acting(INTAKE):
        one = told(received_at=database_now() - timedelta(hours=1), contact="refused", age=15)
        return reports.take(one, team=case.team, into=case, likely_people=(), by=INTAKE)


def test_report_parted_has_a_case_of_its_own_from_when_it_was_received(case, second_report, duty_lead):
    assert kept(Case)[0].is_contact_refused
    with acting(duty_lead):
        own = part_report(report_id=second_report.id, reason="Another man", by=duty_lead)

    assert (own.opened_at, own.team_id, own.is_contact_refused) == (second_report.received_at, case.team_id, True)
    assert {clock.started_at for clock in kept(Clock, case=own.id)} == {second_report.received_at}
    assert "tell-child-protection" in {clock.clock for clock in kept(Clock, case=own.id, status="running")}
    [old] = kept(Case, id=case.id)
    assert not old.is_contact_refused, "what the report said counts in its own case alone"
    assert "tell-child-protection" not in {clock.clock for clock in kept(Clock, case=case.id, status="running")}
    assert [report.case_id for report in kept(Report)] == [own.id]
    assert [match.decision for match in kept(LikelyMatch)] == ["different"]


def test_report_parted_can_be_joined_again(case, second_report, duty_lead, join):
    with acting(duty_lead):
        own = part_report(report_id=second_report.id, reason="Another man", by=duty_lead)
    again = join(own, case)
    assert again.is_contact_refused
    assert "tell-child-protection" in {clock.clock for clock in kept(Clock, case=case.id, status="running")}


def test_report_that_opened_a_case_stays_in_it(case, duty_lead, worker, second_report):
    with acting(INTAKE):
        first = reports.take(told(), team=case.team, into=None, likely_people=(), by=INTAKE)
    with acting(duty_lead), pytest.raises(NotAllowedNow, match="opened the case"):
        part_report(report_id=first.id, reason="x", by=duty_lead)
    with acting(worker), pytest.raises(PermissionMissing):
        part_report(report_id=second_report.id, reason="x", by=worker)
