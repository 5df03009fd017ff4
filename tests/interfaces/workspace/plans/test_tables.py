"""A whole table by its pages: taken away safe for a spreadsheet, read back to the letter, refused row by row."""

import csv
import io
import re
import tracemalloc

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tideturn.engines.plans.models import Position
from tideturn.engines.plans.owners_table import COLUMNS
from tideturn.interfaces.design.country import today
from tideturn.interfaces.design.tables import BEGINS_A_FORMULA, plain_cell, safe_cell
from tideturn.interfaces.workspace.presenters.plans.tables import ROWS_AT_MOST, TableUnreadable, rows_in

pytestmark = pytest.mark.django_db
READ, TAKE_AWAY = "/workspace/plans/tables/", "/workspace/plans/tables/commitments.csv"
HEADING = ",".join(COLUMNS)
FORMULA = '=HYPERLINK("https://evil.example")'


def words(answer) -> str:
    return answer.content.decode()


def sent(browser: Client, rows: list[list[str]], *, separator: str = ","):
    written = io.StringIO()
    csv.writer(written, delimiter=separator).writerows(rows)
    return browser.post(READ, {"file": SimpleUploadedFile("return.csv", written.getvalue().encode("utf-8-sig"))})


def rows_of(browser: Client) -> list[list[str]]:
    return list(csv.reader(io.StringIO(words(browser.get(TAKE_AWAY)).removeprefix("\ufeff"))))


def with_words(rows: list[list[str]], said: str) -> list[list[str]]:
    place = rows[0].index("words")
    return [
        [said if row[1] == "EA-01" and number == place else cell for number, cell in enumerate(row)] for row in rows
    ]


def test_from_the_table_to_the_public_page(browsers, client: Client):
    editor, publisher = browsers.of("editor"), browsers.of("publisher")
    answer = sent(editor, with_words(rows_of(editor), "Bought (invented)."), separator=";")
    assert answer.status_code == 302, words(answer)
    page = answer["Location"]
    assert "Bought (invented)." in words(editor.get(page))
    assert "Government of Estmark" in words(editor.get(page))
    assert "government-of-estmark" not in words(editor.get(page))
    assert publisher.get(page).status_code == 404
    assert editor.post(page, {"act": "hand-in"}).status_code == 302

    assert page in words(publisher.get("/workspace/plans/queue/"))
    assert publisher.post(page, {"act": "publish"}).status_code == 302
    assert "Bought (invented)." in words(client.get("/plans/answer-2023/EA-01/"))


def test_formula_is_taken_away_as_text_and_read_back_to_the_letter(browsers):
    Position.objects.create(
        commitment_id=number_of("EA-01"), note=FORMULA, stated_on=today(), source="x", by_id="government-of-estmark"
    )
    editor = browsers.of("editor")
    rows = rows_of(editor)

    assert f"'{FORMULA}" in next(row for row in rows if row[1] == "EA-01")
    answer = sent(editor, rows)
    assert answer.status_code == 422
    assert "No row says anything but what is held already" in words(answer)
    assert "Row 1" not in words(answer), "what is wrong with all of it stands in no row"


def number_of(local_id: str) -> int:
    from tideturn.engines.plans.models import Commitment

    return Commitment.objects.get(local_id=local_id).pk


@pytest.mark.parametrize(
    "text", ["", "plain", "'quoted'", *(f"{shield}{sign}1" for sign in BEGINS_A_FORMULA for shield in ("", "'", "''"))]
)
def test_plain_cell_gives_back_what_safe_cell_was_given(text):
    assert plain_cell(safe_cell(text)) == text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Choose the table"),
        (b"\xff\xfe\x00", "CSV UTF-8"),
        (b"plan,commitment\n", "columns are missing"),
        (b'plan,"commitment\n', "quotation mark"),
        (f"{HEADING},status\n".encode(), "status stands twice"),
    ],
)
def test_file_that_is_no_table_is_refused_in_words(browsers, content, said):
    answer = browsers.of("editor").post(READ, {"file": SimpleUploadedFile("x.csv", content)})

    assert answer.status_code == 422
    assert said in words(answer)


@pytest.mark.parametrize("empty", [0, ROWS_AT_MOST])
def test_more_rows_than_are_taken_are_refused_wherever_they_stand(empty):
    table = "\n".join([HEADING, *["a"] * (ROWS_AT_MOST - empty), *[""] * empty, "a"])

    with pytest.raises(TableUnreadable, match="more than 10000 rows"):
        rows_in(io.BytesIO(table.encode()))


def test_rows_that_say_nothing_are_not_held_however_many():
    table = f"{HEADING}\n".encode() + b"\n" * 150_000
    tracemalloc.start()
    try:
        assert rows_in(io.BytesIO(table)) == []
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert most < 20 * len(table), "a list of them is eighty times as much"


def test_rows_keep_their_numbers_whatever_is_empty_between_them():
    table = "\n".join([HEADING, "", "a", ",,", "", "b", ",", ""])

    assert [row[COLUMNS[0]] for row in rows_in(io.BytesIO(table.encode()))] == ["", "a", "", "", "b"]


def test_wrong_rows_are_named_and_lists_and_letters_are_there(browsers):
    editor, reviewer = browsers.of("editor"), browsers.of("reviewer")
    rows = rows_of(editor)
    bad = [[re.sub("^EA-01$", "EA-77", cell) for cell in row] for row in rows]
    place = next(number for number, row in enumerate(bad, 1) if row[1] == "EA-77")
    assert f"Row {place}, commitment:" in words(sent(editor, bad))

    assert "EA-01" in words(reviewer.get("/workspace/plans/lists/overdue/"))
    assert "EA-01" in words(reviewer.get("/workspace/plans/lists/overdue/table.csv"))
    assert reviewer.get("/workspace/plans/lists/all/").status_code == 404
    assert editor.get("/workspace/plans/lists/overdue/").status_code == 403
    assert reviewer.post("/workspace/plans/digest/", {"act": "begin"}).status_code == 302
    assert "On Mondays you get an e-mail" in words(reviewer.get("/workspace/plans/"))
