"""The same document in every format gives the same commitments."""

import io

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from tideturn.sources.documents.documents import document_from_bytes


def without_places(reading):
    return [
        {key: value for key, value in one.items() if key not in ("source", "doubts")} for one in reading["commitments"]
    ]


@pytest.mark.parametrize("name", ["plan.html", "plan.docx", "plan.pdf"])
def test_a_plan_of_lists_is_the_same_in_every_format(name, plan, read):
    reading = read(name, plan[name])

    assert without_places(reading) == without_places(read("plan.txt", plan["plan.txt"]))
    assert reading["coverage"]["characters"] == reading["coverage"]["accounted"]


@pytest.mark.parametrize("name", ["table.html", "table.docx", "table.md"])
def test_a_table_is_the_same_where_the_format_keeps_it(name, table, read):
    assert without_places(read(name, table[name])) == without_places(read("table.txt", table["table.txt"]))


def test_a_table_in_a_pdf_is_doubted(table, read):
    reading = read("table.pdf", table["table.pdf"])

    assert reading["commitments"]
    assert all(any("table" in doubt for doubt in one["doubts"]) for one in reading["commitments"])


def test_a_pdf_lists_what_its_pages_repeat_as_left_out(plan, read):
    reasons = [entry["reason"] for entry in read("plan.pdf", plan["plan.pdf"])["coverage"]["left_out"]]

    assert "page furniture" in reasons


def test_a_name_does_not_decide_the_format(plan, read):
    assert without_places(read("plan.txt", plan["plan.docx"])) == without_places(read("plan.docx", plan["plan.docx"]))


def test_scripts_are_no_text():
    page = b"<html><head><script>We will do harm</script></head><body><script>We will too</script><p>We will mend.</p>"

    assert document_from_bytes("x.html", page).lines == ("We will mend.",)


def test_html_keeps_nested_lists_breaks_spans_and_raised_digits():
    page = (
        "<html><body><ul><li>One<ul><li>Two</li></ul></li></ul><p>a<br>b<sup>3</sup></p>"
        "<table><tr><td rowspan=2>x</td><td>y</td></tr><tr><td>z</td></tr></table><pre>• p</pre></body></html>"
    )
    document = document_from_bytes("x.html", page.encode())

    assert [(block.kind, block.text, block.level) for block in document.blocks[:3]] == [
        ("bullet", "One", 0),
        ("bullet", "Two", 1),
        ("paragraph", "a b³", 0),
    ]
    assert [block.cells for block in document.blocks[3:5]] == [("x", "y"), ("", "z")]
    assert document.blocks[5].kind == "bullet"


def test_html_says_when_it_was_published():
    page = b'<html><head><meta name="dcterms.issued" content="2031-05-06T00:00"></head><body><p>Boats are old.</p>'

    assert str(document_from_bytes("x.html", page).published) == "2031-05-06"


def test_markdown_keeps_the_lines_of_the_file():
    text = b"# Boats\n\nWe *will* mend\nthem.\n\n- One item\n  - Two items\n"
    document = document_from_bytes("x.md", text)

    assert [(block.kind, block.text, block.first, block.last) for block in document.blocks] == [
        ("heading", "Boats", 1, 1),
        ("paragraph", "We will mend them.", 3, 4),
        ("bullet", "One item", 6, 6),
        ("bullet", "Two items", 7, 7),
    ]


def test_word_keeps_what_tracked_changes_put_in_and_drops_what_they_took_out():
    word = docx.Document()
    paragraph = word.add_paragraph("We will ")
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    paragraph._p.append(parse_xml(f"<w:ins {namespace}><w:r><w:t>mend</w:t></w:r></w:ins>"))
    paragraph._p.append(parse_xml(f"<w:del {namespace}><w:r><w:delText>burn</w:delText></w:r></w:del>"))
    content = io.BytesIO()
    word.save(content)

    assert document_from_bytes("x.docx", content.getvalue()).lines == ("We will mend",)


SEEN = "The Norland Government should mend boats. (Timescale: Near)"
UNSEEN = "The Nor\u00adland Govern\u200bment sho\u2060uld mend\u200e boats. (Time\u00adscale: Near)"


def test_text_is_read_without_the_characters_that_no_one_sees():
    text = f"Steps\n\n\u200b\n  \u200b• {UNSEEN}\n"

    assert document_from_bytes("x.txt", text.encode()).lines == ("Steps", "", "", f"  • {SEEN}")


def test_html_is_read_without_the_characters_that_no_one_sees():
    page = f"<html><head><title>St\u00adeps</title></head><body><ul><li>{UNSEEN}</ul><pre>{UNSEEN}</pre>"
    document = document_from_bytes("x.html", page.encode())

    assert (document.title, document.lines) == ("Steps", (f"• {SEEN}", SEEN))
    assert [block.text for block in document.blocks] == [SEEN, SEEN]


def test_a_document_that_begins_with_a_table_has_no_title():
    assert document_from_bytes("x.txt", b"Number | Action\n---|---\n1 | Mend\n").title == ""


def test_markdown_reads_plain_text_by_that_name_as_plain_text(plan, read):
    assert without_places(read("plan.md", plan["plan.txt"])) == without_places(read("plan.txt", plan["plan.txt"]))


