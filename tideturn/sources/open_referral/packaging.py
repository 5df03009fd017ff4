"""What stands beside the tables of a package of HSDS 3.0: its description, and a word to whoever opens it."""

from collections.abc import Mapping, Sequence
from typing import Any

from tideturn.sources.open_referral.feed import Format
from tideturn.sources.open_referral.hanging import EMBEDDED, references
from tideturn.sources.open_referral.standard import Field, fields_of, required_in_tables
from tideturn.sources.open_referral.versions import CANONICAL

README = """# Services, as tables of HSDS 3.0

A tabular data package of the Human Services Data Specification 3.0; `datapackage.json` says what each table is.

It is made for programs, and holds every cell exactly as it was given. A cell may begin with `=`, `+`, `-` or `@`: a
spreadsheet may take such a cell for a formula. Open these files with a program that reads text as text, or ask for the
export that is made for people.
"""
TYPES = {"number": "number"}
FORMATS = {"uuid": "uuid", "email": "email", "uri": "uri"}


def table_name(kind: str) -> str:
    """Return the name of the file in which rows of a kind stand."""
    return f"{CANONICAL.get(kind, kind)}.csv"


def package_document(tables: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Return datapackage.json for tables by kind, each with its columns."""
    return {
        "name": "human_services_data",
        "profile": "tabular-data-package",
        "version": "3.0",
        "resources": [_resource(kind, columns, tables) for kind, columns in tables.items()],
    }


def _resource(kind: str, columns: Sequence[str], tables: Mapping[str, Any]) -> dict[str, Any]:
    fields = fields_of(Format.HSDS_JSON, kind)
    known: Mapping[str, Field] = fields.by_name if fields else {}
    needed = required_in_tables(Format.HSDS_JSON, kind)
    schema: dict[str, Any] = {
        "fields": [_field(column, known.get(column), is_needed=column in needed) for column in columns],
    }
    if keys := [_key(column, named) for column, named in _named(kind, columns) if named in tables]:
        schema["foreignKeys"] = keys
    if fields:
        schema["primaryKey"] = "id"
    return {"name": kind, "path": table_name(kind), "profile": "tabular-data-resource", "schema": schema}


def _field(name: str, field: Field | None, *, is_needed: bool) -> dict[str, Any]:
    said: dict[str, Any] = {"name": name, "type": TYPES.get(field.type, "string") if field else "string"}
    if field and field.format in FORMATS:
        said["format"] = FORMATS[field.format]
    constraints: dict[str, Any] = {"enum": list(field.choices)} if field and field.choices else {}
    if is_needed or (field and field.is_required):
        constraints["required"] = True
    return said | ({"constraints": constraints} if constraints else {})


def _named(kind: str, columns: Sequence[str]) -> list[tuple[str, str]]:
    found = {column: parent for column, (parent, _) in references(kind).items()}
    found |= {column: named for column, (named, _) in EMBEDDED.get(kind, {}).items()}
    return [(column, found[column]) for column in columns if column in found]


def _key(column: str, named: str) -> dict[str, Any]:
    return {"fields": column, "reference": {"resource": named, "fields": "id"}}
