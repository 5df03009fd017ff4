"""The fold by worked examples: what a journal comes to, and which clocks run."""

import random
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.engines.pathways.conftest import MONDAY
from tideturn.engines.pathways.entries import JournalEntry, Kind
from tideturn.engines.pathways.folding import fold

CONTACT_CLOCKS = {"first-attempt", "contact-made"}
TO_REACHING = {"adult-at-risk": "no", "safety": "x", "contact-plan": "x"}


def running(state) -> set[str]:
    return {run.clock for run in state.runs if run.is_running}


def stopped_by(state, clock: str) -> str:
    return next(run.stopped_by for run in state.runs if run.clock == clock)


def opened(entry, **data):
    return entry(Kind.OPENED, team="team-a", **data)


def agreed(entry, hours: float = 2, **answers):
    """The entries that bring a case to reaching out."""
    return [
        entry(Kind.MOVED, hours, move="bring-to-review"),
        entry(Kind.MOVED, hours + 0.1, move="agree-plan", answers={**TO_REACHING, **answers}),
    ]


def closing(entry, hours: float, **changes):
    data = {"move": "close-without-contact", "outcome": "died", "reason": "death", **changes}
    return entry(Kind.MOVED, hours, **data)


def test_opening_starts_the_first_clocks(pathway, entry):
    state = fold([opened(entry)], pathway)

    assert (state.stage, state.team, state.is_open) == ("received", "team-a", True)
    assert running(state) == {"first-review", *CONTACT_CLOCKS}


def test_refusal_stops_contact_and_never_triage(pathway, entry):
    at_once = fold([opened(entry, contact="refused")], pathway)
    later = fold([opened(entry), entry(Kind.CONTACT_WISH, 1, wish="refused")], pathway)

    assert running(at_once) == running(later) == {"first-review"}
    assert stopped_by(later, "first-attempt") == "contact-refused"


def test_refusal_is_not_undone_by_a_later_report_but_by_the_person(pathway, entry):
    refused = opened(entry, contact="refused")
    report = entry(Kind.REPORT_JOINED, 1, contact="given")
    word = entry(Kind.CONTACT_WISH, 2, wish="no_objection")

    assert fold([refused, report], pathway).is_contact_refused
    heard = fold([refused, report, word], pathway)
    assert not heard.is_contact_refused
    assert running(heard) >= CONTACT_CLOCKS, "who agrees after all is tried to be reached"
    assert {run.started_at for run in heard.runs if run.clock in CONTACT_CLOCKS} == {word.at}


def test_refusal_lifted_starts_no_clock_that_was_answered(pathway, entry):
    journal = [
        opened(entry, contact="refused"),
        entry(Kind.CONTACT_LOGGED, 1, channel="visit", result="spoke"),
        entry(Kind.CONTACT_WISH, 2, wish="given"),
    ]
    assert not running(fold(journal, pathway)) & CONTACT_CLOCKS


def test_contact_before_the_overdose_does_not_count(pathway, entry):
    occurred = (MONDAY - timedelta(hours=2)).isoformat()
    before = entry(Kind.CONTACT_LOGGED, -3, channel="phone", result="spoke")
    between = entry(Kind.CONTACT_LOGGED, -1, channel="phone", result="spoke")

    assert [aside.entry for aside in fold([opened(entry, occurred_at=occurred), before], pathway).set_aside] == [
        before.id
    ]
    counted = fold([opened(entry, occurred_at=occurred), between], pathway)
    assert counted.first_contact_at == between.at


def test_contact_is_judged_by_the_earliest_that_any_report_tells(pathway, entry):
    first = opened(entry, occurred_at=(MONDAY - timedelta(hours=2)).isoformat())
    second = entry(Kind.REPORT_JOINED, 1, occurred_at=(MONDAY - timedelta(hours=4)).isoformat())
    contact = entry(Kind.CONTACT_LOGGED, -3, channel="phone", result="spoke")

    assert fold([first, second, contact], pathway).first_contact_at == contact.at


