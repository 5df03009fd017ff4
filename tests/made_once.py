"""What all tests of a file build on is made once: each takes back what it wrote, and the last leaves nothing.

A transaction is held open around the file. The one that rolls back a test lies within it, as a savepoint.
"""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

Made = TypeVar("Made")


@contextlib.contextmanager
def made_once(blocker: Any, make: Callable[[], Made]) -> Iterator[Made]:
    """Write something to the database for all tests that run until this is left, and take it back then.

    For fixtures of a file or a class that come after `django_db_setup`; `blocker` is pytest-django's. Rows are taken
    back, objects are not: hand a test that changes them a copy, `copy.deepcopy`.
    """
    from django.db import connection, transaction

    block = transaction.atomic()
    # As around each test: what must be a transaction of its own may begin within.
    block._from_testcase = True
    with blocker.unblock():
        block.__enter__()
        try:
            made = make()
            # Else every test would check anew what was written here.
            connection.check_constraints()
            _without_limits(connection)
        except BaseException:
            _take_back(block)
            raise
    try:
        yield made
    finally:
        with blocker.unblock():
            _take_back(block)


def _without_limits(connection: Any) -> None:
    """Lift what was agreed for one short transaction, such as that of a report, which this one is not."""
    with connection.cursor() as cursor:
        for limit in ("idle_in_transaction_session_timeout", "statement_timeout", "lock_timeout"):
            cursor.execute(f"set local {limit} = 0")


def _take_back(block: Any) -> None:
    from django.db import transaction

    transaction.set_rollback(True)
    block.__exit__(None, None, None)
