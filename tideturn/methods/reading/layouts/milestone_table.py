"""Numbered commitments with lettered milestones below them, in a table with a column of progress.

Continuation rows, sub-rows without a number, cells that slipped a column, and lists that were lost are all met here.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tideturn.methods.reading.columns import cell, columns_of, heading_row
from tideturn.methods.reading.commitments import Commitment, CommitmentKind, Draft, LeftOut, Status
from tideturn.methods.reading.coverage import leave
from tideturn.methods.reading.deadlines import find_deadlines
from tideturn.methods.reading.document import Block, Document
from tideturn.methods.reading.money import find_money
from tideturn.methods.reading.owners import Named, Organisations, name_owners, split_names
from tideturn.methods.reading.prose import lines_of
from tideturn.methods.reading.romans import roman
from tideturn.methods.reading.setting import Setting
from tideturn.methods.reading.statuses import find_pause, split_status, status_of_cell
from tideturn.methods.reading.subjects import owners_in
from tideturn.methods.reading.timescales import is_timescale, read_timescale
from tideturn.methods.reading.wording import lost_ending, plain, tidy

NAME = "milestone-table"
IS_TABLE = True

_WANTED = {"number", "text", "timescale", "progress"}
_NUMBER = re.compile(
    r"^\(?(?P<number>\d{1,3}(?:\.\d{1,2}){0,3}[a-z]?(?:\s?-\s?[ivx]{1,5}|\s?\([ivx]{1,5}\))?)[.)]?$", re.IGNORECASE
)
# The last step of a number: "-ii", "(ii)", "b", ".3".
_LAST_STEP = re.compile(r"(?:\s?-\s?[ivx]+|\s?\([ivx]+\)|(?<=\d)[a-z]|\.\d+)$", re.IGNORECASE)
_NEW = re.compile(r"^new (?:action|milestone|commitment)\b[\s:–-]*", re.IGNORECASE)
_FURNITURE = re.compile(r"^(?:contact|there is a problem|thanks for|back to top)\b", re.IGNORECASE)
_LONGEST_TIMESCALE = 9
_LOOK_AHEAD = 60
LOST_ROW = (
    "The wording of this row was lost in the document as read; only its timescale, owner and progress stand there."
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: its number and what stands in the other columns, as printed."""

    number: str
    text: str
    timescale: str
    owners: str
    progress: str
    lines: tuple[int, ...]
    parent: str | None = None
    status: str = ""
    money: str = ""
    doubts: tuple[str, ...] = ()


def recognise(document: Document) -> float:
    """Return how surely a table of numbered rows with progress stands in the document."""
    found = heading_row(document.blocks, _WANTED)
    if not found:
        return 0.0
    place = found[1]["number"]
    numbered = sum(bool(_NUMBER.match(cell(block.cells, place).strip())) for block in document.blocks)
    return 0.95 if numbered else 0.0


def read(document: Document, setting: Setting) -> Draft:
    """Return each commitment, its milestones, and the sub-rows of milestones."""
    found = heading_row(document.blocks, _WANTED)
    if not found:
        return Draft()
    heading, places = found
    groups, left_out = _group(document.blocks, heading, places)
    rows = [row for group in groups for row in _placed(document, list(_rows(group, places)))]
    headings = [block for block in document.blocks if block.kind == "heading"]
    found_all = (replace(_commitment(row, setting), section=_section_of(headings, row)) for row in rows)
    return Draft(tuple(found_all), tuple(left_out))


def _section_of(headings: Sequence[Block], row: _Row) -> str | None:
    """Return the nearest heading above a row, but not the title of the document."""
    above = bisect_left(headings, row.lines[0], key=lambda heading: heading.first)
    heading = headings[above - 1] if above else None
    return plain(heading.text) if heading and heading.level > 1 else None


