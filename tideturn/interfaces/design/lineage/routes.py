"""Which stops each line makes between its two cards, and how far a line without a sequel runs."""

from dataclasses import dataclass
from itertools import chain, pairwise

from tideturn.interfaces.design.lineage import measures
from tideturn.interfaces.design.lineage.columns import Timeline
from tideturn.interfaces.design.lineage.families import card_stop, find_families
from tideturn.interfaces.design.lineage.lanes import CARD_STOP, Families, Joints, Lanes, Stop
from tideturn.interfaces.design.lineage.story import Story, StoryLink, StoryNode

LINE_STOP, TAIL_STOP = "line", "tail"


@dataclass(frozen=True)
class Route:
    """A link's way from the card on the left to the card on the right; both in one column where there is no way."""

    link: StoryLink
    stops: tuple[Stop, ...]

    @property
    def is_loop(self) -> bool:
        """Tell whether both cards stand in one column."""
        return not self.stops


@dataclass(frozen=True)
class TailRoute:
    """The line of a commitment that no later plan took up: heard of to `heard_x`, faded by `end_x`."""

    node: StoryNode
    stops: tuple[Stop, ...]
    heard_x: int
    end_x: int


@dataclass(frozen=True)
class Network:
    """All stops by column, and what joins them."""

    routes: tuple[Route, ...]
    tails: tuple[TailRoute, ...]
    lanes: Lanes
    joints: Joints
    families: Families


def find_routes(story: Story, timeline: Timeline) -> Network:
    """Return the ways of all lines through the columns."""
    column_of = {node.id: index for index, column in enumerate(timeline.columns) for node in column.nodes}
    routes = tuple(_route(number, link, column_of) for number, link in enumerate(story.links))
    taken_up = {link.earlier for link in story.links}
    tails = tuple(_tail(node, column_of[node.id], timeline) for node in story.nodes if node.id not in taken_up)
    families = find_families(story, [route.link for route in routes if route.is_loop])
    return Network(routes, tails, _lanes(timeline, routes, tails, families), _joints(routes, tails), families)


def _route(number: int, link: StoryLink, column_of: dict[str, int]) -> Route:
    left, right = sorted((link.earlier, link.later), key=lambda node_id: column_of[node_id])
    if column_of[left] == column_of[right]:
        return Route(link, ())
    passed = range(column_of[left] + 1, column_of[right])
    passing = tuple((LINE_STOP, str(number), str(column)) for column in passed)
    return Route(link, (card_stop(left), *passing, card_stop(right)))


def _tail(node: StoryNode, own: int, timeline: Timeline) -> TailRoute:
    edge = timeline.columns[own].x + measures.CARD
    heard_x = max(edge, timeline.x_of(node.heard_to))
    end_x = min(heard_x + measures.FADE, timeline.end_x)
    passed = (index for index in range(own + 1, len(timeline.columns)) if timeline.columns[index].x < end_x)
    return TailRoute(
        node, (card_stop(node.id), *((TAIL_STOP, node.id, str(index)) for index in passed)), heard_x, end_x
    )


def _lanes(timeline: Timeline, routes: tuple[Route, ...], tails: tuple[TailRoute, ...], families: Families) -> Lanes:
    """Return what stands in each column at first: the cards in the story's order, families together, then the lines."""
    lanes: list[list[Stop]] = []
    for column in timeline.columns:
        stops = (card_stop(node.id) for node in column.nodes)
        lanes.append(list(dict.fromkeys(member for stop in stops for member in families.get(stop, (stop,)))))
    for stop in chain.from_iterable(_ways(routes, tails)):
        if stop[0] != CARD_STOP:
            lanes[int(stop[2])].append(stop)
    return tuple(tuple(column) for column in lanes)


def _joints(routes: tuple[Route, ...], tails: tuple[TailRoute, ...]) -> Joints:
    return tuple(joint for stops in _ways(routes, tails) for joint in pairwise(stops))


def _ways(routes: tuple[Route, ...], tails: tuple[TailRoute, ...]) -> list[tuple[Stop, ...]]:
    return [*(route.stops for route in routes), *(tail.stops for tail in tails)]
