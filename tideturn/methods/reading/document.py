"""A document as the layouts see it: numbered lines, and the blocks that those lines form."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["heading", "bullet", "paragraph", "row", "rule"]
Form = Literal["text", "markdown", "html", "docx", "pdf"]
KINDS: tuple[Kind, ...] = ("heading", "bullet", "paragraph", "row", "rule")

# The mark of a block that a page repeats (running heads, page numbers); no layout ever sees it.
PAGE_FURNITURE = "page furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, list item, paragraph, table row or ruling line, with the lines it stands on."""

    kind: Kind
    text: str
    first: int
    last: int
    level: int = 0
    marker: str = ""
    cells: tuple[str, ...] = ()
    table: int = 0
    # The places of a row's cells that are merged with the cell above.
    below: frozenset[int] = frozenset()
    # What each cell holds, where a row says so itself.
    columns: tuple[str, ...] = ()
    # The words above a list that begin each of its items: "By 2030 the board will:".
    lead: "Block | None" = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"A block is one of {', '.join(KINDS)}, not {self.kind!r}.")
        if not 1 <= self.first <= self.last:
            raise ValueError(f"A block stands on lines counted from 1, not on {self.first} to {self.last}.")

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Document:
    """What was read from a file: its lines as text, its blocks in order, and what it says of itself."""

    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    form: Form = "text"
    title: str = ""
    published: date | None = None
    file: str = ""
    sha256: str = ""

    def __post_init__(self) -> None:
        if any(block.last > len(self.lines) for block in self.blocks):
            raise ValueError("A block stands on a line that the document does not have.")
        if any(a.first > b.first for a, b in zip(self.blocks, self.blocks[1:], strict=False)):
            raise ValueError("The blocks of a document stand in the order of its lines.")

    def filled(self, lines: Iterable[int]) -> list[int]:
        """Return those of the line numbers that hold something other than white space, in order."""
        return [number for number in sorted(set(lines)) if self.lines[number - 1].strip()]
