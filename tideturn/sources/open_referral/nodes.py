"""A row of a table as an object of the standard, such that the row can be made of it again to the letter.

Whatever of a row the object does not hold under the very same name with the very same letters stays in its field
`as_given`, under the name of the table.
"""

import math
import re
import uuid
from collections.abc import Mapping
from typing import Any

from tideturn.sources.open_referral.feed import Format, TableForm
from tideturn.sources.open_referral.hanging import nested_fields
from tideturn.sources.open_referral.older import mend_older
from tideturn.sources.open_referral.standard import fields_of
from tideturn.sources.open_referral.versions import Split, TableRule

AS_GIVEN = "as_given"
MADE_HERE = uuid.UUID("6f0d6c0e-6a52-5c0b-9d3e-5b1d2c4a7e10")  # a name space of our own, for ids that no feed gave
WHOLE = re.compile(r"-?\d{1,15}")


def node_of(table: TableForm, rule: TableRule, row: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Return the object that a row is; `row` holds the cells that are not empty."""
    node = _renamed(table, rule, row)
    for name, value in rule.fixed.items():
        node.setdefault(name, value)
    for column, split in rule.splits.items():
        if row.get(column) and split.into not in node:
            node[split.into] = _split(split, str(row[column]), f"{node.get('id') or place}|{column}")
    if table.is_marked:
        mend_older(rule.kind, node, row, lambda *parts: made_id(str(node.get("id") or place), *parts))
    given = not_held(table, row, node)
    if given or table.is_marked:
        node[AS_GIVEN] = {table.name: given}
    return node


def row_of(table: TableForm, node: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row that an object was made of; a cell that is not in it was empty."""
    given = node.get(AS_GIVEN, {}).get(table.name, {})
    row = {}
    for column in table.columns:
        value = given[column] if column in given else node.get(column)
        if table.has_types:
            if column in given or column in node:
                row[column] = value
        elif (letters := letters_of(value)) != "":
            row[column] = letters
    return row


def made_id(*parts: str) -> str:
    """Return an id that is the same whenever the same parts are given, for what a feed gave none."""
    return str(uuid.uuid5(MADE_HERE, "|".join(parts)))


def letters_of(value: Any) -> str:
    """Return what stands in a cell for a value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)


def _renamed(table: TableForm, rule: TableRule, row: Mapping[str, Any]) -> dict[str, Any]:
    fields = fields_of(Format.HSDS_JSON, rule.kind)
    nested = nested_fields(rule.kind)
    node: dict[str, Any] = {}
    for column, value in row.items():
        name = rule.renames.get(column, column)
        name = column if name != column and name in table.columns else name
        if name in nested or name == AS_GIVEN:
            continue
        is_number = fields is not None and name in fields.by_name and fields.by_name[name].type == "number"
        node[name] = _number(value) if is_number and isinstance(value, str) else value
    return node


def _number(text: str) -> int | float | str:
    """Return the number that a text is, where the number gives the same letters back; else the text."""
    if WHOLE.fullmatch(text) and str(int(text)) == text:
        return int(text)
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) and repr(number) == text else text


def _split(split: Split, cell: str, seed: str) -> list[dict[str, str]]:
    parts = [part.strip() for part in cell.split(split.separator)]
    return [{"id": made_id(seed, str(n)), split.part: part} for n, part in enumerate(parts) if part]


def not_held(table: TableForm, row: Mapping[str, Any], node: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cells of a row that an object does not hold under their own names with their own letters."""
    if table.has_types:
        return {c: row[c] for c in table.columns if c in row and (c not in node or not _same(node[c], row[c]))}
    return {c: row.get(c, "") for c in table.columns if _held(node.get(c)) != row.get(c, "")}


def _held(value: Any) -> str | None:
    """Return the letters that an object holds for a column; a list or an object is none."""
    return None if isinstance(value, list | dict) else letters_of(value)


def _same(one: Any, other: Any) -> bool:
    return type(one) is type(other) and one == other
