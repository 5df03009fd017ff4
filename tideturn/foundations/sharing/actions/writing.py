"""How this foundation writes what it decides by: after it was checked who may, and as itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction

from tideturn.foundations.access.acting import Actor, acting, check_acts, system_actor
from tideturn.foundations.access.words import System
from tideturn.foundations.sharing import queries
from tideturn.foundations.sharing.errors import NotTheHolder
from tideturn.foundations.sharing.words import GroundKind

# These move responsibility by rule: a report comes in, a clock runs out, a country is set up.
BY_RULE = frozenset({System.INTAKE, System.CLOCKS, System.SET_UP})
# Of those, the policies let these write directly.
WRITERS = frozenset({System.INTAKE, System.SET_UP})


@contextmanager
def writing(by: Actor) -> Iterator[None]:
    """Let the lines inside write subjects and parts, in one transaction."""
    check_acts(by)
    with transaction.atomic(savepoint=False) if by.system in WRITERS else acting(system_actor(System.SHARING)):
        yield


def check_is_responsible(subject_id: UUID, by: Actor) -> None:
    """Raise NotTheHolder unless the actor is responsible for a subject, or moves it by rule."""
    check_acts(by)
    if by.system in BY_RULE:
        return
    ground = queries.kind_of_ground(subject_id)
    if ground != GroundKind.HOLDER:
        raise NotTheHolder
