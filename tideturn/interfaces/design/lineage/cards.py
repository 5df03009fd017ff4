"""The card of each commitment: its reference, its title in lines, its place."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tideturn.interfaces.design.drawn_text import wrap
from tideturn.interfaces.design.lineage import measures
from tideturn.interfaces.design.lineage.columns import Timeline
from tideturn.interfaces.design.lineage.families import card_stop
from tideturn.interfaces.design.lineage.lanes import CARD_STOP, Stop
from tideturn.interfaces.design.lineage.routes import TAIL_STOP
from tideturn.interfaces.design.lineage.story import StoryNode

TEXT_WIDTH = measures.CARD - 2 * measures.PADDING
TAIL_HALF = 20  # a fading line has words above and below it


@dataclass(frozen=True)
class TextLine:
    """One line of words, from its left and its baseline."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class Card:
    """A commitment's box, its words and the commitment itself."""

    node: StoryNode
    x: int
    y: int
    width: int
    height: int
    reference: TextLine
    title: tuple[TextLine, ...]

    @property
    def right(self) -> int:
        """Return the edge from which the lines to later commitments leave."""
        return self.x + self.width

    @property
    def middle(self) -> int:
        """Return how far down the lines to later commitments leave."""
        return self.y + self.height // 2


def card_height(timeline: Timeline) -> int:
    """Return the height of every card of the story: that of the longest title in it."""
    longest = max(len(_title(node)) for column in timeline.columns for node in column.nodes)
    return 2 * measures.PADDING + measures.REFERENCE + 4 + longest * measures.TITLE_LINE


def spacing(height: int) -> Callable[[Stop, Stop], int]:
    """Return the least distance between the middles of two neighbouring lanes, by what runs in them."""
    halves = {CARD_STOP: height // 2 + 1, TAIL_STOP: TAIL_HALF}

    def apart(upper: Stop, lower: Stop) -> int:
        both_cards = upper[0] == lower[0] == CARD_STOP
        room = measures.BETWEEN_CARDS if both_cards else measures.BETWEEN_LINES // 2
        line = measures.BETWEEN_LINES // 2
        return halves.get(upper[0], line) + halves.get(lower[0], line) + room

    return apart


def lay_cards(timeline: Timeline, middles: Mapping[Stop, int], height: int, top: int) -> tuple[Card, ...]:
    """Return all cards, column after column, from the top down."""
    placed = [
        _card(node, column.x, top + middles[card_stop(node.id)], height)
        for column in timeline.columns
        for node in column.nodes
    ]
    return tuple(sorted(placed, key=lambda card: (card.x, card.y)))


def _card(node: StoryNode, x: int, y: int, height: int) -> Card:
    left, baseline = x + measures.PADDING, y + measures.PADDING + measures.REFERENCE - 2
    reference = wrap(node.shown_reference, width=TEXT_WIDTH, size=measures.REFERENCE, at_most=1)[0]
    first = baseline + 4 + measures.TITLE_LINE
    title = tuple(TextLine(text, left, first + index * measures.TITLE_LINE) for index, text in enumerate(_title(node)))
    return Card(node, x, y, measures.CARD, height, TextLine(reference, left, baseline), title)


def _title(node: StoryNode) -> tuple[str, ...]:
    return wrap(node.label, width=TEXT_WIDTH, size=measures.TITLE, at_most=measures.TITLE_LINES)
