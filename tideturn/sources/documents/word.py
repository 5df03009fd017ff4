"""Word documents (.docx): headings, lists, tables and paragraphs, in order."""

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from tideturn.methods.reading.document import Document
from tideturn.methods.reading.wording import tidy
from tideturn.sources.documents.canvas import Canvas
from tideturn.sources.documents.errors import DocumentRefused
from tideturn.sources.documents.grid import Cell, spread
from tideturn.sources.documents.text import title_of

_LARGEST_UNPACKED = 64 * 1024 * 1024
_MOST_PARTS = 3000
_LARGE = 8_000_000
_NOT_WORD = "this is a zip archive but not a Word document; save the plan as .docx."
_DAMAGED = "the .docx file is damaged; open it in a word processor and save it again."
_TOO_LARGE = "the .docx file unpacks to more than any plan holds; save the plan alone, without pictures."
_HEADING = re.compile(r"^heading\s*(\d)", re.IGNORECASE)
_LIST = re.compile(r"^list\b\D*(\d)?", re.IGNORECASE)
_PIECES = {qn("w:t"): "", qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_UNSHOWN = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    *(qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr")),
}
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read_word(file: str, content: bytes) -> Document:
    """Return a Word document as a document."""
    _check_archive(file, content)
    try:
        word = docx.Document(io.BytesIO(content))
    except (KeyError, ValueError, zipfile.BadZipFile, SyntaxError) as error:
        # Out of memory, the parser says no more than that the text is broken.
        raise DocumentRefused(file, _TOO_LARGE if _unpacked(content) > _LARGE else _DAMAGED) from error
    canvas = Canvas(file)
    styles = _Styles(word)
    _flow(word.element.body, canvas, styles)
    _notes(word, canvas)
    lines, blocks = canvas.finished()
    return Document(lines, blocks, "docx", _title(blocks, word) or title_of(lines))


def _check_archive(file: str, content: bytes) -> None:
    """Refuse an archive that is broken, no Word document, or unpacks to far more than it should."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 0x1 for part in parts):
                raise DocumentRefused(file, "the .docx file is encrypted; save it without a password.")
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST_UNPACKED:
                raise DocumentRefused(file, _TOO_LARGE)
            if "word/document.xml" not in archive.namelist():
                raise DocumentRefused(file, _NOT_WORD)
            _check_entities(file, archive)
    except (zipfile.BadZipFile, RuntimeError, OSError) as error:
        raise DocumentRefused(file, _DAMAGED) from error


def _unpacked(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(part.file_size for part in archive.infolist())


def _check_entities(file: str, archive: zipfile.ZipFile) -> None:
    with archive.open("word/document.xml") as part:
        head = part.read(65_536)
    if b"<!ENTITY" in head or b"<!DOCTYPE" in head:
        raise DocumentRefused(file, "the .docx file declares entities, as no word processor does; do not trust it.")


class _Styles:
    """What a paragraph's style makes of it: a heading, a list item, or a paragraph."""

    def __init__(self, word: WordDocument) -> None:
        self.names: dict[str, str] = {}
        self.numbered: dict[str, int] = {}
        for style in word.styles:
            self.names[style.style_id] = style.name or ""
            level = _list_level(style.element)
            if level is not None:
                self.numbered[style.style_id] = level

    def name_of(self, paragraph: Element) -> str:
        return self.names.get(_style_id(paragraph), "")

    def heading_level(self, paragraph: Element) -> int:
        """Return the level of a heading, or 0."""
        name = self.name_of(paragraph)
        found = _HEADING.match(name)
        return int(found[1]) if found else int(name.lower() == "title")

    def list_depth(self, paragraph: Element) -> int | None:
        """Return the depth of a list item from 0, or null."""
        own = _list_level(paragraph)
        found = _LIST.match(self.name_of(paragraph))
        by_style = int(found[1]) - 1 if found and found[1] else 0
        if own is not None:
            return max(own, by_style)
        if found and "continue" not in self.name_of(paragraph).lower():
            return by_style
        return self.numbered.get(_style_id(paragraph))


def _style_id(paragraph: Element) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style.get(qn("w:val"), "") if style is not None else ""


def _list_level(element: Element) -> int | None:
    """Return the list level that a paragraph or style sets for itself, or null; number 0 takes a list away."""
    numbering = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if numbering is None:
        return None
    number = numbering.find(qn("w:numId"))
    if number is None or number.get(qn("w:val")) == "0":
        return None
    level = numbering.find(qn("w:ilvl"))
    value = level.get(qn("w:val"), "0") if level is not None else "0"
    return min(int(value), 8) if value.isdecimal() else 0


def _flow(parent: Element, canvas: Canvas, styles: _Styles) -> None:
    for child in parent:
        if child.tag == qn("w:p"):
            _paragraph(child, canvas, styles)
        elif child.tag == qn("w:tbl"):
            _table(child, canvas, styles)
        elif child.tag in (
            qn("w:sdt"),
            qn("w:sdtContent"),
            qn("w:ins"),
            qn("w:moveTo"),
            qn("w:smartTag"),
            qn("w:customXml"),
        ):
            _flow(child, canvas, styles)


def _notes(word: WordDocument, canvas: Canvas) -> None:
    """Add the footnotes and endnotes below the text, numbered as they stand."""
    for kind in ("footnotes", "endnotes"):
        parts = [relation.target_part for relation in word.part.rels.values() if relation.reltype.endswith(f"/{kind}")]
        notes = [note for part in parts for note in parse_xml(part.blob) if note.get(qn("w:type")) in (None, "normal")]
        for number, note in enumerate(notes, start=1):
            text = tidy(" ".join(_text(paragraph) for paragraph in _shown(note, qn("w:p"))))
            canvas.paragraph(f"{number} ".translate(_SUPERSCRIPTS) + text if text else "")


def _paragraph(paragraph: Element, canvas: Canvas, styles: _Styles) -> None:
    text, level, depth = _text(paragraph), styles.heading_level(paragraph), styles.list_depth(paragraph)
    if level:
        canvas.heading(text.replace("\n", " "), level)
    elif depth is not None:
        canvas.bullet(text.replace("\n", " "), depth)
    elif text.strip():
        canvas.paragraph(text)
    else:
        canvas.blank()
    for box in _shown(paragraph, qn("w:txbxContent")):
        _flow(box, canvas, styles)


def _shown(parent: Element, *kinds: str) -> Iterator[Element]:
    """Yield the elements of some kinds below another, outermost only; second copies and what was taken away are not."""
    for child in parent:
        if child.tag in kinds:
            yield child
        elif child.tag not in _UNSHOWN:
            yield from _shown(child, *kinds)


def _text(paragraph: Element) -> str:
    """Return the words of a paragraph, breaks as new lines; what tracked changes took away is no longer there."""
    return "".join(_pieces(paragraph))


def _pieces(paragraph: Element) -> Iterator[str]:
    for element in _shown(paragraph, *_PIECES, qn("w:txbxContent")):
        if element.tag == qn("w:t"):
            yield "" if _is_hidden(element) else _raised(element)
        elif element.tag != qn("w:txbxContent"):
            yield _PIECES[element.tag]


def _is_hidden(element: Element) -> bool:
    run = element.getparent()
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}") if run is not None else None
    return vanish is not None and vanish.get(qn("w:val")) not in ("0", "false")


