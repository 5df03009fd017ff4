"""The lines of moves: from their row to the right, through the lane of their target, and back to its card.

All moves to one stage share a lane, as trains share a track; two lanes stand in one place where they never meet.
Short lanes lie near the cards, so that long ones go round them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tideturn.interfaces.design.pathways import measures
from tideturn.interfaces.design.pathways.cards import Card

RIGHT = measures.EDGE + measures.CARD
APART = 2 * measures.CORNER  # two lanes in one place end at least so far from each other


@dataclass(frozen=True)
class DrawnMove:
    """The line of one move from one stage."""

    path: str
    lane_x: int
    from_y: int
    to_y: int


@dataclass(frozen=True)
class Lines:
    """All lines, where their arrowheads stand, and how far to the right they reach."""

    moves: tuple[DrawnMove, ...]
    arrows: tuple[int, ...]
    right: int


def draw_lines(cards: Sequence[Card]) -> Lines:
    """Return the lines of every move on the cards."""
    arrivals = {card.number: card.middle for card in cards if card.number is not None}
    leaving: dict[int, list[int]] = defaultdict(list)
    for card in cards:
        for row in card.rows:
            if row.row.target is not None:
                leaving[row.row.target].append(row.middle)
    lanes = _lanes({target: (*ys, arrivals[target]) for target, ys in leaving.items()})
    moves = [_line(lanes[target], y, arrivals[target]) for target, ys in leaving.items() for y in ys]
    right = max((move.lane_x for move in moves), default=RIGHT)
    return Lines(tuple(moves), tuple(arrivals[target] for target in leaving), right)


def _lanes(touched: Mapping[int, tuple[int, ...]]) -> dict[int, int]:
    """Return the x of each target's lane: the nearest one in which it meets no other, shorter lanes first."""
    spans = {target: (min(ys), max(ys)) for target, ys in touched.items()}
    placed: list[list[tuple[int, int]]] = []
    found: dict[int, int] = {}
    for target, (top, bottom) in sorted(spans.items(), key=lambda item: (item[1][1] - item[1][0], item[0])):
        free = (index for index, lane in enumerate(placed) if all(_are_apart((top, bottom), other) for other in lane))
        index = next(free, len(placed))
        if index == len(placed):
            placed.append([])
        placed[index].append((top, bottom))
        found[target] = RIGHT + measures.FIRST_LANE + index * measures.LANE
    return found


def _are_apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] + APART < other[0] or other[1] + APART < one[0]


def _line(x: int, from_y: int, to_y: int) -> DrawnMove:
    turn = measures.CORNER if to_y > from_y else -measures.CORNER
    path = (
        f"M {RIGHT} {from_y} H {x - measures.CORNER} Q {x} {from_y} {x} {from_y + turn} "
        f"V {to_y - turn} Q {x} {to_y} {x - measures.CORNER} {to_y} H {RIGHT + measures.ARROW - 1}"
    )
    return DrawnMove(path, x, from_y, to_y)
