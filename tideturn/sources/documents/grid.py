"""Cells that span columns and rows, spread over a plain grid."""

from collections.abc import Iterator, Sequence

# Text, columns spanned, rows spanned.
Cell = tuple[str, int, int]
# A row wider than this is spread no further: spans are written in a few bytes and could fill any memory.
_MOST_COLUMNS = 200


def spread(rows: Sequence[Sequence[Cell]]) -> Iterator[list[str]]:
    """Yield each row with a text for each column; places that another cell spans are empty."""
    taken: dict[int, int] = {}
    for row in rows:
        cells: list[str] = []
        for text, wanted, depth in row:
            _skip_taken(cells, taken)
            columns = max(1, min(wanted, _MOST_COLUMNS - len(cells)))
            for place in range(len(cells), len(cells) + columns):
                if depth > 1:
                    taken[place] = depth
            cells += [text, *[""] * (columns - 1)]
        _skip_taken(cells, taken)
        yield cells
        taken = {place: depth - 1 for place, depth in taken.items() if depth > 1}


def _skip_taken(cells: list[str], taken: dict[int, int]) -> None:
    """Leave places empty that a cell of a row above still spans."""
    while len(cells) in taken and taken[len(cells)] > 0:
        cells.append("")
