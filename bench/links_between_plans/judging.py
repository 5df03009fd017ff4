"""Whether a way finds more, judged on questions by which its setting was not chosen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bench.links_between_plans.ground import NEVER, Ground, Scores, standard

DRAWS = 10_000
STEPS = 2_000
# How many wanted links of each question are found.
Found = NDArray[np.int64]


@dataclass(frozen=True)
class Interval:
    """A difference between two recalls, and the 95 % interval of it when the questions are drawn anew."""

    difference: float
    low: float
    high: float

    def __str__(self) -> str:
        """Return it as it stands in a table."""
        return f"{self.difference:+.3f} ({self.low:+.3f} to {self.high:+.3f})"


def named_before(ground: Ground, scores: Scores) -> NDArray[np.int64]:
    """Return for each judged link how many commitments are named before its earlier end; equals go by their ids."""
    rows, ends = (np.array(side) for side in zip(*ground.links, strict=True))
    wanted, among = scores[rows, ends][:, None], scores[rows]
    equal = (among == wanted) & (np.arange(len(ground.keys)) < ends[:, None])
    return ((among > wanted) | equal).sum(axis=1)


def found_among(ground: Ground, scores: Scores, first: int) -> Found:
    """Return how many wanted links of each question are among the first few named."""
    rows = [row for row, _ in ground.links]
    is_found = named_before(ground, scores) < first
    return np.bincount(rows, weights=is_found, minlength=len(ground.questions)).astype(np.int64)


def chosen_outside(ground: Ground, tries: Sequence[Scores], group: Callable[[str], object]) -> Found:
    """Return what is found when each group is asked with the setting that finds most in the others."""
    groups = np.array([str(group(key)) for key in ground.questions])
    found = np.array([found_among(ground, scores, 5) for scores in tries])
    total = np.zeros(len(groups), dtype=np.int64)
    for one in sorted(set(groups)):
        best = found[:, groups != one].sum(axis=1).argmax()
        total[groups == one] = found[best, groups == one]
    return total


def interval(ground: Ground, found: Found, base: Found, *, seed: int) -> Interval:
    """Return by how much a recall is greater, question by question (paired bootstrap, percentiles)."""
    wanted = np.bincount([row for row, _ in ground.links])
    drawn = np.random.default_rng(seed).integers(0, len(wanted), (DRAWS, len(wanted)))
    differences = (found - base)[drawn].sum(axis=1) / wanted[drawn].sum(axis=1)
    low, high = np.quantile(differences, [0.025, 0.975])
    return Interval((found - base).sum() / wanted.sum(), low, high)


def fitted(ground: Ground, likenesses: Sequence[Scores], *, on: NDArray[np.bool_], seed: int) -> Scores:
    """Return the sum of likenesses whose weights find most of the links of some questions, by a random search.

    Each step changes one to three weights, and is kept where it finds no fewer; it begins with the first alone.
    """
    parts = np.array([np.where(ground.earlier, standard(scores), 0.0) for scores in likenesses])
    drawn = np.random.default_rng(seed)
    total = np.where(ground.earlier, parts[0], NEVER)
    best = found_among(ground, total, 5)[on].sum()
    for _ in range(STEPS):
        changed = drawn.integers(0, len(parts), drawn.integers(1, 4))
        tried = total + np.tensordot(drawn.normal(0, 0.3, len(changed)), parts[changed], axes=1)
        if (found := found_among(ground, tried, 5)[on].sum()) >= best:
            total, best = tried, found
    return total


def fitted_outside(ground: Ground, likenesses: Sequence[Scores], group: Callable[[str], object], *, seed: int) -> Found:
    """Return what is found when each group is asked with weights fitted to the others."""
    groups = np.array([str(group(key)) for key in ground.questions])
    total = np.zeros(len(groups), dtype=np.int64)
    for one in sorted(set(groups)):
        scores = fitted(ground, likenesses, on=groups != one, seed=seed)
        total[groups == one] = found_among(ground, scores, 5)[groups == one]
    return total