def test_clock_answered_before_it_began_stops_at_its_beginning(pathway, entry):
    contact = entry(Kind.CONTACT_LOGGED, -1, channel="visit", result="no-answer")
    run = next(run for run in fold([opened(entry), contact], pathway).runs if run.clock == "first-attempt")

    assert run.stopped_at == run.started_at == MONDAY


def test_attempt_answers_the_attempt_and_only_contact_answers_the_contact(pathway, entry):
    tried = [opened(entry), entry(Kind.CONTACT_LOGGED, 1, channel="phone", result="no-answer")]
    reached = [*tried, entry(Kind.CONTACT_LOGGED, 2, channel="phone", result="spoke")]

    assert "contact-made" in running(fold(tried, pathway))
    assert "first-attempt" not in running(fold(tried, pathway))
    assert not running(fold(reached, pathway)) & CONTACT_CLOCKS


def test_pause_stands_until_it_is_resumed(pathway, entry):
    paused = [opened(entry), entry(Kind.CLOCK_PAUSED, 1, clock="first-attempt", reason="in-custody")]
    resumed = [*paused, entry(Kind.CLOCK_RESUMED, 5, clock="first-attempt")]

    assert fold(paused, pathway).running("first-attempt").is_paused
    assert not fold(paused, pathway).running("contact-made").is_paused
    run = fold(resumed, pathway).running("first-attempt")
    assert [(one.began_at, one.ended_at) for one in run.pauses] == [
        (MONDAY + timedelta(hours=1), MONDAY + timedelta(hours=5))
    ]


@pytest.mark.parametrize(
    ("age", "answer", "branches"),
    [
        (15, "no", ("under-16",)),
        (16, "no", ()),
        (None, "yes", ("adult-at-risk",)),
        (15, "yes", ("under-16", "adult-at-risk")),
    ],
)
def test_branches_by_age_and_by_answer_start_their_clocks(pathway, entry, age, answer, branches):
    state = fold([opened(entry, age=age), *agreed(entry, **{"adult-at-risk": answer})], pathway)

    assert set(state.branches) == set(branches)
    clocks = {"under-16": "tell-child-protection", "adult-at-risk": "tell-adult-protection"}
    assert {clocks[branch] for branch in branches} == running(state) & set(clocks.values())


def test_protection_told_stops_the_clock_of_its_own_branch_alone(pathway, entry):
    journal = [opened(entry, age=15), *agreed(entry, **{"adult-at-risk": "yes"})]
    told = [*journal, entry(Kind.PROTECTION_REFERRED, 3, branch="under-16")]

    assert "tell-child-protection" not in running(fold(told, pathway))
    assert "tell-adult-protection" in running(fold(told, pathway))


def test_national_queue_has_a_clock_until_a_team_is_found(pathway, entry):
    queued = [opened(entry, national_queue=True)]
    assigned = [*queued, entry(Kind.TEAM_CHANGED, 1, team="team-b")]

    assert "find-a-team" in running(fold(queued, pathway))
    assert "find-a-team" not in running(fold(assigned, pathway))
    assert "find-a-team" not in running(fold([opened(entry)], pathway))


def test_lead_changes_only_when_the_one_asked_accepts(pathway, entry):
    offered = [opened(entry), entry(Kind.LEAD_OFFERED, 1, to=7)]
    other = [*offered, entry(Kind.LEAD_ACCEPTED, 2, by=8)]
    accepted = [*offered, entry(Kind.LEAD_ACCEPTED, 2, by=7)]
    again = [*accepted, entry(Kind.LEAD_OFFERED, 3, to=9)]

    assert fold(other, pathway).lead is None
    assert len(fold(other, pathway).set_aside) == 1
    assert fold(accepted, pathway).lead == 7
    assert fold(again, pathway).lead == 7, "the old lead stays until the new accepts"
    assert fold([*again, entry(Kind.LEAD_DECLINED, 4, by=9)], pathway).lead == 7
    assert fold([*accepted, entry(Kind.LEAD_LEFT, 4)], pathway).lead is None


