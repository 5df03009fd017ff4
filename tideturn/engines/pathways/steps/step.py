"""What every step is: a function from a state and an entry to the next state."""

from collections.abc import Callable
from typing import Any

from tideturn.engines.pathways.entries import JournalEntry
from tideturn.engines.pathways.state import State
from tideturn.packs.schema.pathway import Pathway

Step = Callable[[State, JournalEntry, Pathway], State]


class DoesNotFit(Exception):
    """An entry meets a state in which it means nothing; the message says why."""


def unchanged(state: State, entry: JournalEntry, pathway: Pathway) -> State:
    """Leave the state as it is: the entry is read by people, or by the clocks alone."""
    return state


def whole(value: Any) -> int | None:
    """Return a whole number, or nothing where it is none; true and false are none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
