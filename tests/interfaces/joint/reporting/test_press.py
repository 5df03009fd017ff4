"""The child that sets a PDF: what it is told is text and nothing else, and it can open no file."""

import io
import json
import re
import subprocess
import sys

import pypdf
import pytest

from tideturn.interfaces.joint.reporting import paper, press

# Everything by which typst would read, run, fetch or link, were it markup.
MARKUP = (
    '#read("/etc/passwd")',
    '#eval("1 + 1")',
    '#image("/etc/passwd")',
    '#include "/etc/passwd"',
    '#import "@preview/cetz:0.3.0"',
    '#link("https://elsewhere.example")[here]',
    "https://elsewhere.example/x",
    "*strong* _slanted_ `raw` $1/0$ = heading @label <label>",
    '"); panic("out of the string',
    "#sys.inputs ] } ) // gone /* gone",
)


def said(text: str) -> dict[str, object]:
    """Return a document that says one text in every place."""
    tables = [{"heading": [text, text], "rows": [[text, text]]}]
    words = dict.fromkeys(("title", "lead", "warning", "unwritten"), text)
    return {**words, "seconds": 0, "sections": [{"title": text, "sentences": [text], "tables": tables}]}


def pdf_of(text: str) -> pypdf.PdfReader:
    """Return the PDF of one text in every place."""
    return pypdf.PdfReader(io.BytesIO(press.pdf_of(said(text), press.TEMPLATE.read_bytes())))


def words_of(read: pypdf.PdfReader) -> str:
    """Return the letters of a PDF, without the spaces and the ends of lines between them."""
    found = "".join(page.extract_text() for page in read.pages)
    return re.sub(r"\s|­|‐(?=\n)", "", found)


@pytest.mark.parametrize("text", MARKUP)
def test_markup_in_every_text_is_seen_as_it_was_written(text: str) -> None:
    read = pdf_of(text)

    # Title, lead, warning, heading, sentence and two rows of two cells.
    assert words_of(read).count(re.sub(r"\s", "", text)) == 9
    assert read.metadata.title == text
    assert not [page for page in read.pages if "/Annots" in page]


def test_sign_without_a_letter_is_shown_as_one_and_the_pdf_says_so() -> None:
    plain, odd = words_of(pdf_of("Plain é ж — “x”")), words_of(pdf_of("A “é” 中\N{PILE OF POO}\x01 b"))

    assert "�" not in plain
    assert odd.count("A“é”���b") == 10  # with the sentence that says so


def test_signs_without_a_letter_are_found_each_by_itself() -> None:
    assert press.without_letter("ab—“”é中\N{PILE OF POO}�ж\x02") == {"中", "\N{PILE OF POO}", "\x02"}


def test_signs_of_every_plane_leave_a_pdf() -> None:
    every = "".join(chr(code) for start in range(0x21, 0x20000, 0x800) for code in range(start, start + 8)
                    if not 0xD800 <= code < 0xE000)  # fmt: skip

    assert pdf_of(every).pages


CONFINED = """
import sys, typst
from tideturn.interfaces.joint.reporting import press
template = sys.stdin.buffer.read()
press.confine() if "confined" in sys.argv else None
try:
    typst.compile(template, root="/", font_paths=press.FONTS, ignore_system_fonts=True)
except typst.TypstError as error:
    sys.exit(error.message)
"""


def set_by_a_child(template: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Return what came of a hostile template, with the whole machine as its folder."""
    command = [sys.executable, "-c", CONFINED, *arguments]
    return subprocess.run(command, input=template, capture_output=True, text=True, check=False, timeout=30)


def test_confined_child_reads_no_file_even_if_the_template_asked_for_one() -> None:
    free = set_by_a_child('#read("/etc/passwd")')
    confined = set_by_a_child('#read("/etc/passwd")', "confined")

    assert free.returncode == 0  # what the guard is for
    assert (confined.returncode, "Too many open files" in confined.stderr) == (1, True)


def test_template_asks_for_nothing_but_its_data() -> None:
    code = re.sub(r"//.*", "", press.TEMPLATE.read_text("utf-8"))

    assert not re.findall(r"\b(read|eval|import|include|image|plugin|csv|toml|yaml|xml|cbor|link)\b", code)
    assert code.count("json(") == 1


def test_long_words_may_be_broken_and_others_not() -> None:
    address = "https://elsewhere.example/" + "path" * 20

    assert paper.breakable("responsibilities of organisations") == "responsibilities of organisations"
    assert "\N{ZERO WIDTH SPACE}" in paper.breakable(address)
    assert paper.breakable(address).replace("\N{ZERO WIDTH SPACE}", "") == address


def test_child_writes_a_pdf_and_nothing_else() -> None:
    done = paper._set(json.dumps(said("Words")).encode(), "/tmp")  # noqa: S108 - it reads nothing there

    assert done.returncode == 0
    assert done.stdout.startswith(b"%PDF-")
