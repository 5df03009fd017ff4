"""The areas that are watched, and which lies within which."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.errors import BatchInvalid

NO_PARENT = -1


@dataclass(frozen=True)
class Tree:
    """Areas in a hierarchy: country, boards, partnerships, or any other.

    `names` are one an area. `parents` holds the place of the area in which each lies, NO_PARENT for the widest; a
    parent stands before its children. `sizes`, where given, are the areas' populations: where harm is spread evenly,
    wide areas show it more.
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    sizes: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what is no hierarchy, saying which area is at fault."""
        if not self.names or len(self.names) != len(self.parents):
            raise BatchInvalid(f"{len(self.parents)} parents were given for {len(self.names)} areas.")
        if len(set(self.names)) != len(self.names):
            raise BatchInvalid("Two areas have the same name; give each its own.")
        for place, (name, parent) in enumerate(zip(self.names, self.parents, strict=True)):
            if not NO_PARENT <= parent < place:
                raise BatchInvalid(f"The parent of {name} must stand before it, or be {NO_PARENT} if there is none.")
        if self.sizes and (len(self.sizes) != len(self.names) or not all(0 < size < np.inf for size in self.sizes)):
            raise BatchInvalid("Sizes must be above zero, one for each area.")

    @property
    def size(self) -> int:
        """Return the number of areas."""
        return len(self.names)

    @cached_property
    def roots(self) -> tuple[int, ...]:
        """Return the areas that lie in no other."""
        return tuple(place for place, parent in enumerate(self.parents) if parent == NO_PARENT)

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        inside: list[list[int]] = [[] for _ in self.names]
        for place, parent in enumerate(self.parents):
            if parent != NO_PARENT:
                inside[parent].append(place)
        return tuple(tuple(places) for places in inside)

    def children(self, area: int) -> tuple[int, ...]:
        """Return the areas directly within an area."""
        return self._children[area]

    @cached_property
    def depths(self) -> NDArray[np.int64]:
        """Return how many areas each lies in, shape (areas,)."""
        depths = np.zeros(self.size, dtype=np.int64)
        for place, parent in enumerate(self.parents):
            depths[place] = 0 if parent == NO_PARENT else depths[parent] + 1
        return depths

    def above(self, area: int) -> tuple[int, ...]:
        """Return the areas in which an area lies, the nearest first."""
        found: list[int] = []
        while (area := self.parents[area]) != NO_PARENT:
            found.append(area)
        return tuple(found)

    def steps_between(self, one: int, other: int) -> int | None:
        """Return how many levels lie between two areas of which one holds the other, or None if neither does."""
        low, high = (one, other) if self.depths[one] >= self.depths[other] else (other, one)
        if low != high and high not in self.above(low):
            return None
        return int(self.depths[low] - self.depths[high])

    def weights(self, areas: Sequence[int]) -> NDArray[np.float64]:
        """Return the weights with which areas count when they are added: the square roots of their sizes."""
        return np.array([np.sqrt(self.sizes[area]) if self.sizes else 1.0 for area in areas])
