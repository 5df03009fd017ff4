"""The canonical text of a document that was not plain text: one line for each block, and the blocks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from tideturn.methods.reading.document import PAGE_FURNITURE, Block, Kind
from tideturn.methods.reading.structure import BULLET, blocks_of
from tideturn.methods.reading.wording import tidy, visible
from tideturn.sources.documents.errors import DocumentRefused
from tideturn.sources.documents.text import check_size

NO_TEXT = "there is no text in the file; if it is a scan, have it read by a text recogniser first."


def _seen(text: str) -> str:
    return tidy(visible(text))


@dataclass(slots=True)
class Canvas:
    """Blocks in the order of the document, each put on a line of its own."""

    file: str
    lines: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    tables: int = 0
    characters: int = 0
    # The lines as they were typed; they count where the file has no heading, list or table of its own.
    typed: list[str] = field(default_factory=list)
    has_marks: bool = False

    def heading(self, text: str, level: int) -> None:
        """Add a heading."""
        text = _seen(text)
        self.has_marks |= bool(text)
        self._add("heading", text, text, level=level)

    def paragraph(self, text: str) -> None:
        """Add a paragraph; one whose lines begin with list marks becomes list items."""
        if text.strip():
            self._type(text)
        parts = [part for part in map(_seen, text.split("\n")) if part]
        if any(BULLET.match(part) for part in parts):
            for part in parts:
                self._loose(part)
        elif parts:
            joined = " ".join(parts)
            self._add("paragraph", joined, joined)

    def _loose(self, text: str) -> None:
        found = BULLET.match(text)
        if found:
            self._item(text[found.end() :], 0, "•")
        else:
            self._add("paragraph", text, text)

    def bullet(self, text: str, depth: int, marker: str = "•") -> None:
        """Add a list item; a mark typed before the text is not kept twice."""
        self.has_marks = True
        self._item(text, depth, marker)

    def furniture(self, text: str) -> None:
        """Add what leads around a site or repeats on its pages; no layout sees it."""
        text = _seen(text)
        self._add("rule", text, text, marker=PAGE_FURNITURE)
        self.has_marks |= bool(text)

    def blank(self) -> None:
        """Add an empty paragraph."""
        self._type("")

    def _type(self, text: str) -> None:
        self.typed += [visible(line).rstrip() for line in text.split("\n")]

    def _item(self, text: str, depth: int, marker: str) -> None:
        text = _seen(text)
        found = BULLET.match(text)
        text = text[found.end() :] if found else text
        self._add("bullet", text, f"{'  ' * depth}{marker} {text}", level=depth, marker=marker)

    def begin_table(self) -> None:
        """Begin a table; the rows that follow belong to it."""
        self.has_marks = True
        self.tables += 1

    def row(self, cells: Sequence[str], below: frozenset[int] = frozenset()) -> None:
        """Add a row of the table begun last; a row without words is not kept."""
        kept = tuple("\n".join(filter(None, map(_seen, cell.split("\n")))) for cell in cells)
        line = "\t".join(tidy(cell) for cell in kept)
        if line.strip():
            self._add("row", tidy(line), line, cells=kept, below=below)

    def text(self, lines: Sequence[str]) -> None:
        """Add lines that were set as plain text, with the blocks that such lines form."""
        self.has_marks = True
        offset, lines = len(self.lines), [visible(line) for line in lines]
        self.lines.extend(lines)
        self._count(sum(map(len, lines)))
        for block in blocks_of(lines):
            table = block.table + self.tables if block.kind == "row" else 0
            self.blocks.append(replace(block, first=block.first + offset, last=block.last + offset, table=table))
        self.tables = max([self.tables, *(block.table for block in self.blocks[-len(lines) :])])

    def _add(
        self,
        kind: Kind,
        text: str,
        line: str,
        *,
        level: int = 0,
        marker: str = "",
        cells: Iterable[str] = (),
        below: frozenset[int] = frozenset(),
    ) -> None:
        if not text:
            return
        self.lines.append(line)
        self._count(len(line))
        at, table = len(self.lines), self.tables if kind == "row" else 0
        self.blocks.append(Block(kind, text, at, at, level, marker, tuple(cells), table, below))

    def _count(self, characters: int) -> None:
        self.characters += characters
        check_size(self.file, self.characters, len(self.lines))

    def finished(self) -> tuple[tuple[str, ...], tuple[Block, ...]]:
        """Return the lines and blocks, or refuse a document without any text."""
        if not any(line.strip() for line in self.lines):
            raise DocumentRefused(self.file, NO_TEXT)
        if not self.has_marks:
            return tuple(self.typed), blocks_of(self.typed, wrapped=False)
        return tuple(self.lines), tuple(self.blocks)
