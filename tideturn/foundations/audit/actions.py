"""Writing to the audit: one entry, in the chain of the agency that acts, in the transaction of what it tells of."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from tideturn.foundations.audit.errors import AnonymousActor, OutsideTransaction, UnwritableDetail
from tideturn.foundations.audit.models import Entry

SYSTEM = "system"
# What `detail` holds is left to be read when somebody asks for it.
KEPT = tuple(field.name for field in Entry._meta.concrete_fields if field.name != "detail")
APPEND = f"select {', '.join(KEPT)} from audit_append(%s, %s, %s, %s, %s::uuid, %s)"  # noqa: S608 - names of fields
APPEND_EACH = "select count(audit_append(%s, %s, %s, %s, subject, %s)) from unnest(%s::uuid[]) as subject"


class Actor(Protocol):
    """What the audit asks of whoever acts."""

    @property
    def agency_id(self) -> str | None:
        """The agency on whose behalf."""

    @property
    def user_id(self) -> int | None:
        """The user, where a person acts."""

    @property
    def name(self) -> str:
        """What the actor is called."""

    @property
    def system(self) -> str | None:
        """Which part of the product acts by itself, where no person does."""


def record(
    *, actor: Actor, action: str, kind: str, subject: UUID | None, detail: Mapping[str, Any] | None = None
) -> Entry:
    """Write down that somebody did or read something; where that fails, the transaction it stands in fails too.

    The chain of the agency is held until the transaction ends, so write it last.
    """
    with failing_together(action), connection.cursor() as cursor:
        agency, name, *what, text = written(actor, action, kind, detail)
        cursor.execute(APPEND, [agency, name, *what, subject, text])
        return Entry.from_db(connection.alias, KEPT, cursor.fetchone())


def record_each(
    *, actor: Actor, action: str, kind: str, subjects: Sequence[UUID], detail: Mapping[str, Any] | None = None
) -> None:
    """Write down that somebody did or read the same of each of these, as a list does, in one journey there and back."""
    with failing_together(action), connection.cursor() as cursor:
        cursor.execute(APPEND_EACH, [*written(actor, action, kind, detail), list(subjects)])


@contextmanager
def failing_together(action: str) -> Iterator[None]:
    """Have the transaction fail with what is done here, also where a caller goes on regardless."""
    if not connection.in_atomic_block:
        raise OutsideTransaction(action)
    try:
        yield
    except BaseException:
        transaction.set_rollback(True)
        raise


def written(actor: Actor, action: str, kind: str, detail: Mapping[str, Any] | None) -> list[str]:
    """Return what an entry says, as text that the database can hold: chain, actor, action, kind and detail."""
    said = (chain_of(actor, action), words_of(actor), action, kind, text_of(detail or {}, action))
    return [without_unwritable(part) for part in said]


def chain_of(actor: Actor, action: str) -> str:
    """Return whose chain an actor writes to: its agency's, or the one of the product itself."""
    if not actor.name or not (actor.system or actor.agency_id):
        raise AnonymousActor(action)
    return SYSTEM if actor.system else str(actor.agency_id)


def words_of(actor: Actor) -> str:
    """Return an actor in words that stay true when the user is renamed: two people may bear one name."""
    return actor.name if actor.user_id is None else f"{actor.name} (user {actor.user_id})"


def text_of(detail: Mapping[str, Any], action: str) -> str:
    """Return a detail as the text that is chained."""
    try:
        return json.dumps(
            without_unwritable(detail), cls=DjangoJSONEncoder, ensure_ascii=False, allow_nan=False, sort_keys=True
        )
    except (TypeError, ValueError) as error:
        raise UnwritableDetail(action, str(error)) from error


def without_unwritable(value: Any) -> Any:
    """Return a value without the two characters no database text can hold: the null, and half of a surrogate pair."""
    if isinstance(value, str):
        return value.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, Mapping):
        return {without_unwritable(str(name)): without_unwritable(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [without_unwritable(part) for part in value]
    return value