def _group(blocks: Sequence[Block], heading: Block, places: dict[str, int]) -> tuple[list[list[Block]], list[LeftOut]]:
    """Return the table rows of each numbered row, and the reasons for all that is outside them."""
    groups: list[list[Block]] = []
    left_out: list[LeftOut] = []
    is_open = False
    for block in blocks:
        begins = block.kind == "row" and bool(_NUMBER.match(cell(block.cells, places["number"]).strip()))
        # Below a further heading a row without a number is another table's, and goes on from nothing.
        is_open = (is_open or begins) and block.kind != "heading"
        reason = None if begins else _reason_to_leave(block, heading, is_open=is_open, is_begun=bool(groups))
        if reason:
            left_out.append(leave(lines_of(block), reason))
        elif begins:
            groups.append([block])
        else:
            groups[-1].append(block)
    return groups, left_out


def _reason_to_leave(block: Block, heading: Block, *, is_open: bool, is_begun: bool) -> str | None:
    if block is heading or (block.kind == "row" and len(columns_of(block.cells)) >= len(_WANTED)):
        return "column headings"
    if block.kind == "rule":
        return "ruling of a table"
    if block.kind == "row":
        return None if is_open else "table without a number"
    if not is_begun:
        return "title and introduction"
    if block.kind == "heading":
        return "section heading"
    return "page furniture" if _FURNITURE.match(block.text) else "words after the table"


def _stream(group: Sequence[Block], width: int) -> list[str]:
    """Return the cells of a row and of its continuations in one line of cells."""
    cells = [text.strip() for text in group[0].cells]
    for block in group[1:]:
        # A row cut short goes on in the next column; its empty ends are only the edge of the cut.
        while 0 < len(cells) < width and not cells[-1]:
            cells.pop()
        following = [text.strip() for text in block.cells]
        # A continuation that begins with empty cells was drawn under the number and the text.
        while following and not following[0]:
            following.pop(0)
        cells += following
    return cells


def _rows(group: Sequence[Block], places: dict[str, int]) -> Iterator[_Row]:
    """Yield the row that a group of table rows holds, and its sub-rows."""
    width, lines = max(places.values()) + 1, lines_of(*group)
    cells = _stream(group, width)
    number = _number(cell(cells, places["number"]))
    head = {name: cell(cells, place) for name, place in places.items()}
    extras = _extras(cells[width:])
    notes = [note for note in extras if isinstance(note, str)]
    row = _Row(
        number,
        head["text"],
        head["timescale"],
        head.get("owners", ""),
        head["progress"],
        lines,
        _parent(number),
        head.get("status", ""),
        head.get("money", ""),
    )
    yield _settle(row, notes)
    subs = [extra for extra in extras if not isinstance(extra, str)]
    for place, (timescale, owners, progress) in enumerate(subs, start=1):
        yield _Row(f"{number}-{roman(place)}", "", timescale, owners, progress, lines, number, doubts=(LOST_ROW,))


def _placed(document: Document, rows: list[_Row]) -> list[_Row]:
    """Return a row and its sub-rows, each with the lines of its own words where those can be told apart."""
    placed: list[_Row] = []
    every, at, taken = rows[0].lines, 0, set[int]()
    for row in rows[1:]:
        # The lines of sub-rows follow each other; looking only a little ahead keeps a long table linear.
        near = every[at : at + _LOOK_AHEAD]
        own = next((place for place, line in enumerate(near) if _stands_on(row, document, line)), None)
        lines = near or every[-1:] if own is None else (near[own],)
        placed.append(replace(row, lines=lines))
        taken |= set() if own is None else {near[own]}
        at += 0 if own is None else own + 1
    left = tuple(line for line in every if line not in taken)
    return [replace(rows[0], lines=left or every), *placed]


def _stands_on(row: _Row, document: Document, number: int) -> bool:
    words = tidy(document.lines[number - 1])
    return words.startswith(row.timescale) and tidy(row.owners) in words


def _number(text: str) -> str:
    found = _NUMBER.match(text.strip())
    return found["number"] if found else text.strip(" .")


def _parent(number: str) -> str | None:
    """Return the number of the row above: "8" for "8a", "8a" for "8a-i", "1.2" for "1.2.1"."""
    above = _LAST_STEP.sub("", number)
    return above if above != number else None


