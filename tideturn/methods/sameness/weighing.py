"""How strongly two listings look like one service: weights in bits for what agrees and against what does not.

After Fellegi and Sunter (1969), A theory for record linkage, Journal of the American Statistical Association 64: the
weight of a comparison is the logarithm of how much oftener it comes out so for one service than for two. The weights
are ours, set by reason and tried on pairs of feeds whose truth is known (docs/measured/sameness.md).
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tideturn.methods.sameness.sketch import Sketch, likeness, ordered_words

SURE, DOUBTFUL = 11.0, 3.0
# Where another pair is nearly as good, a person looks at both.
CLEAR_BY = 3.0
# A mark that more listings bear tells nothing: the telephone of a council, the name "Recovery café".
TOO_COMMON = 40
METRES_PER_DEGREE = 111_195.0
Point = tuple[float, float]


class Verdict(StrEnum):
    """What a weight comes to."""

    SAME = "same"
    DOUBTFUL = "doubtful"
    OTHER = "other"


@dataclass(frozen=True)
class Weighed:
    """The weight of a pair, in bits, and what spoke for it and against it."""

    bits: float
    reasons: Mapping[str, float]

    @property
    def verdict(self) -> Verdict:
        """Return what the weight comes to, where no other pair is nearly as good."""
        if self.bits >= SURE:
            return Verdict.SAME
        return Verdict.DOUBTFUL if self.bits >= DOUBTFUL else Verdict.OTHER


@dataclass(frozen=True)
class Pair:
    """Two listings by their ids, how they were weighed, and what that comes to beside all other pairs."""

    first: str
    second: str
    weighed: Weighed
    verdict: Verdict


def weigh(one: Sketch, other: Sketch) -> Weighed:
    """Return how strongly two listings look like one service."""
    reasons = {name: bits for name, bits in _compared(one, other) if bits}
    return Weighed(sum(reasons.values()), reasons)


def decide(weighed: Mapping[tuple[str, str], Weighed]) -> list[Pair]:
    """Return the pairs that are one service or may be, the strongest first.

    A publisher lists a service once: of several pairs of one listing only the best can be sure, and it is doubtful
    where another comes near.
    """
    best = sorted(weighed.items(), key=lambda item: (-item[1].bits, item[0]))
    second_best = _second_best(best)
    taken: set[str] = set()
    found = []
    for (first, second), weight in best:
        if weight.verdict is Verdict.OTHER:
            break
        if first in taken or second in taken:
            continue
        is_clear = weight.bits - max(second_best[first], second_best[second]) >= CLEAR_BY
        verdict = weight.verdict if is_clear else Verdict.DOUBTFUL
        taken |= {first, second} if verdict is Verdict.SAME else set()
        found.append(Pair(first, second, weight, verdict))
    return found


def _second_best(best: Iterable[tuple[tuple[str, str], Weighed]]) -> Mapping[str, float]:
    """Return for each listing the weight of its second best pair; `best` comes strongest first."""
    weights: dict[str, list[float]] = {}
    for pair, weight in best:
        for listing in pair:
            weights.setdefault(listing, []).append(weight.bits)
    return {listing: held[1] if len(held) > 1 else -math.inf for listing, held in weights.items()}


def _compared(one: Sketch, other: Sketch) -> Iterator[tuple[str, float]]:
    yield "name", _of_names(one, other)
    yield "organisation", _of_organisations(one, other)
    yield "telephone", _shared(one.phones, other.phones, agree=3.0, differ=-2.5)
    yield "address of the web", _shared(one.webs, other.webs, agree=4.0, differ=-2.5)
    yield "e-mail", _shared(one.emails, other.emails, agree=2.0, differ=-0.5)
    yield "kind of help", _of_terms(one.terms, other.terms)
    yield "place", _of_places(one, other)


def _of_names(one: Sketch, other: Sketch) -> float:
    alike = likeness(one.own_words, other.own_words)
    whole = likeness(" ".join(ordered_words(one.name)), " ".join(ordered_words(other.name)))
    return _step(
        max(alike, 0.95 * whole if alike > 0.5 else alike), ((0.8, 6.0), (0.6, 3.0), (0.4, 0.0), (0.2, -3.0)), -5.0
    )


def _of_organisations(one: Sketch, other: Sketch) -> float:
    if one.hosts & other.hosts:
        return 3.0
    if not (one.organisation and other.organisation):
        return 0.0
    names = (" ".join(ordered_words(each.organisation)) for each in (one, other))
    return _step(likeness(*names), ((0.8, 3.0), (0.6, 1.0), (0.4, -1.0)), -3.0)


def _of_terms(one: frozenset[str], other: frozenset[str]) -> float:
    if not (one and other):
        return 0.0
    return _step(len(one & other) / len(one | other), ((0.99, 2.0), (0.5, 0.0), (0.01, -3.0)), -5.0)


def _of_places(one: Sketch, other: Sketch) -> float:
    if one.postcodes & other.postcodes:
        return 4.0
    metres = nearest(one.points, other.points)
    if metres is None:
        return _shared(one.postcodes, other.postcodes, agree=4.0, differ=-2.0)
    return _step(-metres, ((-200, 4.0), (-3_000, 1.0), (-20_000, -2.0)), -6.0)


def nearest(ones: Iterable[Point], others: Sequence[Point]) -> float | None:
    """Return how many metres the nearest two points are apart, to a few per cent, where both sides have any."""
    return min((_metres(one, other) for one in ones for other in others), default=None)


def _metres(one: Point, other: Point) -> float:
    north = (one[0] - other[0]) * METRES_PER_DEGREE
    east = (one[1] - other[1]) * METRES_PER_DEGREE * math.cos(math.radians(one[0]))
    return math.hypot(north, east)


def _shared(one: frozenset[str], other: frozenset[str], *, agree: float, differ: float) -> float:
    if not (one and other):
        return 0.0
    return agree if one & other else differ


def _step(value: float, steps: Iterable[tuple[float, float]], otherwise: float) -> float:
    """Return the bits of the first step that a value reaches."""
    return next((bits for least, bits in steps if value >= least), otherwise)
