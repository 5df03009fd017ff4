"""Which areas stand out in a week, with the false discovery rate held down through the hierarchy.

Bogomolov, Peterson, Benjamini and Sabatti 2021, “Hypotheses on a tree: new error rates and testing strategies”,
Biometrika 108: 575–590, after Yekutieli 2008, Journal of the American Statistical Association 103: 309–316. We ask of
the whole country first whether anything in it stands out, and go down only where the answer is yes. An area's
question is answered with the p-values within it by Simes's test (1986, Biometrika 73: 751–754), and which members of
an area stand out by Benjamini and Hochberg's (1995), at a level reduced by the share of questions answered yes on the
way down. Both hold where series rise together by chance (Benjamini and Yekutieli 2001, Annals of Statistics 29:
1165–1188). Whatever is answered yes has a member that stands out, down to an area's own counts.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tideturn.methods.detection.combining.tree import Tree
from tideturn.methods.detection.errors import ParametersInvalid

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Discoveries:
    """What stands out in one week: `areas` in which the area's own counts do, and `within`, the answer for each area
    and all within it together, shape (areas,), NaN where there is no count.
    """

    areas: frozenset[int]
    within: Floats


def simes(pvalues: Floats) -> float:
    """Return Simes's p-value of several, in a flat array; NaN are left out, and NaN is the answer without others."""
    known = np.sort(pvalues[np.isfinite(pvalues)])
    if not len(known):
        return float("nan")
    return float(np.min(known * len(known) / np.arange(1, len(known) + 1)))


def benjamini_hochberg(pvalues: Floats, level: float) -> NDArray[np.bool_]:
    """Return which of several p-values are discoveries at a level; NaN never are, and do not count as tested.

    `pvalues` are flat, and the answer has their shape; `level` is the false discovery rate.
    """
    known = np.isfinite(pvalues)
    ordered = np.sort(pvalues[known])
    passing = np.flatnonzero(ordered * len(ordered) <= level * np.arange(1, len(ordered) + 1))
    threshold = ordered[passing[-1]] if len(passing) else -1.0
    return known & (pvalues <= threshold)


def discoveries_of(pvalues: Floats, *, tree: Tree, level: float) -> Discoveries:
    """Return the discoveries of one week from each area's p-value, shape (areas,).

    Where nothing is amiss anywhere, any discovery at all comes with a chance of at most `level`, as far as the p-values
    are what they say; those of `combine_indicators` are so at the small end and somewhat too small at the large one.
    """
    if not 0 < level < 1:
        raise ParametersInvalid(f"The level must lie between 0 and 1, not {level}.")
    within = _within(pvalues, tree)
    found: set[int] = set()
    families: list[tuple[tuple[int, ...], int | None, float]] = [(tree.roots, None, level)]
    while families:
        areas, own, at = families.pop()
        members = np.array([within[area] for area in areas] + ([] if own is None else [pvalues[own]]))
        chosen = benjamini_hochberg(members, at)
        reduced = at * float(chosen.sum()) / max(int(np.isfinite(members).sum()), 1)
        if own is not None and chosen[-1]:
            found.add(own)
        for area, is_chosen in zip(areas, chosen[: len(areas)], strict=True):
            if is_chosen:
                families.append((tree.children(area), area, reduced))
    return Discoveries(frozenset(found), within)


def _within(pvalues: Floats, tree: Tree) -> Floats:
    within = np.array(pvalues, dtype=np.float64)
    for area in reversed(range(tree.size)):
        if tree.children(area):
            within[area] = simes(np.array([pvalues[area], *(within[child] for child in tree.children(area))]))
    return within
