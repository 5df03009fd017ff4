"""How the register keeps the full history of each field: a row for every insert, update and delete, by trigger."""

import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import TypeVar

import pghistory
from django.db import connection, models, transaction
from django.utils import timezone

Model = TypeVar("Model", bound=type[models.Model])


def keep_history(*, leave_out: tuple[str, ...] = ()) -> Callable[[Model], Model]:
    """Return a class decorator that records every change of a table's rows in an event table beside it."""
    events = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
    return pghistory.track(*events, exclude=list(leave_out) or None)  # type: ignore[no-any-return]


def begins(day: date) -> datetime:
    """Return the moment at which a day begins where the register is kept."""
    return timezone.make_aware(datetime.combine(day, time()))


@contextmanager
def because(*, by: str, reason: str) -> Iterator[None]:
    """Open a transaction whose changes of the register are kept with who made them and why.

    Told to the database once, and not with every statement as the library's own way does it: two commands cannot be
    prepared as one.
    """
    with transaction.atomic():
        _tell_triggers(str(uuid.uuid4()), json.dumps({"by": by, "reason": reason}))
        yield
        _tell_triggers("", "")


def _tell_triggers(number: str, reason: str) -> None:
    settings = "select set_config('pghistory.context_id', %s, true), set_config('pghistory.context_metadata', %s, true)"
    with connection.cursor() as cursor:
        cursor.execute(settings, [number, reason])
