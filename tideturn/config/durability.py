"""The guard on the database's word: what it says is kept must be on the disk, or nothing that we say is."""

import logging
from typing import Any, Protocol

from django.db import connection

log = logging.getLogger(__name__)

# Each is asked of this very session, which may have been given a value of its own by its role or its address.
# Waiting only for our own disk (`local`) keeps what was acknowledged; `off` may lose the latest second of it.
MUST_HOLD = (
    ("fsync", {"on"}, "a power cut would leave a broken database"),
    ("full_page_writes", {"on"}, "a power cut could leave pages half written"),
    (
        "synchronous_commit",
        {"on", "remote_apply", "remote_write", "local"},
        "the database says “committed” before it is, and what we acknowledged could be lost",
    ),
)
SHOULD_HOLD = ("data_checksums", "on")


class Cursor(Protocol):
    """What a question is asked through."""

    def execute(self, question: str) -> Any:
        """Ask a question."""

    def fetchone(self) -> Any:
        """Return the next row, or None."""


class MayLoseWhatItKeeps(Exception):
    """The database is set up so that it may lose what it has acknowledged."""

    def __init__(self, setting: str, value: str, reason: str) -> None:
        super().__init__(
            f"Refusing to serve: the database has {setting} = {value}, and so {reason}. "
            f"Set {setting} = on where it was changed: in postgresql.conf, or by ALTER SYSTEM, ALTER DATABASE or "
            "ALTER ROLE … RESET, or in the options of DATABASE_URL."
        )


def check_durability() -> None:
    """Refuse to go on when this session's database could lose what it has acknowledged."""
    with connection.cursor() as cursor:
        refuse_loss(cursor)
        warn_without_checksums(cursor)


def refuse_loss(cursor: Cursor) -> None:
    """Raise with the first setting that could lose what was acknowledged."""
    for setting, allowed, reason in MUST_HOLD:
        value = setting_of(cursor, setting)
        if value not in allowed:
            raise MayLoseWhatItKeeps(setting, value, reason)


def warn_without_checksums(cursor: Cursor) -> bool:
    """Say so when the database would not notice a page that its disk has changed; tell whether it was said."""
    setting, wanted = SHOULD_HOLD
    if setting_of(cursor, setting) == wanted:
        return False
    log.warning("The database has no checksums: a failing disk is not noticed. With it stopped: pg_checksums --enable")
    return True


def setting_of(cursor: Cursor, name: str) -> str:
    """Return a setting as this session sees it."""
    cursor.execute(f"show {name}")
    return str(cursor.fetchone()[0])
