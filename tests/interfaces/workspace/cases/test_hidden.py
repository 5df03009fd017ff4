"""A case that is not one's own to see is absent: no byte, count, order or page tells that it is there."""

import uuid
from datetime import UTC, datetime

import pytest

from tests.interfaces.workspace.cases.conftest import entries, masked
from tideturn.engines.pathways.entries import Kind
from tideturn.interfaces.workspace.pages import board, case, listing, notices

pytestmark = pytest.mark.django_db
PAGES = ("/workspace/", "/workspace/board/", "/workspace/board/?overdue=yes", "/workspace/board/cases.csv",
         "/workspace/shared/", "/workspace/notices/", "/workspace/cases/{}/", "/workspace/cases/{}/contact/",
         "/workspace/board/?page=2")  # fmt: skip
OF_A_CASE = ("", "contact/", "note/", "naloxone/", "contact-wish/")


@pytest.fixture
def standing_time(monkeypatch):
    """A moment at which all pages are made, so that no minute passes between two of them."""
    now = datetime.now(UTC)
    for module in (board, case, listing, notices):
        monkeypatch.setattr(module, "database_now", lambda: now)


def test_another_agencys_case_changes_no_byte(browser, mine, received, southmark, standing_time):
    before = {address: browser.get(address.format(mine.pk)) for address in PAGES}
    for hours_ago, told in ((1, {}), (1.1, {"chi": "1904851231"}), (40, {"given_name": "Kim"})):
        received("EM-A02", hours_ago, **told)

    for address, answer in before.items():
        again = browser.get(address.format(mine.pk))
        assert again.status_code == answer.status_code
        assert masked(again.content) == masked(answer.content), address


def test_own_case_does_change_them(browser, mine, received, standing_time):
    before = masked(browser.get("/workspace/board/").content)
    received(hours_ago=40)

    assert masked(browser.get("/workspace/board/").content) != before


def test_hidden_case_answers_as_one_that_never_was(browser, mine, received, southmark):
    hidden = received("EM-A02", 40)
    for part in OF_A_CASE:
        theirs, none = (browser.get(f"/workspace/cases/{id_}/{part}") for id_ in (hidden.pk, uuid.uuid4()))

        assert (theirs.status_code, none.status_code) == (404, 404)
        assert masked(theirs.content) == masked(none.content)


def test_hidden_case_takes_nothing_and_says_no_more_than_one_that_never_was(browser, mine, received, southmark):
    hidden = received("EM-A02", 40)
    filled = {"entry": str(uuid.uuid4()), "channel": "visit", "result": "spoke", "text": "x", "wish": "refused"}
    for part in OF_A_CASE[1:]:
        theirs, none = (browser.post(f"/workspace/cases/{id_}/{part}", filled) for id_ in (hidden.pk, uuid.uuid4()))

        assert (theirs.status_code, none.status_code) == (404, 404)
        assert masked(theirs.content) == masked(none.content)
    assert [entry.kind for entry in entries(hidden)] == [Kind.OPENED]


def test_refused_form_of_a_hidden_case_is_not_told_from_one_that_never_was(browser, mine, received, southmark):
    hidden = received("EM-A02", 40)
    theirs, none = (
        browser.post(f"/workspace/cases/{id_}/contact/", {"entry": "?"}) for id_ in (hidden.pk, uuid.uuid4())
    )

    assert (theirs.status_code, none.status_code) == (404, 404)


def test_somebody_who_is_not_signed_in_is_asked_to(client, mine, received, southmark):
    for id_ in (mine.pk, received("EM-A02", 40).pk, uuid.uuid4()):
        assert client.get(f"/workspace/cases/{id_}/").url == f"/workspace/sign-in/?next=/workspace/cases/{id_}/"
