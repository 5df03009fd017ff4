"""A small land on which combining is tried: scores by chance, areas made of those within, and p-values of them."""

import numpy as np
from scipy.special import ndtr

from tideturn.methods.detection.combining.tree import Tree

BOARDS, EACH = 4, 3
NAMES = ("Land", *(f"Board {b}" for b in range(BOARDS)), *(f"Place {p}" for p in range(BOARDS * EACH)))
LAND = Tree(NAMES, (-1, *[0] * BOARDS, *(1 + p // EACH for p in range(BOARDS * EACH))))
FIRST_PLACE = 1 + BOARDS
LAGS = (0, 1, 2)


def scores_of_land(chance, *, weeks, shared=0.0, shift=None):
    """Return normal scores of all areas, shape (areas, indicators, weeks), with noise shared by areas and indicators.

    `shift`, shape (places, indicators, weeks), is added to the scores of the places.
    """
    own = chance.standard_normal((BOARDS * EACH, len(LAGS), weeks))
    week, indicator = chance.standard_normal((1, 1, weeks)), chance.standard_normal((1, len(LAGS), weeks))
    places = np.sqrt(1 - 2 * shared) * own + np.sqrt(shared) * (week + indicator)
    places = places if shift is None else places + shift
    boards = places.reshape(BOARDS, EACH, len(LAGS), weeks).sum(axis=1)
    within = np.sqrt(EACH + EACH * (EACH - 1) * 2 * shared)
    all_places = BOARDS * EACH
    whole = np.sqrt(all_places + all_places * (all_places - 1) * 2 * shared)
    return np.concatenate([boards.sum(axis=0, keepdims=True) / whole, boards / within, places])


def pvalues_of(scores):
    """Return the p-values of scores without steps."""
    return ndtr(-scores)
