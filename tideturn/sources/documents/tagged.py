"""Tagged PDF: the headings, lists, tables and paragraphs that whoever saved the file marked in it (ISO 32000-1, 14.8).

Word processors and browsers write these marks. A list's bullets may be drawn and not written, so that only the marks
tell where an item begins. Where the marks are missing, broken or hold too little of the text, the page itself is read.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
)

from tideturn.methods.reading.document import PAGE_FURNITURE, Block
from tideturn.methods.reading.structure import join_lines
from tideturn.methods.reading.wording import tidy, visible
from tideturn.sources.documents.canvas import Canvas
from tideturn.sources.documents.grid import Cell, spread

_HEADINGS = {"/H": 2, "/Title": 1, **{f"/H{level}": level for level in range(1, 7)}}
_ROWS = {"/TR", "/THead", "/TBody", "/TFoot"}
_BLOCKS = {
    *_HEADINGS,
    *_ROWS,
    *("/P", "/L", "/LI", "/LBody", "/Table", "/TD", "/TH", "/Caption", "/Div", "/Sect", "/Part", "/Art"),
    *("/BlockQuote", "/TOC", "/TOCI", "/Note"),
}
_DEEPEST = 60
# Marks may lead in circles; no plan has as many.
_MOST_STEPS = 1_000_000
# Marks that hold less of a file's words than this are not believed.
_ENOUGH = 0.7
_WORST = (PyPdfError, RecursionError, KeyError, ValueError, TypeError, AttributeError, IndexError)


class _Untrusted(Exception):
    """The marks of a file cannot be followed."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Words set at one go, and how high on which page; those on one height are one line."""

    text: str
    page: int = -1
    height: float = 0.0
    left: float = 0.0

    def goes_on_from(self, before: "_Words") -> bool:
        """Return whether these words stand on the line of those before."""
        return self.page == before.page and abs(self.height - before.height) < 1


# Parts the words of neighbouring blocks.
_EDGE = _Words("")


@dataclass(slots=True)
class _Page:
    """Hears the operators of a page and its words in turn, and keeps the words by the mark they stand in."""

    number: int
    marked: dict[int, list[_Words]] = field(default_factory=dict)
    loose: list[_Words] = field(default_factory=list)
    marks: list[int | None] = field(default_factory=list)

    def operator(self, operator: bytes, operands: Sequence[Any], *_: object) -> None:
        """Follow the marks as they begin and end."""
        if operator in (b"BDC", b"BMC"):
            self.marks.append(_number_of(operands))
        elif operator == b"EMC" and self.marks:
            self.marks.pop()

    def words(self, text: str, around: Sequence[float], place: Sequence[float], *_: object) -> None:
        """Keep words under the innermost mark that has a number."""
        mark = next((mark for mark in reversed(self.marks) if mark is not None), None)
        kept = self.loose if mark is None else self.marked.setdefault(mark, [])
        if text:
            left = place[4] * around[0] + place[5] * around[2] + around[4]
            height = place[4] * around[1] + place[5] * around[3] + around[5]
            kept.append(_Words(text, self.number, height, left))


def _number_of(operands: Sequence[Any]) -> int | None:
    properties = operands[1] if len(operands) > 1 else None
    number = properties.get("/MCID") if isinstance(properties, DictionaryObject) else None
    return int(number) if isinstance(number, int) else None


def read_tagged(file: str, reader: PdfReader) -> tuple[tuple[str, ...], tuple[Block, ...]] | None:
    """Return the lines and blocks of a tagged PDF, or null where its marks are missing or cannot be believed."""
    tree = _object(reader.trailer["/Root"]).get("/StructTreeRoot")
    if tree is None:
        return None
    try:
        return _Tree(file, [_listen(page, at) for at, page in enumerate(reader.pages)], _page_numbers(reader)).read(
            _object(tree)
        )
    except (_Untrusted, *_WORST):
        return None


def _listen(page: PageObject, number: int) -> _Page:
    heard = _Page(number)
    if "/Contents" not in page:
        return heard
    before = page.raw_get("/Contents")
    content = ContentStream(_object(before), page.pdf, "bytes")
    # The reader of pages hands out its words when the place changes: a change to the same place before each mark makes
    # it hand them out in time.
    content.operations = [step for pair in content.operations for step in _paused(pair)]
    page[NameObject("/Contents")] = content
    try:
        page.extract_text(visitor_operand_before=heard.operator, visitor_text=heard.words)
    finally:
        page[NameObject("/Contents")] = before
    return heard


def _paused(step: tuple[Any, bytes]) -> Iterator[tuple[Any, bytes]]:
    if step[1] in (b"BDC", b"BMC", b"EMC"):
        yield [FloatObject(one) for one in (1, 0, 0, 1, 0, 0)], b"cm"
    yield step


