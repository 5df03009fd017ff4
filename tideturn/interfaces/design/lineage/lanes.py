"""Which lane each card and each passing line takes, so that few lines cross.

The method is the layered drawing of Sugiyama, Tagawa and Toda (1981): a line that passes a column takes a lane there
like a card; lanes are ordered by the mean place of what they are joined to, column after column, there and back; the
order with the fewest crossings is kept. Nothing is left to chance, so the same story gives the same picture.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Stop = tuple[str, ...]  # (CARD_STOP, id), or another word where a line passes a column
Lanes = tuple[tuple[Stop, ...], ...]
Joints = Sequence[tuple[Stop, Stop]]  # left, right: always of neighbouring columns

Families = Mapping[Stop, tuple[Stop, ...]]  # cards of one column that are joined to each other stay together

CARD_STOP = "card"
SWEEPS = 12


def order_lanes(lanes: Lanes, joints: Joints, families: Families) -> Lanes:
    """Return the stops of each column in the order with the fewest crossings that was found."""
    best, fewest = lanes, count_crossings(lanes, joints)
    current = lanes
    for sweep in range(SWEEPS):
        current = _sweep(current, joints, families, rightwards=sweep % 2 == 0)
        crossings = count_crossings(current, joints)
        if crossings < fewest:
            best, fewest = current, crossings
    return best


def neighbours_of(joints: Joints, *, on_the_left: bool) -> Mapping[Stop, list[Stop]]:
    """Return for each stop those that it is joined to on one side."""
    found: dict[Stop, list[Stop]] = defaultdict(list)
    for left, right in joints:
        here, there = (right, left) if on_the_left else (left, right)
        found[here].append(there)
    return found


def _sweep(lanes: Lanes, joints: Joints, families: Families, *, rightwards: bool) -> Lanes:
    neighbours = neighbours_of(joints, on_the_left=rightwards)
    ordered: list[tuple[Stop, ...]] = []
    for column in lanes if rightwards else reversed(lanes):
        before = _places(ordered[-1:])
        ordered.append(_by_mean_place(column, neighbours, families, before))
    return tuple(ordered if rightwards else reversed(ordered))


def _by_mean_place(
    column: tuple[Stop, ...], neighbours: Mapping[Stop, list[Stop]], families: Families, before: Mapping[Stop, int]
) -> tuple[Stop, ...]:
    """Return the column in order of the mean place of each family's neighbours; one without any keeps its own place."""
    own = _places([column])

    def mean(stop: Stop) -> tuple[float, int, int]:
        family = families.get(stop, (stop,))
        places = [before[other] for member in family for other in neighbours.get(member, ()) if other in before]
        first = own[family[0]]
        return (sum(places) / len(places) if places else float(first), first, own[stop])

    return tuple(sorted(column, key=mean))


def count_crossings(lanes: Lanes, joints: Joints) -> int:
    """Return how often two lines cross between neighbouring columns."""
    place = _places(lanes)
    column_of = {stop: index for index, column in enumerate(lanes) for stop in column}
    by_gap: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for left, right in joints:
        by_gap[column_of[left]].append((place[left], place[right]))
    return sum(_inversions(ends for _, ends in sorted(gap)) for gap in by_gap.values())


def _inversions(ends: Iterable[int]) -> int:
    seen, inversions = list[int](), 0
    for end in ends:
        inversions += len(seen) - bisect_right(seen, end)
        insort(seen, end)
    return inversions


def _places(lanes: Iterable[Sequence[Stop]]) -> dict[Stop, int]:
    return {stop: place for column in lanes for place, stop in enumerate(column)}
