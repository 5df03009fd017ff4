"""A simple map of what was found: the place asked about in the middle, north at the top, rings for miles.

It shows nothing that the list beside it does not say.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import ngettext

from tideturn.engines.directory.mapping import Point, metres_between
from tideturn.interfaces.joint.helping.cards import Card
from tideturn.interfaces.joint.helping.clock_words import METRES_OF_A_MILE

SIZE, MIDDLE, RADIUS = 360, 180, 150
RINGS_IN_MILES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
APART = 22
# Where the words of a ring may stand: at the top, else where no mark lies on them, the other way round the clock.
TURNS = (0, 180, 90, 270, 45, 315, 135, 225)


@dataclass(frozen=True)
class Ring:
    """A ring around the middle and how far it is, in words and in miles."""

    radius: float
    words: str
    miles: int
    x: float = MIDDLE
    y: float = MIDDLE

    @property
    def half(self) -> float:
        """Return half of how wide its words lie."""
        return 3.5 * len(self.words)


@dataclass(frozen=True)
class Mark:
    """One or more results at one spot: their numbers in the list."""

    x: float
    y: float
    label: str
    is_exact: bool
    is_open: bool

    @property
    def width(self) -> float:
        """Return how wide its label lies."""
        return max(APART, 10 + 8 * len(self.label))

    @property
    def half(self) -> float:
        """Return half of that."""
        return self.width / 2


@dataclass(frozen=True)
class Drawing:
    """A map in plain numbers; `beyond` counts what lies too far off to be drawn."""

    size: int
    middle: int
    rings: tuple[Ring, ...]
    marks: tuple[Mark, ...]
    beyond: int


def draw(cards: Sequence[Card], near: Point) -> Drawing | None:
    """Return the map of a page of results, numbered as in the list; nothing where none of them is on it."""
    placed = [(number, card, metres_between(near, card.point)) for number, card in enumerate(cards, 1) if card.point]
    if not placed:
        return None
    reach = reach_of([metres for _, _, metres in placed])
    shown = [(number, card) for number, card, metres in placed if metres <= reach]
    marks = tuple(_merged(_mark(number, card, near, reach) for number, card in shown))
    rings = tuple(_with_its_words(ring, marks) for ring in rings_of(reach))
    return Drawing(SIZE, MIDDLE, rings, marks, len(placed) - len(shown))


def reach_of(distances: Sequence[float]) -> float:
    """Return how far the map reaches, in metres: to the ring that holds three quarters of them, for one far off
    would press the others into one spot."""
    held = sorted(distances)[max(0, math.ceil(len(distances) * 0.75) - 1)]
    miles = next((miles for miles in RINGS_IN_MILES if held <= miles * METRES_OF_A_MILE), RINGS_IN_MILES[-1])
    return miles * METRES_OF_A_MILE


def rings_of(reach: float) -> Iterator[Ring]:
    """Yield the rings within a reach in metres, the smallest first, none so small that it would be a dot."""
    outer = round(reach / METRES_OF_A_MILE)
    for miles in RINGS_IN_MILES:
        if outer / 6 < miles <= outer:
            words = ngettext("%(miles)s mile", "%(miles)s miles", miles) % {"miles": miles}
            yield Ring(round(RADIUS * miles / outer, 1), words, miles)


def _with_its_words(ring: Ring, marks: Sequence[Mark]) -> Ring:
    """Return a ring with its words where no mark covers them; at the top where marks are everywhere."""
    turned = (math.radians(degrees) for degrees in TURNS)
    spots = [(MIDDLE + ring.radius * math.sin(turn), MIDDLE - ring.radius * math.cos(turn)) for turn in turned]
    free = [spot for spot in spots if not any(_lies_on(mark, ring, *spot) for mark in marks)]
    x, y = (free or spots)[0]
    return replace(ring, x=round(min(max(x, ring.half), SIZE - ring.half), 1), y=round(y, 1))


def _lies_on(mark: Mark, ring: Ring, x: float, y: float) -> bool:
    return abs(mark.y - y) < APART * 0.8 and abs(mark.x - x) < mark.half + ring.half


def _mark(number: int, card: Card, near: Point, reach: float) -> Mark:
    point = card.point or near
    east, north = (point.x - near.x) / near.stretch, (point.y - near.y) / near.stretch
    scale = RADIUS / reach
    return Mark(
        round(MIDDLE + east * scale, 1), round(MIDDLE - north * scale, 1), str(number), card.is_exact, card.is_open
    )


def _merged(marks: Iterable[Mark]) -> list[Mark]:
    """Return marks of which none covers another: those that would are one, with all their numbers."""
    kept: list[Mark] = []
    for mark in marks:
        place = next((place for place, other in enumerate(kept) if _covers(other, mark)), None)
        if place is None:
            kept.append(mark)
        else:
            other = kept[place]
            kept[place] = Mark(
                other.x, other.y, f"{other.label}, {mark.label}", other.is_exact and mark.is_exact,
                other.is_open or mark.is_open,
            )  # fmt: skip
    return kept


def _covers(one: Mark, other: Mark) -> bool:
    return abs(one.y - other.y) < APART and abs(one.x - other.x) < (one.width + other.width) / 2
