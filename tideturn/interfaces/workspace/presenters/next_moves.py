"""What may be done next in a case, and why not the rest."""

from dataclasses import dataclass

from tideturn.engines.pathways import rules
from tideturn.engines.pathways.state import State
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.reading import Opened


@dataclass(frozen=True)
class MoveLink:
    """A step of the pathway; without an address it cannot be made now, and `why_not` says why."""

    title: str
    words: str
    href: str
    why_not: str
    asks: tuple[str, ...]


def moves_of(found: Opened, state: State) -> tuple[MoveLink, ...]:
    """Return every step from this stage, those that may be made first; nothing for those who only look."""
    if not found.relations:
        return ()
    moves = rules.next_moves(state, found.pathway, found.relations)
    in_order = sorted(moves, key=lambda move: not move.is_allowed)
    return tuple(_link(move, found, state) for move in in_order)


def _link(next_move: rules.NextMove, found: Opened, state: State) -> MoveLink:
    move, pathway = next_move.move, found.pathway
    missing = (one for one in rules.needed(move, pathway) if rules.is_unanswered(state.answers.get(one.id)))
    return MoveLink(
        title=move.title,
        words=pathway.stage(move.to).words,
        href=f"{addresses.of_case(found.case.id)}moves/{move.id}/" if next_move.is_allowed else "",
        why_not=next_move.why_not,
        asks=tuple(question.label for question in missing),
    )
