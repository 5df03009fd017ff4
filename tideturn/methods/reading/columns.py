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
    ("money", r".*(?:\b(?:costs?|budgets?|funding|resourc\w+|spend|investment)\b|£).*"),
    (
        "section",
        r"(?:key |strategic )?(?:priorit(?:y|ies)|themes?|work ?streams?|strands?|pillars?|goals?|aims?)(?: areas?)?",
    ),
    ("measure", r".*\b(?:success|indicators?|kpis?|targets?|outputs?|evidence|how (?:we|you) will know)\b.*|measures?"),
    ("text", r".*\bactions?\b.*"),
    (
        "text",
        r".*\b(?:commitments?|milestones?|recommendations?|measures?|what|tasks?|pledges?"
        r"|activit(?:y|ies)|promises?|proposals?|deliverables?)\b.*",
    ),
    ("text", r".*\bobjectives?\b.*"),
)  # fmt: skip
# A column of aims beside one of actions heads their rows; a column of measures alone is what is to be done.
_WITHOUT_TEXT = ("measure", "section")
_COMPILED = tuple((name, re.compile(rf"^{pattern}$", re.IGNORECASE)) for name, pattern in _HEADINGS)
_LONGEST_HEADING = 60
# The mark of a row whose cells cannot be trusted, because the file keeps no table, only words at places on a page.
BROKEN = "broken"
# The mark of a row that was put together again from words at places on a page.
PLACED = "placed"
BROKEN_TABLE = "This file keeps no table, only words at places on a page: cells may be mixed; compare it with the page."
MARKED_TABLE = "A PDF keeps a table only as marks of whoever saved it: compare the cells of this row with the page."


def column_of(heading: str) -> str | None:
    """Return what a column with this heading holds, or null."""
    return _ranked(heading)[1]


def _ranked(heading: str) -> tuple[int, str | None]:
    """Return what a column holds, and how early the words that say so are asked for: "action" before "objective"."""
    ranked = ((rank, name) for rank, (name, pattern) in enumerate(_COMPILED) if pattern.match(heading.strip()))
    nothing = (len(_COMPILED), None)
    return nothing if len(heading) > _LONGEST_HEADING else next(ranked, nothing)


def columns_of(cells: Sequence[str]) -> dict[str, int]:
    """Return the place of each known column in a row of headings; empty where the row is no heading row."""
    columns: dict[str, int] = {}
    ranks: dict[str, int] = {}
    for place, cell in enumerate(cells):
        rank, name = _ranked(cell)
        if name and rank < ranks.get(name, len(_COMPILED)):
            columns[name], ranks[name] = place, rank
    other = next((name for name in _WITHOUT_TEXT if name in columns), None)
    if "text" not in columns and other:
        columns["text"] = columns.pop(other)
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
