"""The draft of an annual report: the pages' numbers, the year's own facts, and a PDF that a screen reader reads."""

import io
from datetime import date

import pypdf
import pytest

from tideturn.engines.plans.models import Commitment, DueDateRevision, Organisation, Position, Verdict
from tideturn.interfaces.joint.reporting import paper
from tideturn.interfaces.joint.reporting.draft import html_of, said_of, sections_of
from tideturn.interfaces.joint.reporting.year import NoSuchYear, year_of, years

TODAY = date(2026, 1, 15)
HOSTILE = '</td><script src="https://elsewhere.example/x.js"></script><img src="file:///etc/passwd">'


def rows(year: int, section: str) -> list[list[str]]:
    """Return the rows of a section's table."""
    found = next(one for one in sections_of(year_of(year, TODAY)) if one.id == section)
    return [list(row) for table in found.tables for row in table.rows]


def test_numbers_are_those_of_the_pages_at_the_end_of_the_year(register) -> None:
    found = year_of(2023, TODAY)

    assert found.day == date(2023, 12, 31)
    assert (found.counts, found.coverage) == register.counts_of(register.standing(date(2023, 12, 31)))


def test_year_that_goes_on_is_told_so_far(register) -> None:
    found = year_of(2026, TODAY)

    assert (found.day, found.is_over) == (TODAY, False)
    assert "The year goes on" in html_of(found)


@pytest.mark.parametrize("year", [2009, 2027, 0, -5])
def test_year_of_which_there_is_nothing_is_refused_with_those_there_are(register, year: int) -> None:
    with pytest.raises(NoSuchYear, match="from 2010 to 2026"):
        year_of(year, TODAY)


def test_years_of_an_empty_register_are_none(register) -> None:
    assert list(years(date(2000, 1, 1))) == []
    with pytest.raises(NoSuchYear, match="Load a plan first"):
        year_of(1999, date(2000, 1, 1))


def test_what_had_a_date_was_said_or_was_moved_in_the_year_is_told_and_nothing_of_another(register) -> None:
    commitment, owner = Commitment.objects.get(local_id="EA-01"), Organisation.objects.get(pk="government-of-estmark")
    for year in (2023, 2024):
        Position.objects.create(
            commitment=commitment,
            status="under_way",
            stated_on=date(year, 5, 1),
            by=owner,
            source="x",
            note=f"of {year}",
        )
    DueDateRevision.objects.create(
        commitment=commitment, due_date=date(2025, 6, 1), decided_on=date(2024, 6, 1), by=owner, reason="r", source="s"
    )
    Verdict.objects.create(
        commitment=commitment, value="not_met", author="A. Auditor", stated_on=date(2024, 7, 1), reason="Looked",
        organisation=Organisation.objects.get(pk="harbour-lights"),
    )  # fmt: skip

    assert [row[3] for row in rows(2024, "said") if row[0].startswith("EA-01")] == ["of 2024", "Looked"]
    assert [row[1:3] for row in rows(2024, "postponed")] == [["31 December 2024", "1 June 2025"]]
    assert "EA-01 Buy kits for all three areas" not in [row[0] for row in rows(2024, "due")]
    assert "EA-01 Buy kits for all three areas" in [row[0] for row in rows(2025, "due")]
    assert rows(2023, "postponed") == []


def test_nothing_checked_is_said_to_be_not_held_and_never_nought(register) -> None:
    assert "No check by anyone but an owner is held." in html_of(year_of(2024, TODAY))
    Verdict.objects.create(
        commitment=Commitment.objects.get(local_id="EA-01"), value="not_met", author="A. Auditor", reason="Looked",
        stated_on=date(2024, 7, 1), organisation=Organisation.objects.get(pk="harbour-lights"),
    )  # fmt: skip

    assert "1 was checked by someone else." in html_of(year_of(2024, TODAY))
    assert "No check by anyone" not in html_of(year_of(2024, TODAY))


def test_one_rough_sum_is_rough_and_not_in_part(register) -> None:
    assert ["Our Answer", "£3,500,000, said only roughly"] in rows(2024, "money")


