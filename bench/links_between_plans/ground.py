"""How alike the commitments of a pack are, as arrays: what other ways of naming earlier ones are tried on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bench.links_between_plans.world import World
from tideturn.methods.wording.likeness.passage import Passage
from tideturn.methods.wording.likeness.ranking import Index

# A row for each question or commitment, a column for each commitment.
Scores = NDArray[np.float64]
NEVER = -np.inf


@dataclass(frozen=True)
class Ground:
    """The questions and the commitments among which is sought, in the order of their ids."""

    world: World

    @cached_property
    def keys(self) -> list[str]:
        """Return all commitments; equals are named in this order, as the product does."""
        return sorted(self.world.passages)

    @cached_property
    def questions(self) -> list[str]:
        """Return the commitments of which a person judged that they go back to others."""
        return sorted(self.world.wanted)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Return the column of each commitment."""
        return {key: place for place, key in enumerate(self.keys)}

    @cached_property
    def plans(self) -> NDArray[np.str_]:
        """Return the plan of each commitment."""
        return np.array([self.world.plan[key] for key in self.keys])

    @cached_property
    def earlier(self) -> NDArray[np.bool_]:
        """Return for each question which commitments are of plans published before its own."""
        return np.array([[key in before for key in self.keys] for before in map(self.world.before, self.questions)])

    @cached_property
    def links(self) -> list[tuple[int, int]]:
        """Return the judged links, as the row of the question and the column of the earlier end."""
        return [
            (row, self.place[end]) for row, key in enumerate(self.questions) for end in sorted(self.world.wanted[key])
        ]

    @cached_property
    def days(self) -> Mapping[str, list[str]]:
        """Return the questions by the day on which their plans were published."""
        found: dict[str, list[str]] = {}
        for key in self.questions:
            found.setdefault(self.world.published[key], []).append(key)
        return found

    @cached_property
    def alike(self) -> Mapping[str, Scores]:
        """Return for each of these days how alike all commitments are by then, as shares of what each has of itself."""
        return {day: self.alike_on(day, self.world.passages, self.keys) for day in self.days}

    @cached_property
    def of_product(self) -> Scores:
        """Return how alike the product finds what is earlier, for each question."""
        return self.asked(lambda key: self.alike[self.world.published[key]][self.place[key]])

    def asked(self, of: Callable[[str], NDArray[np.float64]]) -> Scores:
        """Return a row for each question, in which what is not earlier is never named."""
        return np.where(self.earlier, np.array([of(key) for key in self.questions]), NEVER)

    def worded(self, passages_on: Callable[[str], Mapping[str, Passage]]) -> Scores:
        """Return how alike what is earlier is where the words of commitments are others, which a day may change."""
        rows: dict[str, NDArray[np.float64]] = {}
        for day, asking in self.days.items():
            rows |= dict(zip(asking, self.alike_on(day, passages_on(day), asking), strict=True))
        return self.asked(rows.__getitem__)

    def alike_on(self, day: str, passages: Mapping[str, Passage], asking: Sequence[str]) -> Scores:
        """Return how alike all commitments are to some, among what is held when a plan of a day is read in."""
        held = frozenset(key for key in self.keys if self.world.published[key] <= day)
        index = Index.of(passages[key] for key in sorted(held))
        found = np.zeros((len(asking), len(self.keys)))
        for row, key in enumerate(asking):
            for near in index.nearest(passages[key], among=held, at_most=len(held)):
                found[row, self.place[near.id]] = near.score
            found[row] /= found[row, self.place[key]] or 1.0
        return found

    def from_cosines(self, vectors: Scores) -> Scores:
        """Return the cosines of the vectors of commitments, for each question."""
        sized = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return self.asked(lambda key: sized @ sized[self.place[key]])


def standard(scores: Scores) -> Scores:
    """Return scores less the mean of their row, in its standard deviations; what is never named stays so."""
    seen = np.where(np.isfinite(scores), scores, np.nan)
    spread = np.nanstd(seen, axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        found = (seen - np.nanmean(seen, axis=1, keepdims=True)) / np.where(spread > 0, spread, 1.0)
    return np.where(np.isnan(found), NEVER, found)
