"""How the register keeps the full history of each field: a row for every insert, update and delete, by trigger."""

from collections.abc import Callable
from typing import TypeVar

import pghistory
from django.db import models

Model = TypeVar("Model", bound=type[models.Model])


def keep_history(*, leave_out: tuple[str, ...] = ()) -> Callable[[Model], Model]:
    """Return a class decorator that records every change of a table's rows in an event table beside it."""
    events = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
    return pghistory.track(*events, exclude=list(leave_out) or None)  # type: ignore[no-any-return]
