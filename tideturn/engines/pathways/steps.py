"""What one entry of a journal does to a case: a function for each kind, each from a state to the next."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from tideturn.engines.pathways.entries import JournalEntry, Kind
from tideturn.engines.pathways.state import Contact, Referral, State, Task
from tideturn.packs.schema.pathway import Move, Pathway

Step = Callable[[State, JournalEntry, Pathway], State]


class DoesNotFit(Exception):
    """An entry meets a state in which it means nothing; the message says why."""


def opened(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Open the case; a second opening, of a case joined with it, only adds its report."""
    reports = _with_report(state, entry)
    if state.opened_at is not None:
        return replace(state, reports=reports, contact_wish=_stronger(state.contact_wish, entry.data))
    return replace(
        state,
        opened_at=entry.at,
        reports=reports,
        stage=pathway.start.id,
        stage_since=entry.at,
        team=str(entry.data.get("team", "")),
        is_in_national_queue=bool(entry.data.get("national_queue")),
        age=_whole(entry.data.get("age")),
        contact_wish=_stronger(state.contact_wish, entry.data),
        naloxone_given_at=entry.at if entry.data.get("naloxone_given") else None,
    )


def report_joined(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Add a further report of the same event."""
    return replace(
        state,
        reports=_with_report(state, entry),
        age=_whole(entry.data.get("age")) if state.age is None else state.age,
        contact_wish=_stronger(state.contact_wish, entry.data),
        naloxone_given_at=state.naloxone_given_at or (entry.at if entry.data.get("naloxone_given") else None),
    )


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _with_report(state: State, entry: JournalEntry) -> tuple[str, ...]:
    report = str(entry.data.get("report", ""))
    return state.reports if not report or report in state.reports else (*state.reports, report)


def _stronger(present: str, data: Mapping[str, Any]) -> str:
    """Return the wish about contact that stands after another report: a refusal is not undone by a later silence."""
    told = str(data.get("contact") or "not_asked")
    weight = ("not_asked", "unable", "no_objection", "given", "refused")
    return told if told in weight and weight.index(told) > weight.index(present) else present


def contact_wish(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Take down what the person now says about being contacted; the latest word counts."""
    return replace(state, contact_wish=str(entry.data.get("wish", state.contact_wish)))


def moved(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Go to the stage that a move leads to; into an end stage with an outcome and a reason."""
    move = _move(entry, pathway)
    _check_opened(state)
    if state.stage not in move.from_:
        raise DoesNotFit(f"“{move.title}” starts from another stage than “{state.stage}”.")
    after = replace(state, stage=move.to, stage_since=entry.at, answers=_answers(state, entry.data))
    if not pathway.is_end(move):
        return replace(after, closed_at=None, closed_by=None, outcome="", reason="")
    return replace(
        after,
        closed_at=entry.at,
        closed_by=entry.by,
        outcome=str(entry.data.get("outcome", "")),
        reason=str(entry.data.get("reason", "")),
        closing_note=str(entry.data.get("note", "")),
        lead_offered_to=None,
    )


def _move(entry: JournalEntry, pathway: Pathway) -> Move:
    found = next((move for move in pathway.moves if move.id == entry.data.get("move")), None)
    if found is None:
        raise DoesNotFit("The pathway has no such move.")
    return found


def _check_opened(state: State) -> None:
    if state.opened_at is None:
        raise DoesNotFit("The case was not opened.")


def _answers(state: State, data: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType({**state.answers, **data.get("answers", {})})


def answered(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Keep answers to the questions of a stage."""
    return replace(state, answers=_answers(state, entry.data))


def contact_logged(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Keep an attempt to reach the person, and whether it did."""
    result = str(entry.data.get("result", ""))
    is_made = any(known.is_contact for known in pathway.contact.results if known.id == result)
    note, channel = str(entry.data.get("note", "")), str(entry.data.get("channel", ""))
    return replace(state, contacts=(*state.contacts, Contact(entry.at, channel, result, is_made, entry.by, note)))


def naloxone_given(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Keep when naloxone was first given."""
    return replace(state, naloxone_given_at=state.naloxone_given_at or entry.at)


def team_changed(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Give the case to another team, where its duty lead has it until somebody takes it."""
    return replace(
        state,
        team=str(entry.data.get("team", "")),
        is_in_national_queue=bool(entry.data.get("national_queue")),
        lead=None,
        lead_offered_to=None,
    )


def lead_offered(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Ask somebody to become the lead; the present one stays until they accept."""
    return replace(state, lead_offered_to=_whole(entry.data.get("to")))


def lead_accepted(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Make the one who accepts the lead."""
    return replace(state, lead=entry.by, lead_offered_to=None)


def lead_declined(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Leave the case with its present lead."""
    return replace(state, lead_offered_to=None)


def lead_left(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Give the case back to the team's duty lead."""
    return replace(state, lead=None)


def task_added(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Add something to be done."""
    title, task_id = str(entry.data.get("title", "")), str(entry.data.get("task", entry.id))
    return replace(state, tasks=(*state.tasks, Task(task_id, title, _whole(entry.data.get("for")), entry.at)))


def task_done(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Tick off a task; a second time changes nothing."""
    wanted = str(entry.data.get("task"))
    if not any(task.id == wanted for task in state.tasks):
        raise DoesNotFit("There is no such task in the case.")
    done = (replace(task, done_at=task.done_at or entry.at) if task.id == wanted else task for task in state.tasks)
    return replace(state, tasks=tuple(done))


def referral_sent(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Send a referral to another team."""
    data = entry.data
    sent = Referral(
        id=str(data.get("referral", entry.id)),
        to_agency=str(data.get("to_agency", "")),
        to_team=str(data.get("to_team", "")),
        status="sent",
        sent_at=entry.at,
        changed_at=entry.at,
        why=str(data.get("why", "")),
    )
    return replace(state, referrals=(*state.referrals, sent))


# From which status a referral may come to which; what is not here does not fit.
WAYS_OF_A_REFERRAL: Mapping[Kind, tuple[str, tuple[str, ...]]] = {
    Kind.REFERRAL_SEEN: ("seen", ("sent",)),
    Kind.REFERRAL_ACCEPTED: ("accepted", ("sent", "seen")),
    Kind.REFERRAL_DECLINED: ("declined", ("sent", "seen")),
    Kind.REFERRAL_DONE: ("done", ("accepted",)),
    Kind.REFERRAL_REVOKED: ("revoked", ("sent", "seen", "accepted")),
}


def referral_changed(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Bring a referral one step on its way."""
    status, allowed = WAYS_OF_A_REFERRAL[entry.kind]
    referral = state.referral(str(entry.data.get("referral")))
    if referral is None or referral.status not in allowed:
        raise DoesNotFit(f"A referral that is {referral.status if referral else 'unknown'} cannot become {status}.")
    after = replace(referral, status=status, changed_at=entry.at, reason=str(entry.data.get("reason", "")))
    return replace(state, referrals=tuple(after if one.id == after.id else one for one in state.referrals))


def unchanged(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Leave the state as it is: the entry is read by people, or by the clocks alone."""
    return state


STEPS: Mapping[Kind, Step] = {
    Kind.OPENED: opened,
    Kind.REPORT_JOINED: report_joined,
    Kind.TEAM_CHANGED: team_changed,
    Kind.LEAD_OFFERED: lead_offered,
    Kind.LEAD_ACCEPTED: lead_accepted,
    Kind.LEAD_DECLINED: lead_declined,
    Kind.LEAD_LEFT: lead_left,
    Kind.ANSWERED: answered,
    Kind.MOVED: moved,
    Kind.CONTACT_LOGGED: contact_logged,
    Kind.CONTACT_WISH: contact_wish,
    Kind.NALOXONE_GIVEN: naloxone_given,
    Kind.NOTE_ADDED: unchanged,
    Kind.TASK_ADDED: task_added,
    Kind.TASK_DONE: task_done,
    Kind.REFERRAL_SENT: referral_sent,
    **dict.fromkeys(WAYS_OF_A_REFERRAL, referral_changed),
    Kind.PROTECTION_REFERRED: unchanged,
    Kind.CLOCK_PAUSED: unchanged,
    Kind.CLOCK_RESUMED: unchanged,
    Kind.CLOCK_WARNED: unchanged,
    Kind.CLOCK_RAISED: unchanged,
    Kind.CASES_JOINED: unchanged,
    Kind.CASES_PARTED: unchanged,
    Kind.WITHDRAWN: unchanged,
}
