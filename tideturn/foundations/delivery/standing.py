"""As whom the database sees this room work, and for how long it holds a connection to it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper


@contextmanager
def as_delivery() -> Iterator[None]:
    """Open a transaction in which the outbox sees all its messages; whoever acted before acts again afterwards."""
    # The end of a transaction takes its settings back; within somebody else's they are given back by hand.
    is_inside = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        before = acting_before(cursor) if is_inside else ""
        cursor.execute("select set_config('tideturn.system', 'delivery', true)")
        yield
        # After an error the savepoint takes the setting back by itself.
        if is_inside:
            cursor.execute("select set_config('tideturn.system', %s, true)", [before])


def acting_before(cursor: CursorWrapper) -> str:
    """Return which part of the product acted before."""
    cursor.execute("select coalesce(current_setting('tideturn.system', true), '')")
    [before] = cursor.fetchone()
    return str(before)


def give_connection_back() -> None:
    """Give this thread's connection back to the pool, so that after an outage the next round gets one that lives."""
    # Within somebody's transaction it is theirs.
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
