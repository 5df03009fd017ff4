"""Who was seen on which lists: a table of capture histories."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tideturn.methods.estimates.errors import ListsInvalid

Floats = NDArray[np.float64]
LISTS_AT_MOST = 8


@dataclass(frozen=True)
class ListTable:
    """People counted by the lists that saw them.

    `histories` has the shape (cells, lists), 1 where the list saw them: every history but that of nobody seen, so
    2^lists − 1 cells. `counts` has the shape (cells,).
    """

    lists: tuple[str, ...]
    histories: NDArray[np.int8]
    counts: Floats

    def __post_init__(self) -> None:
        """Refuse tables that are not whole, and close the arrays to writing."""
        if self.histories.shape != (2 ** len(self.lists) - 1, len(self.lists)):
            raise ListsInvalid(f"{len(self.lists)} lists have {2 ** len(self.lists) - 1} histories in which one saw.")
        if self.counts.shape != self.histories.shape[:1]:
            raise ListsInvalid("A table of lists needs one count a history.")
        if not self.counts.sum():
            raise ListsInvalid("The lists saw nobody; there is nothing to estimate from.")
        self.histories.flags.writeable = False
        self.counts.flags.writeable = False

    @property
    def observed(self) -> float:
        """Return how many people were seen on one list or more."""
        return float(self.counts.sum())

    def only(self, name: str) -> int:
        """Return the cell of those seen by this list alone; raises ListsInvalid for a list that is not there."""
        if name not in self.lists:
            raise ListsInvalid(f"There is no list {name!r}; the lists are {', '.join(self.lists)}.")
        alone = np.zeros(len(self.lists), dtype=np.int8)
        alone[self.lists.index(name)] = 1
        return int(np.flatnonzero((self.histories == alone).all(axis=1))[0])


def list_table(lists: Sequence[str], histories: ArrayLike, counts: ArrayLike) -> ListTable:
    """Return the whole table of some histories: one that is not given counts nobody.

    `histories` has the shape (rows, lists), 1 where a list saw them and 0 where not; `counts` (rows,), NaN only for the
    history of those whom no list saw. Raises ListsInvalid for anything that is not such a table.
    """
    seen, people = np.asarray(histories), np.asarray(counts, dtype=np.float64)
    _check_lists(lists)
    if seen.ndim != 2 or seen.shape != (len(people), len(lists)) or not np.isin(seen, (0, 1)).all():
        raise ListsInvalid("Histories must be rows of 1 (seen) and 0 (not seen), one column a list.")
    whole = np.array(list(product((0, 1), repeat=len(lists)))[1:], dtype=np.int8)
    cells = np.zeros(len(whole))
    found: set[int] = set()
    for history, count in zip(seen, people, strict=True):
        # The place of a history among all of them in counting order, without that of nobody seen.
        place = int("".join(str(int(one)) for one in history), 2) - 1
        if place < 0:
            _check_unseen(count)
            continue
        _check_cell(place, count, found, history)
        cells[place] = count
    return ListTable(tuple(lists), whole, cells)


def _check_lists(lists: Sequence[str]) -> None:
    if not 2 <= len(lists) <= LISTS_AT_MOST:
        raise ListsInvalid(f"From two to {LISTS_AT_MOST} lists can be set against each other; {len(lists)} cannot.")
    if len(set(lists)) != len(lists):
        raise ListsInvalid("Two lists have the same name.")


def _check_unseen(count: float) -> None:
    if not (np.isnan(count) or count == 0):
        raise ListsInvalid(
            "A count stands beside those whom no list saw, whom nobody can have counted; leave it empty."
        )


def _check_cell(place: int, count: float, found: set[int], history: NDArray[np.generic]) -> None:
    words = "".join("1" if one else "0" for one in history)
    if place in found:
        raise ListsInvalid(f"The history {words} is given twice; give every history once.")
    if not (np.isfinite(count) and count >= 0 and count == np.floor(count)):
        raise ListsInvalid(f"The history {words} needs a whole count, 0 or more.")
    found.add(place)
