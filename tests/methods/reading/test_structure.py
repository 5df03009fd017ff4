"""Plain text to blocks."""

from hypothesis import given
from hypothesis import strategies as st

from tideturn.methods.reading.structure import blocks_of, is_wrapped


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in blocks_of(text.split("\n"))]


def test_blocks_of_headings_lists_and_paragraphs():
    text = "QUAY\n\n  • Mend it.\n    - Dry it.\n\n2.1 A plan\n\n# Marked\n\nBoats leak."

    assert kinds(text) == [
        ("heading", "QUAY"),
        ("bullet", "Mend it."),
        ("bullet", "Dry it."),
        ("heading", "2.1 A plan"),
        ("heading", "Marked"),
        ("paragraph", "Boats leak."),
    ]


def test_blocks_of_gives_list_items_their_depth():
    blocks = blocks_of(["  • One", "      • Two", "      • Three", "  • Four"])

    assert [block.level for block in blocks] == [0, 1, 1, 0]


def test_blocks_of_a_table_typed_with_tabs():
    (row,) = blocks_of(["<p>One</p>\t<p>Two</p> <p>Three</p>"])

    assert row.cells == ("One", "Two\nThree")


def test_blocks_of_a_table_typed_with_bars_joins_rows_that_run_on():
    rows = blocks_of(["1 | One |", "2031 | Quay", "2 | Two | 2032 | HRP"])

    assert [row.cells for row in rows] == [("1", "One", "2031", "Quay"), ("2", "Two", "2032", "HRP")]


def test_blocks_of_wrapped_text_puts_paragraphs_together():
    long = "The boats of the quay are old and they leak in every winter that is"
    lines = [
        f"• {long}",
        "colder than the one before it.",
        "• The second item stands on its own line and it ends here.",
    ]

    assert is_wrapped(lines)
    assert [block.text for block in blocks_of(lines)] == [f"{long} colder than the one before it.", lines[2][2:]]


def test_blocks_of_wrapped_text_puts_parted_words_together():
    lines = ["The quay is kept by a warden who is patient and above all very well-", "trained."]

    assert blocks_of(lines, wrapped=True)[0].text.endswith("well-trained.")


@given(st.lists(st.text(alphabet="ab .•-|\t1:#<p>/\n", max_size=60), max_size=20))
def test_blocks_of_any_lines_leave_no_filled_line_out(parts):
    lines = [line for part in parts for line in part.split("\n")]

    held = {number for block in blocks_of(lines) for number in range(block.first, block.last + 1)}

    assert {number for number, line in enumerate(lines, start=1) if line.strip()} <= held


def test_a_line_that_goes_on_in_the_middle_of_a_sentence_is_one_paragraph_in_any_text():
    first = "Open a house at the quay that stands with its doors open all night and is free"
    lines = ["Boats", "", first, "to anyone who asks.", "Lead: quay", "When: 2031", "", "Ice", "", "Sheds"]

    assert [block.text for block in blocks_of(lines, wrapped=False)][1:3] == [
        f"{first} to anyone who asks.",
        "Lead: quay",
    ]
