"""Giving a feed back in its own form, or in a new one."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO

from tideturn.sources.open_referral.entities import Entity, Kind
from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.feed import Form, MemberForm, Shape, TableForm
from tideturn.sources.open_referral.flattening import Rows
from tideturn.sources.open_referral.packaging import README, package_document, table_name
from tideturn.sources.open_referral.places import Place, place_at
from tideturn.sources.open_referral.sorting import Sorted
from tideturn.sources.open_referral.spreading import spread

PLURALS = {Kind.TAXONOMY: "taxonomies", Kind.API: "base", Kind.UNLINKED: "unlinked"}


def write_feed(entities: Iterable[Entity], form: Form, out: Path | BinaryIO) -> None:
    """Write entities as the feed that a form tells of: into a folder, a file ending in .zip, or a stream.

    With the form that reading gave, the same feed comes back: every file, table, column and cell; items of JSON in
    their order, rows in the order of the entities that hold them. With a new form (`Form.new`) entities go into files
    named by their kind, or into the tables of HSDS 3.0. A stream gets the one file there is, or a zip of several. No
    cell is altered: what people open in a spreadsheet is made elsewhere. Raises FeedRefused where nothing can be
    written.
    """
    try:
        with place_at(out, is_one_file=_is_one_file(form)) as place:
            if form.shape is Shape.PACKAGE and not form.tables:
                _write_new_package(entities, place)
            else:
                _write_as_read(entities, form, place)
    except OSError as error:
        raise FeedRefused(str(out), f"cannot be written: {error.strerror or error}.") from None


def _is_one_file(form: Form) -> bool:
    if form.members:
        return len(form.members) == 1 and not form.tables and not form.kept
    return form.shape is not Shape.PACKAGE


def _write_as_read(entities: Iterable[Entity], form: Form, place: Place) -> None:
    members = {member.name: member for member in form.members}
    with closing(Rows(form.tables)) as rows, closing(Sorted()) as contents:
        for entity in entities:
            if form.tables and entity.member not in members:
                rows.add([entity])
            else:
                contents.add(entity.member if entity.member in members else _new_name(entity.kind, form), entity)
        for name in dict.fromkeys((*members, *contents.names)):
            with place.start(_file_name(name)) as file:
                _write_member(file, members.get(name) or MemberForm(name, form.shape), contents.of(name))
        _write_tables(form, rows, place)
    for name, text in form.kept.items():
        with place.start(name) as file:
            file.write(text.encode("utf-8"))


def _new_name(kind: Kind, form: Form) -> str:
    suffix = "jsonl" if form.shape is Shape.LINES else "json"
    return f"{PLURALS.get(kind, f'{kind}s')}.{suffix}"


def _file_name(name: str) -> str:
    return f"{name.replace(' ', '_')}.json" if name.startswith("page ") else name


def _write_member(file: BinaryIO, member: MemberForm, contents: Iterable[str]) -> None:
    """Write one JSON file item by item."""
    if member.shape is Shape.LINES:
        for text in contents:
            file.write(f"{text}\n".encode())
        return
    before, after = _around(member)
    file.write(before.encode())
    for number, text in enumerate(contents):
        file.write((f",\n{text}" if number else text).encode())
    file.write(after.encode())


def _around(member: MemberForm) -> tuple[str, str]:
    if member.shape is Shape.SINGLE:
        return "", "\n"
    if member.shape is Shape.LIST:
        return "[", "]\n"
    fields = "".join(f"{_json(name)}: {_json(value)},\n" for name, value in member.envelope.items())
    return f"{{{fields}{_json(member.list_key)}: [", "]}\n"


def _write_tables(form: Form, rows: Rows, place: Place) -> None:
    nested: dict[str, list[TableForm]] = {}
    for table in form.tables:
        if table.has_types:
            nested.setdefault(table.name.rpartition("/")[0], []).append(table)
            continue
        with place.start(_csv_name(table.name)) as file:
            _write_csv(file, table.columns, table.newline, rows.of(table))
    for name, tables in nested.items():
        with place.start(name) as file:
            _write_tables_in_json(file, tables, rows)


def _csv_name(name: str) -> str:
    # Sheets of a workbook come back as one CSV each.
    return name if name.lower().endswith(".csv") else f"{name.replace('/', '_')}.csv"


def _write_tables_in_json(file: BinaryIO, tables: Sequence[TableForm], rows: Rows) -> None:
    for number, table in enumerate(tables):
        name = table.name.rpartition("/")[2]
        file.write(f"{',' if number else '{'}\n{_json(name)}: [".encode())
        for place, row in enumerate(rows.of(table)):
            file.write(f"{',' if place else ''}\n{_json(row)}".encode())
        file.write(b"]")
    file.write(b"}\n")


def _write_csv(file: BinaryIO, columns: Sequence[str], newline: str, rows: Iterable[Mapping[str, Any]]) -> None:
    names = [_given_name(column, number) for number, column in enumerate(columns, start=1)]
    for line in _csv_lines(names, ([row.get(column, "") for column in columns] for row in rows), newline):
        file.write(line.encode("utf-8"))


def _given_name(column: str, number: int) -> str:
    """Return the name of a column as it stood: one that had to be told apart by its number loses it again."""
    return column.removesuffix(f"#{number}")


def _csv_lines(names: list[str], rows: Iterable[list[Any]], newline: str) -> Iterator[str]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator=newline)
    writer.writerow(names)
    for row in rows:
        writer.writerow(row)
        if buffer.tell() > 65_536:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _write_new_package(entities: Iterable[Entity], place: Place) -> None:
    with closing(spread(entities)) as rows:
        columns = {kind: rows.columns(kind) for kind in rows.kinds}
        for kind in rows.kinds:
            with place.start(table_name(kind)) as file:
                _write_csv(file, columns[kind], "\r\n", rows.of(kind))
    with place.start("datapackage.json") as file:
        file.write(json.dumps(package_document(columns), indent=2).encode())
    with place.start("README.md") as file:
        file.write(README.encode())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
