"""The lines between cards: smooth curves, each with the words of its relation where it arrives, fading in silence."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from tideturn.interfaces.design.lineage import measures
from tideturn.interfaces.design.lineage.cards import Card
from tideturn.interfaces.design.lineage.columns import Timeline
from tideturn.interfaces.design.lineage.lanes import CARD_STOP, Stop
from tideturn.interfaces.design.lineage.routes import Network, Route, TailRoute
from tideturn.interfaces.design.lineage.story import StoryLink
from tideturn.interfaces.design.lineage.styles import style_of

Point = tuple[int, int]
ARRIVAL = 20  # a line runs level for so long before it reaches a card
OVER, UNDER = -6, 16  # from a line to the baseline of its words
LOOP = 34
SILENT_LINK = 50  # percent: a line that is taken up again pales, but stays visible


@dataclass(frozen=True)
class FadeStop:
    """How strong a line is at a share of its way, both in percent."""

    offset: int
    strength: int


@dataclass(frozen=True)
class Fade:
    """A change of strength from left to right, between two places of the picture."""

    id: str
    x1: int
    x2: int
    stops: tuple[FadeStop, ...]


@dataclass(frozen=True)
class Port:
    """Where a line reaches its later card, and how far below that its words stand; None where they have no room."""

    y: int
    words_below: int | None


@dataclass(frozen=True)
class DrawnLink:
    """A link's line; `label` is None where there was no room for its words."""

    link: StoryLink
    path: str
    points: tuple[Point, ...]
    style: str
    label: Point | None
    label_anchor: str
    fade: Fade | None


@dataclass(frozen=True)
class DrawnTail:
    """The line of a commitment that nothing took up; `label` is None where it was heard of in the last year told."""

    node_id: str
    path: str
    points: tuple[Point, ...]
    heard_year: int
    label: Point | None
    fade: Fade | None


@dataclass(frozen=True)
class Board:
    """What is placed already: cards by id, lanes, time."""

    key: str
    cards: Mapping[str, Card]
    levels: Mapping[Stop, int]
    timeline: Timeline

    def point_of(self, stop: Stop) -> Point:
        """Return where a passing line enters the column that it passes."""
        return self.timeline.columns[int(stop[2])].x, self.levels[stop]


def draw_links(network: Network, board: Board) -> tuple[DrawnLink, ...]:
    """Return the lines of all links, in the story's order."""
    ports = _ports(network, board)
    return tuple(
        _loop(route, board) if route.is_loop else _line(f"{board.key}-fade-{number}", route, board, ports[number])
        for number, route in enumerate(network.routes)
    )


def _ports(network: Network, board: Board) -> dict[int, Port]:
    """Return for each link where it reaches its later card: lines that arrive together in the order they come from."""
    arriving: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, route in enumerate(network.routes):
        if not route.is_loop:
            arriving[route.stops[-1][1]].append((_level_before(route, board), number))
    ports: dict[int, Port] = {}
    for node_id, arrivals in arriving.items():
        ports.update(_ports_of(board.cards[node_id], sorted(arrivals)))
    return ports


