"""The lists of the directory: what is unchecked, what a feed would change, what is lacking, what nobody lists."""

import re
from datetime import UTC, datetime

import pytest
import time_machine

from tests.engines.directory.conftest import BY, entities, service
from tests.engines.directory.upkeep import HARBOUR, WARM
from tideturn.engines.directory.actions import reminding
from tideturn.engines.directory.actions.arriving import propose
from tideturn.engines.directory.models import Service, Steward
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.delivery.models import Message
from tideturn.foundations.delivery.signed_links import signed

BASE = "/workspace/directory/"
FEED = f"{BASE}feeds/northmark/"


def arrives(*contents):
    with acting(BY):
        return propose(source_id="northmark", name="feed.json", entities=entities(*contents), form={}, by=BY)


def test_entries_are_listed_for_their_keepers_alone(room):
    assert "Warm Door" in room.editor.get(BASE).content.decode()
    assert "Warm Door" in room.approver.get(BASE).content.decode()
    assert "Warm Door" not in room.elsewhere.get(BASE).content.decode()


@pytest.mark.parametrize("page", ["", "edit/", "hours/0/"])
def test_an_entry_of_another_area_is_as_if_it_were_not_there(room, page):
    assert room.editor.get(room.at(page)).status_code == 200
    assert room.elsewhere.get(room.at(page)).status_code == 404


def test_an_entry_says_how_sure_it_is_and_whose_word_each_field_is(room):
    shown = room.editor.get(room.at()).content.decode()
    assert "Checked on 15 January 2026" in shown
    assert "Northmark Partnership (invented), checked on 15 January 2026" in shown


def test_still_right_is_one_button(room):
    assert room.editor.post(room.at("right/")).status_code == 302

    after = Service.objects.get(pk=room.service.pk)
    assert after.checked_on > room.service.checked_on
    assert after.provenance["email"]["source"] == "northmark"


def test_a_feed_shows_what_it_would_change_and_is_brought_in_after_a_second_look(room):
    arrives({**WARM, "email": "new@harbour.example"}, service("Night Line (invented)"))
    page = room.approver.get(FEED).content.decode()
    assert "Night Line" in page
    assert re.search(r"Changed:</strong> Warm Door.*?E-mail", page, re.DOTALL)
    assert room.elsewhere.get(FEED).status_code == 404

    assert room.approver.get(f"{FEED}apply/").status_code == 200
    assert Service.objects.count() == 1
    assert room.approver.post(f"{FEED}apply/").status_code == 302
    assert Service.objects.count() == 2

    assert room.approver.post(f"{FEED}undo/").status_code == 302
    assert Service.objects.count() == 1
    assert Service.objects.get().document == room.service.document


def test_a_feed_is_refused_and_what_is_decided_is_not_decided_again(room):
    arrives(service("Night Line (invented)"))

    assert room.approver.post(f"{FEED}refuse/").status_code == 302
    assert room.approver.post(f"{FEED}apply/").status_code == 400
    assert room.approver.get(f"{FEED}burn/").status_code == 404
    assert Service.objects.count() == 1


def test_too_much_for_a_page_is_left_to_the_command(room, monkeypatch):
    arrives({**WARM, "email": "new@harbour.example"}, service("Night Line (invented)"))
    monkeypatch.setattr("tideturn.interfaces.workspace.pages.directory.sources.AT_MOST", 1)

    assert "by command" in room.approver.get(FEED).content.decode()
    assert room.approver.post(f"{FEED}apply/").status_code == 400
    assert Service.objects.count() == 1


def test_what_nobody_lists_is_kept_or_withdrawn_with_a_reason(room, bring):
    bring()
    assert "Warm Door" in room.approver.get(f"{BASE}unlisted/").content.decode()
    assert room.approver.post(room.at("decide/"), {"fate": "withdraw"}).status_code == 422
    assert room.approver.post(room.at("decide/"), {"fate": "withdraw", "reason": "Closed in May."}).status_code == 302

    assert "Closed in May." in room.editor.get(room.at()).content.decode()
    assert "Warm Door" not in room.approver.get(f"{BASE}unlisted/").content.decode()
    assert room.editor.post(room.at("back/")).status_code == 403
    assert room.approver.post(room.at("back/")).status_code == 302
    assert room.approver.post(room.at("decide/"), {"fate": "keep"}).status_code == 302
    assert Service.objects.get(pk=room.service.pk).unlisted_since is None


def test_lacking_kinds_are_named_and_each_count_leads_to_its_list(room):
    page = room.approver.get(f"{BASE}coverage/").content.decode()
    assert "Not listed in Northmark" in page
    assert "Southhaven" not in page
    assert "Southhaven" in room.approver.get(f"{BASE}coverage/?all").content.decode()

    assert room.approver.get(f"{BASE}coverage/northmark/naloxone/").status_code == 200
    assert room.approver.get(f"{BASE}coverage/atlantis/naloxone/").status_code == 404
    table = room.approver.get(f"{BASE}coverage.csv").content.decode()
    assert table.splitlines()[0].endswith("Northmark,Midvale,Southhaven,In no area")


def test_the_partnership_says_who_keeps_what(room):
    with acting(BY):
        steward = Steward.objects.get()
    page = room.approver.get(f"{BASE}keepers/").content.decode()
    assert "Harbour Lights (invented)" in page
    assert "desk@harbour.example" in page
    assert room.elsewhere.post(f"{BASE}keepers/{steward.pk}/end/").status_code == 404
    assert room.approver.post(f"{BASE}keepers/{steward.pk}/end/").status_code == 302
    assert "Warm Door" not in room.editor.get(BASE).content.decode()

    asked = {"agency": steward.agency_id, "contact": "the desk"}
    assert room.approver.post(f"{BASE}keepers/{HARBOUR}/", asked).status_code == 422
    assert room.approver.post(f"{BASE}keepers/{HARBOUR}/", {**asked, "contact": "a@b.example"}).status_code == 302
    assert "Warm Door" in room.editor.get(BASE).content.decode()


def test_the_link_of_a_reminder_opens_a_page_with_one_button_and_no_password(room, client):
    with time_machine.travel(datetime(2026, 11, 15, 9, tzinfo=UTC), tick=True):
        reminding.keep_up()
        with acting(system_actor("delivery")):
            address = signed(Message.objects.get(kind="still-right").link)
        page = client.get(address)
        assert page.status_code == 200
        assert page.content.decode().count('<button class="ds_button"') == 1
        assert Service.objects.get(pk=room.service.pk).checked_on == room.service.checked_on

        assert client.post(address).status_code == 200
        assert Service.objects.get(pk=room.service.pk).checked_on.isoformat() == "2026-11-15"
        assert client.post(address).status_code == 404
    assert client.get(address.replace("still-right/", "still-right/x", 1)).status_code in (302, 404)
    assert client.get(f"{address[:-3]}xx/").status_code == 404
