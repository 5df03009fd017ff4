"""Whatever is asked, the answer is a page of plain words: never a traceback, never a fault of the server."""

import pytest
from django.test import Client

from tests.interfaces.website import reading

BAD = [
    ("/?as_of=2022-13-01", 400, "There is no day “2022-13-01” in the calendar."),
    ("/?as_of=2023-02-29", 400, "There is no day"),
    ("/?as_of=tomorrow", 400, "“tomorrow” is not a day."),
    ("/?as_of=20220721", 400, "Write the day as year-month-day"),
    ("/?as_of=0001-01-01", 400, "too far off"),
    ("/?as_of=9999-12-31", 400, "too far off"),
    ("/?as_of=%00", 400, "is not a day"),
    ("/?as_of=%EF%BC%92022-01-01", 400, "is not a day"),
    ("/plans/nope/", 404, "There is no plan called nope."),
    ("/plans/%00/", 404, "There is no page at this address."),
    ("/plans/listening-report-2022/NOPE/", 404, "There is no commitment NOPE"),
    ("/plans/listening-report-2022/%F0%9F%98%80/", 404, "There is no page"),
    ("/plans/listening-report-2022/?as_of=2010-01-01", 404, "was not yet published on 1 January 2010"),
    ("/plans/listening-report-2022/LR-01/?as_of=2010-01-01", 404, "published by 1 January 2010"),
    ("/plans/listening-report-2022/?status=banana", 400, "“banana” is not something that “status” can be."),
    ("/plans/listening-report-2022/?owner=%00", 400, "is not something that “owner” can be"),
    ("/owners/nope/", 404, "Nobody called nope"),
    ("/owners/%D0%B6/", 404, "There is no page"),
    ("/search/?plan=nope", 400, "It can be: first-steps-2010"),
    ("/search/?timing=late", 400, "overdue"),
    ("/search/?page=0", 400, "is not the number of a page"),
    ("/search/?page=-1", 400, "is not the number of a page"),
    ("/search/?page=two", 400, "is not the number of a page"),
    ("/search/?page=99999999999999999999", 400, "is not the number of a page"),
    ("/search/?page=%D9%A3", 400, "is not the number of a page"),
    ("/search/?page=4000", 404, "this list ends with page"),
    ("/search/results.csv?status=x", 400, "is not something"),
    ("/plans/nope/commitments.csv", 404, "There is no plan called nope."),
    ("/owners/nope/commitments.csv", 404, "Nobody called nope"),
    ("/changes/?since=%00", 400, "is not a day"),
    ("/changes/?since=9999-12-31", 400, "too far off"),
    ("/changes/changes.csv?since=2023-02-29", 400, "There is no day"),
    ("/changes/?page=9", 404, "this list ends with page"),
    ("/money/?page=9", 404, "this list ends with page"),
    ("/areas/northmark/?page=x", 400, "is not the number of a page"),
    ("/themes/nope/story.csv", 404, "There is no theme called nope."),
    ("/themes/waiting/?plan=%00", 400, "is not something"),
    ("/report/?year=%00", 400, "is not a year"),
    ("/report/0000.pdf", 404, "There is nothing to report of 0"),
    ("/data/plans/nope/everything.json", 404, "There is no plan called nope."),
    ("/data/register/secrets.json", 404, "There is no file secrets.json."),
    ("/plans/nope/due.ics", 404, "There is no plan called nope."),
    ("/nowhere/at/all/", 404, "Addresses here are for ever"),
]
ODD_BUT_FINE = [
    "/?as_of=",
    "/?as_of=%20",
    "/?as_of=2199-12-31",
    "/?as_of=1900-01-01",
    "/search/?q=%00kit",
    "/search/?q=" + "x" * 6000,
    "/search/?q=" + "kit%20" * 500,
    "/search/?q=%F0%9F%92%A9",
    "/search/?q=%ff%fe",
    "/search/?q=%22unbalanced",
    "/search/?q=-",
    "/search/?q=!!!%20%26%20%7C%20:*%20(",
    "/search/?q='%20or%201=1--",
    "/search/?q=%E2%80%AEtik",
    "/search/?q=&plan=&owner=&page=&as_of=",
    "/search/?unknown=yes&utm_source=x",
    "/search/?q=a&q=b",
    *(
        f"{address}?as_of={day}"
        for address in (
            "/changes/",
            "/themes/",
            "/themes/waiting/",
            "/areas/",
            "/bodies/",
            "/money/",
            "/data/",
            "/report/",
        )
        for day in ("1900-01-01", "2200-12-31")
    ),
    "/changes/?since=2200-12-31&as_of=1900-01-01",
]


@pytest.mark.parametrize(("address", "status", "said"), BAD)
def test_bad_question_is_answered_in_words(visitor: Client, address: str, status: int, said: str) -> None:
    answer = visitor.get(address)

    assert answer.status_code == status
    assert said in reading.words(answer)
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize("address", ODD_BUT_FINE)
def test_odd_question_is_answered(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 200


def test_page_of_a_day_before_every_plan_says_that_nothing_is_held(visitor: Client) -> None:
    assert "No plan that is held was published by 1 January 1900." in reading.words(visitor.get("/?as_of=1900-01-01"))


def test_writing_to_a_page_is_refused(visitor: Client) -> None:
    assert visitor.post("/").status_code == 405


def test_unknown_host_is_refused_in_words(register) -> None:
    answer = Client(raise_request_exception=False).get("/", headers={"host": "elsewhere.example"})

    assert answer.status_code == 400
    assert "cannot" in reading.words(answer)


def test_fault_of_ours_is_answered_in_words_without_the_database(monkeypatch, register) -> None:
    from tideturn.interfaces.website.pages import home

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(home.queries, "plans", fails)
    answer = Client(raise_request_exception=False).get("/")

    assert answer.status_code == 500
    assert "The fault is with this site" in reading.words(answer)
    assert b"planted" not in answer.content
