"""Plain text: bytes to lines, whatever the usual encodings."""

import re

from tideturn.methods.reading.document import Document
from tideturn.methods.reading.structure import blocks_of
from tideturn.methods.reading.wording import plain, reads_as_heading, visible
from tideturn.sources.documents.errors import DocumentRefused
from tideturn.sources.documents.limits import LARGEST_TEXT, MOST_LINES

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
          (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))  # fmt: skip
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BREAKS = re.compile(r"\r\n|\r|\n|\x0c|\x0b|\x85|\u2028|\u2029")
_NOT_ENGLISH = "the text is in an encoding that cannot be told; save it as UTF-8."
_BINARY = "this is not a document with text; save the plan as text, HTML, .docx or PDF."
# A page's own furniture above its title: "Publication - Strategy/plan".
_KICKER = re.compile(r"^(?:publication|report|policy|news|consultation)\s+[-–—]\s", re.IGNORECASE)
_ADDRESS = re.compile(r"@|https?://|^T:|^E:|^\W*Tel\b", re.IGNORECASE)
_SALUTATION = re.compile(r"^dear\b", re.IGNORECASE)
_CELLS = re.compile(r"[|\t]")
_HEAD_LINES = 60


def decode(file: str, content: bytes) -> str:
    """Return bytes as text: by their byte order mark, as UTF-8, or as Windows-1252 where that makes sense."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(file, content, encoding)
    if b"\x00" in content:
        raise DocumentRefused(file, _BINARY)
    try:
        return _checked(file, content.decode("utf-8"))
    except UnicodeDecodeError:
        return _as_windows(file, content)


def _decoded(file: str, content: bytes, encoding: str) -> str:
    try:
        return _checked(file, content.decode(encoding))
    except UnicodeDecodeError as error:
        raise DocumentRefused(file, _NOT_ENGLISH) from error


def _as_windows(file: str, content: bytes) -> str:
    """Return Windows-1252 text; refuse where so much of it is beyond ASCII that it must be something else."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise DocumentRefused(file, _NOT_ENGLISH) from error
    strange = sum(byte >= 0x80 for byte in content)
    if strange > 0.1 * len(content):
        raise DocumentRefused(file, _NOT_ENGLISH)
    return _checked(file, text)


def _checked(file: str, text: str) -> str:
    if len(_CONTROLS.findall(text[:100_000])) > 0.005 * min(len(text), 100_000):
        raise DocumentRefused(file, _BINARY)
    return text


def check_size(file: str, characters: int, lines: int) -> None:
    """Refuse a text longer than any plan."""
    size = f"{lines:,} lines" if lines > MOST_LINES else f"{characters:,} characters"
    if characters > LARGEST_TEXT or lines > MOST_LINES:
        raise DocumentRefused(file, f"the text is longer than any plan ({size}); split it.")


def lines_of(file: str, text: str) -> tuple[str, ...]:
    """Return a text as lines, refusing one that is empty or too long."""
    if not visible(text).strip():
        raise DocumentRefused(
            file, "there is no text in the file; if it is a scan, have it read by a text recogniser first."
        )
    check_size(file, len(text), 0)
    lines = tuple(map(visible, _BREAKS.split(text.removesuffix("\n"))))
    check_size(file, len(text), len(lines))
    return lines


def title_of(lines: tuple[str, ...]) -> str:
    """Return the first line that reads as a title; a letter has none."""
    head = [line.strip() for line in lines[:_HEAD_LINES] if line.strip()]
    if any(_SALUTATION.match(line) for line in head):
        return ""
    titles = (line for line in head[:4] if not _KICKER.match(line) and not _ADDRESS.search(line))
    candidates = (plain(line.lstrip("# ")) for line in titles if not _CELLS.search(line))
    return next((line for line in candidates if reads_as_heading(line, words=30)), "")


def read_text(file: str, content: bytes) -> Document:
    """Return a plain text as a document."""
    lines = lines_of(file, decode(file, content))
    return Document(lines=lines, blocks=blocks_of(lines), form="text", title=title_of(lines))
