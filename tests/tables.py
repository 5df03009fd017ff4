"""The tables of the tests' databases, made once by the migrations where several processes share the suite."""

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any


@contextlib.contextmanager
def tables(database: AbstractContextManager[None], name: str, blocker: Any) -> Iterator[str]:
    """Run the migrations in a fresh database and give its name, of which the processes then make copies."""
    from django.core.management import call_command
    from django.db import connection

    with database:
        before, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], name
        try:
            with blocker.unblock():
                call_command("migrate", verbosity=0, interactive=False)
        finally:
            # Nobody may be connected to what is copied.
            connection.close()
            connection.close_pool()
            connection.settings_dict["NAME"] = before
        yield name
