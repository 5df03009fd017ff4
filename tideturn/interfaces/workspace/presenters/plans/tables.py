"""Tables of statements: read from a file that a spreadsheet wrote, and shown row by row."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.engines.plans.models import Upload
from tideturn.engines.plans.owners_table import COLUMNS
from tideturn.engines.plans.words import UploadState
from tideturn.interfaces.design.tables import plain_cell
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.presenters.plans import labels
from tideturn.interfaces.workspace.presenters.times import day_words

BYTES_AT_MOST = 10_000_000
ROWS_AT_MOST = 10_000
SEPARATORS = ",;\t"


class TableUnreadable(Exception):
    """A file is no table that could be read; the message says what to do."""


def rows_in(file: Any) -> list[dict[str, str]]:
    """Return the rows of a file by the names of their columns; raise TableUnreadable."""
    content = file.read(BYTES_AT_MOST + 1) if file else b""
    if not content:
        raise TableUnreadable(_("Choose the table that you changed."))
    if len(content) > BYTES_AT_MOST:
        raise TableUnreadable(_("This file is larger than ten megabytes. Split it."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TableUnreadable(_("Save the table as “CSV UTF-8”; this file is something else.")) from None
    if "\0" in text:
        raise TableUnreadable(_("Save the table as “CSV UTF-8”; this file is something else."))
    return _rows(text)


def _rows(text: str) -> list[dict[str, str]]:
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        names = [name.strip().lower() for name in next(lines, [])]
        _check_names(names)
        return [_row(names, line) for line in _told(lines)]
    except csv.Error:
        raise TableUnreadable(_("A row of this table is broken: a quotation mark is missing. Save it anew.")) from None


def _check_names(names: Sequence[str]) -> None:
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise TableUnreadable(_("These columns are missing: %(names)s.") % {"names": ", ".join(missing)})
    twice = [name for name in COLUMNS if names.count(name) > 1]
    if twice:
        raise TableUnreadable(_("The column %(name)s stands twice. Leave one of the two.") % {"name": twice[0]})


def _told(lines: Iterable[list[str]]) -> Iterator[list[str]]:
    """Yield the rows down to the last that says something, each at its place; no more are held than are taken."""
    place = empty = 0
    for line in lines:
        place += 1
        if not any(cell.strip() for cell in line):
            empty += 1
            continue
        if place > ROWS_AT_MOST:
            raise TableUnreadable(_("This table has more than %(most)s rows. Split it.") % {"most": ROWS_AT_MOST})
        yield from repeat([], empty)
        yield line
        empty = 0


def _row(names: Sequence[str], line: Sequence[str]) -> dict[str, str]:
    cells = dict(zip(names, line, strict=False))
    return {name: _cleaned(plain_cell(cells.get(name, ""))) for name in COLUMNS}


def _cleaned(text: str) -> str:
    """Return a cell without control characters, its line ends made alike."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in whole if sign in "\n\t" or unicodedata.category(sign) != "Cc")


@dataclass(frozen=True)
class RowShown:
    """One row of a table: what is held now, and what it says."""

    number: int
    local_id: str
    title: str
    body: str
    lines: tuple[tuple[str, str, str], ...]


def change_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[RowShown, ...]:
    """Return the rows of a table as they are shown."""
    return tuple(RowShown(row["row"], row["local_id"], row["title"], _owner(row), _lines(row)) for row in rows)


def _owner(row: Mapping[str, Any]) -> str:
    """Return the name of who owns it; tables that were read before names were kept have the id alone."""
    return str(row.get("owner") or row["body"])


def _lines(row: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    said, now = row["said"], row["now"]
    found = (
        (_("How far it is"), _status(now["status"]), _status(said["status"])),
        (_("In words"), now["note"], said["note"]),
        (_("As it stood on"), "", _day(said["stated_on"])),
        (_("Due by"), _day(now["due_date"]), _day(said["due_date"])),
        (_("Why the date changes"), "", said["due_reason"]),
    )
    return tuple((label, old, new) for label, old, new in found if new)


def _status(value: str) -> str:
    return labels.status_words(value) if value else ""


def _day(written: str | None) -> str:
    return day_words(date.fromisoformat(written)) if written else ""


def standing(upload: Upload) -> str:
    """Return who handed a table in, when, and what became of it."""
    words = {
        UploadState.READ: _("Read for %(who)s, %(agency)s, on %(day)s; not handed in yet"),
        UploadState.SUBMITTED: _("Handed in by %(who)s, %(agency)s, on %(day)s; waits to be published"),
        UploadState.PUBLISHED: _("Published by %(decider)s on %(day)s"),
        UploadState.RETURNED: _("Sent back by %(decider)s on %(day)s"),
        UploadState.DROPPED: _("Thrown away by %(decider)s on %(day)s"),
    }[UploadState(upload.state)]
    at = upload.decided_at or upload.handed_in_at or upload.uploaded_at
    day = day_words(timezone.localtime(at).date())
    return words % {"who": upload.uploaded_by, "agency": upload.agency.name, "day": day, "decider": upload.decided_by}


@dataclass(frozen=True)
class TableLink:
    """A table in a list."""

    href: str
    name: str
    said: str


def table_links(found: Iterable[Upload]) -> tuple[TableLink, ...]:
    """Return tables as rows of a list."""
    return tuple(
        TableLink(addresses.of("plans-table", upload_id=one.pk), one.file_name, standing(one)) for one in found
    )
