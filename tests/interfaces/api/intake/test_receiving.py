"""A report is answered once it is kept, and comes only once."""

import uuid
from collections.abc import Callable

import pytest

from tideturn.engines.pathways.models import Case, Clock, Entry, Report
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.delivery.models import Message
from tideturn.methods.identifiers import references


def kept(model, **conditions) -> int:
    with acting(system_actor("clocks")):
        return model.objects.filter(**conditions).count()


def test_a_report_becomes_a_case_of_the_team_of_its_area(ambulance, duty_lead, northmark):
    answer = ambulance.send()

    assert answer.status_code == 201, answer.content
    receipt = answer.json()
    assert receipt["responsible_team"] == "Northmark outreach"
    assert receipt["reference"].startswith("NFO-")
    assert {clock["name"] for clock in receipt["clocks"]} >= {"First try to reach the person"}
    assert (kept(Case), kept(Report), kept(Entry, kind="opened")) == (1, 1, 1)
    assert kept(Clock, status="running") == len(receipt["clocks"])
    assert ambulance.read(receipt["id"]).json() == receipt


def test_the_same_key_and_body_gets_the_same_answer_and_nothing_new(ambulance, northmark):
    key = str(uuid.uuid4())

    first, second = ambulance.send(key=key), ambulance.send(key=key)

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.content == second.content
    assert kept(Report) == 1


def test_the_same_key_with_another_body_is_refused(ambulance, northmark, report):
    key = str(uuid.uuid4())
    ambulance.send(key=key)

    answer = ambulance.send({**report, "notes": "Another."}, key=key)

    assert answer.status_code == 409
    assert kept(Report) == 1


def test_a_report_that_nobody_claims_goes_to_the_national_queue(ambulance, northmark, report):
    receipt = ambulance.send({**report, "place": {"area": "EM-A03"}}).json()

    assert receipt["responsible_team"] == "National queue"
    assert "Find the team that answers" in {clock["name"] for clock in receipt["clocks"]}


def test_the_duty_lead_is_told_without_a_name(ambulance, duty_lead, northmark):
    ambulance.send()

    with acting(system_actor("delivery")):
        [message] = Message.objects.all()
    assert message.recipient.startswith("dana@")
    assert "Robin" not in str(message.__dict__)


@pytest.mark.parametrize("prefix", ["NFO", "CAS"])
def test_a_reference_that_stands_already_is_drawn_again(ambulance, northmark, report, monkeypatch, prefix):
    first = ambulance.send()
    with acting(system_actor("clocks")):
        taken = {"NFO": first.json()["reference"], "CAS": Case.objects.get().reference}[prefix]
    drawn, make = [], references.make

    def unlucky(of: str, random: Callable[[str], str]) -> str:
        if of == prefix and not drawn:
            drawn.append(taken)
            return taken
        return make(of, random)

    monkeypatch.setattr(references, "make", unlucky)
    other = {**report, "source_reference": "EAS-2026-000999", "person": None}
    answer = ambulance.send(other)

    assert drawn == [taken]
    assert answer.status_code == 201
    assert answer.json()["reference"] != first.json()["reference"]
    assert (kept(Case), kept(Report)) == (2, 2)
