"""A duty that fails keeps no other, is said without what it held, and is tried again; one that is done says so."""

import logging
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.db import OperationalError, connection

from tests.foundations.delivery.conftest import AGENCY, act, put
from tideturn.foundations.delivery import heartbeats, queries, working
from tideturn.foundations.delivery.models import Heartbeat, Message
from tideturn.foundations.delivery.standing import as_delivery
from tideturn.foundations.delivery.working import Duty, Round, work

pytestmark = pytest.mark.engine


def test_a_duty_that_is_done_gives_a_sign_of_life(outbox):
    pause = Round(Duty("clocks", lambda: 3, every=2.0)).do()

    assert pause == 2.0
    assert Heartbeat.objects.get().name == "clocks"
    assert queries.silence(["clocks"]) == []


def test_signs_of_life_are_given_every_few_seconds_at_most(outbox, monkeypatch):
    given = []
    monkeypatch.setattr(heartbeats, "beat", lambda name, **_: given.append(name))
    rounds = Round(Duty("clocks", lambda: 0))

    for _ in range(10):
        rounds.do()

    assert given == ["clocks"]


def test_a_full_round_is_followed_at_once(outbox):
    assert Round(Duty("clocks", lambda: 200, full=200)).do() == 0.0
    assert Round(Duty("clocks", lambda: 199, full=200)).do() == 1.0


def test_a_duty_that_fails_is_said_without_what_it_held_and_gives_no_sign(outbox, caplog):
    def fail() -> int:
        raise ValueError("Mary, born 1984-05-19")

    heartbeats.beat("clocks")
    Heartbeat.objects.update(at="2026-01-01T00:00Z")
    rounds = Round(Duty("clocks", fail))
    with caplog.at_level(logging.WARNING):
        pauses = [rounds.do() for _ in range(5)]

    assert pauses == [1.0, 2.0, 4.0, 5.0, 5.0]
    assert "clocks: ValueError in test_working.py, line" in caplog.text
    assert "Mary" not in caplog.text
    [silence] = queries.silence(["clocks"])
    assert "ValueError" in silence.detail
    assert "Mary" not in silence.detail


def test_a_duty_that_works_again_says_so_and_begins_anew(outbox, caplog):
    fails = iter([True, True, False, True])

    def run() -> int:
        if next(fails):
            raise OperationalError("server closed the connection")
        return 0

    rounds = Round(Duty("clocks", run))
    with caplog.at_level(logging.WARNING):
        pauses = [rounds.do() for _ in range(4)]

    assert pauses == [1.0, 2.0, 1.0, 1.0]
    assert rounds.failures_in_all == 3
    assert "clocks: the database does not answer; tried again in 1 s." in caplog.text
    assert "clocks: done again after 2 failure(s)." in caplog.text


def test_a_duty_that_hangs_keeps_no_other_from_being_done(monkeypatch):
    monkeypatch.setattr(heartbeats, "beat", lambda *_, **__: None)
    monkeypatch.setattr(working, "PATIENCE", 0.2)
    stop, released, done = threading.Event(), threading.Event(), []

    def raise_clocks() -> int:
        done.append(1)
        if len(done) == 5:
            stop.set()
        return 0

    work([Duty("messages", lambda: released.wait(30), every=0.01), Duty("clocks", raise_clocks, every=0.01)], stop)
    released.set()

    assert len(done) == 5


WORKER = """
import os, threading, time
os.environ["DJANGO_SETTINGS_MODULE"] = "tideturn.config.settings"
import django
django.setup()
from tideturn.foundations.delivery import heartbeats
from tideturn.foundations.delivery.working import Duty, stop_when_asked, work
heartbeats.beat = lambda *_, **__: None
def slowly():
    print("begun", flush=True)
    time.sleep(0.5)
    print("ended", flush=True)
    return 0
work([Duty("slow", slowly)], stop_when_asked())
print("left", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_asked_to_end_ends_the_round_it_is_in(repository, number):
    worker = subprocess.Popen([sys.executable, "-c", WORKER], cwd=repository, stdout=subprocess.PIPE, text=True)
    assert worker.stdout.readline() == "begun\n"

    worker.send_signal(number)
    said, _ = worker.communicate(timeout=20)

    assert said.split() == ["ended", "left"]
    assert worker.returncode == 0


def start_worker(repository, serving_address: str, state) -> subprocess.Popen:
    """Start the worker that `make up` starts."""
    environment = {
        **os.environ,
        "DATABASE_URL": serving_address,
        "SECRET_KEY": "for-tests",
        "TIDETURN_STATE": str(state),
    }
    environment.pop("DATABASE_OWNER_URL", None)
    return subprocess.Popen(
        [sys.executable, "-m", "django", "work"],
        env={**environment, "DJANGO_SETTINGS_MODULE": "tideturn.config.settings"},
        cwd=repository,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_the_worker_sends_as_the_role_that_serves(committed, serving_address, repository, state):
    committed.execute("delete from delivery_heartbeat")
    worker = start_worker(repository, serving_address, state)
    try:
        committed.execute(
            """insert into delivery_message
                   (id, agency, channel, recipient, kind, link, dedupe_key, attempts, last_error)
               values (gen_random_uuid(), '', 'email', 'duty@north.example', 'clock-raised', '', 'one', 0, '')"""
        )
        beaten = "select from delivery_heartbeat where name = 'messages'"
        until = time.monotonic() + 20
        while not (list(state.glob("outgoing/*.eml")) and committed.execute(beaten).fetchone() is not None):
            assert time.monotonic() < until, "the worker sent nothing, or gave no sign of life"
            time.sleep(0.1)
        assert len(list(state.glob("outgoing/*.eml"))) == 1
    finally:
        worker.terminate()
        said, _ = worker.communicate(timeout=20)
    assert (worker.returncode, said) == (0, "")


def test_the_worker_refuses_the_owners_address(owner_address, repository, state):
    worker = start_worker(repository, owner_address, state)
    said, _ = worker.communicate(timeout=30)

    assert worker.returncode != 0
    assert "Refusing to serve as the database role" in said


def test_the_worker_waits_for_a_database_that_is_away_and_ends_when_asked(repository, state, tmp_path):
    worker = start_worker(repository, f"postgresql://nobody@/nothing?host={tmp_path}", state)
    said = ""
    while "does not answer yet" not in said:
        line = worker.stdout.readline()
        assert line, said
        said += line
    worker.terminate()
    worker.communicate(timeout=20)

    assert worker.returncode == 0


def test_as_delivery_leaves_the_standing_of_whoever_acts(outbox):
    put(agency="another-agency")
    act(agency=AGENCY)
    with as_delivery():
        assert Message.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('tideturn.system', true)")
        assert cursor.fetchone() == ("",)
    assert Message.objects.count() == 0
