"""Tables as councils draw them: cells merged downwards, headings inside the table, sums in a column of their own."""

import io

import docx
import pytest

from tideturn.methods.reading.reading import read_document
from tideturn.sources.documents.documents import document_from_bytes

HEAD = (
    "<tr><th>Theme</th><th>Objective</th><th>Action</th><th>Lead</th><th>By when</th><th>Cost</th><th>Measure</th></tr>"
)
PAGE = f"""<h1>An invented plan</h1><table>{HEAD}
<tr><td rowspan="2">Boats</td><td>Dry boats</td><td>Mend every boat on the quay</td><td rowspan="2">Rope Yard</td>
<td>May 2031</td><td>£2,000</td><td>Boats mended</td></tr>
<tr><td>Safe boats</td><td>Count every boat on the quay</td><td>June 2031</td><td></td><td>A count</td></tr>
<tr><td colspan="7">Doors and windows</td></tr>
<tr><td></td><td></td><td rowspan="2">Open every door at night</td><td>Quay Watch</td><td>May 2032</td><td></td>
<td></td></tr><tr><td></td><td></td><td>Boat House</td><td>June 2033</td><td></td><td></td></tr>
</table><table><tr><td></td><td></td><td>Oil every hinge of a door</td><td>Rope Yard</td><td>2034</td><td></td>
<td></td></tr></table>"""


@pytest.fixture(scope="module")
def rows():
    return read_document(document_from_bytes("plan.html", PAGE.encode())).commitments


def test_a_row_is_an_action_however_its_cells_are_merged(rows):
    assert [row.text for row in rows] == [
        "Mend every boat on the quay",
        "Count every boat on the quay",
        "Open every door at night",
        "Oil every hinge of a door",
    ]
    assert [row.section for row in rows] == ["Boats", "Boats", "Doors and windows", "Doors and windows"]
    assert [[owner.name for owner in row.owners] for row in rows] == [
        ["Rope Yard"],
        ["Rope Yard"],
        ["Quay Watch", "Boat House"],
        ["Rope Yard"],
    ]


def test_a_row_has_the_dates_sums_and_measures_of_its_columns(rows):
    assert [str(row.timescale.due) for row in rows] == ["2031-05-31", "2031-06-30", "2033-06-30", "2034-12-31"]
    assert [[one.amount for one in row.money] for row in rows] == [[2000], [], [], []]
    assert [row.outcome for row in rows] == ["Boats mended", "A count", None, None]


def test_a_cell_merged_in_word_says_the_same_of_each_row():
    word = docx.Document()
    table = word.add_table(rows=3, cols=2)
    for row, cells in zip(
        table.rows, [("Action", "Who"), ("Mend every boat", "Rope Yard"), ("Count every boat", "")], strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    file = io.BytesIO()
    word.save(file)

    rows = read_document(document_from_bytes("plan.docx", file.getvalue())).commitments

    assert [[owner.name for owner in row.owners] for row in rows] == [["Rope Yard"], ["Rope Yard"]]
