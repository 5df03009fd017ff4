"""Whether an entry may be written now, and by this person; each kind has its own question."""

from collections.abc import Callable, Mapping
from typing import Any

from tideturn.engines.pathways import rules
from tideturn.engines.pathways.content import pathway_of
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.errors import NotAllowedNow
from tideturn.engines.pathways.models import Case
from tideturn.engines.pathways.relations import relations_of
from tideturn.engines.pathways.state import State
from tideturn.foundations.access.acting import Actor
from tideturn.packs.schema.pathway import Pathway

Data = Mapping[str, Any]
Check = Callable[[Data, State, Pathway], None]
# What the product writes itself, or other actions do; nobody writes it as an entry of their own.
NOT_BY_HAND = frozenset(
    {Kind.OPENED, Kind.REPORT_JOINED, Kind.CLOCK_WARNED, Kind.CLOCK_RAISED, Kind.CASES_JOINED, Kind.CASES_PARTED}
)
# What another agency with a part in the case may write too: its answer to a referral, a note, a contact it made.
BY_OTHERS = frozenset(
    {
        Kind.NOTE_ADDED,
        Kind.CONTACT_LOGGED,
        Kind.CONTACT_WISH,
        Kind.NALOXONE_GIVEN,
        Kind.REFERRAL_SEEN,
        Kind.REFERRAL_ACCEPTED,
        Kind.REFERRAL_DECLINED,
        Kind.REFERRAL_DONE,
    }
)
WISHES = ("given", "no_objection", "refused", "not_asked", "unable")


def check(kind: Kind, data: Data, *, case: Case, state: State, by: Actor) -> None:
    """Refuse an entry that the state of the case, or the writer's part in it, does not allow."""
    pathway, relations = pathway_of(case.pathway), relations_of(by, case)
    if kind in NOT_BY_HAND:
        raise NotAllowedNow("The product writes this itself when it happens.")
    if not relations and kind not in BY_OTHERS:
        raise NotAllowedNow("This is for the team that holds the case. Add a note, or answer your referral.")
    if not state.is_open and kind is not Kind.MOVED and kind is not Kind.NOTE_ADDED:
        raise NotAllowedNow("The case is closed. Add a note; a new report opens a new case.")
    if kind is Kind.MOVED:
        rules.check_move(_move(data, pathway), state, pathway, relations, data)
    if kind in CHECKS:
        CHECKS[kind](data, state, pathway)


def _move(data: Data, pathway: Pathway) -> Any:
    found = next((move for move in pathway.moves if move.id == data.get("move")), None)
    if found is None:
        raise NotAllowedNow("The pathway has no such step. Choose one from the case's page.")
    return found


def _contact(data: Data, state: State, pathway: Pathway) -> None:
    if data.get("channel") not in {channel.id for channel in pathway.contact.channels}:
        raise NotAllowedNow("Say how you tried to reach the person.")
    if data.get("result") not in {result.id for result in pathway.contact.results}:
        raise NotAllowedNow("Say what came of it.")


def _wish(data: Data, state: State, pathway: Pathway) -> None:
    if data.get("wish") not in WISHES:
        raise NotAllowedNow("Say what the person wishes about being contacted.")


def _pause(data: Data, state: State, pathway: Pathway) -> None:
    clock = next((clock for clock in pathway.clocks if clock.id == data.get("clock")), None)
    run = state.running(str(data.get("clock")))
    if clock is None or run is None:
        raise NotAllowedNow("This clock does not run.")
    if not clock.may_pause:
        raise NotAllowedNow("This clock cannot be paused: somebody has to answer it.")
    if run.is_paused:
        raise NotAllowedNow("This clock is paused already.")
    if data.get("reason") not in {reason.id for reason in clock.pause_reasons}:
        raise NotAllowedNow("A clock is paused only with one of its reasons. Choose one.")


def _resume(data: Data, state: State, pathway: Pathway) -> None:
    run = state.running(str(data.get("clock")))
    if run is None or not run.is_paused:
        raise NotAllowedNow("This clock is not paused.")


def _text(data: Data, state: State, pathway: Pathway) -> None:
    if not str(data.get("text", data.get("title", ""))).strip():
        raise NotAllowedNow("Write a few words first.")


def _reason(data: Data, state: State, pathway: Pathway) -> None:
    if not str(data.get("reason", "")).strip():
        raise NotAllowedNow("Give the reason, so that the other side knows what to do next.")


CHECKS: Mapping[Kind, Check] = {
    Kind.CONTACT_LOGGED: _contact,
    Kind.CONTACT_WISH: _wish,
    Kind.CLOCK_PAUSED: _pause,
    Kind.CLOCK_RESUMED: _resume,
    Kind.NOTE_ADDED: _text,
    Kind.TASK_ADDED: _text,
    Kind.REFERRAL_DECLINED: _reason,
    Kind.REFERRAL_REVOKED: _reason,
}
