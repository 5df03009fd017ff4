"""Silence is noticed from outside, told once and each hour, and told to be over; the database's own silence too."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection

from tests.foundations.delivery.conftest import act, put
from tests.foundations.delivery.receivers import mail_server, webhook_receiver
from tests.ports import free_port
from tideturn.foundations.delivery import folder, heartbeats, queries, watching, webhooks
from tideturn.foundations.delivery.models import Heartbeat, Message
from tideturn.foundations.delivery.watching import (
    DATABASE,
    LOOK_EVERY,
    OUTBOX,
    Eye,
    Watch,
    tell_on_call,
    what_is_silent,
)
from tideturn.foundations.delivery.words import Kind

pytestmark = pytest.mark.engine


def age(name: str, seconds: float) -> None:
    """Let the latest sign of life of a duty be so old."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update delivery_heartbeat set at = clock_timestamp() - %s where name = %s",
            [timedelta(seconds=seconds), name],
        )


@pytest.mark.parametrize(("seconds", "is_silent"), [(0, False), (55, False), (65, True), (-65, True), (-7200, True)])
def test_silence_is_a_sign_of_life_too_long_ago_or_from_ahead(outbox, seconds, is_silent):
    heartbeats.beat("clocks")
    age("clocks", seconds)

    assert [one.name for one in queries.silence()] == ["clocks"] * is_silent


def test_silence_of_a_duty_that_is_done_seldom_begins_later(outbox):
    heartbeats.beat("witness", every=300)
    age("witness", 200)

    assert queries.silence() == []


def test_silence_names_a_duty_that_was_never_done(outbox):
    heartbeats.beat("messages")

    assert queries.silence(["clocks", "messages"]) == [queries.Silence("clocks", None)]


def test_forget_others_lets_nobody_wait_for_a_duty_that_is_gone(outbox):
    for name in ("messages", "of-an-earlier-version"):
        heartbeats.beat(name)
        age(name, 1000)

    heartbeats.forget_others(["messages"])

    assert [one.name for one in queries.silence()] == ["messages"]


def test_health_counts_what_waits_and_fails_for_every_agency(outbox):
    put()
    failing, given_up = put(agency="another-agency"), put()
    Message.objects.filter(pk=failing).update(last_error="The receiver answered 500.", attempts=1)
    Message.objects.filter(pk=given_up).update(given_up_at="2026-01-01T00:00Z")
    heartbeats.beat("messages")
    act(agency="north-recovery")

    health = queries.health()

    assert (health.waiting, health.failing, health.given_up) == (2, 1, 1)
    assert health.is_well


def test_health_is_not_well_when_nobody_works_or_messages_wait(outbox):
    assert not queries.health().is_well

    heartbeats.beat("messages")
    put()
    assert queries.health().is_well
    Message.objects.update(created_at="2026-01-01T00:00Z")
    assert not queries.health().is_well
    assert what_is_silent(["messages"]) == [OUTBOX]


class Told(list):
    """What was told, and of what."""

    def __call__(self, kind: Kind, names) -> None:
        """Remember it."""
        self.append((kind.value, list(names)))


def looks(watch: Watch, *, silent: list[str], begin: float, end: float) -> None:
    """Let the watch look every ten seconds and see the same."""
    while begin <= end:
        watch.take(silent, begin)
        begin += LOOK_EVERY


def test_a_silence_is_told_once_and_again_each_hour_and_when_it_is_over():
    watch = Watch(told := Told())

    looks(watch, silent=["clocks"], begin=0, end=3500)
    assert told == [("worker-silent", ["clocks"])]
    looks(watch, silent=["clocks"], begin=3510, end=3700)
    assert len(told) == 2
    looks(watch, silent=[], begin=3710, end=4000)
    assert told[2:] == [("worker-speaks-again", ["clocks"])]
    looks(watch, silent=["clocks"], begin=4010, end=4100)
    assert told[3:] == [("worker-silent", ["clocks"])]


def test_a_silence_is_told_well_within_two_minutes_of_the_last_sign():
    watch = Watch(told := Told())
    seen_silent_at = queries.SILENT_AFTER + LOOK_EVERY

    looks(watch, silent=["clocks"], begin=seen_silent_at, end=119)

    assert told == [("worker-silent", ["clocks"])]


