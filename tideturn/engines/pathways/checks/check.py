"""What a check is asked about: the entry, the case as it stands, and how the writer stands to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tideturn.engines.pathways.models import Case
from tideturn.engines.pathways.state import State
from tideturn.foundations.access.acting import Actor
from tideturn.packs.schema.pathway import Pathway


@dataclass(frozen=True)
class Asked:
    """An entry somebody wants to write, and all that decides whether they may."""

    data: Mapping[str, Any]
    case: Case
    state: State
    pathway: Pathway
    relations: frozenset[str]
    by: Actor


Check = Callable[[Asked], None]
