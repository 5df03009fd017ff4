"""Downloads: complete, of the day asked for, and safe to open in a spreadsheet."""

import csv
import io

import pytest
from django.test import Client

from tideturn.engines.plans.models import Commitment
from tideturn.interfaces.website.pages.downloads import lines

FORMULAS = ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"]


def read(answer) -> list[dict[str, str]]:
    """Return the rows of a download."""
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def would_run(text: str) -> list[str]:
    """Return the cells that a spreadsheet would take for a formula."""
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    return [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


def test_lines_leave_no_formula() -> None:
    text = "".join(lines(["a"], [[formula] for formula in FORMULAS])).removeprefix("\ufeff")

    assert would_run(text) == []
    assert len(list(csv.reader(io.StringIO(text, newline="")))) == len(FORMULAS) + 1


def test_would_run_sees_formulas_written_without_care() -> None:
    careless = io.StringIO()
    csv.writer(careless).writerows([formula] for formula in FORMULAS)

    assert would_run(careless.getvalue()) == FORMULAS


@pytest.mark.parametrize(
    "address",
    [
        "/summary.csv",
        "/search/results.csv",
        "/plans/listening-report-2022/commitments.csv",
        "/owners/owners.csv",
        "/owners/local-partnerships/commitments.csv",
        "/sources/parts.csv",
    ],
)
def test_download_begins_with_the_mark_and_names_its_file(visitor: Client, address: str) -> None:
    answer = visitor.get(address)

    assert answer.streaming
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="tideturn-')
    assert b"".join(answer.streaming_content).startswith(b"\xef\xbb\xbf")


def test_download_of_a_title_that_is_a_formula_is_safe(visitor: Client) -> None:
    Commitment.objects.filter(local_id="LR-01").update(title='=HYPERLINK("x")')
    rows = {row["id"]: row for row in read(visitor.get("/plans/listening-report-2022/commitments.csv"))}

    assert rows["LR-01"]["title"] == '\'=HYPERLINK("x")'


def test_download_holds_all_and_is_narrowed_as_the_page_was(visitor: Client) -> None:
    everything = read(visitor.get("/search/results.csv"))
    declined = read(visitor.get("/search/results.csv?acceptance=declined"))

    assert len(everything) == Commitment.objects.count()
    assert [row["id"] for row in declined] == ["LR-03"]


def test_download_speaks_of_the_day_asked_for(visitor: Client) -> None:
    rows = read(visitor.get("/search/results.csv?as_of=2011-01-01"))

    assert {row["plan"] for row in rows} == {"First Steps"}
    assert {row["as at"] for row in rows} == {"2011-01-01"}
    assert all("as_of=2011-01-01" in row["page"] for row in rows)


def test_summary_says_in_words_where_nothing_is_held(visitor: Client) -> None:
    rows = read(visitor.get("/summary.csv"))

    assert {row["checked by someone else"] for row in rows} == {"no check held"}


def test_owners_are_the_same_as_on_their_page(visitor: Client) -> None:
    rows = read(visitor.get("/owners/owners.csv?as_of=2024-06-01"))
    page = visitor.get("/owners/?as_of=2024-06-01").content.decode()

    assert f"{len(rows)} in all" in page
    assert all(row["page"] in page.replace("&amp;", "&") for row in rows)
    assert {row["as at"] for row in rows} == {"2024-06-01"}
