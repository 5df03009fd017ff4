"""Whether the lists say anything about those whom none of them saw.

With cells that count nobody, the likelihood of a log-linear model may rise for ever. S. E. Fienberg and A. Rinaldo,
Maximum likelihood estimation in log-linear models, Annals of Statistics 40, 2012; L. Chan, B. W. Silverman and
K. Vincent, Multiple systems estimation for sparse capture data, Journal of the American Statistical Association 116,
2021. Here the directions in which it rises are found by linear programming, and asked where they take the unseen.
"""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

Floats = NDArray[np.float64]
CLOSE = 1e-7


class Standing(StrEnum):
    """What a model says about the unseen, and so whether its estimate may be used."""

    SOUND = "sound"
    SPARSE = "sparse"
    NONE_UNSEEN = "none_unseen"
    UNBOUNDED = "unbounded"
    UNDETERMINED = "undetermined"

    @property
    def is_usable(self) -> bool:
        """Return whether there is an estimate that the lists support."""
        return self in (Standing.SOUND, Standing.SPARSE)


def standing_of(design: Floats, counts: Floats, unseen: Floats) -> tuple[Standing, int]:
    """Return what a model says about the unseen, and how many of its parameters are finite and known.

    `design` (cells, columns) and `counts` (cells,) are of the cells that were counted, `unseen` (columns,) is the row
    of the design for those whom no list saw.
    """
    emptied = _emptied(design, counts)
    left = design[~emptied]
    known = int(np.linalg.matrix_rank(left))
    if np.linalg.matrix_rank(np.vstack([left, unseen])) == known:
        return (Standing.SPARSE if emptied.any() else Standing.SOUND), known
    falls, rises = _reach(design, counts, unseen, 1.0), _reach(design, counts, unseen, -1.0)
    if rises and falls:
        return Standing.UNDETERMINED, known
    return (Standing.UNBOUNDED if rises else Standing.NONE_UNSEEN), known


def _emptied(design: Floats, counts: Floats) -> NDArray[np.bool_]:
    """Return the cells whose mean the likelihood takes to zero: all that some direction of no loss makes smaller."""
    empty = counts == 0
    emptied = np.zeros(len(counts), dtype=bool)
    if not empty.any():
        return emptied
    columns, cells = design.shape[1], int(empty.sum())
    found = linprog(
        np.concatenate([np.zeros(columns), -np.ones(cells)]),
        A_eq=np.hstack([design[~empty], np.zeros(((~empty).sum(), cells))]),
        b_eq=np.zeros((~empty).sum()),
        A_ub=np.hstack([design[empty], np.eye(cells)]),
        b_ub=np.zeros(cells),
        bounds=[(None, None)] * columns + [(0, 1)] * cells,
    )
    emptied[empty] = np.asarray(found.x)[columns:] > 0.5
    return emptied


def _reach(design: Floats, counts: Floats, unseen: Floats, sign: float) -> bool:
    """Return whether some direction of no loss takes the unseen down (sign 1) or up (sign -1)."""
    empty = counts == 0
    found = linprog(
        sign * unseen,
        A_eq=design[~empty],
        b_eq=np.zeros((~empty).sum()),
        A_ub=np.vstack([design[empty], unseen, -unseen]),
        b_ub=np.concatenate([np.zeros(empty.sum()), [1.0, 1.0]]),
        bounds=[(None, None)] * design.shape[1],
    )
    return bool(np.asarray(found.fun) < -CLOSE)
