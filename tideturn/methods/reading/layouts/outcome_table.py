"""Rows of action, outcome, who is responsible, and timescale, under section headings.

The table may be a real one, or may have come apart into one line a cell with blank lines between.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tideturn.methods.reading.columns import cell, column_of, columns_of, heading_row
from tideturn.methods.reading.commitments import Commitment, Deadline, Draft, LeftOut, Timescale
from tideturn.methods.reading.coverage import leave
from tideturn.methods.reading.deadlines import find_deadlines
from tideturn.methods.reading.document import Block, Document
from tideturn.methods.reading.money import find_money
from tideturn.methods.reading.owners import Organisations, owners_by_line
from tideturn.methods.reading.prose import lines_of
from tideturn.methods.reading.setting import Setting
from tideturn.methods.reading.timescales import is_timescale, read_timescale
from tideturn.methods.reading.wording import lost_ending, plain, reads_as_heading

NAME = "outcome-table"
IS_TABLE = True

_WANTED = {"text", "outcome", "owners", "timescale"}
_CONTACT = re.compile(
    r"^(?:contact|e-?mail|telephone|phone|back to top|there is a problem|thanks for)\b|@", re.IGNORECASE
)
_SECTION_WORDS = 8
_SENTENCE_WORDS = 9


@dataclass(slots=True)
class _Row:
    """The cells of one row and the lines they stand on."""

    section: str | None
    texts: list[str] = field(default_factory=list)
    outcome: str = ""
    money: str = ""
    owners: list[str] = field(default_factory=list)
    timescale: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


def recognise(document: Document) -> float:
    """Return how surely the four columns stand in the document, as a table's headings or one below the other."""
    if heading_row(document.blocks, _WANTED):
        return 0.9
    return 0.9 if _stacked_headings(document.blocks) else 0.0


def read(document: Document, setting: Setting) -> Draft:
    """Return an action for each row."""
    found = heading_row(document.blocks, _WANTED)
    if found:
        return _read_table(document.blocks, found[1], setting)
    headings = _stacked_headings(document.blocks)
    start = headings[-1] + 1 if headings else 0
    left_out = [
        leave(lines_of(block), "column headings" if at in headings else "title and introduction")
        for at, block in enumerate(document.blocks[:start])
    ]
    rows, rest = _unstack(document.blocks[start:], setting.organisations)
    return Draft(tuple(_action(row, setting) for row in rows), (*left_out, *rest))


def _stacked_headings(blocks: Sequence[Block]) -> list[int]:
    """Return the places of four neighbouring blocks that head the columns, or none."""
    names = [None if block.kind == "row" else column_of(block.text) for block in blocks]
    starts = (at for at in range(len(blocks) - 3) if set(names[at : at + 4]) == _WANTED)
    return next((list(range(at, at + 4)) for at in starts), [])


# A real table.


def _read_table(blocks: Sequence[Block], places: dict[str, int], setting: Setting) -> Draft:
    rows: list[_Row] = []
    left_out: list[LeftOut] = []
    section: str | None = None
    for block in blocks:
        heading = _section_in(block, places)
        if heading:
            section = heading
        reason = "section heading" if heading else _reason_to_leave(block)
        if reason:
            left_out.append(leave(lines_of(block), reason))
        else:
            _add_cells(rows, block, places, section)
    return Draft(tuple(_action(row, setting) for row in rows), tuple(left_out))


def _section_in(block: Block, places: dict[str, int]) -> str | None:
    """Return the section that a heading, or a row with one filled cell, names."""
    if block.kind == "heading":
        return plain(block.text)
    filled = [text for text in block.cells if text.strip()]
    is_alone = block.kind == "row" and len(filled) == 1 and bool(cell(block.cells, places["text"]).strip())
    if is_alone and reads_as_heading(filled[0], words=_SECTION_WORDS):
        return plain(filled[0])
    return (
        plain(block.text) if block.kind == "paragraph" and reads_as_heading(block.text, words=_SECTION_WORDS) else None
    )


def _reason_to_leave(block: Block) -> str | None:
    if block.kind == "rule":
        return "ruling of a table"
    if block.kind != "row":
        return "contact details" if _CONTACT.search(block.text) else "narrative"
    return "column headings" if columns_of(block.cells) else None


def _add_cells(rows: list[_Row], block: Block, places: dict[str, int], section: str | None) -> None:
    """Add a table row; one without an action goes on with the row before it."""
    text = cell(block.cells, places["text"])
    if text.strip() or not rows:
        rows.append(_Row(section))
    row = rows[-1]
    row.texts += _filled(text)
    row.outcome = " ".join(filter(None, (row.outcome, plain(cell(block.cells, places["outcome"])))))
    row.money = " ".join(filter(None, (row.money, plain(cell(block.cells, places.get("money"))))))
    row.owners += _filled(cell(block.cells, places["owners"]))
    row.timescale += _filled(cell(block.cells, places["timescale"]))
    row.lines += lines_of(block)