def _raised(element: Element) -> str:
    """Return the text of a run, its digits as superscripts where the run is raised."""
    text, run = element.text or "", element.getparent()
    position = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}") if run is not None else None
    is_raised = position is not None and position.get(qn("w:val")) == "superscript"
    return text.translate(_SUPERSCRIPTS) if is_raised else text


def _table(table: Element, canvas: Canvas, styles: _Styles) -> None:
    rows = [list(_shown(row, qn("w:tc"))) for row in _shown(table, qn("w:tr"))]
    if max((len(row) for row in rows), default=0) < 2:
        for row in rows:
            for cell in row:
                _flow(cell, canvas, styles)
        return
    canvas.begin_table()
    for spanned in spread([[_cell(cell, styles) for cell in row] for row in rows]):
        canvas.row(spanned.cells, spanned.below)


def _cell(cell: Element, styles: _Styles) -> Cell:
    """Return a cell's text and span; a cell that goes on from the one above is empty."""
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    goes_on = merged is not None and merged.get(qn("w:val")) != "restart"
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    width = span.get(qn("w:val"), "1") if span is not None else "1"
    text = "" if goes_on else "\n".join(_cell_line(paragraph, styles) for paragraph in _shown(cell, qn("w:p")))
    return text, min(int(width), 100) if width.isdecimal() and int(width) else 1, 0 if goes_on else 1


def _cell_line(paragraph: Element, styles: _Styles) -> str:
    boxed = [_text(inner) for box in _shown(paragraph, qn("w:txbxContent")) for inner in _shown(box, qn("w:p"))]
    text = "\n".join([_text(paragraph), *boxed])
    return f"• {text}" if text.strip() and styles.list_depth(paragraph) is not None else text


def _title(blocks: tuple[object, ...], word: WordDocument) -> str:
    """Return the first heading where the document begins with one, else the title among its properties."""
    from tideturn.methods.reading.document import Block

    first = blocks[0]
    if isinstance(first, Block) and first.kind == "heading" and first.level == 1:
        return first.text
    return tidy(word.core_properties.title or "") if word.core_properties.title not in ("Word Document",) else ""
