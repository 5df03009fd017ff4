"""PDF with a text layer: words at places on a page, put together to lines, paragraphs and list items again."""

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from pypdf import PdfReader
from pypdf.errors import DependencyError, PdfReadError, PyPdfError

from tideturn.methods.reading.columns import BROKEN
from tideturn.methods.reading.document import PAGE_FURNITURE, Block, Document
from tideturn.methods.reading.structure import BULLET, blocks_of
from tideturn.methods.reading.wording import tidy, visible
from tideturn.sources.documents.errors import DocumentRefused
from tideturn.sources.documents.gutters import in_reading_order, rows_of
from tideturn.sources.documents.tagged import read_tagged
from tideturn.sources.documents.text import check_size, title_of

_ENCRYPTED = "the PDF is encrypted; open it with its password and save it without one."
_DAMAGED = "the PDF is damaged; download it again or print it to a new PDF."
_MOST_PAGES = 5000
_PAGE_NUMBER = re.compile(r"^\W*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*$", re.IGNORECASE)
# Words this far apart on a line stand in different cells.
_GAP = re.compile(r"(?<=\S)\s{3,}(?=\S)")
_SHORTEST_TABLE = 3
_LONGEST_PAUSE = 3
_NO_LAYER = "the PDF has no text layer, only pictures of pages; have it read by a text recogniser first."


def read_pdf(file: str, content: bytes) -> Document:
    """Return a PDF as a document; where it held a table the rows are marked as broken."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = _open(file, content)
    tagged = read_tagged(file, reader)
    if tagged:
        return Document(*tagged, "pdf", _title(reader) or title_of(tagged[0]))
    pages = _pages(file, reader)
    body, furniture = _parted(pages)
    if not any(line.strip() for line in body):
        raise DocumentRefused(file, _NO_LAYER)
    blocks = [*_blocks(body), *_furniture(furniture, offset=len(body))]
    lines = (*body, *furniture)
    return Document(lines, tuple(blocks), "pdf", _title(reader) or title_of(lines))


def _open(file: str, content: bytes) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise DocumentRefused(file, _ENCRYPTED)
        if len(reader.pages) > _MOST_PAGES:
            raise DocumentRefused(file, f"the PDF has more than {_MOST_PAGES} pages; save the plan alone.")
    except (DependencyError, RuntimeError) as error:
        raise DocumentRefused(file, _ENCRYPTED) from error
    except (PdfReadError, PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise DocumentRefused(file, _DAMAGED) from error
    return reader


def _pages(file: str, reader: PdfReader) -> list[list[str]]:
    """Return the lines of each page, with the gaps between words that stand apart."""
    pages: list[list[str]] = []
    characters, count = 0, 0
    for page in reader.pages:
        text = page.extract_text(extraction_mode="layout", layout_mode_strip_rotated=False) or ""
        lines = [_clean(line) for line in text.split("\n")]
        characters, count = characters + len(text), count + len(lines)
        check_size(file, characters, count)
        pages.append(in_reading_order(lines))
    return pages


def _clean(line: str) -> str:
    # Byte 127 is a bullet in the encoding of the standard fonts.
    return visible(line.replace("\x7f", "•").replace("\t", " ")).rstrip()


def _parted(pages: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    """Return the lines of the body, and those that pages repeat at their edges."""
    repeated = _repeated(pages)
    body: list[str] = []
    furniture: list[str] = []
    for lines in pages:
        kept = list(lines)
        for end in (0, -1):
            while kept and (not kept[end].strip() or _is_furniture(kept[end], repeated)):
                line = kept.pop(end)
                furniture += [line] if line.strip() else []
        # A paragraph may run on over the page's end, so no blank line is put between pages.
        body += kept
    return body, furniture


def _is_furniture(line: str, repeated: frozenset[str]) -> bool:
    return bool(_PAGE_NUMBER.match(line)) or _without_number(tidy(line)) in repeated


def _repeated(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """Return the words, numbers apart, that stand at the edge of most pages."""
    edges: Counter[str] = Counter()
    for lines in pages:
        filled = [tidy(line) for line in lines if line.strip()]
        edges.update({_without_number(line) for line in (*filled[:2], *filled[-2:])})
    return frozenset(line for line, count in edges.items() if count > 2 and count * 2 > len(pages))


def _without_number(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _furniture(lines: Sequence[str], *, offset: int) -> Iterator[Block]:
    for place, line in enumerate(lines, start=offset + 1):
        yield Block("rule", tidy(line), place, place, marker=PAGE_FURNITURE)


def _blocks(lines: Sequence[str]) -> list[Block]:
    """Return the paragraphs, headings and list items of the body, and its broken table rows between them."""
    rows = _broken_rows(lines)
    prose = ["" if place in rows else line for place, line in enumerate(lines)]
    blocks = [block for block in blocks_of(prose, wrapped=True) if block.kind != "row"]
    for table, places in groupby(rows, key=rows.__getitem__):
        run = list(places)
        blocks += rows_of(lines, run, table) or [_broken(lines[at], at, table) for at in run]
    return sorted(blocks, key=lambda block: block.first)


def _broken(line: str, at: int, table: int) -> Block:
    return Block("row", tidy(line), at + 1, at + 1, marker=BROKEN, cells=tuple(_cells(line)), table=table)


def _cells(line: str) -> list[str]:
    return [tidy(part) for part in _GAP.sub("\t", _without_bullet(line)).split("\t")]


def _without_bullet(line: str) -> str:
    found = BULLET.match(line)
    return line[found.end() :] if found else line.strip()


def _is_gapped(line: str) -> bool:
    return bool(_GAP.search(_without_bullet(line)))


def _broken_rows(lines: Sequence[str]) -> dict[int, int]:
    """Return the lines that stood in a table, with the table's number: runs where most lines have wide gaps."""
    rows: dict[int, int] = {}
    table, run = 0, list[int]()
    for at, line in enumerate([*lines, ""]):
        if at < len(lines) and _is_gapped(line):
            run.append(at)
        elif run and (at - run[-1] > _LONGEST_PAUSE or at == len(lines)):
            table += len(run) >= _SHORTEST_TABLE
            if len(run) >= _SHORTEST_TABLE:
                end = _end_of_cells(lines, run)
                rows |= {place: table for place in range(run[0], end) if lines[place].strip()}
            run = []
    return rows


def _end_of_cells(lines: Sequence[str], run: Sequence[int]) -> int:
    """Return the line after a table's last: a cell may go on below the last gap, under its beginning."""
    first = min(_indent(lines[place]) for place in run)
    begins = {found.end() for place in run for found in _GAP.finditer(lines[place])}
    end = run[-1] + 1
    while end < len(lines) and _indent(lines[end]) in begins and _indent(lines[end]) > first:
        end += 1
    return end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _title(reader: PdfReader) -> str:
    try:
        return tidy((reader.metadata.title if reader.metadata else "") or "")
    except (PyPdfError, ValueError, TypeError, AttributeError):
        return ""