def test_one_look_into_a_restart_tells_nothing():
    watch = Watch(told := Told())

    for moment in (0, 20, 40):
        watch.take(["clocks"], moment)
        watch.take([], moment + LOOK_EVERY)

    assert told == []


def test_a_database_that_is_started_again_is_no_silence_and_one_that_stays_away_is():
    watch = Watch(told := Told())
    looks(watch, silent=[DATABASE], begin=0, end=50)
    looks(watch, silent=[], begin=60, end=70)
    assert told == []

    looks(watch, silent=[DATABASE], begin=80, end=80 + queries.SILENT_AFTER)
    assert told == [("worker-silent", [DATABASE])]


def test_it_is_over_when_the_last_silence_is():
    watch = Watch(told := Told())
    looks(watch, silent=["clocks", "messages"], begin=0, end=60)
    looks(watch, silent=["messages"], begin=70, end=100)
    assert len(told) == 1
    looks(watch, silent=[], begin=110, end=110)
    assert told[1:] == [("worker-speaks-again", ["messages"])]


def test_a_database_that_refuses_or_hangs_is_a_silence(caplog):
    def refuse():
        raise OSError

    assert Eye(refuse).see() == [DATABASE]

    released, asked = threading.Event(), []

    def hang():
        asked.append(1)
        released.wait(30)
        return []

    eye = Eye(hang)
    began = time.monotonic()
    assert eye.see(patience=0.1) == eye.see(patience=0.1) == [DATABASE]
    assert time.monotonic() - began < 5
    assert len(asked) == 1, "one that hangs is not joined by another"
    released.set()
    eye.thread.join()
    assert eye.see(patience=5) == []


def test_the_notice_goes_straight_to_everybody_on_call(state, monkeypatch):
    monkeypatch.setenv(webhooks.LOOPBACK_SETTING, "yes")
    with mail_server() as postbox, webhook_receiver() as receiver:
        monkeypatch.setenv("TIDETURN_SMTP", postbox.address)
        monkeypatch.setenv("TIDETURN_ON_CALL", f"on-call@north.example, {receiver.address}, nonsense")
        tell_on_call(Kind.WORKER_SILENT, ["clocks"])

    [letter] = postbox.letters
    assert "Urgent: nothing is being raised or sent" in letter
    assert len(receiver.taken) == 1
    assert not folder.folder().exists()


@pytest.mark.django_db
@pytest.mark.parametrize("named", ["on-call@north.example", ""])
def test_the_notice_is_kept_in_the_folder_where_no_road_is_open(state, monkeypatch, named):
    monkeypatch.setenv("TIDETURN_ON_CALL", named)
    monkeypatch.setenv("TIDETURN_SMTP", f"smtp://127.0.0.1:{free_port()}?tls=none")
    tell_on_call(Kind.WORKER_SILENT, ["the database"])

    [kept] = queries.kept_in_folder()
    assert kept.number is None
    assert kept.recipient == named or kept.recipient == "on-call@localhost"
    assert kept.subject == "Tideturn: Urgent: nothing is being raised or sent"


def test_a_folder_that_takes_nothing_still_leaves_a_word_in_the_log(state, caplog):
    (state / "outgoing").write_text("a file where the folder should be")

    tell_on_call(Kind.WORKER_SILENT, ["the database"])

    assert "could not be kept either" in caplog.text


def test_watch_looks_until_it_is_asked_to_end(monkeypatch):
    stop, told = threading.Event(), Told()
    monkeypatch.setattr(watching, "LOOK_EVERY", 0.01)
    monkeypatch.setattr(watching.queries, "SILENT_AFTER", 0.05)
    monkeypatch.setattr(watching, "what_is_silent", lambda names: list(names))

    def tell(kind, names):
        told(kind, names)
        stop.set()

    monkeypatch.setattr(watching, "tell_on_call", tell)
    monkeypatch.setattr(Watch, "patience", 0.02)
    watching.watch(["clocks"], stop)

    assert told == [("worker-silent", ["clocks"])]


def test_a_beat_takes_the_place_of_the_one_before(outbox):
    heartbeats.beat("clocks")
    Heartbeat.objects.update(detail="clocks: ValueError", at="2026-01-01T00:00Z")
    heartbeats.beat("clocks")

    assert Heartbeat.objects.get().detail == ""
    assert queries.silence() == []