def _filled(text: str) -> list[str]:
    lines = (line.lstrip("•-– ") if len(line) > 1 else line for line in text.split("\n"))
    return [plain(line) for line in lines if line.strip()]


# A table that came apart: one cell, or one line of a cell, to a block.


def _unstack(blocks: Sequence[Block], table: Organisations) -> tuple[list[_Row], list[LeftOut]]:
    """Return the rows, each ended by its timescale, and the words after the last."""
    rows: list[_Row] = []
    left_out: list[LeftOut] = []
    section: str | None = None
    for group in _groups(blocks, table):
        if not _is_row(group, table):
            left_out += [leave(lines_of(block), _reason_after(block)) for block in group]
            continue
        if _begins_section(group, table):
            section = plain(group[0].text)
            left_out.append(leave(lines_of(group[0]), "section heading"))
            group = group[1:]
        rows.append(_row_of(group, section))
    return rows, left_out


def _groups(blocks: Sequence[Block], table: Organisations) -> Iterator[list[Block]]:
    """Yield the blocks of each row; a row ends after its timescale, or where a new sentence follows its owners."""
    group: list[Block] = []
    for block in blocks:
        if _ends_before(group, block, table):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _ends_before(group: Sequence[Block], block: Block, table: Organisations) -> bool:
    if len(group) > 3 and _times(group[-1]) and not _times(block):
        return True
    if len(group) <= 3 or _times(block) or not table.find(plain(group[-1].text)):
        return False
    # An owner, and then a sentence: the row had no timescale.
    return block.words >= _SENTENCE_WORDS and not _is_owner(block, table)


def _times(block: Block) -> bool:
    return is_timescale(plain(block.text))


def _is_owner(block: Block, table: Organisations) -> bool:
    text = plain(block.text)
    return bool(table.find(text)) or text.startswith(("Any ", "All ", "Other "))


def _is_row(group: Sequence[Block], table: Organisations) -> bool:
    """Return whether blocks make a row: an action, an outcome, and an owner or a timescale at least."""
    if _CONTACT.search(group[0].text) or len(group) < 3:
        return False
    return _times(group[-1]) or any(_is_owner(block, table) for block in group[2:])


def _begins_section(group: Sequence[Block], table: Organisations) -> bool:
    """Return whether the first block is a heading: short, and enough is left for a row without it."""
    head, times = group[0], sum(_times(block) for block in group[3:])
    if head.kind == "heading":
        return True
    is_short = reads_as_heading(plain(head.text), words=_SECTION_WORDS)
    return is_short and len(group) - times >= 4 and not _is_owner(group[2], table)


def _row_of(group: Sequence[Block], section: str | None) -> _Row:
    texts = [plain(block.text) for block in group]
    end = len(texts)
    while end > 3 and is_timescale(texts[end - 1]):
        end -= 1
    return _Row(section, texts[:1], "".join(texts[1:2]), "", texts[2:end], texts[end:], list(lines_of(*group)))


def _reason_after(block: Block) -> str:
    return "contact details" if _CONTACT.search(block.text) else "words outside the rows"


def _action(row: _Row, setting: Setting) -> Commitment:
    text = "\n\n".join(row.texts)
    named = owners_by_line(row.owners, setting.organisations)
    timescale = read_timescale(row.timescale, setting.published)
    steps = [found for line in row.timescale if len(row.timescale) > 1 for found in _step(line)]
    return Commitment(
        kind="action",
        text=text,
        lines=tuple(row.lines),
        section=row.section,
        owners=named.owners,
        others=named.others,
        timescale=timescale,
        deadlines=(*find_deadlines(text, setting.published), *steps),
        outcome=row.outcome or None,
        money=find_money([text, row.outcome, row.money]),
        doubts=_doubts(row, timescale),
    )


def _step(line: str) -> Iterator[Deadline]:
    """Yield the date of one line, where a timescale gives two steps."""
    timescale = read_timescale([line])
    if timescale.due:
        yield Deadline(line, timescale.due)


def _doubts(row: _Row, timescale: Timescale) -> tuple[str, ...]:
    doubts = (
        lost_ending(row.texts[0]) if row.texts else "The row has no action.",
        None if row.outcome else "No outcome is given for this row.",
        None if row.owners else "No one is named as responsible for this row.",
        None if timescale.as_written else "No timescale is given for this row.",
    )
    return tuple(doubt for doubt in doubts if doubt)