WAYS = {
    ("referral-seen",): "seen",
    ("referral-seen", "referral-accepted", "referral-done"): "done",
    ("referral-accepted", "referral-revoked"): "revoked",
    ("referral-declined",): "declined",
    ("referral-declined", "referral-accepted"): "declined",
    ("referral-done",): "sent",
    ("referral-accepted", "referral-declined"): "accepted",
    ("referral-revoked", "referral-accepted"): "revoked",
}


@pytest.mark.parametrize(("way", "status"), WAYS.items())
def test_referral_goes_only_its_ways(pathway, entry, way, status):
    sent = entry(Kind.REFERRAL_SENT, 1, to_team="t", to_agency="south")
    steps = [entry(Kind(kind), 2 + i, referral=str(sent.id)) for i, kind in enumerate(way)]

    assert fold([opened(entry), sent, *steps], pathway).referrals[0].status == status


@pytest.mark.parametrize("answer", ["referral-accepted", "referral-declined", "referral-revoked"])
def test_answer_to_one_referral_leaves_the_clock_of_another(pathway, entry, answer):
    one, other = (entry(Kind.REFERRAL_SENT, 1 + i, to_team=f"t{i}", to_agency="south") for i in range(2))
    journal = [opened(entry), one, other, entry(Kind(answer), 4, referral=str(one.id))]

    waiting = [run.about for run in fold(journal, pathway).runs if run.clock == "referral-answer" and run.is_running]
    assert waiting == [str(other.id)]


def test_hand_over_moves_team_and_lead_at_its_acceptance_and_not_before(pathway, entry):
    sent = entry(Kind.REFERRAL_SENT, 1, to_team="team-b", to_agency="south", hands_over=True)
    journal = [opened(entry, national_queue=True), sent]
    accepted = fold([*journal, entry(Kind.REFERRAL_ACCEPTED, 2, by=9, referral=str(sent.id))], pathway)

    assert fold(journal, pathway).team == "team-a"
    assert (accepted.team, accepted.lead, accepted.is_in_national_queue) == ("team-b", 9, False)
    assert not running(accepted) & {"find-a-team", "referral-answer"}


@pytest.mark.parametrize("missing", ["outcome", "reason"])
def test_closing_needs_outcome_and_reason(pathway, entry, missing):
    state = fold([opened(entry), closing(entry, 1, **{missing: ""})], pathway)

    assert state.is_open
    assert len(state.set_aside) == 1


def test_closing_needs_somebody(pathway, entry):
    assert fold([opened(entry), replace(closing(entry, 1), by=None)], pathway).is_open


def test_closing_stops_every_clock(pathway, entry):
    state = fold([opened(entry), closing(entry, 1)], pathway)

    assert (state.is_open, state.outcome, state.closed_by) == (False, "died", 5)
    assert not running(state)


def test_a_move_out_of_an_end_opens_the_case_again(pathway, entry):
    back = pathway.moves[0].model_copy(update={"id": "reopen", "from_": ("closed",), "to": "review"})
    reopening = pathway.model_copy(update={"moves": (*pathway.moves, back)})
    state = fold([opened(entry), closing(entry, 1), entry(Kind.MOVED, 2, move="reopen")], reopening)

    assert (state.is_open, state.outcome, state.reason, state.closed_by) == (True, "", "", None)


def test_late_move_that_does_not_fit_is_set_aside_and_said_why(pathway, entry):
    late = entry(Kind.MOVED, 5, move="bring-to-review")
    state = fold([opened(entry), *agreed(entry), late], pathway)

    assert state.stage == "reaching-out"
    assert [aside.entry for aside in state.set_aside] == [late.id]
    assert "Bring to review" in state.set_aside[0].why


def test_withdrawn_entry_does_not_count_and_an_opening_stays(pathway, entry):
    start, contact = opened(entry), entry(Kind.CONTACT_LOGGED, 1, channel="phone", result="spoke")
    journal = [start, contact, *(entry(Kind.WITHDRAWN, 2, entry=str(one.id), reason="x") for one in (start, contact))]
    state = fold(journal, pathway)

    assert state.is_open
    assert state.contacts == ()
    assert running(state) >= CONTACT_CLOCKS


