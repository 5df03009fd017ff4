"""PDFs with marks are read by their marks, and by their pages where the marks are not to be believed."""

import pytest

from tideturn.sources.documents.documents import document_from_bytes


def seen(content):
    document = document_from_bytes("x.pdf", content)
    return [(block.kind, block.text, block.level) for block in document.blocks]


def test_marks_tell_headings_lists_and_tables(tagged):
    document = document_from_bytes("x.pdf", tagged)

    assert [(block.kind, block.text) for block in document.blocks[:3]] == [
        ("heading", "HARBOUR"),
        ("bullet", "The Norland Government should mend all the boats that lie on the quay. (Timescale: Near)"),
        ("bullet", "Quay Boards should dry sheds. (Timescale: Far)"),
    ]
    assert [block.cells for block in document.blocks[3:6]] == [
        ("Action", "Lead"),
        ("Lend tar", "Quay Boards"),
        ("", "and others"),
    ]


def test_what_no_mark_holds_is_page_furniture(tagged, read):
    assert {"lines": [7, 7], "reason": "page furniture"} in read("x.pdf", tagged)["coverage"]["left_out"]


def test_a_list_with_drawn_bullets_is_read_as_a_list(tagged, read):
    actions = [one for one in read("x.pdf", tagged)["commitments"] if one["timescale"]["as_written"]]

    assert [(one["section"], [owner["name"] for owner in one["owners"]]) for one in actions] == [
        ("HARBOUR", ["Norland Government"]),
        ("HARBOUR", ["Quay Boards"]),
    ]


@pytest.mark.parametrize(
    "fault",
    [
        (b"/StructTreeRoot 6 0 R", b"/StructTreeNone 6 0 R"),
        (b"/S/Document", b"/S/Document/K 6 0 R"),
        (b"/K[<</S/H2/K 0>>", b"/K[6 0 R 6 0 R 6 0 R"),
        (b"/Pg 4 0 R", b"/Pg 9 0 R"),
        (b"/S/L/K", b"/S/L/Q"),
    ],
)
def test_a_page_is_read_where_its_marks_mislead(tagged, fault):
    words = " ".join(text for _, text, _ in seen(tagged.replace(*fault)))

    assert "Norland Government should mend" in words
    assert "sheds" in words
