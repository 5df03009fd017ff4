"""What somebody found wrong is told at the public door, answered at the door of staff, and read at the public door."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.engines.directory.conftest import BY
from tideturn.engines.directory import keeping
from tideturn.engines.directory.actions.reporting import Fault, report_wrong
from tideturn.engines.directory.models import Reported, Service
from tideturn.engines.directory.words import Wrong
from tideturn.foundations.access.acting import acting

LIST = "/workspace/directory/wrong/"
GIVEN = {"outcome": "mended", "words": "Thank you. It shuts at four now."}


@pytest.fixture
def told(room) -> Reported:
    """A report that waits."""
    fault = Fault(Wrong.HOURS, "It shuts at four.")
    with acting(BY):
        return report_wrong(service=room.service, fault=fault, key=uuid.uuid4(), by=BY)


def page_of(kept: Reported) -> str:
    return f"{LIST}{kept.reference}/"


def test_through_both_doors(room, client):
    form = f"/help/{room.service.code}/wrong/"
    key = re.search(r'name="page" value="([^"]+)"', client.get(form).content.decode())[1]
    sent = client.post(form, {"wrong": "hours", "text": "It shuts at four.", "page": key})
    reference = re.search(r"WRG-\w{4}-\w{4}", sent.content.decode())[0]
    public = f"/help/reports/{reference}/"
    assert "Nobody has answered yet" in client.get(public).content.decode()

    assert reference in room.approver.get(f"{LIST}{reference}/").content.decode()
    assert room.approver.post(f"{LIST}{reference}/", GIVEN).status_code == 302

    shown = client.get(public).content.decode()
    assert GIVEN["words"] in shown
    assert "It was wrong, and is mended." in shown
    assert "Nobody has answered yet" not in shown
    assert "Ada Approver" not in shown
    assert "It shuts at four.<" not in shown


def test_it_waits_for_whoever_keeps_the_entry_and_for_its_partnership(room, told):
    for browser in (room.editor, room.approver):
        assert "1 waits" in browser.get("/workspace/directory/").content.decode()
        assert "Warm Door (invented): The hours" in browser.get(LIST).content.decode()
        assert "Said to be wrong" in browser.get(room.at()).content.decode()
        shown = browser.get(page_of(told)).content.decode()
        assert "It shuts at four." in shown
        assert "Tea, and somebody who listens." in shown, "the entry stands beside it"
        assert room.at("edit/") in shown


def test_in_another_area_there_is_no_such_report(room, told):
    assert "Warm Door" not in room.elsewhere.get(LIST).content.decode()
    for answer in (room.elsewhere.get(page_of(told)), room.elsewhere.post(page_of(told), GIVEN)):
        assert answer.status_code == 404
    told.refresh_from_db()
    assert told.outcome == ""


def test_another_provider_of_the_same_area_neither_reads_nor_answers_it(room, told, make_place, sign_in, monkeypatch):
    other = sign_in(make_place("Quay Lights", "EM-A01", kind="third-sector-service").user("Ola", "directory-editor"))

    answers = [other.get(LIST), other.get(page_of(told)), other.post(page_of(told), GIVEN)]
    assert [answer.status_code for answer in answers] == [200, 404, 404]
    assert not [answer for answer in answers if b"Warm Door" in answer.content]
    told.refresh_from_db()
    assert told.outcome == ""

    # The planted fault: every entry is everybody's.
    monkeypatch.setattr(keeping, "mine", lambda by: Service.objects.all())
    assert other.post(page_of(told), GIVEN).status_code == 302


def test_what_has_waited_long_is_seen_to_have(room, told):
    assert "not answered for" not in room.approver.get(LIST).content.decode()
    Reported.objects.update(reported_on=timezone.localdate() - timedelta(days=20))

    assert "not answered for 20 days" in room.approver.get(LIST).content.decode()
    assert "1 for two weeks or more" in room.approver.get("/workspace/directory/").content.decode()
    assert "tw-warning" in room.approver.get(page_of(told)).content.decode()


@pytest.mark.parametrize(
    "given", [{}, {"outcome": "mended"}, {**GIVEN, "words": "x" * 1001}, {**GIVEN, "outcome": "x"}]
)
def test_an_answer_by_halves_is_asked_again(room, told, given):
    assert room.approver.post(page_of(told), given).status_code == 422
    told.refresh_from_db()
    assert told.outcome == ""


def test_answered_once_it_is_answered(room, told):
    assert room.editor.post(page_of(told), GIVEN).status_code == 302
    assert room.approver.post(page_of(told), GIVEN).status_code == 400

    page = room.approver.get(LIST).content.decode()
    assert "Nothing waits for an answer." in page
    assert "Answered by Effie Editor" in page
    assert "<form" not in room.approver.get(page_of(told)).content.decode().partition("<main")[2].partition("</main")[0]


@pytest.mark.parametrize("reference", ["WRG-0000-0000", "x", "%00", "HLP-1111-1111"])
def test_what_is_no_report_is_not_there(room, reference):
    assert room.approver.get(f"{LIST}{reference}/").status_code == 404
