"""The picture of a pathway as SVG: for a page, whose style sheet it takes, or for a file that stands alone."""

from collections.abc import Iterable, Iterator
from html import escape

from tideturn.interfaces.design.pathways import measures
from tideturn.interfaces.design.pathways.cards import Card, DrawnRow, TextLine
from tideturn.interfaces.design.pathways.drawing import PathwayDrawing
from tideturn.interfaces.design.pathways.lanes import RIGHT


class Svg(str):
    """Markup in which everything from a pack is escaped; templates print it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return the markup itself."""
        return self


def svg(drawing: PathwayDrawing) -> Svg:
    """Return the picture for a page; `drawings.css` gives it its looks."""
    return Svg(f"{_opening(drawing)}\n{_body(drawing)}\n</svg>")


def alone(drawing: PathwayDrawing, style_sheet: str) -> str:
    """Return the picture as a file of its own, with its style sheet and a white ground."""
    fonts = "text { font-family: Roboto, Arial, sans-serif; }"
    ground = f'<rect class="pathway-ground" width="{drawing.width}" height="{drawing.height}"/>'
    style = f"<style>{escape(style_sheet, quote=False)}\n{fonts}</style>"
    return f"{_opening(drawing)}\n{style}\n{ground}\n{_body(drawing)}\n</svg>\n"


def _opening(drawing: PathwayDrawing) -> str:
    width, height, key = drawing.width, drawing.height, escape(drawing.key)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="pathway pathway__drawing" role="img" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}" aria-labelledby="{key}-title" '
        f'aria-describedby="{key}-description" focusable="false">\n'
        f'<title id="{key}-title">{escape(drawing.title)}</title>\n'
        f'<desc id="{key}-description">{escape(drawing.description)}</desc>'
    )


def _body(drawing: PathwayDrawing) -> str:
    lines = [f'<path class="pathway-line" d="{move.path}"/>' for move in drawing.moves]
    heads = [_arrow(y) for y in drawing.arrows]
    cards = [part for card in drawing.cards for part in _card(card)]
    return "\n".join(['<g aria-hidden="true">', *lines, *heads, *cards, "</g>"])


def _arrow(y: int) -> str:
    half = measures.ARROW // 2
    return f'<path class="pathway-arrow" d="M {RIGHT} {y} l {measures.ARROW} {-half} v {2 * half} z"/>'


def _card(card: Card) -> Iterator[str]:
    yield _box(card, f"pathway-box pathway-box--{card.style}", inset=0)
    if card.style == "end":
        yield _box(card, "pathway-box pathway-box--inner", inset=4)
    if card.number is not None:
        yield _badge(measures.EDGE + measures.PADDING + measures.BADGE, card.middle, measures.BADGE, card.number)
    yield from _texts(card.title, "pathway-title")
    for row in card.rows:
        yield from _row(row)


def _box(card: Card, name: str, *, inset: int) -> str:
    x, y = measures.EDGE + inset, card.y + inset
    width, height = measures.CARD - 2 * inset, card.height - 2 * inset
    return f'<rect class="{name}" x="{x}" y="{y}" width="{width}" height="{height}" rx="4"/>'


def _row(drawn: DrawnRow) -> Iterator[str]:
    if drawn.row.kind == "clock":
        x, y = measures.EDGE + measures.PADDING + 7, drawn.middle
        yield f'<circle class="pathway-clock" cx="{x}" cy="{y}" r="6"/>'
        yield f'<path class="pathway-clock" d="M {x} {y - 4} V {y} H {x + 3}"/>'
    if drawn.row.target is not None:
        yield _badge(RIGHT - measures.PADDING - measures.TARGET, drawn.middle, measures.TARGET, drawn.row.target)
        yield f'<path class="pathway-line" d="M {RIGHT - measures.PADDING} {drawn.middle} H {RIGHT}"/>'
    yield from _texts(drawn.lines, f"pathway-{drawn.row.kind}-words")


def _badge(x: int, y: int, radius: int, number: int) -> str:
    kind = "stage" if radius == measures.BADGE else "target"
    return (
        f'<circle class="pathway-badge pathway-badge--{kind}" cx="{x}" cy="{y}" r="{radius}"/>'
        f'<text class="pathway-number pathway-number--{kind}" x="{x}" y="{y}" dy="5" text-anchor="middle">'
        f"{number}</text>"
    )


def _texts(lines: Iterable[TextLine], name: str) -> Iterator[str]:
    for line in lines:
        yield f'<text class="{name}" x="{line.x}" y="{line.y}">{escape(line.text)}</text>'
