"""Where what stands out really is: in the lowest area that explains it, or the one above where it is spread."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from tideturn.methods.detection.combining.discoveries import Discoveries
from tideturn.methods.detection.combining.tree import Tree

Floats = NDArray[np.float64]

DOUBT = 0.05  # the area above is preferred only where what else lies in it stands out by itself as clearly as this
CUT = 1e-12


@dataclass(frozen=True)
class Places:
    """The areas, none within another, that account for the discoveries of a week."""

    areas: tuple[int, ...]


def places_of(discoveries: Discoveries, pvalues: Floats, *, tree: Tree) -> Places:
    """Return the places of a week's discoveries, from each area's own p-value, shape (areas,)."""
    places = [place for root in tree.roots for place in _inside(root, discoveries, pvalues, tree)]
    return Places(tuple(sorted(places, key=lambda place: (_or_one(float(pvalues[place])), place))))


def _inside(area: int, discoveries: Discoveries, pvalues: Floats, tree: Tree) -> list[int]:
    deeper = {child: _inside(child, discoveries, pvalues, tree) for child in tree.children(area)}
    standing = [child for child, places in deeper.items() if places]
    if not standing:
        return [area] if area in discoveries.areas else []
    if _is_spread(area, standing, discoveries, pvalues, tree):
        return [area]
    return [place for child in standing for place in deeper[child]]


def _is_spread(area: int, standing: list[int], discoveries: Discoveries, pvalues: Floats, tree: Tree) -> bool:
    """Return whether an area as a whole explains more than those of its members that stand out."""
    others = [child for child in tree.children(area) if child not in standing]
    if len(standing) > 1 and _or_one(float(pvalues[area])) <= DOUBT and _is_most(standing, others, tree):
        return True
    return area in discoveries.areas and _together(others, pvalues, tree) <= DOUBT


def _is_most(standing: list[int], others: list[int], tree: Tree) -> bool:
    """Return whether the members that stand out make up more of their area than the others do."""
    return bool((tree.weights(standing) ** 2).sum() > (tree.weights(others) ** 2).sum())


def _together(areas: list[int], pvalues: Floats, tree: Tree) -> float:
    """Return the p-value of several areas together, the larger counting more (Stouffer); 1 where nothing is known."""
    known = [area for area in areas if np.isfinite(pvalues[area])]
    if not known:
        return 1.0
    scores = -ndtri(np.clip(pvalues[known], CUT, 1 - CUT))
    weights = tree.weights(known)
    return float(ndtr(-(weights @ scores) / np.sqrt(weights @ weights)))


def _or_one(pvalue: float) -> float:
    return 1.0 if np.isnan(pvalue) else pvalue
