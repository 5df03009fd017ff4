"""What all indicators of one harm say together about each area, week by week."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from tideturn.methods.detection.combining.cauchy import combined_pvalues
from tideturn.methods.detection.combining.looks import Look, all_looks
from tideturn.methods.detection.combining.memory import Memory, memory_of
from tideturn.methods.detection.combining.scores import expected_scores
from tideturn.methods.detection.combining.tree import Tree
from tideturn.methods.detection.errors import BatchInvalid

Floats = NDArray[np.float64]

WINDOWS = (1, 2, 3, 4)
LATELY = 2  # weeks; what longer windows remember is over for whoever asks whether something still goes on


@dataclass(frozen=True)
class Evidence:
    """How surprising each area's indicators are together; every array has the shape (areas, weeks).

    `pvalue` is NaN where no indicator has a count for the week: that is no evidence, neither for nor against.
    `lately` is the same over the last two weeks alone. `best` is the place in `looks` of what stands out most, −1 where
    there is nothing to look at.
    """

    tree: Tree
    looks: tuple[Look, ...]
    pvalue: Floats
    lately: Floats
    best: NDArray[np.int64]

    def __post_init__(self) -> None:
        """Refuse arrays that do not fit the areas, and close everything to writing."""
        for array in (self.pvalue, self.lately, self.best):
            if array.shape != self.pvalue.shape or array.shape[0] != self.tree.size:
                raise BatchInvalid(f"Evidence of shape {array.shape} for {self.tree.size} areas.")
            array.flags.writeable = False

    @property
    def weeks(self) -> int:
        """Return the number of weeks."""
        return int(self.pvalue.shape[1])

    def indicators(self, area: int, week: int) -> tuple[int, ...]:
        """Return the indicators that together stand out most in an area and week; none where there is no count."""
        best = int(self.best[area, week])
        return self.looks[best].indicators if best >= 0 else ()


def combine_indicators(
    pvalues: Floats,
    strict: Floats,
    *,
    tree: Tree,
    lags: Sequence[int],
    windows: Sequence[int] = WINDOWS,
) -> Evidence:
    """Return the evidence of all indicators of a harm, from P(Y ≥ y) and P(Y > y), shape (areas, indicators, weeks).

    `lags` are the weeks by which each indicator usually shows an event late. Scores are added over every choice of
    indicators and every window (Stouffer 1949), allowing for what goes together by chance, and the p-values of all
    these looks become one (Liu and Xie 2020). A week's evidence rests on that week and earlier ones.

    Raises BatchInvalid where arrays do not fit, and ParametersInvalid where lags or windows make no sense.
    """
    _check(pvalues, strict, tree, lags)
    scores = expected_scores(pvalues, strict)
    looks = all_looks(lags, windows)
    shape = (tree.size, scores.shape[2])
    pvalue, lately, best = np.full(shape, np.nan), np.full(shape, np.nan), np.full(shape, -1)
    for depth in np.unique(tree.depths):
        level = tree.depths == depth
        found = _look_at(scores[level], looks)
        pvalue[level] = combined_pvalues(found)
        lately[level] = combined_pvalues(found[[look.span <= LATELY for look in looks]])
        best[level] = _best(found)
    return Evidence(tree, looks, pvalue, lately, best)


def _check(pvalues: Floats, strict: Floats, tree: Tree, lags: Sequence[int]) -> None:
    expected = (tree.size, len(lags))
    if pvalues.ndim != 3 or pvalues.shape[:2] != expected or strict.shape != pvalues.shape:
        raise BatchInvalid(f"P-values must have the shape (areas, indicators, weeks), here {expected} and the weeks.")
    if (np.isnan(pvalues) != np.isnan(strict)).any():
        raise BatchInvalid("P(Y ≥ y) and P(Y > y) must be missing in the same weeks.")
    for array in (pvalues, strict):
        if ((array < 0) | (array > 1)).any():
            raise BatchInvalid("P-values must lie between 0 and 1.")
    if (strict > pvalues).any():
        raise BatchInvalid("P(Y > y) is above P(Y ≥ y) somewhere; were they given the wrong way round?")


def _look_at(scores: Floats, looks: tuple[Look, ...]) -> Floats:
    """Return the p-value of every look at areas of one level, shape (looks, areas, weeks)."""
    memory = memory_of(scores, longest=max(look.span for look in looks))
    sums, numbers = _running(np.nan_to_num(scores)), _running(np.isfinite(scores).astype(np.float64))
    return np.stack([_look(look, sums, numbers, memory) for look in looks])


def _running(values: Floats) -> Floats:
    return np.concatenate([np.zeros((*values.shape[:2], 1)), np.cumsum(values, axis=2)], axis=2)


def _look(look: Look, sums: Floats, numbers: Floats, memory: Memory) -> Floats:
    parts = list(zip(look.indicators, look.weeks, strict=True))
    total = sum(_latest(sums[:, place], weeks) for place, weeks in parts)
    number = sum(_latest(numbers[:, place], weeks) for place, weeks in parts)
    is_told = sum(_latest(numbers[:, place], 1) for place in look.indicators) > 0
    spread = np.sqrt(np.where(is_told, number, np.nan) * memory.inflation(look))
    return np.asarray(ndtr(-total / spread))


def _latest(running: Floats, weeks: int) -> Floats:
    """Return sums over the latest weeks, shape (areas, weeks), from running sums that begin with a zero."""
    first = np.maximum(np.arange(running.shape[1] - 1) + 1 - weeks, 0)
    return np.asarray(running[:, 1:] - running[:, first])


def _best(pvalues: Floats) -> NDArray[np.int64]:
    known = np.isfinite(pvalues)
    return np.where(known.any(axis=0), np.argmin(np.where(known, pvalues, np.inf), axis=0), -1)