def _ports_of(card: Card, arrivals: list[tuple[int, int]]) -> dict[int, Port]:
    pitch = min(measures.PORT, (card.height - 8) // len(arrivals))
    first = card.middle - pitch * (len(arrivals) - 1) // 2
    if len(arrivals) == 1:
        ((came_from, number),) = arrivals
        # A line that comes down leaves room for its words below it, any other above it.
        return {number: Port(first, UNDER if came_from < first - UNDER else OVER)}
    words = OVER if pitch >= measures.PORT_WITH_WORDS else None
    return {number: Port(first + place * pitch, words) for place, (_, number) in enumerate(arrivals)}


def _level_before(route: Route, board: Board) -> int:
    before = route.stops[-2]
    return board.cards[before[1]].middle if before[0] == CARD_STOP else board.levels[before]


def _line(fade_id: str, route: Route, board: Board, port: Port) -> DrawnLink:
    left, right = board.cards[route.stops[0][1]], board.cards[route.stops[-1][1]]
    points = [(left.right, left.middle)]
    for stop in route.stops[1:-1]:
        x, y = board.point_of(stop)
        points += [(x, y), (x + measures.CARD, y)]
    points += [(right.x - ARRIVAL, port.y), (right.x, port.y)]
    return DrawnLink(
        link=route.link,
        path=_path(points),
        points=tuple(points),
        style=style_of(route.link.relation),
        label=None if port.words_below is None else (right.x - 8, port.y + port.words_below),
        label_anchor="end",
        fade=_fade_between(fade_id, left, right, board.timeline),
    )


def _loop(route: Route, board: Board) -> DrawnLink:
    """Return a line between two cards of one column: it leaves to the right and comes back."""
    ends = (board.cards[route.link.later], board.cards[route.link.earlier])
    upper, lower = sorted(ends, key=lambda card: card.y)
    x, begins, ends_at = upper.right, upper.middle + upper.height // 4, lower.middle - lower.height // 4
    out = x + LOOP
    return DrawnLink(
        link=route.link,
        path=f"M {x} {begins} C {out} {begins} {out} {ends_at} {x} {ends_at}",
        points=((x, begins), (out, begins), (out, ends_at), (x, ends_at)),
        style=style_of(route.link.relation),
        label=(out - 2, (begins + ends_at) // 2 + 4),
        label_anchor="start",
        fade=None,
    )


def _fade_between(fade_id: str, left: Card, right: Card, timeline: Timeline) -> Fade | None:
    """Return the paling of a line from when the earlier was last heard of to when the later took it up."""
    heard_x = max(left.right, timeline.x_of(left.node.heard_to))
    if heard_x >= right.x:
        return None
    length = right.x - left.right
    heard = round(100 * (heard_x - left.right) / length)
    pale = heard + (100 - heard) * 2 // 5
    again = heard + (100 - heard) * 7 // 10
    stops = (FadeStop(heard, 100), FadeStop(pale, SILENT_LINK), FadeStop(again, SILENT_LINK), FadeStop(100, 100))
    return Fade(fade_id, left.right, right.x, stops)


def draw_tails(network: Network, board: Board) -> tuple[DrawnTail, ...]:
    """Return the lines of all commitments that no later plan took up."""
    return tuple(_tail(f"{board.key}-tail-{number}", tail, board) for number, tail in enumerate(network.tails))


def _tail(fade_id: str, tail: TailRoute, board: Board) -> DrawnTail:
    card = board.cards[tail.node.id]
    points = [(card.right, card.middle)]
    for stop in tail.stops[1:]:
        x, y = board.point_of(stop)
        points += [(x, y), (min(x + measures.CARD, tail.end_x), y)]
    if points[-1][0] < tail.end_x:
        points.append((tail.end_x, points[-1][1]))
    fades = tail.heard_x < tail.end_x
    is_long_ago = tail.node.heard_to.year < board.timeline.end_date.year
    return DrawnTail(
        node_id=tail.node.id,
        path=_path(points),
        points=tuple(points),
        heard_year=tail.node.heard_to.year,
        label=(min(tail.heard_x, tail.end_x - measures.FADE) + 8, points[-1][1]) if fades and is_long_ago else None,
        fade=_fade_out(fade_id, card.right, tail) if fades else None,
    )


def _fade_out(fade_id: str, begins: int, tail: TailRoute) -> Fade:
    heard = round(100 * (tail.heard_x - begins) / (tail.end_x - begins))
    return Fade(fade_id, begins, tail.end_x, (FadeStop(heard, 100), FadeStop(100, 0)))


def _path(points: list[Point]) -> str:
    """Return the points as a path: level where two lie level, else a curve that leaves and arrives level."""
    (x, y), rest = points[0], points[1:]
    parts = [f"M {x} {y}"]
    for next_x, next_y in rest:
        middle = (x + next_x) // 2
        parts.append(f"H {next_x}" if next_y == y else f"C {middle} {y} {middle} {next_y} {next_x} {next_y}")
        x, y = next_x, next_y
    return " ".join(parts)
