"""What somebody has to do in a case."""

from dataclasses import replace

from tideturn.engines.pathways.entries import JournalEntry
from tideturn.engines.pathways.state import State, Task
from tideturn.engines.pathways.steps.step import DoesNotFit, whole
from tideturn.packs.schema.pathway import Pathway


def task_added(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Add something to be done."""
    title, task_id = str(entry.data.get("title", "")), str(entry.data.get("task", entry.id))
    return replace(state, tasks=(*state.tasks, Task(task_id, title, whole(entry.data.get("for")), entry.at)))


def task_done(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Tick off a task; a second time changes nothing."""
    wanted = str(entry.data.get("task"))
    if not any(task.id == wanted for task in state.tasks):
        raise DoesNotFit("There is no such task in the case.")
    done = (replace(task, done_at=task.done_at or entry.at) if task.id == wanted else task for task in state.tasks)
    return replace(state, tasks=tuple(done))
