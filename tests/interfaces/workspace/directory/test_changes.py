"""An entry is changed by a form, looked at, and decided by the partnership."""

import re

import pytest

from tests.engines.directory.upkeep import WARM
from tideturn.engines.directory.models import Edit, Listing, Service
from tideturn.engines.directory.ours import Ours, read
from tideturn.engines.directory.week import week_of
from tideturn.foundations.access.acting import acting, system_actor

CHANGE = "/workspace/directory/changes/"
WEEK = {"tuesday": "9:00-12:30 and 13.30 to 17:00", "friday": "20:00 to 02:00", "sunday": "all day"}


def filled(room, **changes):
    """Return what the form of the entry posts as it stands, with changes."""
    page = room.editor.get(room.at("edit/")).content.decode()
    fields = dict(re.findall(r'<input class="ds_input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page))
    texts = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</textarea>', page)
    ticked = re.findall(r'type="checkbox"[^>]*name="([^"]+)" value="([^"]+)" checked', page)
    return {**fields, **dict(texts), **{name: [value] for name, value in ticked}, **changes}


def proposed(room, page="edit/", **posted):
    answer = room.editor.post(room.at(page), posted)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def edit():
    with acting(system_actor("directory")):
        return Edit.objects.get()


def sent(room, address):
    assert room.editor.post(address, {"act": "send"}).status_code == 302
    return address


def test_form_shows_what_the_entry_says(room):
    page = room.editor.get(room.at("edit/")).content.decode()

    assert 'value="Warm Door (invented)"' in page
    assert "Tea, and somebody who listens." in page
    assert "old@harbour.example" in page


def test_only_what_differs_becomes_a_change_and_is_shown_beside_what_is_said_now(room):
    address = proposed(room, **filled(room, phone="01999 123456", kinds_of_help=["naloxone"], why="A new number."))

    assert set(edit().content) == {"phones", "attributes"}
    page = room.editor.get(address).content.decode()
    assert "01999 123456" in page
    assert "A new number." in page
    assert "Send it to the partnership" in page
    assert "Bring it into the directory" not in page
    assert room.approver.get(address).status_code == 404


def test_partnership_brings_it_in_and_everybody_sees_it(room, client):
    address = sent(room, proposed(room, **filled(room, phone="01999 123456")))
    assert "Warm Door" in room.approver.get(CHANGE).content.decode()
    assert "Nothing waits" in room.elsewhere.get(CHANGE).content.decode()

    page = room.approver.get(address).content.decode()
    assert "Northmark Partnership (invented)" not in page.partition("What changes")[2].partition("</table>")[0]
    assert room.approver.post(address, {"act": "approve"}).status_code == 302

    public = client.get(f"/open-referral/services/{room.service.pk}").json()
    assert public["phones"][0]["number"] == "01999 123456"
    assert public["tideturn"]["provenance"]["phones"]["source"] == "own"
    assert room.approver.post(address, {"act": "approve"}).status_code == 400


def test_refusing_asks_for_a_word_which_the_proposer_reads(room):
    address = sent(room, proposed(room, **filled(room, phone="01999 123456")))

    assert f'href="{CHANGE}"' in room.approver.get(address).content.decode(), "the way back to what waits"
    assert f'href="{CHANGE}"' not in room.editor.get(address).content.decode()
    refused = room.approver.post(address, {"act": "refuse"})
    assert refused.status_code == 422
    assert "Say why: whoever proposed it reads that." in refused.content.decode()
    assert room.approver.post(address, {"act": "refuse", "note": "Ring us first."}).status_code == 302
    assert "Ring us first." in room.editor.get(address).content.decode()
    desk = room.editor.get("/workspace/directory/").content.decode()
    assert f'href="{address}"' in desk.partition("Refused or taken back lately")[2]


def test_an_editor_cannot_approve_and_another_area_sees_nothing(room):
    address = sent(room, proposed(room, **filled(room, phone="01999 123456")))

    assert room.editor.post(address, {"act": "approve"}).status_code == 403
    assert room.elsewhere.post(address, {"act": "approve"}).status_code == 404
    assert Service.objects.get(pk=room.service.pk).document == room.service.document


def test_taken_back_it_is_as_it_was(room):
    address = sent(room, proposed(room, **filled(room, phone="01999 123456")))
    room.approver.post(address, {"act": "approve"})
    assert room.approver.post(address, {"act": "take-back"}).status_code == 302

    assert Service.objects.get(pk=room.service.pk).document == room.service.document


def test_hours_are_written_as_people_write_them(room):
    address = sent(room, proposed(room, "hours/0/", **WEEK))
    room.approver.post(address, {"act": "approve"})

    hours = week_of(Listing.objects.get(service=room.service).hours)
    assert [len(day) for day in hours.days] == [0, 2, 0, 0, 1, 0, 1]
    assert "09:00 to 12:30, 13:30 to 17:00" in room.editor.get(room.at("hours/0/")).content.decode()


@pytest.mark.parametrize("written", ["nine to five", "9:60 to 17:00", "25 to 26", "9:00 to", "9:00", "١٠ to 11"])
def test_hours_that_nobody_can_read_are_asked_again(room, written):
    assert room.editor.post(room.at("hours/0/"), {"monday": written}).status_code == 422


def test_a_week_without_hours_is_no_change(room):
    answer = room.editor.post(room.at("hours/0/"), {})

    assert answer.status_code == 422
    assert "at least one day" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("email", "the desk"),
        ("website", "javascript:alert(1)"),
        ("alternates", "HLP-NONE"),
        ("places_free", "2.5"),
        ("closed_why", "Flood"),
        ("listings", "palace"),
    ],
)
def test_what_is_wrong_is_asked_again_and_nothing_is_kept(room, field, value):
    assert room.editor.post(room.at("edit/"), filled(room, **{field: value})).status_code == 422
    with acting(system_actor("directory")):
        assert not Edit.objects.exists()


