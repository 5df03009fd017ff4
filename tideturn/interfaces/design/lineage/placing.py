"""How far down each lane lies, so that lines run as straight as the room between cards allows."""

from collections.abc import Callable, Mapping
from itertools import pairwise

from tideturn.interfaces.design.lineage.lanes import Joints, Lanes, Stop, neighbours_of

Heights = Callable[[Stop, Stop], int]  # the least distance between the middles of two neighbouring lanes
ROUNDS = 4


def place_lanes(lanes: Lanes, joints: Joints, apart: Heights) -> dict[Stop, int]:
    """Return the middle of each stop, measured down from nought, in the order of the lanes and never too near."""
    left, right = neighbours_of(joints, on_the_left=True), neighbours_of(joints, on_the_left=False)
    middles: dict[Stop, float] = {}
    for column in lanes:
        middles.update(_place_column(column, dict.fromkeys(column, 0.0), apart))
    for _ in range(ROUNDS):
        for column in lanes:
            middles.update(_place_column(column, _wishes(column, left, middles), apart))
        for column in reversed(lanes):
            middles.update(_place_column(column, _wishes(column, right, middles), apart))
    return _from_nought(lanes, middles, apart)


def _wishes(
    column: tuple[Stop, ...], neighbours: Mapping[Stop, list[Stop]], middles: Mapping[Stop, float]
) -> dict[Stop, float]:
    """Return where each stop would lie if it were alone: level with those it is joined to, else where it is."""
    wishes = {}
    for stop in column:
        levels = [middles[other] for other in neighbours.get(stop, ())]
        wishes[stop] = sum(levels) / len(levels) if levels else middles[stop]
    return wishes


def _place_column(column: tuple[Stop, ...], wishes: Mapping[Stop, float], apart: Heights) -> dict[Stop, float]:
    """Return the places nearest to the wishes (by least squares) that keep the order and the distances.

    With the distances taken off, this is a regression that must not fall: neighbours that would pass each other are
    pooled at their mean (pool-adjacent-violators).
    """
    offsets = [0]
    for upper, lower in pairwise(column):
        offsets.append(offsets[-1] + apart(upper, lower))
    pools: list[tuple[float, int]] = []  # mean, how many
    for stop, offset in zip(column, offsets, strict=True):
        pools.append((wishes[stop] - offset, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            pools.append(_pool(pools.pop(), pools.pop()))
    levels = [mean for mean, count in pools for _ in range(count)]
    return {stop: level + offset for stop, level, offset in zip(column, levels, offsets, strict=True)}


def _pool(one: tuple[float, int], other: tuple[float, int]) -> tuple[float, int]:
    count = one[1] + other[1]
    return (one[0] * one[1] + other[0] * other[1]) / count, count


def _from_nought(lanes: Lanes, middles: Mapping[Stop, float], apart: Heights) -> dict[Stop, int]:
    """Return whole pixels; rounding downwards along a column must not bring two lanes nearer than they may be."""
    lift = min(middles.values())
    placed: dict[Stop, int] = {}
    for column in lanes:
        for index, stop in enumerate(column):
            level = round(middles[stop] - lift)
            if index:
                level = max(level, placed[column[index - 1]] + apart(column[index - 1], stop))
            placed[stop] = level
    return placed
