"""Tables of a feed onto the shelf: CSV of HSDS packages of any version, and of Ohana; or rows that stood in JSON."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from tideturn.sources.open_referral.alphabet import lines_of
from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.feed import Finding, TableForm
from tideturn.sources.open_referral.hanging import hooks_of
from tideturn.sources.open_referral.joining import join_alike
from tideturn.sources.open_referral.limits import LARGEST_CELL, MOST_COLUMNS, MOST_OF_ONE_ID, MOST_ROWS
from tideturn.sources.open_referral.members import Member
from tideturn.sources.open_referral.nodes import node_of
from tideturn.sources.open_referral.shelf import Shelf
from tideturn.sources.open_referral.versions import CANONICAL, Edition, TableRule, rule_of
from tideturn.sources.tabular.errors import shown

FIRST_ROW = 2  # as a spreadsheet counts: row 1 is that of the names


@dataclass(frozen=True)
class Sheet:
    """A table before it is read: its name in the feed, the name that tells what it is, its columns, its rows."""

    name: str
    stem: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[int, dict[str, Any]]]
    newline: str = "\r\n"
    has_types: bool = False


def sheet_of(member: Member, stem: str = "", delimiter: str = ",") -> Sheet:
    """Return a CSV file as a table; its rows are read as they are taken."""
    lines = lines_of(member)
    first = next(lines, "")
    if not first.strip():
        raise FeedRefused(member.name, "is empty; its first line must name the columns.")
    records = _records(member.name, _chained(first, lines), delimiter)
    columns = named_columns(member.name, next(records)[1])
    newline = first[len(first.rstrip("\r\n")) :]
    rows = ((number, _row(member.name, number, columns, cells)) for number, cells in records)
    return Sheet(member.name, stem or PurePosixPath(member.name).stem.lower(), columns, rows, newline or "\n")


def sheet_of_objects(name: str, rows: Sequence[Mapping[str, Any]]) -> Sheet:
    """Return rows that stood in JSON as a table."""
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    numbered = ((number, dict(row)) for number, row in enumerate(rows, start=FIRST_ROW))
    return Sheet(name, PurePosixPath(name).stem.lower(), columns, numbered, has_types=True)


def put_down(shelf: Shelf, sheets: Sequence[Sheet], edition: Edition, problems: list[Finding]) -> list[TableForm]:
    """Put every row of the tables onto the shelf, and return the tables' forms in the same order."""
    forms = []
    rules = [rule_of(sheet.stem, sheet.columns, edition) for sheet in sheets]
    for home, (sheet, rule) in enumerate(zip(sheets, rules, strict=True)):
        alike = [other.stem for other, its in zip(sheets, rules, strict=True) if its and rule and its.kind == rule.kind]
        form = _form(sheet, rule, edition, alike)
        if rule is None:
            problems.append(_unknown(sheet.name))
        with long_cells():
            for number, row in sheet.rows:
                _put(shelf, home, number, form, rule, row)
        forms.append(form)
    forms = sealed(shelf, forms, problems)
    kinds = Counter(rule.kind for rule in rules if rule and not rule.is_old)
    homes = [home for home, rule in enumerate(rules) if rule and not rule.is_old and kinds[rule.kind] > 1]
    if homes:
        join_alike(shelf, forms, homes)
    return forms


def sealed(shelf: Shelf, forms: Sequence[TableForm], problems: list[Finding]) -> list[TableForm]:
    """Close a shelf to further rows, and return the forms with the rows that stand more than once in them."""
    shelf.seal()
    kind, id_, count = shelf.commonest()
    if count > MOST_OF_ONE_ID:
        raise FeedRefused("The tables", f"have {count:,} rows of {kind} with the id {shown(id_)}; give each its own.")
    problems += _twice(shelf, forms)
    return _with_repeated(shelf, forms)


def _put(shelf: Shelf, home: int, number: int, form: TableForm, rule: TableRule | None, row: dict[str, Any]) -> None:
    if shelf.count >= MOST_ROWS:
        raise FeedRefused(form.name, f"brings the feed to more than {MOST_ROWS:,} rows; import it in parts.")
    node = node_of(form, rule or TableRule(""), row, f"{form.name}|{number}")
    shelf.put(home, number, form.kind, node, hooks_of(form.kind, node) if rule else [])


def _form(sheet: Sheet, rule: TableRule | None, edition: Edition, stems: Sequence[str]) -> TableForm:
    kind = rule.kind if rule else ""
    chief = CANONICAL.get(kind) if CANONICAL.get(kind) in stems else (stems[0] if stems else "")
    is_marked = bool(rule) and (edition.is_old or bool(rule and rule.is_old) or sheet.stem != chief)
    return TableForm(sheet.name, kind, sheet.columns, sheet.newline, sheet.has_types, is_marked)


def _with_repeated(shelf: Shelf, forms: Sequence[TableForm]) -> list[TableForm]:
    copies: dict[int, dict[str, int]] = {}
    for home, text, more in shelf.repeated():
        copies.setdefault(home, {})[text] = more
    return [replace(form, repeated=copies.get(home, {})) for home, form in enumerate(forms)]


def _twice(shelf: Shelf, forms: Sequence[TableForm]) -> Iterator[Finding]:
    for kind, id_, home, number in shelf.twice():
        place = f"{forms[home].name}, row {number}"
        said = f"another {kind} with the id {shown(id_)} stands before it; give each row an id of its own."
        yield Finding(place, "id", "warning", said)


def _unknown(name: str) -> Finding:
    said = "no version of the standard has a table of this name; its rows are kept, and hang on nothing."
    return Finding(name, "", "warning", said)


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _records(name: str, lines: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a CSV that hold anything, numbered as a spreadsheet does."""
    number = 0
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FeedRefused(f"{name}, line {reader.line_num}", f"is no CSV ({error}); save it anew.") from None
        if cells:
            number += 1
            yield number, cells


@contextmanager
def long_cells() -> Iterator[None]:
    """Let a cell be as long as the outline of a region is; the library's own limit is one for the whole process."""
    before = csv.field_size_limit(LARGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def named_columns(name: str, names: list[str]) -> tuple[str, ...]:
    """Return the names of columns, each once; one that is empty or stands before is called by its number."""
    if len(names) > MOST_COLUMNS:
        raise FeedRefused(name, f"has {len(names):,} columns, more than {MOST_COLUMNS:,}; give only those of the feed.")
    columns: list[str] = []
    for number, column in enumerate(names, start=1):
        columns.append(column if column and column not in columns else f"{column}#{number}")
    return tuple(columns)


def _row(name: str, number: int, columns: tuple[str, ...], cells: list[str]) -> dict[str, str]:
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        raise FeedRefused(
            f"{name}, row {number}",
            f"has {len(cells)} fields below {len(columns)} columns; put quotation marks around fields with commas.",
        )
    return {column: cell for column, cell in zip(columns, cells, strict=False) if cell}
