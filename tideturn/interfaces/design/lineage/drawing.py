"""The whole picture of a story, as frozen positions."""

from collections.abc import Iterable
from dataclasses import dataclass

from tideturn.interfaces.design.drawn_text import wrap
from tideturn.interfaces.design.lineage import measures
from tideturn.interfaces.design.lineage.axis import YearMark, mark_years
from tideturn.interfaces.design.lineage.cards import Card, TextLine, card_height, lay_cards, spacing
from tideturn.interfaces.design.lineage.columns import Column, Timeline, lay_columns
from tideturn.interfaces.design.lineage.lanes import Stop, order_lanes
from tideturn.interfaces.design.lineage.lines import Board, DrawnLink, DrawnTail, Fade, draw_links, draw_tails
from tideturn.interfaces.design.lineage.placing import place_lanes
from tideturn.interfaces.design.lineage.routes import find_routes
from tideturn.interfaces.design.lineage.story import Story

PHONE, PAGE = 350, 1100  # widths of the text column, in pixels


@dataclass(frozen=True)
class Head:
    """What stands over a column: the plan's date and name."""

    x: int
    when: TextLine
    plan: tuple[TextLine, ...]


@dataclass(frozen=True)
class LegendEntry:
    """A style of line and the relations that are drawn so in this picture."""

    style: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class LineageDrawing:
    """A drawn story: all that the template needs, nothing left to work out."""

    story: Story
    width: int
    height: int
    axis_y: int
    top: int
    start_x: int
    end_x: int
    years: tuple[YearMark, ...]
    heads: tuple[Head, ...]
    cards: tuple[Card, ...]
    links: tuple[DrawnLink, ...]
    tails: tuple[DrawnTail, ...]
    legend: tuple[LegendEntry, ...]

    @property
    def key(self) -> str:
        """Return what makes the ids in the page unique."""
        return self.story.key

    @property
    def first_year(self) -> int:
        """Return the year of the earliest plan."""
        return min(node.published.year for node in self.story.nodes)

    @property
    def last_year(self) -> int:
        """Return the year in which the picture ends."""
        return self.story.ends.year

    @property
    def is_wider_than_a_phone(self) -> bool:
        """Tell whether a phone must scroll it sideways."""
        return self.width > PHONE

    @property
    def is_wider_than_a_page(self) -> bool:
        """Tell whether the widest page of the site must scroll it sideways."""
        return self.width > PAGE

    @property
    def fades(self) -> tuple[Fade, ...]:
        """Return the changes of strength that the lines refer to."""
        lines: list[DrawnLink | DrawnTail] = [*self.links, *self.tails]
        return tuple(line.fade for line in lines if line.fade)


def draw_lineage(story: Story) -> LineageDrawing:
    """Return the picture of a story; the same story always gives the same picture."""
    timeline = lay_columns(story)
    heads = tuple(_head(column) for column in timeline.columns)
    top = max(line.y for head in heads for line in head.plan) + measures.HEAD_GAP
    network = find_routes(story, timeline)
    height = card_height(timeline)
    lanes = order_lanes(network.lanes, network.joints, network.families)
    middles = place_lanes(lanes, network.joints, spacing(height))
    cards = lay_cards(timeline, middles, height, top)
    board = Board(story.key, {card.node.id: card for card in cards}, _levels(middles, top, height), timeline)
    links, tails = draw_links(network, board), draw_tails(network, board)
    return LineageDrawing(
        story=story,
        width=_width(timeline),
        height=_lowest(cards, (*links, *tails)) + measures.EDGE,
        axis_y=measures.AXIS_Y,
        top=top,
        start_x=timeline.columns[0].x,
        end_x=timeline.end_x,
        years=mark_years(timeline),
        heads=heads,
        cards=cards,
        links=links,
        tails=tails,
        legend=_legend(links),
    )


def _head(column: Column) -> Head:
    width = measures.CARD + measures.BETWEEN_COLUMNS // 2
    when = wrap(column.when, width=width, size=measures.REFERENCE, at_most=1)[0]
    plan = wrap(column.plan, width=width, size=measures.TITLE, at_most=measures.HEAD_LINES)
    return Head(
        column.x,
        TextLine(when, column.x, measures.HEAD_WHEN_Y),
        tuple(
            TextLine(text, column.x, measures.HEAD_PLAN_Y + index * measures.TITLE_LINE)
            for index, text in enumerate(plan)
        ),
    )


def _levels(middles: dict[Stop, int], top: int, height: int) -> dict[Stop, int]:
    """Return where lines pass; a card's `middles` is its top, so a line's is moved by half a card to match."""
    return {stop: top + middle + height // 2 for stop, middle in middles.items()}


def _width(timeline: Timeline) -> int:
    return timeline.end_x + measures.EDGE


def _lowest(cards: Iterable[Card], lines: Iterable[DrawnLink | DrawnTail]) -> int:
    words = measures.TITLE_LINE  # under a fading line
    return max([*(card.y + card.height for card in cards), *(y + words for line in lines for _, y in line.points)])


def _legend(links: tuple[DrawnLink, ...]) -> tuple[LegendEntry, ...]:
    """Return the styles that the picture uses, in the order of first use, with the words each stands for."""
    words: dict[str, dict[str, None]] = {}
    for line in links:
        words.setdefault(line.style, {})[line.link.shown_words] = None
    return tuple(LegendEntry(style, tuple(used)) for style, used in words.items())
