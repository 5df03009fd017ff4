"""The page of money: every sum, its totals, and words where something is not stated."""

from django.test import Client

from tests.interfaces.website.reading import words
from tests.interfaces.website.test_downloads import read


def test_page_says_what_is_counted_what_is_not_and_what_is_missing(visitor: Client) -> None:
    said = words(visitor.get("/money/"))

    assert "A sum is named for 2 things asked or promised, of" in said
    assert "what it costs is missing, and is not nought" in said
    assert "part of over £3.5 million, and counted there" in said
    assert "not added: the same sum stands in OD-2." in said
    assert "£3,500,000, said only roughly" in said
    assert "no sum named" in said


def test_page_of_a_day_without_money_says_so(visitor: Client) -> None:
    answer = visitor.get("/money/?as_of=2010-12-31")

    assert "A sum is named for 0 things asked or promised" in words(answer)
    assert b'id="sums"' not in answer.content


def test_pages_of_a_day_before_every_plan_say_that_nothing_was_there(visitor: Client) -> None:
    assert "Nothing was asked or promised by then." in words(visitor.get("/money/?as_of=1999-12-31"))
    assert "Nobody is named in the plans published by then." in words(visitor.get("/bodies/?as_of=1999-12-31"))


def test_downloads_hold_every_sum_and_every_total(visitor: Client) -> None:
    sums, totals = read(visitor.get("/money/sums.csv")), read(visitor.get("/money/totals.csv"))

    assert len(sums) == 7
    assert {row["to"] for row in sums} == {"Southhaven Partnership", "not stated"}
    assert {row["by"] for row in totals} == {"plan", "recipient", "period"}
    assert [row["in all"] for row in totals if row["which"] == "Southhaven Partnership"] == [
        "£1,000,000, said only roughly"
    ]


def test_commitment_says_to_whom_and_why_a_sum_is_not_added(visitor: Client) -> None:
    said = words(visitor.get("/plans/answer-2023/EA-01/"))

    assert "to Southhaven Partnership" in said
    assert "not added to any total: the same sum stands in OD-2." in said
