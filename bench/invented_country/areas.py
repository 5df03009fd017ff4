"""The areas of the invented country: one country, its boards, their partnerships."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

COUNTRY, BOARD, PARTNERSHIP = 0, 1, 2


@dataclass(frozen=True)
class Areas:
    """The areas, country first, then boards, then partnerships; `parents` is −1 for the country.

    `members` says which partnerships an area holds, shape (areas, partnerships). `populations` are one an area.
    """

    names: tuple[str, ...]
    parents: tuple[int, ...]
    levels: NDArray[np.int64]
    members: NDArray[np.bool_]
    populations: NDArray[np.float64]

    @property
    def partnerships(self) -> int:
        """Return how many partnerships there are."""
        return self.members.shape[1]

    def of_level(self, level: int) -> NDArray[np.int64]:
        """Return the places of the areas of a level."""
        return np.flatnonzero(self.levels == level)

    def are_nested(self, one: int, other: int) -> bool:
        """Return whether one of two areas holds the other, or they are the same."""
        both = self.members[one] & self.members[other]
        return bool((both == self.members[one]).all() or (both == self.members[other]).all())

    def is_watched_twice(self, area: int) -> bool:
        """Return whether an area is a board of one partnership, whose counts are those of the partnership."""
        return self.levels[area] == BOARD and self.members[area].sum() == 1


def draw_areas(board_sizes: tuple[int, ...], spread: float, chance: np.random.Generator) -> Areas:
    """Return areas with populations drawn at random; partnerships stand in the order of their boards."""
    boards, partnerships = len(board_sizes), sum(board_sizes)
    board_of = np.repeat(np.arange(boards), board_sizes)
    in_board = board_of[None, :] == np.arange(boards)[:, None]
    members = np.vstack([np.ones((1, partnerships), bool), in_board, np.eye(partnerships, dtype=bool)])
    people = np.exp(spread * chance.standard_normal(partnerships))
    people = 5_000_000 * people / people.sum()
    names = (
        "Country",
        *(f"Board {number + 1}" for number in range(boards)),
        *(f"Partnership {number + 1}" for number in range(partnerships)),
    )
    parents = (-1, *([0] * boards), *(int(board) + 1 for board in board_of))
    levels = np.repeat([COUNTRY, BOARD, PARTNERSHIP], [1, boards, partnerships])
    return Areas(names, parents, levels, members, members @ people)