def _extras(cells: Sequence[str]) -> list[str | tuple[str, str, str]]:
    """Return what stands beyond the last column: sub-rows of three cells that begin with a time, and notes."""
    extras: list[str | tuple[str, str, str]] = []
    at = 0
    while at < len(cells):
        if is_timescale(cells[at]) and any(cells[at + 1 : at + 3]):
            extras.append((cells[at], cell(cells, at + 1), cell(cells, at + 2)))
            at += 3
        else:
            extras += [cells[at]] if cells[at] else []
            at += 1
    return extras


def _settle(row: _Row, notes: list[str]) -> _Row:
    """Return a row with cells that slipped put back into their columns, and notes added to its progress."""
    if row.timescale and not row.progress and _is_prose(row.timescale):
        row = replace(row, timescale="", progress=row.timescale)
    at = None if row.timescale else next((at for at, note in enumerate(notes) if is_timescale(note)), None)
    timescale = row.timescale if at is None else notes[at]
    kept = [note for place, note in enumerate(notes) if place != at]
    return replace(row, timescale=timescale, progress=" ".join(filter(None, (row.progress, *kept))))


def _is_prose(text: str) -> bool:
    return len(text.split()) > _LONGEST_TIMESCALE


def _slipped(row: _Row, table: Organisations) -> _Row:
    """Return a row whose owners' column really holds its progress with the two put right and a doubt."""
    if row.progress or not row.owners or any(table.find(name) for name in split_names(row.owners, table)):
        return row
    is_sentence = ". " in row.owners or row.owners.endswith(".") or bool(split_status(row.owners)[0].value)
    if not (is_sentence or re.search(r"\b(?:19|20)\d\d\b", row.owners)):
        return row
    doubt = "The column of owners holds words of progress, so no one is named as responsible."
    return replace(row, owners="", progress=row.owners, doubts=(*row.doubts, doubt))


def _commitment(row: _Row, setting: Setting) -> Commitment:
    row = _slipped(row, setting.organisations)
    text, is_new = _without_mark(_whole(row.text))
    status, progress = _progress(_whole(row.progress))
    status = status_of_cell(_whole(row.status)) if row.status else status
    named = _named(_whole(row.owners), text, setting.organisations)
    return Commitment(
        kind=_kind(row),
        number=row.number,
        parent=row.parent,
        text=text,
        lines=row.lines,
        owners=named.owners,
        others=named.others,
        timescale=read_timescale([_whole(row.timescale)] if row.timescale else [], setting.published),
        deadlines=find_deadlines(text, setting.published),
        status=status,
        progress=progress or None,
        new=is_new,
        money=find_money([text, progress, _whole(row.money)]),
        doubts=_doubts(row, text, progress),
    )


def _named(cell_words: str, text: str, table: Organisations) -> Named:
    """Return the owners of the cell; where it is empty, with whom the text says that its maker will work."""
    return name_owners(cell_words, table) if cell_words else Named((), owners_in(text, table, mood="promises").others)


def _whole(text: str) -> str:
    return plain(text.replace("\n", " "))


def _kind(row: _Row) -> CommitmentKind:
    return "milestone" if row.parent else "commitment"


def _without_mark(text: str) -> tuple[str, bool]:
    """Return a text without the words that mark it as new, and whether it had them."""
    found = _NEW.match(text)
    return (text[found.end() :], True) if found else (text, False)


def _progress(text: str) -> tuple[Status, str]:
    status, rest = split_status(text)
    return (status, rest) if status.value else (find_pause(text), text)


def _doubts(row: _Row, text: str, progress: str) -> tuple[str, ...]:
    lost_progress = lost_ending(progress) or ("In progress:" if row.progress.rstrip().endswith(":") else None)
    doubts = (
        lost_ending(text),
        "The progress announces a list, and no list follows in the document as read; nothing was filled in."
        if lost_progress
        else None,
        *_timescale_doubts(row.timescale),
        *row.doubts,
    )
    return tuple(dict.fromkeys(doubt for doubt in doubts if doubt))


def _timescale_doubts(timescale: str) -> Iterator[str]:
    if re.fullmatch(r"(?:19|20)\d\d\s?/\s?(?:19|20)\d\d", timescale.strip()):
        yield "The timescale names two years; it is read as two calendar years, and may be a financial year."
