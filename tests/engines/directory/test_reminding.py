"""Keepers are asked once at each stage, whatever breaks off; one link says once that an entry is right."""

import uuid
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import transaction

from tests.engines.directory.conftest import BY
from tests.engines.directory.upkeep import WARM, keepers, kept
from tests.foundations.conftest import make_place
from tideturn.engines.directory.actions import reminding
from tideturn.engines.directory.actions.withdrawing import bring_back, withdraw
from tideturn.engines.directory.errors import LinkPast
from tideturn.engines.directory.models import Listing, Reminder, Service
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.crash_points import crash_point
from tideturn.foundations.delivery.letters import write_letter
from tideturn.foundations.delivery.models import Message
from tideturn.foundations.delivery.words import Kind

__all__ = ["make_place"]


def on(year: int, month: int, day: int):
    return time_machine.travel(datetime(year, month, day, 9, tzinfo=UTC), tick=True)


@pytest.fixture
def people(make_place):
    return keepers(make_place)


@pytest.fixture
def warm(bring, people):
    """An entry that was checked on 15 January 2026, when it was brought."""
    with on(2026, 2, 1):
        return kept(bring, people)


def sent() -> list[str]:
    with acting(system_actor("delivery")):
        return [message.link for message in Message.objects.filter(kind="still-right").order_by("created_at", "id")]


def link() -> tuple[uuid.UUID, str]:
    """Return the number and the signature in the last letter, as whoever gets it reads them."""
    with acting(BY), acting(system_actor("delivery")):
        message = Message.objects.filter(kind="still-right").order_by("-created_at").first()
        told = {"recipient": message.recipient, "kind": Kind.STILL_RIGHT, "link": message.link}
        body = write_letter(number=message.pk, sender="a@b.example", **told).get_content()
    *_, reminder, signature = body.split("no password is needed: ")[1].split()[0].strip("/").split("/")
    return uuid.UUID(reminder), signature


def test_nobody_is_asked_before_ten_months(warm):
    with on(2026, 11, 14):
        assert reminding.keep_up() == 0
    assert sent() == []


def test_asked_at_ten_months_and_at_eleven_and_each_once(warm):
    for day in ((2026, 11, 15), (2026, 11, 16), (2026, 12, 15), (2026, 12, 16), (2027, 2, 1)):
        with on(*day):
            reminding.keep_up()
            reminding.keep_up()

    assert len(sent()) == 2
    with acting(BY):
        assert [one.stage for one in Reminder.objects.order_by("sent_at", "stage")] == ["first", "second"]


def test_a_worker_that_was_away_asks_once(warm):
    with on(2026, 12, 20):
        reminding.keep_up()
        reminding.keep_up()

    assert len(sent()) == 1


def test_what_breaks_off_before_the_letter_is_kept_asks_again(warm, monkeypatch):
    def break_off(name: str) -> None:
        if name == "after_enqueue":
            raise ConnectionError

    with on(2026, 11, 15):
        monkeypatch.setattr("tideturn.foundations.delivery.actions.crash_point", break_off)
        with pytest.raises(ConnectionError), transaction.atomic():
            reminding.keep_up()
        assert sent() == []
        monkeypatch.setattr("tideturn.foundations.delivery.actions.crash_point", crash_point)
        reminding.keep_up()
        reminding.keep_up()

    assert len(sent()) == 1


def test_one_link_says_once_that_it_is_right_today(warm):
    with on(2026, 11, 15):
        reminding.keep_up()
        number, signature = link()
    with on(2026, 11, 20):
        assert reminding.asked(number, signature) == warm
        reminding.say_still_right(number, signature)
        with pytest.raises(LinkPast):
            reminding.say_still_right(number, signature)

    after = Service.objects.get(pk=warm.pk)
    assert after.checked_on.isoformat() == "2026-11-20"
    assert {**after.document, "assured_date": ""} == {**warm.document, "assured_date": ""}
    with on(2027, 1, 20):
        reminding.keep_up()
        assert len(sent()) == 1


def test_following_the_link_alone_says_nothing(warm):
    with on(2026, 11, 15):
        reminding.keep_up()
        reminding.asked(*link())

    assert Service.objects.get(pk=warm.pk).checked_on == warm.checked_on


@pytest.mark.parametrize("how", ["signature", "number", "late", "changed"])
def test_a_link_that_is_not_good_says_nothing(warm, bring, how):
    with on(2026, 11, 15):
        reminding.keep_up()
        number, signature = link()
    day = (2027, 7, 15) if how == "late" else (2026, 11, 16)
    with on(*day):
        if how == "changed":
            bring({**WARM, "email": "moved@harbour.example"})
        given = (uuid.uuid4() if how == "number" else number, "x" if how == "signature" else signature)
        with pytest.raises(LinkPast):
            reminding.say_still_right(*given)

    assert Service.objects.get(pk=warm.pk).checked_on == warm.checked_on


def test_shown_no_more_after_eighteen_months_and_again_once_somebody_says_so(warm, bring):
    with on(2027, 7, 14):
        reminding.keep_up()
        assert Service.objects.get(pk=warm.pk).withdrawn_at is None
    with on(2027, 7, 15):
        reminding.keep_up()
        old = Service.objects.get(pk=warm.pk)
        assert old.withdrawn_at is not None
        assert not Listing.objects.filter(service=warm, is_shown=True).exists()
        bring({**WARM, "assured_date": "2027-07-15"})

    after = Service.objects.get(pk=warm.pk)
    assert (after.withdrawn_at, after.withdrawn_because) == (None, "")
    assert Listing.objects.filter(service=warm, is_shown=True).exists()


def test_what_a_person_withdrew_a_feed_does_not_bring_back(warm, bring, people):
    with acting(people.approver):
        withdraw(service_id=warm.pk, because="Closed for good.", by=people.approver)
    bring({**WARM, "assured_date": "2026-03-01"})
    assert Service.objects.get(pk=warm.pk).withdrawn_because == "Closed for good."
    assert not Listing.objects.filter(service=warm, is_shown=True).exists()

    with acting(people.approver):
        bring_back(service_id=warm.pk, by=people.approver)
    assert Listing.objects.filter(service=warm, is_shown=True).exists()


def test_nobody_outside_the_directory_sees_a_reminder(warm, people):
    with on(2026, 11, 15):
        reminding.keep_up()
    with acting(people.editor):
        assert not Reminder.objects.exists()


def test_planted_without_the_digest_an_old_link_would_vouch_for_what_was_written_since(warm, bring, monkeypatch):
    monkeypatch.setattr(reminding, "_digest", lambda service: b"the same")
    with on(2026, 11, 15):
        reminding.keep_up()
        number, signature = link()
        bring({**WARM, "email": "moved@harbour.example"})

        assert reminding.say_still_right(number, signature) == warm


def test_with_a_clock_that_stands_still_nothing_ever_falls_due(warm):
    """The negative control of every test here that travels."""
    with on(2026, 2, 1):
        assert [reminding.keep_up() for _ in range(3)] == [0, 0, 0]
    assert sent() == []
    assert Service.objects.get(pk=warm.pk).withdrawn_at is None
