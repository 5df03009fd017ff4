"""Where heads are witnessed: a file, or a database of somebody else's. Lines are only ever put after the others."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedRandom
from pathlib import Path
from typing import Protocol

import psycopg
from django.conf import settings

from tideturn.foundations.audit.verify import WITNESSED, Line, Unreadable, line_of, read

# Of a long witness only the end is read: a chain that has rested for longer is witnessed again, which harms nothing.
BYTES_OF_THE_END = 256 * 1024
LINES_OF_THE_END = 1000
CONNECT_WITHIN = 5
More = Callable[[list[bytes]], list[bytes]]

TABLE = """
    create table if not exists tideturn_witness (
        number bigint generated always as identity primary key,
        seen_at timestamptz not null default clock_timestamp(),
        line text not null
    );
    create or replace function tideturn_witness_stays() returns trigger language plpgsql as $body$
    begin
        raise exception 'What was witnessed stays.' using errcode = 'check_violation';
    end;
    $body$;
    create or replace trigger stays before update or delete or truncate on tideturn_witness
        for each statement execute function tideturn_witness_stays();
"""
LATEST = f"""
    select line from (select number, line from tideturn_witness order by number desc limit {LINES_OF_THE_END}) as latest
    order by number
"""  # noqa: S608 - a constant


class Keeper(Protocol):
    """Somewhere that keeps the lines of a witness."""

    @property
    def name(self) -> str:
        """What it is called, without any secret."""

    def keep(self, more: More) -> int:
        """Add the lines that follow from its latest ones, with nobody writing in between; return how many."""

    def lines(self) -> Iterator[tuple[bytes, Line]]:
        """Return every line that it keeps, as bytes and as what it says."""


@dataclass(frozen=True)
class FileKeeper:
    """A file; best on another machine's disk or on paper soon after."""

    path: Path

    @property
    def name(self) -> str:
        """Return the file's path."""
        return str(self.path)

    def keep(self, more: More) -> int:
        """Add lines to the file and return once the disk has them."""
        is_new = not self.path.exists()
        with os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            added = more(end_of(stream))
            stream.seek(0, os.SEEK_END)
            stream.write(b"".join(line + b"\n" for line in added))
            stream.flush()
            os.fsync(stream.fileno())
        if is_new:
            sync_folder(self.path.parent)
        return len(added)

    def lines(self) -> Iterator[tuple[bytes, Line]]:
        """Return every line of the file; none where nothing was witnessed yet."""
        return read(self.name, WITNESSED) if self.path.exists() else iter(())


def end_of(stream: BufferedRandom) -> list[bytes]:
    """Return the latest whole lines of a file, taking off one that a machine stopped in the middle of."""
    size = stream.seek(0, os.SEEK_END)
    start = max(0, size - BYTES_OF_THE_END)
    stream.seek(start)
    *whole, torn = stream.read().split(b"\n")
    stream.truncate(size - len(torn))
    return whole[1:] if start else whole


def sync_folder(folder: Path) -> None:
    """Have the disk know of a new file's name too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass(frozen=True)
class DatabaseKeeper:
    """A database of another agency, whose role here may add rows and read them."""

    url: str

    @property
    def name(self) -> str:
        """Return what the database is called; its address may hold a password."""
        return "the database of TIDETURN_WITNESS_URL"

    def keep(self, more: More) -> int:
        """Add lines to the table, which is made where it is not there yet."""
        with self.opened() as connection:
            connection.execute("select pg_advisory_xact_lock(hashtext('tideturn_witness'))")
            if connection.execute("select to_regclass('tideturn_witness')").fetchone() == (None,):
                connection.execute(TABLE)
            added = more([line.encode() for (line,) in connection.execute(LATEST)])
            with connection.cursor() as cursor:
                cursor.executemany(
                    "insert into tideturn_witness (line) values (%s)", [(line.decode(),) for line in added]
                )
        return len(added)

    def lines(self) -> Iterator[tuple[bytes, Line]]:
        """Return every line of the table."""
        with self.opened() as connection, connection.cursor("lines") as cursor:
            for number, (line,) in enumerate(cursor.execute("select line from tideturn_witness order by number"), 1):
                try:
                    yield line.encode(), line_of(line.encode(), WITNESSED)
                except (ValueError, TypeError):
                    raise Unreadable(f"{self.name}, row {number}: this is not a line of a witness.") from None

    @contextmanager
    def opened(self) -> Iterator[psycopg.Connection]:
        """Open the database for one transaction."""
        with psycopg.connect(self.url, connect_timeout=CONNECT_WITHIN) as connection:
            yield connection


def keepers() -> list[Keeper]:
    """Return every keeper that is set up: a file unless only a database was named."""
    file, url = (os.environ.get(name, "").strip() for name in ("TIDETURN_WITNESS", "TIDETURN_WITNESS_URL"))
    state = Path(os.environ.get("TIDETURN_STATE", "") or settings.REPOSITORY / ".state")
    named: list[Keeper] = [DatabaseKeeper(url)] if url else []
    return [FileKeeper(Path(file) if file else state / "witness.jsonl"), *named] if file or not url else named
