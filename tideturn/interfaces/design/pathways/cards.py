"""The cards of the picture, below one another, with every line of words in its place."""

from dataclasses import dataclass

from tideturn.interfaces.design.drawn_text import wrap
from tideturn.interfaces.design.pathways import measures
from tideturn.interfaces.design.pathways.rows import Row


@dataclass(frozen=True)
class TextLine:
    """One line of words, from its left and its baseline."""

    text: str
    x: int
    y: int


@dataclass(frozen=True)
class DrawnRow:
    """A row of a card: its words, and the middle of its first line, at which its sign or its line stands."""

    row: Row
    lines: tuple[TextLine, ...]
    middle: int
    bottom: int


@dataclass(frozen=True)
class Card:
    """A stage's box, or the box of what may happen at any stage, which has no number."""

    number: int | None
    style: str  # start, way, end or any
    y: int
    height: int
    title: tuple[TextLine, ...]
    rows: tuple[DrawnRow, ...]

    @property
    def middle(self) -> int:
        """Return how far down moves arrive."""
        return self.title[0].y - measures.TITLE // 3

    @property
    def bottom(self) -> int:
        """Return where the box ends."""
        return self.y + self.height


def lay_card(title: str, rows: tuple[Row, ...], *, number: int | None, style: str, top: int) -> Card:
    """Return a card whose upper edge is at `top`."""
    indent = 0 if number is None else 2 * measures.BADGE + 8
    left = measures.EDGE + measures.PADDING + indent
    first = top + measures.PADDING + measures.TITLE - 2
    width = measures.CARD - 2 * measures.PADDING - indent
    heading = _lines(title, left, first, width=width, size=measures.TITLE, line=measures.TITLE_LINE)
    drawn: list[DrawnRow] = []
    bottom = heading[-1].y + 4
    for row in rows:
        drawn.append(_lay_row(row, bottom + measures.BETWEEN_ROWS))
        bottom = drawn[-1].bottom
    return Card(number, style, top, bottom + measures.PADDING - 2 - top, heading, tuple(drawn))


def _lay_row(row: Row, top: int) -> DrawnRow:
    size, line = (measures.CLOCK, measures.CLOCK_LINE) if row.kind == "clock" else (measures.MOVE, measures.MOVE_LINE)
    before = measures.INDENT if row.kind == "clock" else 0
    after = 2 * measures.TARGET + 8 if row.target else 0
    left = measures.EDGE + measures.PADDING + before
    width = measures.CARD - 2 * measures.PADDING - before - after
    lines = _lines(row.text, left, top + size - 2, width=width, size=size, line=line)
    return DrawnRow(row, lines, lines[0].y - size // 3, lines[-1].y + 4)


def _lines(text: str, left: int, baseline: int, *, width: int, size: int, line: int) -> tuple[TextLine, ...]:
    wrapped = wrap(text, width=width, size=size, at_most=measures.LINES)
    return tuple(TextLine(words, left, baseline + index * line) for index, words in enumerate(wrapped))
