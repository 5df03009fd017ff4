"""A message enters the outbox once, with the transaction it belongs to, and carries nothing but an opaque link."""

import uuid

import pytest
from django.db import DatabaseError, transaction

from tests.foundations.delivery.conftest import AGENCY, act, put
from tideturn.foundations.delivery.actions import try_again
from tideturn.foundations.delivery.errors import MessageRefused
from tideturn.foundations.delivery.models import Message
from tideturn.foundations.delivery.words import Channel, Progress

pytestmark = pytest.mark.engine


def test_enqueue_twice_with_one_key_keeps_the_first(outbox):
    first = put("clock-raised:1", recipient="first@north.example")
    second = put("clock-raised:1", recipient="second@north.example")

    assert first == second
    assert [(one.id, one.recipient) for one in outbox.all()] == [(first, "first@north.example")]


def test_enqueue_goes_with_its_transaction(outbox):
    with transaction.atomic():
        put()
        transaction.set_rollback(True)

    assert outbox.count() == 0


def test_enqueue_tells_nothing_to_one_who_may_not_see_the_first(outbox):
    first = put("case-assigned:1")
    act(agency="another-agency")

    assert put("case-assigned:1") == first
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    "link",
    [
        "/workspace/cases/NFO-7K3M-Q2XD/",
        "/workspace/cases/?name=mary",
        "https://elsewhere.example/",
        "/workspace/cases/Mary/",
        "/workspace/cases/1984-05-19/",
        "workspace",
    ],
)
def test_enqueue_refuses_a_link_that_could_carry_more_than_a_number(outbox, link):
    with pytest.raises(MessageRefused, match="opaque number"):
        put(link=link)


@pytest.mark.parametrize("recipient", ["", "no address", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example"])
def test_enqueue_refuses_what_is_not_one_address(outbox, recipient):
    with pytest.raises(MessageRefused, match="one address"):
        put(recipient=recipient)


@pytest.mark.parametrize("recipient", ["", "ftp://there.example/", "https:///nowhere"])
def test_enqueue_refuses_what_is_no_receiver(outbox, recipient):
    with pytest.raises(MessageRefused, match="https://"):
        put(channel=Channel.WEBHOOK, recipient=recipient)


def test_a_message_is_seen_by_its_own_agency_alone(outbox):
    mine, nobodys = put(), put(agency="")

    act(agency=AGENCY)
    assert {one.id for one in Message.objects.all()} == {mine}
    act(agency="another-agency")
    assert not Message.objects.exists()
    act()
    assert not Message.objects.exists()
    act(system="delivery")
    assert {one.id for one in Message.objects.all()} == {mine, nobodys}


def test_nobody_in_particular_adds_a_message(outbox):
    act()

    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        put()


def test_nobody_takes_a_message_back(outbox):
    put()

    Message.objects.all().delete()

    assert Message.objects.count() == 1


def test_try_again_takes_up_what_was_given_up_and_only_for_its_agency(outbox):
    from django.utils import timezone

    given_up = put()
    Message.objects.filter(pk=given_up).update(given_up_at=timezone.now(), attempts=8)
    act(agency="another-agency")
    assert not try_again(given_up)

    act(agency=AGENCY)
    assert try_again(given_up)
    assert not try_again(given_up)
    assert not try_again(uuid.uuid4())
    assert Message.objects.get(pk=given_up).progress is Progress.WAITING