def test_what_its_maker_promised_is_called_so_as_on_the_pages(register) -> None:
    answers = {row[0].split()[0]: row[3] for row in rows(2024, "due")}

    assert answers["EA-01"] == "Promised by its maker"


def test_makers_own_promises_are_no_answers_of_the_year(register) -> None:
    assert not any("Accepted" in row[2] for row in rows(2016, "said"))


def test_page_shows_the_first_rows_and_says_how_many_more_there_are(register) -> None:
    said = said_of(year_of(2023, TODAY), 1)
    plans = next(one for one in said["sections"] if one.id == "by-plan").tables[0]

    assert (len(plans.shown), plans.left_out) == (1, 3)


def test_text_of_the_register_is_text_in_the_draft(register) -> None:
    Commitment.objects.filter(local_id="EA-01").update(title=HOSTILE)

    assert "<script" not in html_of(year_of(2024, TODAY))


@pytest.fixture(scope="module")
def read() -> dict[int, pypdf.PdfReader]:
    """PDFs that were made already: one takes as long as all other tests here."""
    return {}


@pytest.fixture
def pdf(register, read: dict[int, pypdf.PdfReader]) -> pypdf.PdfReader:
    """The draft of 2023 as a PDF, with a title that would fetch what it should not."""
    if 2023 not in read:
        Commitment.objects.filter(local_id="EA-02").update(title=HOSTILE)
        read[2023] = pypdf.PdfReader(io.BytesIO(paper.pdf_of(year_of(2023, TODAY))))
    return read[2023]


def test_pdf_says_that_it_follows_pdf_ua_and_has_what_that_asks_for(pdf: pypdf.PdfReader) -> None:
    root = pdf.trailer["/Root"]
    metadata = root["/Metadata"].get_object().get_data().decode()

    assert "pdfuaid" in metadata
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "annual report for 2023" in pdf.metadata.title
    assert kinds(root["/StructTreeRoot"]) >= {"/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD"}


def kinds(element) -> set[str]:
    """Return the kinds of all that a tree of structure holds."""
    return {one["/S"] for one in elements(element) if "/S" in one}


def elements(element) -> list:
    """Return all that a tree of structure holds."""
    found, waiting = [], [element]
    while waiting:
        one = waiting.pop().get_object()
        if isinstance(one, list):
            waiting += one
        elif hasattr(one, "get"):
            found.append(one)
            waiting += [one["/K"]] if "/K" in one else []
    return found


def test_pdf_embeds_its_letters_and_holds_the_numbers(pdf: pypdf.PdfReader) -> None:
    fonts = [font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()]
    descriptors = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    words = " ".join(page.extract_text() for page in pdf.pages)

    assert fonts
    assert all({"/FontFile2", "/FontFile3"} & set(one) for one in descriptors)
    assert "In short" in words
    assert "Plan by plan" in words


def test_pdf_holds_what_the_register_says_as_text(pdf: pypdf.PdfReader) -> None:
    assert "<script" in "".join(page.extract_text() for page in pdf.pages)
    assert not [page for page in pdf.pages if "/Annots" in page]


def test_headings_of_columns_are_marked_as_such(pdf: pypdf.PdfReader) -> None:
    scopes = [one["/A"] for one in elements(pdf.trailer["/Root"]["/StructTreeRoot"]) if one.get("/S") == "/TH"]

    assert scopes
    assert all("/Column" in str(scope) for scope in scopes)


def test_same_register_gives_the_same_bytes(register) -> None:
    assert paper.pdf_of(year_of(2010, TODAY)) == paper.pdf_of(year_of(2010, TODAY))


def test_pdf_that_takes_too_long_is_given_up_with_a_sentence(register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "WAIT_SECONDS", 0.01)

    with pytest.raises(paper.NoPdf, match="took too long"):
        paper.pdf_of(year_of(2010, TODAY))


def test_pdf_that_cannot_be_made_is_said_so(register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "COMMAND", ("false",))

    with pytest.raises(paper.NoPdf, match="could not be made"):
        paper.pdf_of(year_of(2010, TODAY))
