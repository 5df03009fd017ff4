"""Whoever leaves an agency leaves its cases to the duty lead, in the same transaction."""

import pytest

from tests.engines.pathways.conftest import (
    duty_lead,
    invented_country,
    make_case,
    make_place,
    national_queue,
    northmark,
    quick_passwords,
    worker,
    write,
)
from tideturn.engines.pathways.entries import Kind
from tideturn.engines.pathways.models import Case
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.access.models import Membership
from tideturn.interfaces.joint import leaving

__all__ = [
    "duty_lead", "invented_country", "make_case", "make_place", "national_queue", "northmark", "quick_passwords",
    "worker", "write",
]  # fmt: skip
pytestmark = pytest.mark.django_db


def membership_of(actor) -> Membership:
    with acting(system_actor("set-up")):
        return Membership.objects.select_related("user", "team").get(user=actor.user_id)


@pytest.fixture
def led(make_case, duty_lead, worker, write) -> Case:
    """A case that the worker leads."""
    case = make_case()
    write(duty_lead, case, Kind.LEAD_OFFERED, to=worker.user_id)
    write(worker, case, Kind.LEAD_ACCEPTED)
    return case


@pytest.mark.parametrize("role", ["agency-manager", "administrator"])
def test_what_a_leaver_led_is_the_duty_leads(northmark, led, worker, role: str) -> None:
    manager = northmark.actor("Mo", role, in_team=False)
    with acting(manager):
        assert leaving.end_membership(membership=membership_of(worker), by=manager) == 1
    with acting(system_actor("clocks")):
        case = Case.objects.with_lead().select_related("team").get(pk=led.pk)

    assert case.lead is None
    assert case.effective_lead == case.team.duty_lead_id
    assert membership_of(worker).until is not None


def test_duty_lead_does_not_leave_before_another_is_chosen(northmark, led, duty_lead) -> None:
    manager = northmark.actor("Mo", "agency-manager", in_team=False)
    with acting(manager), pytest.raises(leaving.StillDutyLead):
        leaving.end_membership(membership=membership_of(duty_lead), by=manager)
    assert membership_of(duty_lead).until is None


def test_colleague_ends_nobodys_membership(led, duty_lead, worker) -> None:
    with acting(duty_lead), pytest.raises(PermissionMissing):
        leaving.end_membership(membership=membership_of(worker), by=duty_lead)
