"""A document of no known layout: its lists, tables and promising sentences, each with a doubt."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tideturn.methods.reading.columns import BROKEN, BROKEN_TABLE, PLACED, cell, columns_of
from tideturn.methods.reading.commitments import Commitment, Draft, LeftOut
from tideturn.methods.reading.coverage import leave
from tideturn.methods.reading.deadlines import find_deadlines
from tideturn.methods.reading.document import Block, Document
from tideturn.methods.reading.labels import with_labels
from tideturn.methods.reading.lists import with_leads
from tideturn.methods.reading.money import find_money
from tideturn.methods.reading.prose import lines_of, lines_of_item, promises_in, who_and_when
from tideturn.methods.reading.rows import Row, commitment_of, labelled
from tideturn.methods.reading.setting import Setting
from tideturn.methods.reading.subjects import owners_in
from tideturn.methods.reading.wording import lost_ending, plain, reads_as_heading

NAME = "fallback"
IS_TABLE = False

UNKNOWN = "The document has no known layout; compare this item with it."
_SHORTEST_ITEM = 3


@dataclass(slots=True)
class _Reader:
    setting: Setting
    section: str | None = None
    columns: dict[str, int] = field(default_factory=dict)
    table: int = 0
    row: Row | None = None
    prose: list[Block] = field(default_factory=list)
    broken: list[Block] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def recognise(document: Document) -> float:
    """Return no confidence: this layout is taken where no other is sure."""
    return 0.0


def read(document: Document, setting: Setting) -> Draft:
    """Return what looks like a commitment, each with the doubt that it needs a reader's eye."""
    reader = _Reader(setting)
    for block in with_leads(list(with_labels(document.blocks))):
        _read_block(reader, block)
    _end_prose(reader)
    _end_broken(reader)
    reader.commitments.sort(key=lambda commitment: commitment.lines[0])
    return Draft(tuple(reader.commitments), tuple(reader.left_out))


def _read_block(reader: _Reader, block: Block) -> None:
    if not (block.kind == "row" and block.marker == BROKEN):
        _end_broken(reader)
    if block.kind == "heading" or (block.kind == "paragraph" and reads_as_heading(block.text, words=9)):
        _end_prose(reader)
        reader.section, reader.columns = plain(block.text), {}
        reader.left_out.append(leave(lines_of(block), "heading"))
    elif block.kind == "row":
        _read_row(reader, block)
    elif block.kind == "bullet" and block.words >= _SHORTEST_ITEM:
        reader.commitments.append(_from_bullet(block, reader))
    elif block.kind == "paragraph":
        reader.prose.append(block)
    else:
        reader.left_out.append(
            leave(lines_of(block), "ruling of a table" if block.kind == "rule" else "short list item")
        )


def _read_row(reader: _Reader, block: Block) -> None:
    if block.marker == BROKEN:
        if reader.broken and block.first > reader.broken[-1].last + 1:
            _end_broken(reader)
        reader.broken.append(block)
        return
    if block.columns:
        reader.commitments.append(_from_row(labelled(block), reader))
        return
    headings = columns_of(block.cells)
    if headings or (block.table != reader.table and not _goes_on(reader.row, block)):
        reader.columns, reader.row = headings, None
    reader.table = block.table
    if headings:
        reader.left_out.append(leave(lines_of(block), "column headings"))
    elif reader.columns and _names_a_section(block):
        reader.section, reader.row = plain(block.text), None
        reader.left_out.append(leave(lines_of(block), "heading in a table"))
    elif reader.row and not _row_of(block, reader).found.get("text", "x").strip():
        reader.row = reader.row.joined(_row_of(block, reader))
        reader.commitments[-1] = _from_row(reader.row, reader)
    elif len(block.text.split()) < _SHORTEST_ITEM:
        reader.left_out.append(leave(lines_of(block), "table row too short to be a commitment"))
    else:
        reader.row = _row_of(block, reader)
        reader.commitments.append(_from_row(reader.row, reader))


def _goes_on(row: Row | None, block: Block) -> bool:
    """Return whether a table goes on from the one right above it, as where a page ends between them."""
    return row is not None and block.first == row.lines[-1] + 1 and len(block.cells) == len(row.block.cells)


def _names_a_section(block: Block) -> bool:
    """Return whether a row has one cell alone, which reads as a heading of the rows below it."""
    filled = [text for text in block.cells if text.strip()]
    return len(filled) == 1 and not block.below and reads_as_heading(plain(filled[0]).rstrip(":"))


def _row_of(block: Block, reader: _Reader) -> Row:
    """Return a row by its columns; a cell merged with the one above says the same, but a sum counts once."""
    above = reader.row.found if reader.row else {}
    found = {
        name: above.get(name, "")
        if place in block.below and name not in ("text", "money")
        else cell(block.cells, place)
        for name, place in reader.columns.items()
    }
    return Row(block, found, lines_of(block))


def _from_row(row: Row, reader: _Reader) -> Commitment:
    doubts = (UNKNOWN, BROKEN_TABLE) if row.block.marker == PLACED else (UNKNOWN,)
    return commitment_of(row, reader.setting, reader.section, doubts)


def _end_broken(reader: _Reader) -> None:
    """Turn neighbouring lines of a broken table into one doubtful item."""
    if reader.broken:
        text = plain(" ".join(block.text for block in reader.broken))
        reader.commitments.append(_draft(text, reader, lines_of(*reader.broken), (BROKEN_TABLE,)))
        reader.broken = []


def _end_prose(reader: _Reader) -> None:
    found = promises_in(reader.prose, reader.setting, reader.section, has_asks=True)
    claimed = {line for promise in found for line in promise.lines}
    reader.commitments += [_doubted(promise) for promise in found]
    reader.left_out += [
        leave(lines_of(block), "narrative without a promise")
        for block in reader.prose
        if not claimed.issuperset(lines_of(block))
    ]
    reader.prose = []


def _doubted(promise: Commitment) -> Commitment:
    return replace(promise, doubts=(*promise.doubts, UNKNOWN))


def _from_bullet(block: Block, reader: _Reader) -> Commitment:
    named, deadlines = who_and_when(block, reader.setting)
    text = "\n".join(map(plain, block.text.split("\n")))
    doubts = tuple(filter(None, (UNKNOWN, lost_ending(text))))
    draft = _draft(text, reader, lines_of_item(block), doubts)
    return replace(draft, owners=named.owners, others=named.others, deadlines=deadlines)


def _draft(text: str, reader: _Reader, lines: Sequence[int], doubts: tuple[str, ...]) -> Commitment:
    named = owners_in(text, reader.setting.organisations)
    return Commitment(
        kind="action",
        text=text,
        lines=tuple(lines),
        section=reader.section,
        owners=named.owners,
        others=named.others,
        deadlines=find_deadlines(text, reader.setting.published),
        money=find_money([text]),
        doubts=doubts,
    )
