"""What may be done next in a case, by whom, and why not the rest; plain values in and out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tideturn.engines.pathways.errors import NotAllowedNow
from tideturn.engines.pathways.state import State
from tideturn.packs.schema.pathway import Move, Pathway
from tideturn.packs.schema.question import Question

LEAD, TEAM, DUTY_LEAD, MANAGER, ANYONE = "lead", "team", "duty-lead", "agency-manager", "any-with-case"
WORDS = {
    LEAD: "the lead",
    TEAM: "a member of the team",
    DUTY_LEAD: "the duty lead",
    MANAGER: "a manager of the agency",
    ANYONE: "anyone who has the case",
}


@dataclass(frozen=True)
class NextMove:
    """A move on the pathway, and whether it can be made now by the one who looks."""

    move: Move
    why_not: str = ""

    @property
    def is_allowed(self) -> bool:
        """Tell whether it can be made."""
        return not self.why_not


def next_moves(state: State, pathway: Pathway, relations: frozenset[str]) -> tuple[NextMove, ...]:
    """Return every move of the pathway that starts from this stage, each with what stands against it."""
    return tuple(
        NextMove(move, why_not(move, state, pathway, relations)) for move in pathway.moves if state.stage in move.from_
    )


def why_not(move: Move, state: State, pathway: Pathway, relations: frozenset[str]) -> str:
    """Return the sentence that says why a move cannot be made now, or nothing."""
    if state.stage not in move.from_:
        stages = _listed(f"“{pathway.stage(stage).title}”" for stage in move.from_)
        return f"This step starts from {stages}; the case is at “{pathway.stage(state.stage).title}”."
    if not relations & {who.value for who in move.who} and not (ANYONE in move.who and relations):
        return f"This step is for {_listed(WORDS[who.value] for who in move.who)}."
    if state.is_contact_refused and pathway.stage(move.to).asks_contact:
        return "The person does not want to be contacted. Close the case with that outcome, or record that they agree."
    return ""


def check_move(move: Move, state: State, pathway: Pathway, relations: frozenset[str], data: Mapping[str, Any]) -> None:
    """Refuse a move that cannot be made, or that lacks an answer, an outcome or a reason."""
    if reason := why_not(move, state, pathway, relations):
        raise NotAllowedNow(reason)
    answers = {**state.answers, **data.get("answers", {})}
    if missing := [question.label for question in needed(move, pathway) if is_unanswered(answers.get(question.id))]:
        raise NotAllowedNow(f"Before this step, answer: {_listed(missing)}.")
    if pathway.is_end(move):
        _check_closure(move, pathway, data)


def needed(move: Move, pathway: Pathway) -> tuple[Question, ...]:
    """Return the questions that a move needs answered."""
    return tuple(question for question in pathway.questions if question.id in move.needs)


def is_unanswered(value: Any) -> bool:
    """Tell whether an answer is missing; “no” is an answer."""
    return value is None or value == "" or value == []


def _check_closure(move: Move, pathway: Pathway, data: Mapping[str, Any]) -> None:
    allowed = outcomes_of(move, pathway)
    if data.get("outcome") not in allowed:
        titles = [outcome.title for outcome in pathway.outcomes if outcome.id in allowed]
        raise NotAllowedNow(f"Say how it ended: {_listed(titles)}.")
    if data.get("reason") not in {reason.id for reason in pathway.closure_reasons}:
        titles = [reason.title for reason in pathway.closure_reasons]
        raise NotAllowedNow(f"Say why the case is closed: {_listed(titles)}.")


def outcomes_of(move: Move, pathway: Pathway) -> tuple[str, ...]:
    """Return the outcomes with which a move may close a case."""
    return tuple(move.outcome) if move.outcome else tuple(outcome.id for outcome in pathway.outcomes)


def _listed(words: Iterable[str]) -> str:
    listed = list(words)
    return " or ".join([", ".join(listed[:-1]), *listed[-1:]]) if len(listed) > 1 else "".join(listed)
