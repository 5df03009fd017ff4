"""Asking a database something from the launcher, and the words of the roles that set-up makes."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from house.environment import base_environment, without_database_settings
from house.places import Places
from house.trouble import Trouble

OWNER, SERVING = "tideturn_owner", "tideturn_serving"
EXTENSIONS = ("pg_trgm", "unaccent")
ROWS = "SELECT, INSERT, UPDATE, DELETE"
# The register's triggers and the audit's function write these as the owner; nobody else does. After migrations the
# product holds this itself, for tables that were just made (guards.py of engines/plans and of foundations/audit).
IS_HISTORY = """(
    relname IN ('pghistory_context', 'django_migrations', 'audit_entry', 'audit_head')
    OR EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'pgh_id')
)"""


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
        env=environment_of(places, request),
    )
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise DatabaseRefused(f"The database could not be asked: {last[0]}")
    answer: dict[str, Any] = json.loads(done.stdout)
    if "error" in answer:
        raise DatabaseRefused(str(answer["error"]))
    return answer


def environment_of(places: Places, request: dict[str, Any]) -> dict[str, str]:
    """Return the environment of a question: the person's settings of PostgreSQL are meant for databases of theirs."""
    ours = f"?host={quote(str(places.runtime), safe='/')}"
    is_ours = any(batch["url"].endswith(ours) for batch in request.get("batches", []))
    kept = base_environment(os.environ)
    return without_database_settings(kept) if is_ours else kept


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
    future = f"ALTER DEFAULT PRIVILEGES FOR ROLE {identifier(owner)} IN SCHEMA public GRANT"
    name, role_name = identifier(database), identifier(serving)
    return (
        # A temporary table, or one of anybody's making, could stand in the place of a real one.
        f"REVOKE TEMPORARY ON DATABASE {name} FROM PUBLIC",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {name} TO {role_name}",
        f"GRANT USAGE ON SCHEMA public TO {role_name}",
        rows_of_every_table(serving),
        append_to_the_audit(serving),
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role_name}",
        f"{future} {ROWS} ON TABLES TO {role_name}",
        f"{future} USAGE, SELECT ON SEQUENCES TO {role_name}",
    )


def rows_of_every_table(serving: str) -> str:
    """Return what lets the serving role read every table and write all but those that keep the history."""
    return f"""
        DO $grant$
        DECLARE
            held record;
        BEGIN
            FOR held IN
                SELECT oid::regclass AS name, {IS_HISTORY} AS is_history FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')
            LOOP
                EXECUTE format('REVOKE ALL ON %s FROM %I', held.name, {literal(serving)});
                EXECUTE format('GRANT %s ON %s TO %I',
                    CASE WHEN held.is_history THEN 'SELECT' ELSE {literal(ROWS)} END, held.name, {literal(serving)});
            END LOOP;
        END
        $grant$
    """  # noqa: S608 - names are quoted, the rest are constants


def append_to_the_audit(serving: str) -> str:
    """Return what lets the serving role append to the audit, which nobody may do unless told, once it is there."""
    return f"""
        DO $grant$
        DECLARE
            held regprocedure;
        BEGIN
            FOR held IN
                SELECT oid::regprocedure FROM pg_proc
                WHERE pronamespace = 'public'::regnamespace AND proname = 'audit_append'
            LOOP
                EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', held, {literal(serving)});
            END LOOP;
        END
        $grant$
    """  # noqa: S608 - the name is quoted
