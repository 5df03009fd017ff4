"""Nobody judges what is their own to answer for, by whichever agency and whatever became of the body that promised."""

from datetime import date

import pytest
from django.db import transaction
from django.utils.timezone import localdate as today

from tests.engines.plans.speakers import AUDITORS, GOVERNMENT, commitment
from tests.foundations.conftest import SET_UP
from tideturn.engines.plans.actions.challenging import ask
from tideturn.engines.plans.actions.judging import judge
from tideturn.engines.plans.actions.voicing import let_speak
from tideturn.engines.plans.errors import OwnBody
from tideturn.engines.plans.models import Succession, Verdict
from tideturn.engines.plans.own_work import own_bodies
from tideturn.engines.plans.words import VerdictValue
from tideturn.foundations.access.acting import Actor, acting
from tideturn.foundations.access.actions import users
from tideturn.foundations.access.models import Membership, User

pytestmark = pytest.mark.django_db
FOR_EVERY_AREA = ("LR-01", "listening-report-2022")


def judged(by: Actor, *of: str) -> Verdict:
    with acting(by), transaction.atomic():
        found = {"value": VerdictValue.MET, "reason": "Seen (invented).", "stated_on": today()}
        return judge(commitment=commitment(*of), body_id=AUDITORS, **found, by=by)


def refused(by: Actor, *of: str) -> None:
    with pytest.raises(OwnBody):
        judged(by, *of)
    with pytest.raises(OwnBody), acting(by), transaction.atomic():
        ask(commitment=commitment(*of), body_id=AUDITORS, asks="Which? (invented)", by=by)


def joins(speakers, role: str, place: str) -> Membership:
    with acting(SET_UP):
        user = User.objects.get(pk=speakers.reviewer.user_id)
        return users.add_member(user=user, agency=getattr(speakers, place).agency, role=role, by=SET_UP)


def test_second_voice_of_the_same_agency_makes_it_their_own(speakers):
    assert judged(speakers.reviewer).value == "met"
    with acting(SET_UP):
        let_speak(agency=speakers.auditors.agency, organisation_id=GOVERNMENT, by=SET_UP)

    refused(speakers.reviewer)


def test_body_that_took_over_does_not_judge_what_went_over_to_it(speakers):
    Succession.objects.create(
        predecessor_id=GOVERNMENT, successor_id="estmark-health-service", on=date(2024, 1, 1), source="A law (invented)"
    )
    Succession.objects.create(
        predecessor_id="estmark-health-service", successor_id=AUDITORS, on=date(2025, 1, 1), source="A law (invented)"
    )

    refused(speakers.reviewer)
    with acting(speakers.reviewer):
        assert own_bodies(speakers.reviewer) >= {AUDITORS, GOVERNMENT, "estmark-health-service"}


@pytest.mark.parametrize("role", ["plan-editor", "outreach-worker"])
def test_whoever_belongs_to_the_owners_agency_too_does_not_judge_it_by_another(speakers, role):
    membership = joins(speakers, role, "government")

    refused(speakers.reviewer)
    with acting(SET_UP):
        users.end_membership(membership=membership, by=SET_UP)
    assert judged(speakers.reviewer).value == "met"


def test_area_lead_does_not_judge_what_their_area_is_to_deliver(speakers):
    assert judged(speakers.reviewer, *FOR_EVERY_AREA).value == "met"
    joins(speakers, "area-lead", "north")

    refused(speakers.reviewer, *FOR_EVERY_AREA)
    assert judged(speakers.reviewer).value == "met", "what is not for areas"