def test_nothing_changed_is_said(room):
    answer = room.editor.post(room.at("edit/"), filled(room))

    assert answer.status_code == 422
    assert "says already" in answer.content.decode()


def test_shut_for_a_while_and_what_is_free_stand_beside_the_entry(room):
    closed = {"closed_from-day": "1", "closed_from-month": "12", "closed_from-year": "2026"}
    until = {"closed_until-day": "8", "closed_until-month": "12", "closed_until-year": "2026", "closed_why": "Flood"}
    address = sent(
        room, proposed(room, **filled(room, **closed, **until, places_free="3", alternates=room.service.code))
    )
    room.approver.post(address, {"act": "approve"})

    after = Service.objects.get(pk=room.service.pk)
    assert after.ours["closing"] == {"first": "2026-12-01", "last": "2026-12-08", "why": "Flood"}
    assert after.ours["capacity"]["places"] == 3
    assert after.ours["alternates"] == [str(after.pk)]
    assert after.document["alert"].startswith("Closed from 1 December 2026 to 8 December 2026.")
    page = room.editor.get(room.at("edit/")).content.decode()
    assert 'value="Flood"' in page


def test_what_holds_when_it_is_shut_is_asked_shown_as_a_difference_and_given_to_programs(room, client):
    ring = "Ring the night line, 01632 960111 (invented)."
    address = sent(room, proposed(room, **filled(room, holidays="open", out_of_hours=ring)))
    table = room.approver.get(address).content.decode().partition("What changes")[2].partition("</table>")[0]
    assert "On public holidays" in table
    assert "Open as on other days" in table
    assert ring in table
    room.approver.post(address, {"act": "approve"})

    assert read(Service.objects.get(pk=room.service.pk).ours) == Ours(shut_on_holidays=False, out_of_hours=ring)
    beside = client.get(f"/open-referral/services/{room.service.pk}").json()["tideturn"]
    assert (beside["holidays"], beside["out_of_hours"]) == ("open", ring)
    assert ring in client.get(f"/help/{room.service.code}/").content.decode()


def test_what_was_said_of_holidays_is_taken_back_by_saying_nothing(room):
    address = sent(room, proposed(room, **filled(room, holidays="shut", out_of_hours="Ring.")))
    room.approver.post(address, {"act": "approve"})
    page = room.editor.get(room.at("edit/")).content.decode()
    assert '<option value="shut" selected>' in page
    address = sent(room, proposed(room, **filled(room, holidays="", out_of_hours="", phone="01999 1")))
    room.approver.post(address, {"act": "approve"})

    assert read(Service.objects.get(pk=room.service.pk).ours) == Ours()


def test_new_service_of_a_provider_is_in_the_directory_once_approved(room):
    posted = {
        "name": "New Door (invented)",
        "organisation": "harbour lights (INVENTED)",
        "address_1": "3 New Row",
        "city": "Northmark",
        "postcode": "NMK1 2BB",
    }
    answer = room.editor.post("/workspace/directory/services/add/", posted)
    address = sent(room, answer["Location"])
    assert "3 New Row" in room.approver.get(address).content.decode()
    room.approver.post(address, {"act": "approve"})

    made = Service.objects.get(name="New Door (invented)")
    assert made.code
    assert made.organisation_id == room.service.organisation_id


def test_confidential_address_is_asked_for_nowhere(room):
    posted = {
        "name": "Refuge (invented)",
        "organisation": "x",
        "address_1": "3 New Row",
        "postcode": "NMK1 2BB",
        "is_confidential": "yes",
    }

    answer = room.editor.post("/workspace/directory/services/add/", posted)
    assert answer.status_code == 422
    assert "must not be found" in answer.content.decode()


def test_hidden_by_the_form_the_address_is_nowhere_on_the_pages_or_in_the_api(room, client):
    address = sent(room, proposed(room, **filled(room, is_confidential="yes")))
    room.approver.post(address, {"act": "approve"})

    answers = [
        room.editor.get(room.at()),
        room.approver.get(address),
        client.get(f"/open-referral/services/{room.service.pk}"),
    ]
    assert all(answer.status_code == 200 for answer in answers)
    assert not any(b"7 Quay Street" in answer.content or b"NMK1 1AA" in answer.content for answer in answers)
    assert WARM["email"].encode() in answers[2].content
