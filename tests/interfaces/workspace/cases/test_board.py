"""The board of my teams, narrowed, counted, and taken away as a table."""

import csv
import io

import pytest

from tests.interfaces.website import reading
from tideturn.engines.pathways.entries import Kind
from tideturn.foundations.access.models import User

pytestmark = pytest.mark.django_db
BOARD, TABLE = "/workspace/board/", "/workspace/board/cases.csv"


@pytest.fixture
def two(mine, received, overdue):
    """A case of Wyn's that is overdue, and one that waits for a lead."""
    overdue(mine)
    return mine, received(hours_ago=30, given_name="Kim")


def test_board_shows_every_open_case_of_the_team_due_first(browser, two):
    words = reading.words(browser.get(BOARD))

    assert "2 open cases, 1 overdue" in words
    assert words.index(two[0].reference) < words.index(two[1].reference)
    assert "Dana (duty lead)" in words


@pytest.mark.parametrize(
    ("asked", "shown"),
    [({"overdue": "yes"}, [0]), ({"stage": "received"}, [0, 1]), ({"stage": "offer"}, []), ({"stage": ""}, [0, 1])],
)
def test_board_is_narrowed(browser, two, asked, shown):
    answer = browser.get(BOARD, asked)

    words = reading.words(answer)
    assert [place for place, case in enumerate(two) if case.reference in words] == shown
    assert "2 open cases, 1 overdue" in words


def test_board_is_narrowed_to_a_lead_and_the_duty_lead_has_what_nobody_has(browser, two, wyn, duty_lead):
    of_wyn, of_duty = (reading.words(browser.get(BOARD, {"lead": who})) for who in (wyn.pk, duty_lead.user_id))

    assert (two[0].reference in of_wyn, two[1].reference in of_wyn) == (True, False)
    assert (two[0].reference in of_duty, two[1].reference in of_duty) == (False, True)


@pytest.mark.parametrize(
    "asked", [{"stage": "nowhere"}, {"lead": "Robin"}, {"lead": "9" * 30}, {"overdue": "maybe"}, {"lead": "١"}]
)
@pytest.mark.parametrize("address", [BOARD, TABLE])
def test_what_cannot_be_asked_is_refused_in_words(browser, two, address, asked):
    answer = browser.get(address, asked)

    assert answer.status_code == 400
    assert "That cannot be answered" in reading.words(answer)
    assert two[0].reference not in answer.content.decode()


def rows(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_table_has_the_cases_asked_for_and_nobody_who_was_reported(browser, two):
    everything, over = rows(browser.get(TABLE)), rows(browser.get(TABLE, {"overdue": "yes"}))

    assert [row[0] for row in everything[1:]] == [case.reference for case in two]
    assert [row[0] for row in over[1:]] == [two[0].reference]
    assert "Robin" not in str(everything)


@pytest.mark.parametrize("name", ["=1+1", "+44", "-1", "@sum", "\t=1", "＝1"])
def test_cell_that_a_spreadsheet_would_run_is_text(browser, two, wyn, name):
    User.objects.filter(pk=wyn.pk).update(display_name=name)

    assert f"'{name}" in [row[3] for row in rows(browser.get(TABLE))]


def test_manager_sees_the_board_of_the_whole_agency(northmark, sign_in, two):
    manager = sign_in(northmark.user("Mo", "agency-manager", in_team=False))

    assert "2 open cases" in reading.words(manager.get(BOARD))


def test_empty_board_says_what_will_appear(browser):
    assert "Your teams have no open case." in reading.words(browser.get(BOARD))


def test_closed_case_leaves_the_board(browser, mine, write, duty_lead):
    closing = {"outcome": "not-an-overdose", "reason": "reported-in-error", "answers": {"closing-note": "A mistake."}}
    write(mine, duty_lead, Kind.MOVED, move="close-without-contact", **closing)

    assert mine.reference not in reading.words(browser.get(BOARD)).split("Raised")[0]
    closed = reading.words(browser.get(f"/workspace/cases/{mine.pk}/"))
    assert "It turned out not to have been an overdose." in closed
    assert "Log a contact" not in closed
