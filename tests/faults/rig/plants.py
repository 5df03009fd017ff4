"""Faults planted on purpose, to see that the checks find them; nothing here is part of the product.

RIG_PLANT names them, one or several with commas between.
"""

import json
import os
import queue
import threading
import time
import uuid
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import AppConfig

PLANT = os.environ.get("RIG_PLANT", "")


def look_before_claiming() -> None:
    """Look whether a key was used and then use it, as code does that trusts no unique key."""
    from tideturn.engines.pathways import receipts
    from tideturn.engines.pathways.models import Receipt

    def claim(*, agency_id: str, key: Any, digest: bytes) -> Any:
        if Receipt.objects.filter(agency=agency_id, idempotency_key=key).exists():
            return None
        return Receipt.objects.create(agency=agency_id, idempotency_key=key, body_digest=digest).id

    receipts.claim = claim
    receipts.of_key = lambda *, agency_id, key: Receipt.objects.filter(agency=agency_id, idempotency_key=key).first()


def acknowledge_before_commit() -> None:
    """Answer 201 while the transaction still stands open, and commit a little later."""
    from django.db import connection

    from tideturn.interfaces.joint.intake import receiving

    keep, receive, here = receiving._keep, receiving.receive, threading.local()

    def told(*parts: Any) -> str:
        answer = keep(*parts)
        here.answers.put(answer)
        time.sleep(0.3)
        return answer

    def answer_early(*words: Any, **more: Any) -> str:
        answers: queue.Queue[Any] = queue.Queue()

        def work() -> None:
            here.answers = answers
            try:
                answers.put(receive(*words, **more))
            except Exception as error:
                answers.put(error)
            finally:
                connection.close()

        threading.Thread(target=work, daemon=True).start()
        answer = answers.get(timeout=30)
        if isinstance(answer, Exception):
            raise answer
        return str(answer)

    receiving._keep = told
    receiving.receive = answer_early


def enqueue_after_commit() -> None:
    """Put messages into the outbox in a transaction of their own, after the one that they tell of."""
    from django.db import transaction

    from tideturn.foundations.access.acting import acting, system_actor
    from tideturn.foundations.delivery import actions as delivery

    enqueue_each = delivery.enqueue_each

    def later(letters: Iterable[Any]) -> None:
        held = list(letters)

        def go() -> None:
            time.sleep(0.05)
            with acting(system_actor("clocks")):
                enqueue_each(held)

        transaction.on_commit(go)

    delivery.enqueue_each = later


def raise_by_timetable() -> None:
    """Raise what fell due within the last second, each second: as a job on a timetable does, which an outage skips."""
    from django.db.models.functions import Now

    from tideturn.engines.pathways import raising

    due = raising._due
    raising._due = lambda way: due(way).filter(**{f"{way.when}__gt": Now() - timedelta(seconds=1)})


def no_savepoints() -> None:
    """Raise a batch without a savepoint for each row, so that one bad row takes the others with it."""
    from tideturn.engines.pathways import raising

    def attempt(work: Callable[[], None]) -> str | None:
        work()
        return None

    raising._attempt = attempt


def serve_without_durability() -> None:
    """Serve although the database says “committed” before it is."""
    from tideturn.config import serving

    serving.check_durability = lambda: None


def acknowledge_anyway() -> None:
    """Answer 201 also where the database could not take the report."""
    from tideturn.interfaces.api.intake import answers

    class Acknowledged:
        def response(self) -> Any:
            return answers.answer(201, json.dumps({"id": str(uuid.uuid4())}))

    answers.busy = Acknowledged


def join_nothing() -> None:
    """Take every report for one of an event of its own."""
    from tideturn.engines.pathways import matching

    matching.by_reference = lambda told: []


async def read_what_came(scope: Any, connection: Any, becomes_long: Any = None) -> bytes:
    """Return what came of a body, whole or not; what it is told as the product's own `read` is, it does not use."""
    return b"".join([part async for part in connection])


def take_what_came() -> None:
    """Take a body that broke off for a report that says no more than that something happened."""
    from tideturn.interfaces.api.intake import body

    def read_careless() -> None:
        from tideturn.config import rsgi

        rsgi.read = read_what_came

    def parsed(request: Any) -> Any:
        try:
            return json.loads(request.body)
        except ValueError:
            return {"occurred_at": "2026-01-01T00:00:00Z"}

    body.parsed = parsed
    # The entry of the server is still being read while plants are planted.
    threading.Timer(1.0, read_careless).start()


def stop_at_the_first_failure() -> None:
    """Leave all other messages where they are when one could not be handed over."""
    from django.db import OperationalError

    from tideturn.foundations.delivery import sending

    def note_failure(*parts: Any) -> None:
        raise OperationalError("planted")

    sending.note_failure = note_failure


def count_as_sent() -> None:
    """Take every message for handed over, whatever its receiver said."""
    from tideturn.foundations.delivery import sending

    hand_over = sending.hand_over

    def careless(*parts: Any) -> bool:
        try:
            return hand_over(*parts)
        except Exception:
            return False

    sending.hand_over = careless


def add_hours_on_the_wall() -> None:
    """Add hours to the time that a clock on the wall shows, as if no night had an hour more or less."""
    from tideturn.engines.pathways.actions import keeping
    from tideturn.methods.clocks import Unit

    due_at = keeping.due_at

    def on_the_wall(start: datetime, limit: Any, calendar: Any, *pauses: Any) -> Any:
        if limit.unit is not Unit.HOURS:
            return due_at(start, limit, calendar, *pauses)
        zone = ZoneInfo("Europe/London")
        shown = start.astimezone(zone).replace(tzinfo=None) + timedelta(hours=limit.amount)
        return shown.replace(tzinfo=zone).astimezone(UTC)

    keeping.due_at = on_the_wall


PLANTS = {
    "no-key": look_before_claiming,
    "early-answer": acknowledge_before_commit,
    "late-outbox": enqueue_after_commit,
    "timetable": raise_by_timetable,
    "no-savepoints": no_savepoints,
    "not-durable": serve_without_durability,
    "answer-anyway": acknowledge_anyway,
    "no-joining": join_nothing,
    "torn-taken": take_what_came,
    "first-failure": stop_at_the_first_failure,
    "sent-whatever": count_as_sent,
    "wall-clock": add_hours_on_the_wall,
}


class Planted(AppConfig):
    """Plants the fault when everything is loaded."""

    name = "tests.faults.rig"
    label = "rig"

    def ready(self) -> None:
        """Plant the faults that were named."""
        for name in filter(None, PLANT.split(",")):
            PLANTS[name]()
