"""HTML pages: headings, lists, tables and paragraphs; scripts, styles and forms are no text."""

import re
from collections.abc import Iterator
from datetime import date

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from tideturn.methods.reading.document import Document
from tideturn.methods.reading.wording import tidy
from tideturn.sources.documents.canvas import NO_TEXT, Canvas
from tideturn.sources.documents.errors import TOO_HEAVY, DocumentRefused
from tideturn.sources.documents.grid import spread
from tideturn.sources.documents.text import decode, title_of

# fmt: off
_SKIPPED = frozenset({
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "svg", "object", "iframe", "canvas",
    "audio", "video", "select", "textarea", "datalist", "del", "s", "strike",
})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset({
    "p", "div", "ul", "ol", "li", "table", "section", "article", "main", "header", "footer", "nav", "aside",
    "blockquote", "pre", "dl", "dt", "dd", "figure", "figcaption", "address", "form", "fieldset", "hr", "tr", "td",
    "th", "thead", "tbody", "tfoot", "caption", "details", "summary", "center", "body", "html", *_HEADINGS,
})
# fmt: on
_FURNITURE = frozenset({"navigation", "contentinfo", "banner", "dialog", "alertdialog", "search"})
# A term of more words is no label of what is said of it.
_LONGEST_LABEL = 5
_LARGE = 1_000_000
_HIDDEN = re.compile(r"\bdisplay\s*:\s*none|\bvisibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DATES = frozenset({"article:published_time", "dcterms.issued", "dcterms.date", "dc.date", "dc.date.issued", "date",
                    "publication_date", "govuk:first-published-at"})  # fmt: skip


def read_html(file: str, content: bytes) -> Document:
    """Return an HTML page as a document."""
    root = _parse(file, _decode(file, content))
    _unfold(root)
    canvas = Canvas(file)
    body = root.find("body")
    _flow(root if body is None else body, canvas, depth=-1)
    lines, blocks = canvas.finished()
    return Document(lines, blocks, "html", _title(root) or title_of(lines), _published(root))


def _decode(file: str, content: bytes) -> str:
    declared = _CHARSET.search(content[:4096])
    if declared and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return content.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # a page that mistakes its own encoding is told by its bytes
    return decode(file, content)