def test_markdown_reads_list_marks_and_tabs_that_are_not_its_own():
    text = "# Steps\n\n  • One item\n    • Two items\n  • Three\n\nA\tB\n<p>1</p>\t<p>2</p>\n"
    document = document_from_bytes("x.md", text.encode())

    assert [(block.kind, block.text, block.level, block.first) for block in document.blocks[1:4]] == [
        ("bullet", "One item", 0, 3),
        ("bullet", "Two items", 1, 4),
        ("bullet", "Three", 0, 5),
    ]
    assert [block.cells for block in document.blocks[4:]] == [("A", "B"), ("1", "2")]


def test_markdown_ends_a_table_where_a_line_has_no_bar():
    document = document_from_bytes("x.md", b"A | B\n---|---\n1 | 2\nContact\n")

    assert [block.kind for block in document.blocks] == ["row", "rule", "row", "paragraph"]


def word_of(lines, style=None):
    word = docx.Document()
    for line in lines:
        word.add_paragraph(line, style=style)
    content = io.BytesIO()
    word.save(content)
    return content.getvalue()


TYPED = {
    "lists": "HARBOUR\n\n  • Mend it. (Timescale: A)\n    • Now\n  • Dry it. (Timescale: B)",
    "tabs": "Recommendation\tResponse\n<p>1. Boats: Mend</p>\t<p>Underway</p>\n\t<p>We will.</p>",
    "bars": "No. | Milestone | Due | Lead | Progress\n---|---|---|---|---\n1a | Mend |\n2031 | Quay Boards | Complete",
}


@pytest.mark.parametrize("text", TYPED.values(), ids=TYPED)
def test_word_reads_a_plan_that_was_typed_or_pasted_as_plain_text(text, read):
    assert without_places(read("x.docx", word_of(text.split("\n")))) == without_places(read("x.txt", text.encode()))


def test_word_with_a_heading_of_its_own_is_read_by_its_styles(read):
    word = docx.Document(io.BytesIO(word_of(TYPED["bars"].split("\n"))))
    word.add_heading("Boats", 1)
    content = io.BytesIO()
    word.save(content)

    assert document_from_bytes("x.docx", content.getvalue()).blocks[-1].kind == "heading"
    assert {block.kind for block in document_from_bytes("x.docx", content.getvalue()).blocks} == {
        "heading",
        "paragraph",
    }


def test_html_of_paragraphs_alone_is_read_as_plain_text(read):
    page = "".join(f"<p>{line}</p>\n" for line in TYPED["bars"].split("\n"))

    assert without_places(read("x.html", page.encode())) == without_places(read("x.txt", TYPED["bars"].encode()))


NAMESPACES = " ".join(
    (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
    )
)


def word_with(xml):
    """Return a Word document with a heading and one paragraph of one's own."""
    word = docx.Document()
    word.add_heading("Boats", 1)
    word.element.body.insert(1, parse_xml(f"<w:p {NAMESPACES}>{xml}</w:p>"))
    content = io.BytesIO()
    word.save(content)
    return document_from_bytes("x.docx", content.getvalue()).lines[1:]


def boxed(words):
    return f"<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("xml", "lines"),
    [
        ("<w:hyperlink><w:r><w:t>See here</w:t></w:r></w:hyperlink>", ("See here",)),
        (
            "<w:moveFrom><w:r><w:t>Away</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>Here</w:t></w:r></w:moveTo>",
            ("Here",),
        ),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r><w:r><w:t>Shown</w:t></w:r>", ("Shown",)),
        (f"<w:r><w:t>Around</w:t></w:r><w:r><w:pict>{boxed('In a box')}</w:pict></w:r>", ("Around", "In a box")),
        (
            f"<w:r><mc:AlternateContent><mc:Choice>{boxed('Once')}</mc:Choice>"
            f"<mc:Fallback>{boxed('Once')}</mc:Fallback></mc:AlternateContent></w:r>",
            ("Once",),
        ),
        ("<w:r><w:instrText>HYPERLINK nowhere</w:instrText><w:t>Shown</w:t></w:r>", ("Shown",)),
    ],
)
def test_word_reads_what_is_seen_and_once(xml, lines):
    assert word_with(xml) == lines


def test_word_reads_the_cells_of_a_table_inside_a_cell_once():
    word = docx.Document()
    table = word.add_table(1, 2)
    table.cell(0, 0).text = "Mend"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "red", "blue"
    content = io.BytesIO()
    word.save(content)

    (row,) = document_from_bytes("x.docx", content.getvalue()).blocks
    assert row.cells == ("Mend", "red\nblue")


def test_word_keeps_its_footnotes():
    word = docx.Document()
    word.add_heading("Boats", 1)
    words = '<w:footnote w:id="1"><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote>'
    note = f"<w:footnotes {NAMESPACES}>{words}</w:footnotes>"
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", note.encode(), word.part.package)
    word.part.relate_to(part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes")
    content = io.BytesIO()
    word.save(content)

    assert document_from_bytes("x.docx", content.getvalue()).lines == ("Boats", "¹ A note.")


def test_html_leaves_out_what_leads_around_a_site(read):
    page = "<nav><ul><li>We will go home</ul></nav><h1>Boats</h1><ul><li>We will mend them</ul><footer>We will</footer>"
    reading = read("x.html", f"<html><body>{page}</body></html>".encode())

    assert [one["text"] for one in reading["commitments"]] == ["We will mend them"]
    assert [entry["reason"] for entry in reading["coverage"]["left_out"]].count("page furniture") == 2


def test_html_reads_what_is_seen():
    hidden = '<del>won\'t</del><span hidden>!</span><span style="display: none">!</span>'
    page = f"<p>We {hidden}will <ins>mend</ins>.</p><h2>A</h2>"

    assert document_from_bytes("x.html", page.encode()).lines[0] == "We will mend."
