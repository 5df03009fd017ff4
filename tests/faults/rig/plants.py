"""Faults planted on purpose, one at a time, to see that the checks find them; nothing here is part of the product."""

import os
import queue
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

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

    from tideturn.engines.pathways import notices
    from tideturn.foundations.access.acting import acting, system_actor

    send = notices._send

    def later(notice: Any) -> None:
        def go() -> None:
            time.sleep(0.05)
            with acting(system_actor("clocks")):
                send(notice)

        transaction.on_commit(go)

    notices._send = later


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


PLANTS = {
    "no-key": look_before_claiming,
    "early-answer": acknowledge_before_commit,
    "late-outbox": enqueue_after_commit,
    "timetable": raise_by_timetable,
    "no-savepoints": no_savepoints,
    "not-durable": serve_without_durability,
}


class Planted(AppConfig):
    """Plants the fault when everything is loaded."""

    name = "tests.faults.rig"
    label = "rig"

    def ready(self) -> None:
        """Plant the fault that was named."""
        if PLANT:
            PLANTS[PLANT]()
