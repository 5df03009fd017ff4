"""Asking a database something from the launcher, and the words of the roles that set-up makes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from house.places import Places
from house.trouble import Trouble

OWNER, SERVING = "tideturn_owner", "tideturn_serving"
EXTENSIONS = ("pg_trgm", "unaccent")


class DatabaseRefused(Trouble):
    """Say that the database did not answer, or answered with an error."""


@dataclass(frozen=True)
class Batch:
    """Statements for one database; each is SQL, or SQL with a question that must find nothing first."""

    url: str
    statements: tuple[str | tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """Return the batch as the virtual environment's side reads it."""
        parts = [{"sql": one} if isinstance(one, str) else {"sql": one[0], "unless": one[1]} for one in self.statements]
        return {"url": self.url, "statements": parts}


def ask(places: Places, request: dict[str, Any]) -> dict[str, Any]:
    """Return the answer of the virtual environment's side; raise with the database's own words."""
    done = subprocess.run(
        [str(places.python), str(Path(__file__).with_name("statements.py"))],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise DatabaseRefused(f"The database could not be asked: {last[0]}")
    answer: dict[str, Any] = json.loads(done.stdout)
    if "error" in answer:
        raise DatabaseRefused(str(answer["error"]))
    return answer


def run(places: Places, batches: Sequence[Batch], wait: float = 0) -> list[list[Any]]:
    """Run batches in order, waiting for the first to be answered; return the rows of each statement of each."""
    rows: list[list[Any]] = ask(places, {"wait": wait, "batches": [batch.as_json() for batch in batches]})["rows"]
    return rows


def parts_of(places: Places, url: str) -> dict[str, str]:
    """Return the parts of a database address."""
    parts: dict[str, str] = ask(places, {"parts_of": url})["parts"]
    return parts


def identifier(name: str) -> str:
    """Return a name quoted for SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """Return a value quoted for SQL."""
    return "'" + value.replace("'", "''") + "'"


def role(name: str, rights: str) -> tuple[str | tuple[str, str], ...]:
    """Return what makes a role that may log in, and what takes back any right that it should not have."""
    there = f"SELECT 1 FROM pg_roles WHERE rolname = {literal(name)}"  # noqa: S608 - quoted just here
    return (
        (f"CREATE ROLE {identifier(name)} LOGIN", there),
        f"ALTER ROLE {identifier(name)} LOGIN {rights}",
    )


def grants(owner: str, serving: str, database: str) -> tuple[str, ...]:
    """Return what lets the serving role read and write rows, now and in tables still to come, and nothing more."""
    owner, serving, database = identifier(owner), identifier(serving), identifier(database)
    rows = "SELECT, INSERT, UPDATE, DELETE"
    future = f"ALTER DEFAULT PRIVILEGES FOR ROLE {owner} IN SCHEMA public GRANT"
    return (
        f"GRANT CONNECT ON DATABASE {database} TO {serving}",
        f"GRANT USAGE ON SCHEMA public TO {serving}",
        f"GRANT {rows} ON ALL TABLES IN SCHEMA public TO {serving}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {serving}",
        f"{future} {rows} ON TABLES TO {serving}",
        f"{future} USAGE, SELECT ON SEQUENCES TO {serving}",
    )
