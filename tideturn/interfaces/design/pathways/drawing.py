"""The whole picture of a pathway, as frozen positions."""

from dataclasses import dataclass

from tideturn.interfaces.design.pathways import measures
from tideturn.interfaces.design.pathways.cards import Card, lay_card
from tideturn.interfaces.design.pathways.lanes import DrawnMove, draw_lines
from tideturn.interfaces.design.pathways.rows import other_rows, stage_rows
from tideturn.packs.schema.pathway import Pathway, Stage


@dataclass(frozen=True)
class PathwayDrawing:
    """A drawn pathway: all that the SVG needs, nothing left to work out."""

    key: str
    title: str
    description: str
    width: int
    height: int
    cards: tuple[Card, ...]
    moves: tuple[DrawnMove, ...]
    arrows: tuple[int, ...]


def draw_pathway(pathway: Pathway) -> PathwayDrawing:
    """Return the picture of a pathway; the same pathway always gives the same picture."""
    cards = _cards(pathway)
    lines = draw_lines(cards)
    return PathwayDrawing(
        key=f"pathway-{pathway.id}",
        title=f"The pathway “{pathway.title}”, drawn",
        description=_description(pathway),
        width=lines.right + measures.EDGE + measures.CORNER,
        height=cards[-1].bottom + measures.EDGE,
        cards=cards,
        moves=lines.moves,
        arrows=lines.arrows,
    )


def _cards(pathway: Pathway) -> tuple[Card, ...]:
    cards: list[Card] = []
    top = measures.EDGE
    for number, stage in enumerate(pathway.stages, start=1):
        rows = stage_rows(pathway, stage)
        cards.append(lay_card(stage.title, rows, number=number, style=_style(stage), top=top))
        top = cards[-1].bottom + measures.BETWEEN_CARDS
    others = other_rows(pathway)
    if others:
        cards.append(lay_card("At any stage", others, number=None, style="any", top=top))
    return tuple(cards)


def _style(stage: Stage) -> str:
    return "start" if stage.is_start else "end" if stage.is_end else "way"


def _description(pathway: Pathway) -> str:
    return (
        f"{len(pathway.stages)} stages from top to bottom, with the {len(pathway.clocks)} clocks that start there "
        f"and the {len(pathway.moves)} moves that leave them. "
        "The number in a circle is the stage that a move leads to. A list tells the same in words."
    )
