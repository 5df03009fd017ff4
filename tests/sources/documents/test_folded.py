"""Pages whose parts are folded away until a reader opens them, and lists of terms."""

import pytest

from tideturn.methods.reading.reading import read_document
from tideturn.sources.documents.documents import document_from_bytes


def lines_of(page: str) -> tuple[str, ...]:
    return document_from_bytes("x.html", f"<h1>Plan</h1>{page}".encode()).lines[1:]


@pytest.mark.parametrize(
    "page",
    [
        '<button aria-expanded="false" aria-controls="a">Boats</button><div id="a" hidden><p>We will mend.</p></div>',
        '<h2><button aria-expanded="false">Boats</button></h2><div style="display: none"><p>We will mend.</p></div>',
        '<h2>Boats</h2><div hidden="until-found"><p>We will mend.</p></div>',
        "<details><summary>Boats</summary><p>We will mend.</p></details>",
    ],
)
def test_what_a_reader_can_unfold_is_read(page):
    assert lines_of(page) == ("Boats", "We will mend.")


def test_what_nobody_can_unfold_is_not_read():
    assert lines_of("<h2>Boats</h2><div hidden><p>We will harm.</p></div>") == ("Boats",)


def test_a_banner_is_no_part_of_the_plan():
    page = '<div role="dialog"><p>We will set cookies.</p></div><p>We will mend.</p>'

    reading = read_document(document_from_bytes("x.html", page.encode()))

    assert [one.text for one in reading.commitments] == ["We will mend."]


def test_a_short_term_is_the_label_of_what_is_said_of_it():
    page = "<dl><dt>Lead</dt><dd>Rope Yard</dd><dt>A term that has more words than any label</dt><dd>Ice</dd></dl>"

    assert lines_of(page) == ("Lead: Rope Yard", "A term that has more words than any label", "Ice")
