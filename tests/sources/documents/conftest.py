"""One invented plan saved in each format, and a small writer of PDF."""

import io
import zlib

import docx
import pytest

from tideturn.methods.reading.owners import Organisation, Organisations
from tideturn.methods.reading.reading import read_document
from tideturn.sources.documents.documents import document_from_bytes

TABLE = Organisations((Organisation("Norland Government"), Organisation("Quay Boards")))
SECTIONS = {
    "HARBOUR": [
        (
            "The Norland Government should open one clinic on the quay and keep it warm.",
            "Near",
        ),
        (
            "Quay Boards and the Norland Government should lend boats, sheds and tar to all who ask.",
            "Far",
        ),
        (
            "Tents should be lent to anyone at any hour, without a form to fill in or a question to answer.",
            "Far",
        ),
    ],
    "RIVER": [("Quay Boards should watch the ice by the end of 2031. The watch should be kept each day.", "Near")],
}
ROWS = [
    ("Number", "Action", "Timeframe", "Responsibility", "Progress"),
    ("1", "We will mend boats.", "", "", ""),
    ("1a", "Mend the red boat", "2031", "Norland Government", "Complete See the list"),
    ("1b", "New Action Mend the blue boat", "2032", "Quay Boards", "In progress Half is done"),
]


def plan_text() -> str:
    parts = ["Steps for Norland\n"]
    for section, items in SECTIONS.items():
        parts += [f"{section}\n", *(f"  • {text} (Timescale: {term})" for text, term in items), ""]
    return "\n".join(parts)


def plan_html() -> str:
    lists = (
        f"<h2>{section}</h2><ul>" + "".join(f"<li>{text} (Timescale: {term})</li>" for text, term in items) + "</ul>"
        for section, items in SECTIONS.items()
    )
    return f"<!DOCTYPE html><html><body><h1>Steps for Norland</h1>{''.join(lists)}</body></html>"


def plan_docx() -> bytes:
    word = docx.Document()
    word.add_heading("Steps for Norland", 1)
    for section, items in SECTIONS.items():
        word.add_heading(section, 2)
        for text, term in items:
            word.add_paragraph(f"{text} (Timescale: {term})", style="List Bullet")
    return saved(word)


def saved(word) -> bytes:
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


def wrapped(text: str, width: int, indent: str) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > width:
            lines.append(line)
            line = indent
        line = f"{line} {word}".lstrip() if line.strip() else f"{line}{word}"
    return [*lines, line]


def plan_pdf() -> bytes:
    lines = ["Steps for Norland", ""]
    for section, items in SECTIONS.items():
        lines += [section, ""]
        for text, term in items:
            lines += wrapped(f"\x95 {text} (Timescale: {term})", 70, "  ")
        lines.append("")
    return pdf_of([lines[:9], lines[9:]])


def pdf_of(pages: list[list[str]]) -> bytes:
    """Return a PDF with the lines of each page, in a font of fixed width; an empty line is a gap."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(count))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
    ]
    for at, lines in enumerate(pages):
        stream = zlib.compress(_drawn([*lines, "", f"Page {at + 1} of {count}"]))
        page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
        page += f"/Contents {5 + 2 * at} 0 R>>"
        head = f"<</Length {len(stream)}/Filter/FlateDecode>>stream\n".encode()
        objects += [page.encode(), head + stream + b"\nendstream"]
    return _assembled(objects)


def _drawn(lines: list[str]) -> bytes:
    words = [b"BT /F 11 Tf 14 TL 50 790 Td"]
    for line in lines:
        escaped = line.encode("latin-1").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        words.append(b"(" + escaped + b") Tj T*")
    return b"\n".join([*words, b"ET"])


def _assembled(objects: list[bytes]) -> bytes:
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj" % number + body + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    tail = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(content))
    return content + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + tail


def tagged_pdf() -> bytes:
    """Return a PDF with marks: a heading, a list whose bullets are drawn, a table with a cell left out, a page number.

    Some marks begin inside a text object, as browsers write them.
    """
    drawn = [
        (0, 50, 780, "HARBOUR"),
        (1, 70, 740, "The Norland Government should mend all the boats that lie"),
        (1, 70, 726, "on the quay. (Timescale: Near)"),
        (2, 70, 712, "Quay Boards should dry "),
        (3, 222, 712, "sheds"),
        (4, 255, 712, ". (Timescale: Far)"),
        (5, 50, 690, "Action"),
        (6, 250, 690, "Lead"),
        (7, 50, 670, "Lend tar"),
        (8, 250, 670, "Quay Boards"),
        (9, 250, 650, "and others"),
    ]
    words = [b"BT /F 11 Tf"]
    for mark, left, height, text in drawn:
        escaped = text.replace("(", "\\(").replace(")", "\\)")
        words.append(f"/P <</MCID {mark}>> BDC 1 0 0 1 {left} {height} Tm ({escaped}) Tj EMC".encode())
    words.append(b"/Artifact BMC 1 0 0 1 300 20 Tm (7) Tj EMC ET")
    stream = zlib.compress(b"\n".join(words))
    tree = (
        "<</Type/StructTreeRoot/K<</S/Document/Pg 4 0 R/K["
        "<</S/H2/K 0>><</S/L/K[<</S/LI/K<</S/LBody/K 1>>>><</S/LI/K<</S/LBody/K[2<</S/Span/K 3>>4]>>>>]>>"
        "<</S/Table/K[<</S/TR/K[<</S/TH/K 5>><</S/TH/K 6>>]>><</S/TR/K[<</S/TD/K 7>><</S/TD/K 8>>]>>"
        "<</S/TR/K<</S/TD/K 9>>>>]>>]>>>>"
    )
    return _assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>>>",
            b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
            b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents 5 0 R>>",
            f"<</Length {len(stream)}/Filter/FlateDecode>>stream\n".encode() + stream + b"\nendstream",
            tree.encode(),
        ]
    )


@pytest.fixture(scope="session")
def tagged() -> bytes:
    """A PDF whose marks tell what its page does not."""
    return tagged_pdf()


@pytest.fixture(scope="session")
def pdf():
    """A function from pages of lines to the bytes of a PDF."""
    return pdf_of


@pytest.fixture(scope="session")
def plan() -> dict[str, bytes]:
    """The invented plan as text, HTML, Word and PDF."""
    return {
        "plan.txt": plan_text().encode(),
        "plan.html": plan_html().encode(),
        "plan.docx": plan_docx(),
        "plan.pdf": plan_pdf(),
    }


@pytest.fixture(scope="session")
def table() -> dict[str, bytes]:
    """An invented table as typed bars, HTML, Word, Markdown and PDF."""
    bars = ["|".join(row) for row in ROWS]
    word = docx.Document()
    grid = word.add_table(0, 5)
    for row in ROWS:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in ROWS)
    wide = [f"{row[0]:4}{row[1][:30]:32}{row[2]:8}{row[3]:20}{row[4]}" for row in ROWS]
    return {
        "table.txt": "\n".join([bars[0], "---|---|---|---|---", *bars[1:]]).encode(),
        "table.md": "\n".join([f"|{bars[0]}|", "|---|---|---|---|---|", *(f"|{bar}|" for bar in bars[1:])]).encode(),
        "table.html": ("<html><body><table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>").encode(),
        "table.docx": saved(word),
        "table.pdf": pdf_of([wide]),
    }


@pytest.fixture(scope="session")
def read():
    """A function from a file's name and bytes to the JSON of its reading."""

    def _read(file: str, content: bytes):
        return read_document(document_from_bytes(file, content), organisations=TABLE).as_json()

    return _read
