"""Cells that span columns and rows, spread over a plain grid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Text, columns spanned, rows spanned; no row where the cell only goes on from the one above.
Cell = tuple[str, int, int]
# A row wider than this is spread no further: spans are written in a few bytes and could fill any memory.
_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A text for each column, and the places where the cell of the row above goes on."""

    cells: list[str]
    below: frozenset[int]


def spread(rows: Sequence[Sequence[Cell]]) -> Iterator[Row]:
    """Yield each row with a text for each column; places that another cell spans are empty."""
    taken: dict[int, int] = {}
    for row in rows:
        cells: list[str] = []
        below = {place for place, depth in taken.items() if depth > 0}
        for text, wanted, depth in row:
            _skip_taken(cells, taken)
            columns = max(1, min(wanted, _MOST_COLUMNS - len(cells)))
            for place in range(len(cells), len(cells) + columns):
                if depth > 1:
                    taken[place] = depth
                elif depth == 0:
                    below.add(place)
            cells += [text, *[""] * (columns - 1)]
        _skip_taken(cells, taken)
        yield Row(cells, frozenset(below))
        taken = {place: depth - 1 for place, depth in taken.items() if depth > 1}


def _skip_taken(cells: list[str], taken: dict[int, int]) -> None:
    """Leave places empty that a cell of a row above still spans."""
    while len(cells) in taken and taken[len(cells)] > 0:
        cells.append("")
