"""The page on which a draft is asked for, and its PDF."""

import pytest
from django.test import Client

from tests.interfaces.website.reading import words
from tideturn.interfaces.joint.reporting.paper import NoPdf
from tideturn.interfaces.website.data.kept import KeptFiles


def test_page_offers_every_year_and_writes_the_draft_of_one(visitor: Client) -> None:
    asked, draft = words(visitor.get("/report/")), words(visitor.get("/report/?year=2023"))

    assert "2010" in asked
    assert "In short" not in asked
    assert "annual report for 2023, draft" in draft
    assert "As known on 31 December 2023" in draft


@pytest.mark.parametrize(
    ("year", "status"), [("2009", 404), ("2999", 404), ("soon", 400), ("٢٠٢٣", 400), ("20231", 400)]
)
def test_year_that_cannot_be_meant_is_answered_in_words(visitor: Client, year: str, status: int) -> None:
    assert visitor.get("/report/", {"year": year}).status_code == status


def test_draft_of_an_early_day_offers_no_later_year(visitor: Client) -> None:
    assert visitor.get("/report/?year=2023&as_of=2017-01-01").status_code == 404


def test_pdf_is_made_once_for_a_version(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    monkeypatch.setattr(
        "tideturn.interfaces.website.pages.reports.pdf_of", lambda year: made.append(year.year) or b"%PDF-1.7"
    )
    monkeypatch.setattr("tideturn.interfaces.website.pages.reports.papers", KeptFiles())
    first, second = visitor.get("/report/2021.pdf"), visitor.get("/report/2021.pdf?as_of=2022-02-02")
    same = visitor.get("/report/2021.pdf", headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Content-Type"] == "application/pdf"
    assert b"".join(second.streaming_content) == b"%PDF-1.7"
    assert made == [2021]
    assert same.status_code == 304


def test_pdf_that_was_not_made_is_said_so_and_may_be_asked_for_again(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(year):
        raise NoPdf("The PDF took too long.")

    monkeypatch.setattr("tideturn.interfaces.website.pages.reports.pdf_of", nothing)
    monkeypatch.setattr("tideturn.interfaces.website.pages.reports.papers", KeptFiles())
    answer = visitor.get("/report/2020.pdf")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "The PDF took too long." in words(answer)
