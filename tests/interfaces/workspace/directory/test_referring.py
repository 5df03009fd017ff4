"""Somebody at work refers a person from a listing; the service has it in its queue, and what came of it comes back."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from tests.engines.pathways.conftest import duty_lead, invented_country, make_place, national_queue, northmark
from tests.interfaces.joint.referring.conftest import service
from tests.interfaces.joint.referring.listings import entry_of_help
from tideturn.engines.pathways import standings
from tideturn.engines.pathways.models import Asked, Report
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.models import User

__all__ = ["duty_lead", "invented_country", "make_place", "national_queue", "northmark", "service"]
LIST = "/workspace/directory/referrals/"
TOLD = {
    "given_name": "Zebedee", "phone": "07700 900123", "reach": "Text first", "q-message": "none",
    "why": "He asked me to.", "agreed": "agreed", "told": "yes", "own_reference": "AMB-77",
}  # fmt: skip


@pytest.fixture
def crew(make_place, sign_in) -> Client:
    """The browser of somebody of the ambulance."""
    return sign_in(make_place("Estmark Ambulance", kind="ambulance-service").user("Pam Medic"))


@pytest.fixture
def answering(duty_lead, sign_in) -> Client:
    """The browser of the duty lead of the service's team."""
    return sign_in(User.objects.get(pk=duty_lead.user_id))


def address(service) -> str:
    return reverse("directory-refer", args=[service.pk])


def send(browser: Client, service, **changes):
    entry = re.search(rb'name="entry" value="([^"]+)"', browser.get(address(service)).content)[1].decode()
    return browser.post(address(service), {**TOLD, "entry": entry, **changes})


def case_id() -> uuid.UUID:
    with acting(system_actor("intake")):
        return Report.objects.get().case_id


def test_referral_goes_to_the_queue_of_the_service_in_words(crew, answering, service):
    answer = send(crew, service)

    assert answer.status_code == 302
    receipt = crew.get(answer["Location"]).content.decode()
    assert "Sent" in receipt
    assert "has not said yes or no yet" in receipt
    for page in ("/workspace/", "/workspace/board/"):
        assert "Asked: Harbour Door" in answering.get(page).content.decode()
    shown = answering.get(f"/workspace/cases/{case_id()}/").content.decode()
    for words in (
        "Zebedee",
        "Harbour Door",
        "He asked me to.",
        "AMB-77",
        "Estmark Ambulance",
        "May a message be left?",
    ):
        assert words in shown, words
    assert "<dt>Happened</dt>" not in shown


def test_referral_of_another_agency_is_as_if_it_were_not_there(
    crew, answering, service, make_place, sign_in, monkeypatch
):
    receipt = send(crew, service)["Location"].partition("?")[0]
    police = sign_in(make_place("Estmark Police", kind="police").user("Pol", "outreach-worker"))

    nothing = police.get(f"{LIST}{uuid.uuid4()}/")
    for other in (police, answering):
        assert other.get(receipt).status_code == nothing.status_code == 404
        assert "Harbour Door" not in other.get(LIST).content.decode()
    assert police.post(receipt).status_code == 405

    # The planted fault: by its id it is anybody's.
    def of_anybody(report_id, by):
        with acting(system_actor("intake")):
            return Asked.objects.get(pk=report_id)

    monkeypatch.setattr(standings, "asked_by", of_anybody)
    assert "Harbour Door" in police.get(receipt).content.decode()


def test_service_says_yes_and_then_what_came_and_both_come_back(crew, answering, service):
    receipt = send(crew, service)["Location"]
    case = f"/workspace/cases/{case_id()}/moves/"
    assert answering.post(f"{case}say-yes/", {"entry": uuid.uuid4()}).status_code == 302
    assert "Somebody has answered" in crew.get(receipt).content.decode()

    ending = {"entry": uuid.uuid4(), "outcome": "started", "reason": "begun", "q-told-back": "It began on Monday."}
    assert answering.post(f"{case}close/", ending).status_code == 302
    shown, listed = crew.get(receipt).content.decode(), crew.get(LIST).content.decode()

    for words in ("Started", "help has begun", "It began on Monday."):
        assert words in shown
    assert "Started" in listed
    assert "AMB-77" in listed
    for words in ("Zebedee", "07700"):
        assert words not in shown + listed
    assert crew.get(f"/workspace/cases/{case_id()}/").status_code == 404


def test_without_a_yes_nothing_is_sent(crew, service):
    answer = send(crew, service, agreed="not-agreed")

    assert answer.status_code == 422
    assert "only with the person&#x27;s yes" in answer.content.decode()
    assert "Zebedee" in answer.content.decode()
    with acting(system_actor("intake")):
        assert not Asked.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"given_name": ""}, "Given name"),
        ({"why": ""}, "Why do you refer them?"),
        ({"agreed": ""}, "Say whether the person agreed."),
        ({"told": ""}, "Say whether the person wants you to be told."),
        ({"phone": "", "reach": ""}, "how the person can be reached"),
        ({"phone": "x" * 41}, "40 fit"),
    ],
)
def test_what_is_missing_is_said(crew, service, changes, said):
    answer = send(crew, service, **changes)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_same_page_is_one_referral_and_other_words_are_refused(crew, service):
    entry = str(uuid.uuid4())

    first, again, other = (send(crew, service, entry=entry, **more) for more in ({}, {}, {"why": "Another reason"}))

    assert first["Location"] == again["Location"]
    assert other.status_code == 422
    assert "sent before with other answers" in other.content.decode()
    with acting(system_actor("intake")):
        assert Asked.objects.count() == 1


def test_where_nobody_answers_there_is_no_form_and_the_page_says_whom_to_ring(crew, service):
    other = entry_of_help("Unkept Door", "professional-referral")

    shown, sent = crew.get(address(other)), crew.post(address(other), TOLD)

    assert (shown.status_code, sent.status_code) == (200, 409)
    for answer in (shown, sent):
        assert "Nobody answers referrals for this service here." in answer.content.decode()
        assert "tel:01632960555" in answer.content.decode()
        assert "given_name" not in answer.content.decode()


def test_code_of_a_service_leads_to_its_form(crew, service):
    assert crew.get(LIST, {"code": service.code.lower()})["Location"] == address(service)
    wrong = crew.get(LIST, {"code": "HLP-0000-0000"})
    assert wrong.status_code == 422
    assert "no service with this code" in wrong.content.decode()


def test_from_a_call_the_page_says_to_read_aloud(crew, service):
    assert "read each question aloud" in crew.get(f"{address(service)}?from=call").content.decode()
    assert "read each question aloud" not in crew.get(address(service)).content.decode()


def test_service_that_is_not_there_is_not_here(crew, service):
    assert crew.get(reverse("directory-refer", args=[uuid.uuid4()])).status_code == 404


def test_case_of_a_listing_starts_nowhere_else(crew, service):
    assert "service-referral" not in crew.get("/workspace/start/").content.decode()
    assert crew.get("/workspace/start/service-referral/").status_code == 403
