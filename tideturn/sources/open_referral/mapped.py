"""Rows of somebody's own tables as objects of the standard, by a saved mapping."""

import re
from collections.abc import Mapping as Row
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.feed import Finding, Format, TableForm
from tideturn.sources.open_referral.hanging import hooks_of, nested_fields
from tideturn.sources.open_referral.limits import MOST_ROWS
from tideturn.sources.open_referral.mapping import FieldMapping, Mapping, TableMapping
from tideturn.sources.open_referral.nodes import AS_GIVEN, made_id, not_held
from tideturn.sources.open_referral.shelf import Shelf
from tideturn.sources.open_referral.standard import fields_of
from tideturn.sources.open_referral.tables import Sheet, long_cells, sealed
from tideturn.sources.tabular.errors import listed, shown

PHONE_SIGNS = re.compile(r"[\s().-]+")


def put_mapped(shelf: Shelf, sheets: Sequence[Sheet], mapping: Mapping, problems: list[Finding]) -> list[TableForm]:
    """Put every row onto the shelf as the mapping says; a table that it does not name is kept, and hangs on nothing."""
    _check_tables(sheets, mapping)
    forms = []
    for home, sheet in enumerate(sheets):
        its = mapping.tables.get(sheet.name)
        form = TableForm(sheet.name, its.kind if its else "", sheet.columns, sheet.newline, is_marked=its is not None)
        if its is None:
            said = "the mapping does not name this table; its rows are kept, and hang on nothing."
            problems.append(Finding(sheet.name, "", "warning", said))
        with long_cells():
            for number, row in sheet.rows:
                node = mapped_node(form, its, row, number, problems) if its else dict(row)
                _check_count(shelf, sheet.name)
                shelf.put(home, number, form.kind, node, hooks_of(form.kind, node) if its else [])
        forms.append(form)
    return sealed(shelf, forms, problems)


def mapped_node(
    table: TableForm, its: TableMapping, row: Row[str, Any], number: int, problems: list[Finding]
) -> dict[str, Any]:
    """Return the object that a mapped row is; what cannot be converted is said, and stays in the row as given."""
    place = f"{table.name}, row {number}"
    id_ = str(row.get(its.id, "")) if its.id else ""
    node: dict[str, Any] = {"id": id_ or made_id(table.name, *(f"{c}={v}" for c, v in sorted(row.items())))}
    for name, field in its.fields.items():
        try:
            _fill(its.kind, node, name.split("."), field, row)
        except ValueError as fault:
            problems.append(Finding(place, name, "warning", f"{fault}; mend the cell or the mapping."))
    node[AS_GIVEN] = {table.name: not_held(table, row, node)}
    return node


def _fill(kind: str, node: dict[str, Any], path: list[str], field: FieldMapping, row: Row[str, Any]) -> None:
    cells = [str(row[column]) for column in field.named if row.get(column, "") != ""]
    if field.always is not None:
        set_at(kind, node, path, field.always)
    elif not cells:
        return
    elif field.separator is not None:
        _fill_list(kind, node, path, field, cells)
    else:
        leaf = _leaf_type(kind, path)
        set_at(kind, node, path, _converted(field.joined_by.join(cells), field, leaf))


def _fill_list(kind: str, node: dict[str, Any], path: list[str], field: FieldMapping, cells: list[str]) -> None:
    held = nested_fields(kind)[path[0]].holds
    items = node.setdefault(path[0], [])
    for cell in cells:
        for part in filter(None, (text.strip() for text in cell.split(field.separator))):
            item: dict[str, Any] = {"id": made_id(node["id"], path[0], part)}
            for name, text in _named_parts(field, part):
                value = _converted(text, field, _leaf_type(held, name.split(".")))
                set_at(held, item, name.split("."), value)
            items.append(item)


def _named_parts(field: FieldMapping, part: str) -> list[tuple[str, str]]:
    """Return the parts of one item with the names of their fields; one part alone is the last of them."""
    if not field.parts:
        return [(field.part, part)]
    texts = [text.strip() for text in part.split(field.parts_separator, len(field.parts) - 1)]
    names = field.parts if len(texts) == len(field.parts) else field.parts[-1:]
    return list(zip(names, texts, strict=False))


def set_at(kind: str, node: dict[str, Any], path: Sequence[str], value: Any) -> None:
    """Put a value at the end of a path; where a list is on the way, into its first item, made if need be."""
    step, *rest = path
    if not rest:
        node[step] = value
        return
    field = nested_fields(kind)[step]
    inner: dict[str, Any] = {}
    if field.type == "list":
        items = node.setdefault(step, [inner])
        inner = items[0]
    else:
        inner = node.setdefault(step, inner)
    set_at(field.holds, inner, rest, value)
    if "id" not in inner:
        # A term is the same term wherever it is named; anything else belongs to its row.
        seed = ("term", str(value)) if field.holds == "taxonomy_term" else (str(node.get("id", "")), step)
        inner["id"] = made_id(*seed)


def _leaf_type(kind: str, path: list[str]) -> str:
    for step in path[:-1]:
        kind = nested_fields(kind)[step].holds
    fields = fields_of(Format.HSDS_JSON, kind)
    found = fields.by_name.get(path[-1]) if fields else None
    return found.type if found else "text"


def _converted(text: str, field: FieldMapping, leaf: str) -> Any:
    text = field.values.get(text, text)
    if field.date is not None:
        return _moment(text, field.date).date().isoformat()
    if field.time is not None:
        return _moment(text, field.time).time().isoformat()
    if field.phone is not None:
        return _phone(text, field.phone)
    return _number(text) if leaf == "number" else text


def _moment(text: str, form: str) -> datetime:
    try:
        return datetime.strptime(text.strip(), form)  # noqa: DTZ007  (local days and times have no zone)
    except ValueError:
        raise ValueError(f"{shown(text)} is not written as {form}") from None


def _phone(text: str, country: str) -> str:
    digits = PHONE_SIGNS.sub("", text)
    return country + digits[1:] if digits.startswith("0") and digits[1:].isdecimal() else text


def _number(text: str) -> int | float:
    try:
        number = float(text)
    except ValueError:
        raise ValueError(f"{shown(text)} is no number") from None
    if not abs(number) < 1e15:
        raise ValueError(f"{shown(text)} is no number that can be kept")
    return int(number) if number.is_integer() else number


def _check_tables(sheets: Sequence[Sheet], mapping: Mapping) -> None:
    there = {sheet.name: sheet for sheet in sheets}
    for name, its in mapping.tables.items():
        if name not in there:
            raise FeedRefused(name, f"is named by the mapping and is not there; there are {listed(there) or 'none'}.")
        for field, column in its.named:
            if column not in there[name].columns:
                raise FeedRefused(
                    f"{name}, {field}",
                    f"the mapping reads a column {shown(column)}; the table has {listed(there[name].columns[:40])}.",
                )


def _check_count(shelf: Shelf, name: str) -> None:
    if shelf.count >= MOST_ROWS:
        raise FeedRefused(name, f"brings the feed to more than {MOST_ROWS:,} rows; import it in parts.")
