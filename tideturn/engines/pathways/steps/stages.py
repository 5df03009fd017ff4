"""A case goes from stage to stage, and answers are kept on the way."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from tideturn.engines.pathways.entries import JournalEntry
from tideturn.engines.pathways.state import State
from tideturn.engines.pathways.steps.step import DoesNotFit
from tideturn.packs.schema.pathway import Move, Pathway


def moved(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Go to the stage that a move leads to; into an end stage only by somebody, with an outcome and a reason."""
    move = _move(entry, pathway)
    if state.opened_at is None:
        raise DoesNotFit("The case was not opened.")
    if state.stage not in move.from_:
        raise DoesNotFit(f"“{move.title}” starts from another stage than “{pathway.stage(state.stage).title}”.")
    after = replace(state, stage=move.to, stage_since=entry.at, answers=_answers(state, entry.data))
    if pathway.is_end(move):
        return _closed(after, entry)
    return replace(after, closed_at=None, closed_by=None, outcome="", reason="", closing_note="")


def _closed(after: State, entry: JournalEntry) -> State:
    outcome, reason = str(entry.data.get("outcome") or ""), str(entry.data.get("reason") or "")
    if not (outcome and reason and entry.by):
        raise DoesNotFit("Only somebody with a name closes a case, with an outcome and a reason.")
    note = str(entry.data.get("note", ""))
    return replace(
        after,
        closed_at=entry.at,
        closed_by=entry.by,
        outcome=outcome,
        reason=reason,
        closing_note=note,
        lead_offered_to=None,
    )


def _move(entry: JournalEntry, pathway: Pathway) -> Move:
    found = next((move for move in pathway.moves if move.id == entry.data.get("move")), None)
    if found is None:
        raise DoesNotFit("The pathway has no such move.")
    return found


def _answers(state: State, data: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType({**state.answers, **(data.get("answers") or {})})


def answered(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Keep answers to the questions of a stage."""
    return replace(state, answers=_answers(state, entry.data))
