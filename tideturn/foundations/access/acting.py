"""Who acts: told to the database for the length of a transaction, so that its row security can decide.

The settings are local to the transaction. A pooled connection therefore never carries one person's sight into the
next request, whatever way the transaction ends; where nobody acts, every policy says no.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection, transaction

from tideturn.foundations.access.errors import ActorUnclear, ActsForAnother, NobodyActs
from tideturn.foundations.access.words import System

IS_LOCAL = True
_SETTINGS = ("user", "agency", "teams", "whole_agency", "purpose", "system")
_STATEMENT = "select " + ", ".join(f"set_config('tideturn.{name}', %s, %s)" for name in _SETTINGS)


@dataclass(frozen=True)
class Actor:
    """Someone of an agency, a credential of an agency, or a part of the system that acts by itself."""

    agency_id: str | None
    user_id: int | None
    name: str
    team_ids: tuple[UUID, ...] = ()
    permissions: frozenset[str] = frozenset()
    sees_whole_agency: bool = False
    purpose: str | None = None
    system: str | None = None
    credential_id: int | None = None

    def __post_init__(self) -> None:
        """Refuse an actor of whom nobody could say who it was."""
        if bool(self.agency_id) == bool(self.system) or not self.name:
            raise ActorUnclear(self.name)

    @property
    def identity(self) -> tuple[str | None, int | None, int | None, str | None]:
        """Return who it is, whatever it is about at the moment."""
        return (self.agency_id, self.user_id, self.credential_id, self.system)

    def for_purpose(self, purpose: str) -> "Actor":
        """Return the same actor, acting for a purpose."""
        return replace(self, purpose=purpose)


_CURRENT: ContextVar[Actor | None] = ContextVar("tideturn_actor", default=None)


@contextmanager
def acting(actor: Actor) -> Iterator[Actor]:
    """Open a transaction in which the database knows who acts; inside another, the outer actor returns on leaving."""
    outer, is_inside = _CURRENT.get(), connection.in_atomic_block
    token = _CURRENT.set(actor)
    try:
        with transaction.atomic():
            _tell_database(actor)
            yield actor
            # A savepoint that is rolled back takes its settings with it; one that is released leaves them behind.
            if is_inside and not connection.needs_rollback:
                _tell_database(outer)
    finally:
        _CURRENT.reset(token)


def current() -> Actor | None:
    """Return who acts here, or None."""
    return _CURRENT.get()


def current_actor() -> Actor:
    """Return who acts here; raise NobodyActs where nobody does."""
    actor = _CURRENT.get()
    if actor is None:
        raise NobodyActs
    return actor


def check_acts(by: Actor) -> None:
    """Raise unless the one a write is said to be by is the one whose rights the database decides by."""
    actor = current_actor()
    if actor.identity != by.identity:
        raise ActsForAnother(by.name, actor.name)


def system_actor(system: str) -> Actor:
    """Return a part of the system as an actor; raise ValueError where there is no such part."""
    part = System(system)
    return Actor(agency_id=None, user_id=None, name=f"system: {part.value}", system=part.value)


def _tell_database(actor: Actor | None) -> None:
    parameters = [part for value in _values(actor) for part in (value, IS_LOCAL)]
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, parameters)


def _values(actor: Actor | None) -> tuple[str, ...]:
    if actor is None:
        return ("",) * len(_SETTINGS)
    return (
        "" if actor.user_id is None else str(actor.user_id),
        actor.agency_id or "",
        "{" + ",".join(str(team) for team in actor.team_ids) + "}",
        "on" if actor.sees_whole_agency else "",
        actor.purpose or "",
        actor.system or "",
    )
