"""What a person wishes: who may record it, and how specific it must be."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.foundations.conftest import PURPOSE
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.sharing import actions, queries
from tideturn.foundations.sharing.errors import AgreementUnfit, WishNotSpecific, WishUnknown
from tideturn.foundations.sharing.models import Agreement, Wish

pytestmark = pytest.mark.django_db


def test_holder_records_and_withdraws_a_wish(north, subject, person):
    with acting(north.actor("Ada")) as ada:
        wish = actions.record_wish(person=person, stance="objects", purpose=PURPOSE, recipient_id="north", by=ada)
        assert list(queries.wishes_of(person)) == [wish]
        actions.withdraw_wish(wish_id=wish.pk, by=ada)
        assert not queries.wishes_of(person)
        with pytest.raises(WishUnknown):
            actions.withdraw_wish(wish_id=wish.pk, by=ada)


def test_nobody_records_a_wish_of_a_person_they_may_not_see(south, subject, person):
    with acting(south.actor("Bo")) as bo, pytest.raises(Exception, match="row-level security"):
        actions.record_wish(person=person, stance="agrees", purpose=PURPOSE, recipient_id="south", by=bo)


def test_recording_a_wish_needs_the_permission(north, subject, person):
    with acting(north.actor("Ada", "auditor")) as auditor, pytest.raises(PermissionMissing):
        actions.record_wish(person=person, stance="objects", by=auditor)


@pytest.mark.parametrize("scope", [{}, {"purpose": PURPOSE}, {"recipient_id": "north"}])
def test_to_agree_is_to_one_recipient_for_one_purpose(north, person, scope):
    with acting(system_actor("intake")) as intake:
        with pytest.raises(WishNotSpecific):
            actions.record_wish(person=person, stance="agrees", by=intake, **scope)
        with pytest.raises(IntegrityError), transaction.atomic():
            Wish.objects.create(person=person, stance="agrees", since=timezone.now(), recorded_by="x", **scope)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"parties": ["north", "north"]}, "two agencies"),
        ({"parties": ["north", "nowhere"]}, "no agency nowhere"),
        ({"purposes": []}, "purpose"),
        ({"ends_on": timezone.localdate().replace(year=2000)}, "ends before"),
    ],
)
def test_agreement_that_says_too_little_is_refused(north, south, change, reason):
    asked = {"parties": ["north", "south"], "purposes": [PURPOSE], "starts_on": timezone.localdate(), **change}

    with acting(system_actor("set-up")) as set_up, pytest.raises(AgreementUnfit, match=reason):
        actions.make_agreement(title="T", by=set_up, **asked)


def test_agreement_is_made_by_a_party_with_the_permission(north, south, make_place):
    make_place("East")
    asked = {"title": "T", "purposes": [PURPOSE], "starts_on": timezone.localdate()}

    with acting(north.actor("Ada")) as ada, pytest.raises(PermissionMissing):
        actions.make_agreement(parties=["north", "south"], by=ada, **asked)
    with acting(north.actor("Cal", "caldicott-lead")) as lead:
        actions.make_agreement(parties=["north", "south"], by=lead, **asked)
        with pytest.raises(AgreementUnfit, match="your own agency"):
            actions.make_agreement(parties=["east", "south"], by=lead, **asked)
        with pytest.raises(Exception, match="row-level security"):
            Agreement.objects.create(parties=["east", "south"], **asked)
