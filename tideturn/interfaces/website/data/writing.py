"""The files of a scope, written row by row to where they are told: nothing is held whole."""

import csv
import json
import zipfile
from collections.abc import Callable
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any

from tideturn.engines.plans.tables import TABLES, Column, Kind, Table, table
from tideturn.interfaces.design.tables import safe_cell
from tideturn.interfaces.website.data.package import package_of
from tideturn.interfaces.website.data.scope import LICENCE, Scope

BYTE_ORDER_MARK = "\ufeff"
EVERYTHING, DESCRIPTION, PACKAGE = "everything.json", "datapackage.json", "package.zip"
CONTENT_TYPES = {".csv": "text/csv; charset=utf-8", ".json": "application/json", ".zip": "application/zip"}
Writer = Callable[[Scope, IO[str]], None]


def write_file(name: str, scope: Scope, path: Path) -> bool:
    """Write one file of a scope, or return that there is none of this name."""
    if name == PACKAGE:
        write_package(scope, path)
        return True
    writer = writer_of(name)
    if writer is None:
        return False
    with path.open("w", encoding="utf-8", newline="") as out:
        writer(scope, out)
    return True


def writer_of(name: str) -> Writer | None:
    """Return what writes a text file of this name, or nothing."""
    if name == EVERYTHING:
        return write_everything
    if name == DESCRIPTION:
        return write_description
    found = table(name.removesuffix(".csv")) if name.endswith(".csv") else None
    return (lambda scope, out: write_table(found, scope, out)) if found else None


def write_table(which: Table, scope: Scope, out: IO[str]) -> None:
    """Write a table as CSV: UTF-8 after a byte-order mark, so that spreadsheets show £; no cell is a formula."""
    writer = csv.writer(out)
    out.write(BYTE_ORDER_MARK)
    writer.writerow([column.name for column in which.columns])
    for row in which.rows(scope.moment.day, scope.plan_id):
        writer.writerow([safe_cell(text(value)) for value in row])


def text(value: Any) -> str:
    """Return the text of a cell; a list is one cell, its items apart by semicolons."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(value) if isinstance(value, list) else str(value)


def write_everything(scope: Scope, out: IO[str]) -> None:
    """Write all tables as one JSON object, a row a line."""
    head = {
        "title": scope.title,
        "description": scope.description,
        "as_at": scope.moment.day.isoformat(),
        "licence": LICENCE,
        "sources": [vars(source) for source in scope.sources],
    }
    out.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "tables": {')
    for number, which in enumerate(TABLES):
        out.write(("," if number else "") + f"\n{json.dumps(which.name)}: [")
        for count, row in enumerate(which.rows(scope.moment.day, scope.plan_id)):
            cells = {column.name: plain(column, value) for column, value in zip(which.columns, row, strict=True)}
            out.write(("," if count else "") + "\n" + json.dumps(cells, ensure_ascii=False))
        out.write("]")
    out.write("}}\n")


def plain(column: Column, value: Any) -> Any:
    """Return a value as JSON has it; a text that says nothing is null, as an empty cell is."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return "; ".join(value) or None
    return None if value == "" and column.kind is Kind.TEXT else value


def write_description(scope: Scope, out: IO[str]) -> None:
    """Write the description of the scope's tables as a Frictionless data package."""
    json.dump(package_of(scope), out, ensure_ascii=False, indent=1)
    out.write("\n")


def write_package(scope: Scope, path: Path) -> None:
    """Write the tables with their description as one zip, each read and packed as it is written."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name in (DESCRIPTION, *(f"{which.name}.csv" for which in TABLES)):
            writer = writer_of(name)
            with package.open(name, "w") as raw, TextIOWrapper(raw, encoding="utf-8", newline="") as out:
                if writer is not None:
                    writer(scope, out)
