"""What the columns of a table hold, told by their headings."""

import re
from collections.abc import Sequence

from tideturn.methods.reading.document import Block

_HEADINGS = (
    ("number", r"(?:no\.?|number|ref(?:erence)?\.?|#|id|item)"),
    ("response", r".*\b(?:response|reply|answer)\b.*"),
    ("outcome", r".*\b(?:outcomes?|results?|impact|benefits?)\b.*"),
    ("owners", r".*\b(?:responsib\w+|owners?|leads?|who|accountab\w+|organisations?|agenc(?:y|ies)|partners?)\b.*"),
    ("timescale", r".*\b(?:time ?-?(?:scale|frame|line)s?|deadlines?|when|due|completion|dates?)\b.*"),
    ("progress", r".*\b(?:progress|updates?|position)\b.*"),
    ("status", r".*\b(?:status|rag)\b.*"),
    (
        "text",
        r".*\b(?:actions?|commitments?|milestones?|recommendations?|measures?|objectives?|what|tasks?"
        r"|activit(?:y|ies)|promises?|proposals?|deliverables?)\b.*",
    ),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(rf"^{pattern}$", re.IGNORECASE)) for name, pattern in _HEADINGS)
_LONGEST_HEADING = 60
# The mark of a row whose cells cannot be trusted, because the file keeps no table, only words at places on a page.
BROKEN = "broken"
BROKEN_TABLE = "This file keeps no table, only words at places on a page: cells may be mixed; compare it with the page."
MARKED_TABLE = "A PDF keeps a table only as marks of whoever saved it: compare the cells of this row with the page."


def column_of(heading: str) -> str | None:
    """Return what a column with this heading holds, or null."""
    if len(heading) > _LONGEST_HEADING:
        return None
    return next((name for name, pattern in _COMPILED if pattern.match(heading.strip())), None)


def columns_of(cells: Sequence[str]) -> dict[str, int]:
    """Return the place of each known column in a row of headings; empty where the row is no heading row."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = column_of(cell)
        if name:
            columns.setdefault(name, place)
    if "status" in columns and "progress" not in columns:
        # A column of status alone also says how far the work is.
        columns["progress"] = columns.pop("status")
    filled = sum(bool(cell.strip()) for cell in cells)
    return columns if len(columns) > 1 and len(columns) * 2 > filled else {}


def heading_row(blocks: Sequence[Block], wanted: set[str]) -> tuple[Block, dict[str, int]] | None:
    """Return the first table row whose headings include the wanted columns, with the places of them all."""
    for block in blocks:
        if block.kind == "row" and block.marker != BROKEN:
            columns = columns_of(block.cells)
            if wanted <= set(columns):
                return block, columns
    return None


def cell(cells: Sequence[str], place: int | None) -> str:
    """Return the cell in a place, or an empty one where the row is too short."""
    return cells[place] if place is not None and 0 <= place < len(cells) else ""
