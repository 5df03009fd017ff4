"""What was raised to somebody, until they say that they have seen it."""

import uuid

import pytest
from django.utils import timezone

from tests.interfaces.website import reading
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Notice
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.models import Team
from tideturn.interfaces.workspace.presenters import notices

pytestmark = pytest.mark.django_db
ALL = "/workspace/notices/"


@pytest.fixture
def offered(received, write, wyn, duty_lead):
    """A case whose lead Wyn is asked to become: the notice of it."""
    case = received()
    write(case, duty_lead, Kind.LEAD_OFFERED, to=wyn.pk)
    return of(case.pk, "lead-offered")


def of(case, kind):
    with acting(system_actor("clocks")):
        return Notice.objects.get(case_id=case, kind=kind)


def test_notice_stands_on_the_first_screen_until_it_is_seen(browser, offered, wyn):
    assert "Raised to you" in reading.words(browser.get("/workspace/"))

    answer = browser.post(f"/workspace/notices/{offered.pk}/seen/", {"from": "notices"})

    assert answer.url == ALL
    assert "You have seen all" in reading.words(browser.get(ALL))
    seen = of(offered.case_id, "lead-offered")
    assert (seen.seen_by_id, seen.seen_at is not None) == (wyn.pk, True)


def test_seen_twice_stays_as_it_was(browser, offered):
    for _time in range(2):
        assert browser.post(f"/workspace/notices/{offered.pk}/seen/").url == "/workspace/"


def test_notice_of_others_is_not_there(browser, offered, sol, sign_in):
    stranger = sign_in(sol)

    assert stranger.post(f"/workspace/notices/{offered.pk}/seen/").status_code == 404
    assert stranger.post(f"/workspace/notices/{uuid.uuid4()}/seen/").status_code == 404
    assert of(offered.case_id, "lead-offered").seen_at is None
    assert offered.reference not in reading.words(stranger.get(ALL))


def test_looking_is_not_saying_that_it_was_seen(browser, offered):
    assert browser.get(f"/workspace/notices/{offered.pk}/seen/").status_code == 405
    browser.get(ALL)

    assert of(offered.case_id, "lead-offered").seen_at is None


def test_what_has_run_out_stands_before_what_merely_happened():
    def notice(kind: str) -> Notice:
        return Notice(kind=kind, words="", case_id=uuid.uuid4(), holder=Team(name="X"), raised_at=timezone.now())

    raised = [notice("case-assigned"), notice("clock-raised"), notice("clock-warning"), notice("poison-clock")]

    rows = notices.rows_of(raised, set(), timezone.now())

    assert [row.case_id for row in rows] == [raised[place].case_id for place in (1, 3, 0, 2)]


def test_notice_of_a_closed_case_is_past_and_last_and_not_counted(browser, received, write, wyn, duty_lead):
    closed, goes_on = received(), received(hours_ago=40)
    for case in (closed, goes_on):
        write(case, duty_lead, Kind.LEAD_OFFERED, to=wyn.pk)
    ending = {"outcome": "other-area", "reason": "other-team-accepted", "answers": {"closing-note": "Moved."}}
    write(closed, duty_lead, Kind.MOVED, move="close-without-contact", **ending)
    first, every = reading.words(browser.get("/workspace/")), browser.get(ALL).content.decode()

    assert "Raised to you: 1" in first
    assert "1 more about a case that is over" in first
    assert every.index(goes_on.reference) < every.index(closed.reference)
    assert every.count("The case is over.") == 1
    assert "tw-notice--past" in every