def _parse(file: str, text: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return document_fromstring(text.replace("\x00", "").encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        # Out of memory, the parser says no more than that the page is empty.
        raise DocumentRefused(file, TOO_HEAVY if len(text) > _LARGE else NO_TEXT) from error


def _unfold(root: HtmlElement) -> None:
    """Show what a reader of the page unfolds: what a button says it controls, or what stands right behind it."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    for button in root.iterfind(".//*[@aria-expanded]"):
        named = [by_id[name] for name in (button.get("aria-controls") or "").split() if name in by_id]
        parent = button.getparent()
        behind = (button.getnext(), parent.getnext() if parent is not None and parent.tag in _HEADINGS else None)
        for panel in named or filter(lambda one: one is not None, behind):
            panel.attrib.pop("hidden", None)
            panel.set("style", _HIDDEN.sub("", panel.get("style") or ""))
    for panel in root.iterfind(".//*[@hidden='until-found']"):
        panel.attrib.pop("hidden")


def _flow(element: HtmlElement, canvas: Canvas, depth: int) -> None:
    """Put what an element holds on the canvas: its blocks one by one, and loose words between them as paragraphs."""
    loose = [_words(element.text)]
    for child in element:
        if _is_block(child):
            canvas.paragraph("".join(loose))
            loose = []
            _block(child, canvas, depth)
        else:
            loose.append(_inline(child))
        loose.append(_words(child.tail))
    canvas.paragraph("".join(loose))


def _words(text: str | None) -> str:
    return _SPACE.sub(" ", text) if text else ""


def _is_block(element: HtmlElement) -> bool:
    """Return whether an element stands on its own, or is an inline one that wraps such elements."""
    if _is_skipped(element):
        return False
    return element.tag in _BLOCKS or any(inner.tag in _BLOCKS for inner in element.iterdescendants())


def _is_skipped(element: HtmlElement) -> bool:
    """Return whether no reader sees an element: scripts, what was struck out, what is hidden."""
    if element.tag in _SKIPPED or element.get("hidden") is not None:
        return True
    return bool(_HIDDEN.search(element.get("style") or ""))


def _is_furniture(element: HtmlElement) -> bool:
    """Return whether an element leads around the site or closes its pages, and is no part of the plan."""
    if element.tag == "footer":
        return element.getparent() is not None and element.getparent().tag == "body"
    return element.tag == "nav" or element.get("role") in _FURNITURE


def _block(element: HtmlElement, canvas: Canvas, depth: int) -> None:
    tag = element.tag
    if _is_furniture(element):
        canvas.furniture(_inline(element))
    elif tag in _HEADINGS:
        canvas.heading(_inline(element), _HEADINGS[tag])
    elif tag == "summary":
        canvas.heading(_inline(element), 3)
    elif tag == "dl":
        _definitions(element, canvas, depth)
    elif tag in ("ul", "ol"):
        _list(element, canvas, depth + 1)
    elif tag == "table":
        _table(element, canvas, depth)
    elif tag == "pre":
        canvas.text([line.rstrip() for line in element.text_content().split("\n")])
    else:
        _flow(element, canvas, depth)


def _list(element: HtmlElement, canvas: Canvas, depth: int) -> None:
    for place, item in enumerate(element, start=1):
        if item.tag == "li":
            _item(item, canvas, depth, f"{place}." if element.tag == "ol" else "•")
        elif _is_block(item):
            # Lists put straight into a list are nested in it, as word processors write them.
            _block(item, canvas, depth)
        else:
            canvas.paragraph(_inline(item))


def _definitions(element: HtmlElement, canvas: Canvas, depth: int) -> None:
    """Add a list of terms: a short one before what is said of it, as a label; a longer one as a paragraph."""
    terms: list[str] = []
    for part in element.iter("dt", "dd"):
        if part.tag == "dt":
            terms.append(tidy(_inline(part)))
            continue
        label = " / ".join(terms).rstrip(": ")
        terms = []
        if (
            not label
            or len(label.split()) > _LONGEST_LABEL
            or any(inner.tag in _BLOCKS for inner in part.iterdescendants())
        ):
            canvas.paragraph(label)
            _flow(part, canvas, depth)
        else:
            canvas.paragraph(f"{label}: {tidy(_inline(part))}")
    canvas.paragraph(" / ".join(terms))


def _item(item: HtmlElement, canvas: Canvas, depth: int, marker: str) -> None:
    """Add a list item: its own words as one text, then the lists and tables inside it."""
    own = [_words(item.text)]
    inner: list[HtmlElement] = []
    for child in item:
        if child.tag in ("ul", "ol", "table"):
            inner.append(child)
        else:
            own.append(f" {_inline(child)} " if _is_block(child) else _inline(child))
        own.append(_words(child.tail))
    canvas.bullet("".join(own).replace("\n", " "), depth, marker)
    for child in inner:
        _block(child, canvas, depth)


def _inline(element: HtmlElement) -> str:
    """Return the words of an element; a break or the edge of a block inside it as a new line."""
    if _is_skipped(element) or not isinstance(element.tag, str):
        return ""
    if element.tag == "br":
        return "\n"
    if element.tag == "sup":
        return tidy(element.text_content()).translate(_SUPERSCRIPTS)
    parts = [_words(element.text)]
    for child in element:
        parts += [_edged(child), _words(child.tail)]
    return "".join(parts)


def _edged(child: HtmlElement) -> str:
    if child.tag == "li":
        return f"\n• {_inline(child)}\n"
    return f"\n{_inline(child)}\n" if child.tag in _BLOCKS else _inline(child)


def _table(element: HtmlElement, canvas: Canvas, depth: int) -> None:
    rows = list(_rows(element))
    if max((len(row) for row in rows), default=0) < 2:
        # One column is a frame drawn around prose, not a table.
        _flow_cells(element, rows, canvas, depth)
        return
    canvas.begin_table()
    for caption in element.iterchildren("caption"):
        canvas.paragraph(_inline(caption))
    for row in spread([[(_inline(cell), *_spans(cell)) for cell in row] for row in rows]):
        canvas.row(row.cells, row.below)


def _flow_cells(element: HtmlElement, rows: list[list[HtmlElement]], canvas: Canvas, depth: int) -> None:
    for caption in element.iterchildren("caption"):
        canvas.paragraph(_inline(caption))
    for row in rows:
        for cell in row:
            _flow(cell, canvas, depth)


def _rows(element: HtmlElement) -> Iterator[list[HtmlElement]]:
    """Yield the cells of each row of this table, not of tables inside it."""
    for child in element:
        if child.tag == "tr":
            yield [cell for cell in child if cell.tag in ("td", "th")]
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _spans(cell: HtmlElement) -> tuple[int, int]:
    return _span(cell.get("colspan")), _span(cell.get("rowspan"))


def _span(text: str | None) -> int:
    return min(int(text), 100) if text and text.strip().isdecimal() and int(text) > 0 else 1


def _title(root: HtmlElement) -> str:
    """Return the first heading of the first level, else the title of the page."""
    for path in (".//body//h1", ".//title"):
        found = root.find(path)
        text = tidy(found.text_content()) if found is not None else ""
        if text:
            return text
    return ""


def _published(root: HtmlElement) -> date | None:
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if name in _DATES:
            try:
                return date.fromisoformat((meta.get("content") or "")[:10])
            except ValueError:
                continue
    return None