def _page_numbers(reader: PdfReader) -> dict[int, int]:
    numbered = ((page.indirect_reference, number) for number, page in enumerate(reader.pages))
    return {reference.idnum: number for reference, number in numbered if reference is not None}


def _object(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


@dataclass(frozen=True, slots=True)
class _Element:
    """One mark with what it holds: further marks, and words with the page they stand on."""

    kind: str
    values: DictionaryObject
    page: int | None
    depth: int


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's text, the columns and rows it spans, and where its words begin."""

    text: str
    columns: int
    rows: int
    left: float | None


@dataclass(slots=True)
class _Tree:
    """The marks of a file, walked in order onto a canvas."""

    file: str
    pages: list[_Page]
    numbers: dict[int, int]
    used: set[tuple[int, int]] = field(default_factory=set)
    steps: int = 0

    def read(self, tree: DictionaryObject) -> tuple[tuple[str, ...], tuple[Block, ...]]:
        canvas = Canvas(self.file)
        self.flow(_Element("/Document", tree, None, 0), canvas, -1)
        if not canvas.lines:
            raise _Untrusted
        lines, blocks = canvas.finished()
        unmarked = "\n".join(_lines(list(self.unmarked()))).split("\n")
        rest = [line for line in (tidy(visible(line)) for line in unmarked) if line]
        held = sum(map(len, lines))
        if held < _ENOUGH * (held + sum(map(len, rest))):
            raise _Untrusted
        furniture = (
            Block("rule", line, place, place, marker=PAGE_FURNITURE) for place, line in enumerate(rest, len(lines) + 1)
        )
        return (*lines, *rest), (*blocks, *furniture)

    def unmarked(self) -> Iterator[_Words]:
        """Yield the words that no mark holds, such as running heads and page numbers."""
        for page in self.pages:
            yield from page.loose
            for mark, words in page.marked.items():
                if (page.number, mark) not in self.used:
                    yield from words

    def inside(self, element: _Element) -> Iterator["_Element | list[_Words]"]:
        """Yield what a mark holds, in order: marks, or words."""
        for part in self.parts(element):
            yield part if isinstance(part, _Element) else self.words(*part)

    def parts(self, element: _Element) -> Iterator["_Element | tuple[int | None, int]"]:
        """Yield what a mark holds, in order: marks, or the pages and numbers of words."""
        self.steps += 1
        if element.depth > _DEEPEST or self.steps > _MOST_STEPS:
            raise _Untrusted
        held = _object(element.values.get("/K"))
        for value in map(_object, held if isinstance(held, ArrayObject) else [] if held is None else [held]):
            if isinstance(value, NumberObject):
                yield element.page, int(value)
            elif isinstance(value, DictionaryObject):
                page = self.page_of(value, element.page)
                if "/MCID" in value:
                    yield page, _whole(value["/MCID"])
                elif "/S" in value:
                    yield _Element(str(value["/S"]), value, page, element.depth + 1)

    def page_of(self, values: DictionaryObject, otherwise: int | None) -> int | None:
        reference = values.raw_get("/Pg") if "/Pg" in values else None
        return self.numbers.get(reference.idnum) if isinstance(reference, IndirectObject) else otherwise

    def words(self, page: int | None, mark: int) -> list[_Words]:
        if page is None or (page, mark) in self.used:
            return []
        self.used.add((page, mark))
        return self.pages[page].marked.get(mark, [])

    def below(self, element: _Element, *, skipped: Sequence[str] = ()) -> list[_Words]:
        """Return the words in a mark and in those below it; blocks in it are parted by an edge."""
        found: list[_Words] = []
        for part in self.inside(element):
            if isinstance(part, list):
                found += part
            elif part.kind not in skipped:
                inner = self.below(part, skipped=skipped)
                found += [_EDGE, *inner, _EDGE] if part.kind in _BLOCKS else inner
        return found

    def flow(self, element: _Element, canvas: Canvas, depth: int) -> None:
        """Put what a mark holds on the canvas: its blocks one by one, and loose words between them as paragraphs."""
        loose: list[_Words] = []
        for part in self.inside(element):
            if isinstance(part, list):
                loose += part
            elif part.kind in _BLOCKS or self.has_blocks(part):
                canvas.paragraph(joined(loose))
                loose = []
                self.block(part, canvas, depth)
            else:
                loose += self.below(part)
        canvas.paragraph(joined(loose))

    def has_blocks(self, element: _Element) -> bool:
        inner = (part for part in self.parts(element) if isinstance(part, _Element))
        return any(part.kind in _BLOCKS or self.has_blocks(part) for part in inner)

    def block(self, element: _Element, canvas: Canvas, depth: int) -> None:
        if element.kind in _HEADINGS:
            canvas.heading(joined(self.below(element)), _HEADINGS[element.kind])
        elif element.kind == "/L":
            self.flow(element, canvas, depth + 1)
        elif element.kind == "/LI":
            self.item(element, canvas, depth)
        elif element.kind == "/Table":
            canvas.begin_table()
            for row in spread(list(_under_their_columns(list(self.rows(element))))):
                canvas.row(row.cells, row.below)
        else:
            self.flow(element, canvas, depth)

    def item(self, element: _Element, canvas: Canvas, depth: int) -> None:
        """Add a list item: its own words as one text, then the lists inside it."""
        own: list[_Words] = []
        label = ""
        inner: list[_Element] = []
        waiting = deque(self.inside(element))
        while waiting:
            part = waiting.popleft()
            if isinstance(part, list):
                own += part
            elif part.kind == "/Lbl":
                label = joined(self.below(part))
            elif part.kind in ("/L", "/Table"):
                inner.append(part)
            else:
                waiting.extendleft(reversed(list(self.inside(part))))
        canvas.bullet(joined(own), max(depth, 0), label if label[:-1].isalnum() else "•")
        for part in inner:
            self.block(part, canvas, depth)

    def rows(self, element: _Element) -> Iterator[list[_Cell]]:
        """Yield the cells of each row of a table."""
        for part in self.inside(element):
            if isinstance(part, list):
                continue
            if part.kind == "/TR":
                yield [self.cell(cell) for cell in self.inside(part) if isinstance(cell, _Element)]
            else:
                yield from self.rows(part)

    def cell(self, element: _Element) -> _Cell:
        words = self.below(element, skipped=("/Lbl",))
        paragraphs = (joined(list(part)) for is_edge, part in groupby(words, key=_is_edge) if not is_edge)
        left = min((one.left for one in words if one.text.strip()), default=None)
        return _Cell("\n".join(filter(None, paragraphs)), *_spans(element.values), left)


def _is_edge(words: _Words) -> bool:
    return words is _EDGE


def _under_their_columns(rows: Sequence[Sequence[_Cell]]) -> Iterator[list[Cell]]:
    """Yield the rows with an empty cell for each that was not marked because it holds nothing."""
    widest = max(rows, key=len, default=())
    lefts = [cell.left for cell in widest if cell.left is not None]
    has_deep_cells = any(cell.rows > 1 for row in rows for cell in row)
    for row in rows:
        is_short = sum(cell.columns for cell in row) < len(lefts) == len(widest)
        placed = _placed(row, lefts) if is_short and not has_deep_cells else row
        yield [(cell.text, cell.columns, cell.rows) for cell in placed]


def _placed(row: Sequence[_Cell], lefts: Sequence[float]) -> Sequence[_Cell]:
    """Return a row's cells in the columns that begin where their words begin; as they are where two would meet."""
    places = [_nearest(cell, place, lefts) for place, cell in enumerate(row)]
    if len(set(places)) < len(places):
        return row
    cells = dict(zip(places, row, strict=True))
    return [cells.get(place, _Cell("", 1, 1, None)) for place in range(len(lefts))]


def _nearest(cell: _Cell, place: int, lefts: Sequence[float]) -> int:
    left = cell.left
    return place if left is None else min(range(len(lefts)), key=lambda at: abs(lefts[at] - left))


def _spans(values: DictionaryObject) -> tuple[int, int]:
    """Return how many columns and rows a cell spans."""
    held = _object(values.get("/A"))
    attributes = [_object(one) for one in (held if isinstance(held, ArrayObject) else [held])]
    found = {key: one[key] for one in attributes if isinstance(one, DictionaryObject) for key in one}
    columns, rows = _whole(found.get("/ColSpan", 1)), _whole(found.get("/RowSpan", 1))
    return min(max(columns, 1), 100), min(max(rows, 1), 100)


def _whole(value: Any) -> int:
    return int(_object(value))


def _lines(words: Sequence[_Words]) -> list[str]:
    """Return words as the lines they stand on."""
    lines: list[str] = []
    before = _EDGE
    for one in words:
        if lines and one.goes_on_from(before):
            lines[-1] += one.text
        else:
            lines.append(one.text)
        before = one
    return lines


def joined(words: Sequence[_Words]) -> str:
    """Return words as one text."""
    lines = "\n".join(_lines([one for one in words if one is not _EDGE])).split("\n")
    return tidy(join_lines([line for line in lines if line.strip()]))
