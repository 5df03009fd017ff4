"""Write many rows of a table in one statement: the database reads them from one JSON text.

A statement with a place for every value of every row costs more to put together than to carry out.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model
from pydantic import TypeAdapter

# It writes ids and days as text, as the database reads them, and in a third of the time of the standard library.
ROWS: TypeAdapter[list[dict[str, Any]]] = TypeAdapter(list[dict[str, Any]])


def write_rows(rows: Iterable[Model], *, fields: Sequence[str]) -> None:
    """Insert rows, or where their id is there already, write `fields` of theirs anew."""
    rows = list(rows)
    if not rows:
        return
    meta = rows[0]._meta
    columns = {field.name: (field.column or "", field.attname) for field in meta.concrete_fields if not field.generated}
    told = [{column: getattr(row, attribute) for column, attribute in columns.values()} for row in rows]
    names = ", ".join(column for column, _ in columns.values())
    anew = ", ".join(f"{columns[name][0]} = excluded.{columns[name][0]}" for name in fields)
    statement = (
        f"insert into {meta.db_table} ({names}) select {names} "  # noqa: S608 - names of our own tables
        f"from jsonb_populate_recordset(null::{meta.db_table}, %s::jsonb) on conflict (id) do update set {anew}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [ROWS.dump_json(told).decode()])
