"""A case of which only a part was shared: what is not theirs is absent, and gone when the ground is gone."""

import pytest

from tests.interfaces.website import reading
from tests.interfaces.workspace.cases.conftest import PURPOSE
from tideturn.engines.pathways.entries import Kind
from tideturn.foundations.access.acting import acting
from tideturn.foundations.access.signing_in import actor_for
from tideturn.foundations.sharing import actions as sharing
from tideturn.foundations.sharing.words import Stance

pytestmark = pytest.mark.django_db
SHARED = "/workspace/shared/"


@pytest.fixture
def southerner(sol, sign_in):
    """The browser of somebody of the other agency."""
    return sign_in(sol)


def test_referred_case_stands_on_a_page_of_its_own(southerner, referred):
    words = reading.words(southerner.get(SHARED))

    assert referred.reference in words
    assert "Robin Marsh" in words
    assert "Your teams have no open case." in reading.words(southerner.get("/workspace/board/"))


def test_ground_of_a_referral_is_told(southerner, referred):
    words = reading.words(southerner.get(f"/workspace/cases/{referred.pk}/"))

    assert "It was referred to you, under a sharing agreement." in words
    assert "North and South (invented)" in words


def test_what_is_the_teams_own_business_is_absent(southerner, referred, write, wyn, make_place, browser):
    third = make_place("Eastmark outreach", "EM-A03")
    write(referred, wyn, Kind.REFERRAL_SENT, to_team=str(third.team.pk), why="Another matter (invented).")
    write(referred, wyn, Kind.TASK_ADDED, title="Ask the landlord")
    write(referred, wyn, Kind.NOTE_ADDED, text="Prefers mornings (invented).")
    address = f"/workspace/cases/{referred.pk}/"
    absent = ("What you may do next", "Ask the landlord", "Another matter", "Eastmark", "Asked to become the lead")

    theirs, ours = reading.words(southerner.get(address)), reading.words(browser.get(address))
    assert [said for said in absent if said in theirs] == []
    assert [said for said in absent if said not in ours] == []
    assert "Prefers mornings (invented)." in theirs
    assert "Needs a bed (invented)." in theirs


def test_other_agency_may_log_a_contact_it_made(southerner, referred, sol):
    page = southerner.get(f"/workspace/cases/{referred.pk}/contact/")
    entry = page.content.decode().split('name="entry" value="')[1].split('"')[0]
    answer = southerner.post(
        f"/workspace/cases/{referred.pk}/contact/",
        {"entry": entry, "channel": "phone", "result": "spoke", "note": "", "at": ""},
    )

    assert answer.status_code == 302
    assert "Saved: Phone call: Spoke with the person" in reading.words(southerner.get(answer.url))


def test_objection_ends_the_sight_on_the_next_read(southerner, referred, wyn):
    address = f"/workspace/cases/{referred.pk}/"
    assert southerner.get(address).status_code == 200

    with acting(actor_for(wyn, purpose=PURPOSE)) as by:
        sharing.record_wish(person=referred.person, stance=Stance.OBJECTS, by=by)

    assert southerner.get(address).status_code == 404
    assert referred.reference not in reading.words(southerner.get(SHARED))


def test_nothing_shared_says_so(browser):
    assert "Nothing is shared with you at present." in reading.words(browser.get(SHARED))
