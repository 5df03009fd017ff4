"""Tasks of a case in words."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tideturn.engines.pathways.state import Task
from tideturn.interfaces.workspace import addresses, staff_of
from tideturn.interfaces.workspace.presenters.times import moment_words
from tideturn.interfaces.workspace.reading import Opened


@dataclass(frozen=True)
class TaskRow:
    """One task: what, by whom, since when, and where to tick it off."""

    title: str
    by: str
    added: str
    done: str
    done_href: str


def rows_of(found: Opened, tasks: Iterable[Task], now: datetime) -> tuple[TaskRow, ...]:
    """Return tasks in words: what is still to be done first."""
    in_order = sorted(tasks, key=lambda task: (task.done_at is not None, task.added_at))
    return tuple(
        TaskRow(
            title=task.title,
            by=staff_of.name_of(task.for_user),
            added=moment_words(task.added_at, now),
            done=moment_words(task.done_at, now) if task.done_at else "",
            done_href=_href(found, task) if found.relations and not task.done_at else "",
        )
        for task in in_order
    )


def _href(found: Opened, task: Task) -> str:
    return addresses.of_case(found.case.id, "task-done", task_id=uuid.UUID(task.id))