def test_clock_of_a_move_dated_before_the_opening_begins_with_the_case(pathway, entry):
    state = fold([opened(entry), *agreed(entry, hours=-5)], pathway)

    assert min(run.started_at for run in state.runs) == MONDAY


@pytest.mark.parametrize("seed", range(20))
def test_order_of_arrival_and_duplicates_change_nothing(pathway, entry, seed):
    chance = random.Random(seed)  # noqa: S311 - a seeded shuffle, no secret
    sent = entry(Kind.REFERRAL_SENT, 3, to_team="team-b", to_agency="south", hands_over=True)
    journal = [
        opened(entry, age=15, contact="no_objection"),
        *agreed(entry),
        sent,
        entry(Kind.REPORT_JOINED, 2.5, contact="refused"),
        entry(Kind.CONTACT_LOGGED, 2.7, channel="phone", result="spoke"),
        entry(Kind.REFERRAL_ACCEPTED, 6, by=9, referral=str(sent.id)),
        entry(Kind.NOTE_ADDED, 6, text="x"),
    ]
    shuffled = [*journal, *chance.choices(journal, k=4)]
    chance.shuffle(shuffled)

    assert fold(shuffled, pathway) == fold(journal, pathway)


KINDS = st.sampled_from([kind for kind in Kind if kind is not Kind.OPENED])
DATA = st.fixed_dictionaries(
    {},
    optional={
        "move": st.sampled_from(["bring-to-review", "agree-plan", "reached", "close-without-contact", "nowhere"]),
        "outcome": st.just("died"),
        "reason": st.just("death"),
        "answers": st.just({"adult-at-risk": "yes"}),
        "result": st.sampled_from(["spoke", "no-answer"]),
        "wish": st.sampled_from(["refused", "given"]),
        "clock": st.sampled_from(["first-attempt", "contact-made"]),
        "to": st.integers(1, 3),
        "team": st.sampled_from(["a", "b"]),
        "to_team": st.just("b"),
        "hands_over": st.booleans(),
        "referral": st.sampled_from(["r1", "r2"]),
        "branch": st.just("under-16"),
        "entry": st.integers(0, 9).map(lambda n: str(uuid.UUID(int=n))),
        "task": st.just("t"),
    },
)


@st.composite
def journals(draw) -> list[JournalEntry]:
    """Any journal at all, sense or nonsense, that begins somewhere with an opening."""
    rows = draw(st.lists(st.tuples(KINDS, st.integers(-5, 40), st.integers(1, 3), DATA), max_size=14))
    entries = [
        JournalEntry(uuid.UUID(int=i), kind, MONDAY + timedelta(hours=h), MONDAY, by, "A", "north", data)
        for i, (kind, h, by, data) in enumerate(rows)
    ]
    first = JournalEntry(uuid.UUID(int=99), Kind.OPENED, MONDAY, MONDAY, None, "", "", {"team": "a", "age": 12})
    return [first, *entries]


@settings(max_examples=150, deadline=None)
@given(journals(), st.randoms(use_true_random=False))
def test_any_journal_folds_alike_in_any_order_and_keeps_its_promises(pathway, journal, chance):
    shuffled = [*journal, *chance.choices(journal, k=3)]
    chance.shuffle(shuffled)
    state = fold(shuffled, pathway)

    assert state == fold(journal, pathway)
    assert state.opened_at == MONDAY
    assert state.team
    assert state.is_open or (state.outcome and state.reason and state.closed_by and not running(state))
    assert all(run.started_at >= state.opened_at for run in state.runs)
    assert all(run.stopped_at is None or run.stopped_at >= run.started_at for run in state.runs)
    assert not (state.is_contact_refused and running(state) & CONTACT_CLOCKS)
    started = [(run.clock, run.about) for run in state.runs if run.is_running]
    assert len(started) == len(set(started)), "no clock runs twice at once"
