"""The first screen: whose cases are mine, what is due, and what to do where nothing is."""

import pytest

from tests.interfaces.website import reading
from tideturn.engines.pathways.entries import Kind
from tideturn.interfaces.workspace.pages import listing

pytestmark = pytest.mark.django_db
MINE = "/workspace/"


def test_row_says_who_which_and_by_when_in_words(browser, mine):
    answer = browser.get(MINE)

    words = reading.words(answer)
    assert "Robin Marsh" in words
    assert mine.reference in words
    assert "First try to reach the person" in words or "Look at it together" in words
    assert "Due " in words
    assert f"/workspace/cases/{mine.pk}/contact/" in answer.content.decode()


def test_neither_name_nor_reference_stands_in_a_title(browser, mine):
    for address in (MINE, "/workspace/board/", f"/workspace/cases/{mine.pk}/", f"/workspace/cases/{mine.pk}/contact/"):
        title = browser.get(address).content.decode().split("<title>")[1].split("</title>")[0]
        assert "Robin" not in title
        assert "Marsh" not in title
        assert mine.reference not in title


def test_what_is_over_says_so_in_words_beside_its_colour(browser, mine, overdue):
    overdue(mine, 2)
    answer = browser.get(MINE)

    assert "Overdue 2 hours over" in reading.words(answer)
    assert "tw-case--over" in answer.content.decode()


def test_lead_offered_to_me_comes_before_what_is_due_first(browser, mine, received, write, wyn, duty_lead, overdue):
    overdue(mine)
    offered = received(hours_ago=30, given_name="Kim")
    write(offered, duty_lead, Kind.LEAD_OFFERED, to=wyn.pk)

    answer = browser.get(MINE)
    content = answer.content.decode()
    assert "You are asked to become the lead" in reading.words(answer)
    assert content.index(f"cases/{offered.pk}/contact/") < content.index(f"cases/{mine.pk}/contact/")


def test_somebody_without_a_name_is_said_not_to_be_known(browser, received, write, wyn, duty_lead):
    nobody = received(known=False)
    write(nobody, duty_lead, Kind.LEAD_OFFERED, to=wyn.pk)

    assert "Not known by name" in reading.words(browser.get(MINE))


def test_nothing_of_mine_says_what_to_do(browser):
    words = reading.words(browser.get(MINE))

    assert "No case is yours at present." in words
    assert "See what waits on the team board" in words


def test_role_that_reads_no_case_is_told_where_to_go(northmark, sign_in, mine):
    answer = sign_in(northmark.user("Ada", "administrator")).get(MINE)

    assert answer.status_code == 200
    assert "Your role reads no case." in reading.words(answer)
    assert '<li><a href="/workspace/administration/">' in answer.content.decode()
    assert mine.reference not in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "room"),
    [("plan-editor", "plans"), ("area-lead", "plans"), ("plan-reviewer", "plans"), ("directory-editor", "directory")],
)
def test_role_whose_work_lies_elsewhere_begins_there(northmark, sign_in, role, room):
    answer = sign_in(northmark.user("Eda", role)).get(MINE)

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/workspace/{room}/")


def test_long_list_comes_a_page_at_a_time(browser, mine, received, write, wyn, duty_lead, monkeypatch):
    monkeypatch.setattr(listing.paged, "__defaults__", (1,))
    other = received(hours_ago=30, given_name="Kim")
    write(other, duty_lead, Kind.LEAD_OFFERED, to=wyn.pk)
    write(other, wyn, Kind.LEAD_ACCEPTED)

    first, second = browser.get(MINE).content.decode(), browser.get(f"{MINE}?page=2").content.decode()
    assert (f"cases/{mine.pk}/contact/" in first) is not (f"cases/{mine.pk}/contact/" in second)
    assert (f"cases/{other.pk}/contact/" in first) is not (f"cases/{other.pk}/contact/" in second)
    assert "1 to 1 of 2" in first


@pytest.mark.parametrize("page", ["0", "-1", "two", "3", "99999999999", "1.5"])
def test_page_that_is_none_is_refused_in_words(browser, mine, page):
    answer = browser.get(MINE, {"page": page})

    assert answer.status_code == 400
    assert "page" in reading.words(answer)
