"""Run statements on a database; the one part of the house that runs inside the virtual environment.

Reads JSON from standard input: {"wait": seconds, "batches": [{"url": ..., "statements": [{"sql", "unless"}]}]}.
Writes {"rows": [[...] per batch]} or {"error": ...}. A statement with `unless` runs only when that finds no row.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict


def connect(url: str, until: float) -> psycopg.Connection[tuple[Any, ...]]:
    """Return a connection, trying again while the database is still starting."""
    while True:
        try:
            return psycopg.connect(url, autocommit=True, connect_timeout=5)
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def run_batch(batch: dict[str, Any], until: float) -> list[Any]:
    """Run one batch on one connection and return the rows of each statement."""
    rows: list[Any] = []
    with connect(batch["url"], until) as connection:
        for statement in batch["statements"]:
            if "unless" in statement and connection.execute(statement["unless"]).fetchone():
                rows.append(None)
                continue
            cursor = connection.execute(statement["sql"])
            rows.append(cursor.fetchall() if cursor.description else None)
    return rows


def name_parts(url: str) -> dict[str, str]:
    """Return the parts of an address, or raise when it is not one."""
    return {name: str(value) for name, value in conninfo_to_dict(url).items()}


def main() -> None:
    """Answer one request from standard input."""
    request = json.load(sys.stdin)
    until = time.monotonic() + float(request.get("wait", 0))
    try:
        if "parts_of" in request:
            answer: dict[str, Any] = {"parts": name_parts(request["parts_of"])}
        else:
            answer = {"rows": [run_batch(batch, until) for batch in request["batches"]]}
    except psycopg.Error as error:
        answer = {"error": " ".join(str(error).split())}
    json.dump(answer, sys.stdout, default=str)


if __name__ == "__main__":
    main()
