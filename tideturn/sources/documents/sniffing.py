"""What kind of document some bytes are, told by their content first and their name only where that leaves a choice."""

import re
from pathlib import PurePath

from tideturn.methods.reading.document import Form
from tideturn.sources.documents.errors import DocumentRefused

_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|table|ul|ol|h[1-6]|div|section|meta|title|script)[\s>/]",
    re.IGNORECASE,
)
_XML = re.compile(rb"^\s*(?:<\?xml\b|<!DOCTYPE\b|<!ENTITY\b)", re.IGNORECASE)
_XHTML = re.compile(rb"<html[\s>]", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
_MARKDOWN_HEADING = re.compile(rb"^#{1,6}[ \t]+\S", re.MULTILINE)
_MARKDOWN_OTHER = re.compile(rb"^(?:[-*+] |\|.*\|\s*$|\d+\. )", re.MULTILINE)
_BINARIES = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"II*\x00": "a scanned picture",
    b"MM\x00*": "a scanned picture",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
_HEAD = 4096


def sniff(file: str, content: bytes) -> Form:
    """Return the form of a document, or refuse what is none of the five that can be read."""
    head = content[:_HEAD].lstrip(b"\xef\xbb\xbf")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx"
    _refuse_known_binaries(file, head)
    if _is_html(file, head):
        return "html"
    return _text_or_markdown(file, content)


def _refuse_known_binaries(file: str, head: bytes) -> None:
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentRefused(
            file, "this is a Word document of the old kind, or an encrypted one; save it as .docx without a password."
        )
    if head.startswith(b"{\\rtf"):
        raise DocumentRefused(file, "this is rich text (RTF); open it and save it as .docx.")
    for magic, kind in _BINARIES.items():
        if head.startswith(magic):
            raise DocumentRefused(
                file, f"this is {kind}, not a document with text; save the plan as text, HTML, .docx or PDF."
            )
    if _ENTITY.search(head):
        raise DocumentRefused(file, "the file declares entities of its own, which no plan needs; do not trust it.")
    if _XML.match(head) and not _XHTML.search(head):
        raise DocumentRefused(file, "this is XML, not a document; save the plan as text, HTML, .docx or PDF.")


def _is_html(file: str, head: bytes) -> bool:
    if _wide(head):
        head = head.replace(b"\x00", b"")
    start = head.lstrip()[:1]
    named = PurePath(file).suffix.lower() in {".html", ".htm", ".xhtml"}
    return (start == b"<" and bool(_HTML.search(head))) or (named and b"<" in head)


def _wide(head: bytes) -> bool:
    return head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _text_or_markdown(file: str, content: bytes) -> Form:
    if PurePath(file).suffix.lower() in {".md", ".markdown"}:
        return "markdown"
    if PurePath(file).suffix.lower() == ".txt":
        return "text"
    is_marked = len(_MARKDOWN_HEADING.findall(content[:200_000])) > 1 and _MARKDOWN_OTHER.search(content[:200_000])
    return "markdown" if is_marked else "text"
