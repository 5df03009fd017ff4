"""Opening a feed: a file, a folder, a zip, or pages that somebody has fetched."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import chain, islice
from pathlib import Path, PurePosixPath
from typing import Any

from tideturn.sources.open_referral.alphabet import pieces_of
from tideturn.sources.open_referral.entities import Entity, Kind
from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.feed import Content, Feed, Finding, Form, Format, Shape, TableForm
from tideturn.sources.open_referral.json_feed import JsonReading
from tideturn.sources.open_referral.limits import LARGEST_ITEM, LARGEST_PAGE, MOST_PAGES
from tideturn.sources.open_referral.mapped import put_mapped
from tideturn.sources.open_referral.mapping import Mapping
from tideturn.sources.open_referral.members import Member, Members, members_at
from tideturn.sources.open_referral.nesting import Nesting
from tideturn.sources.open_referral.profile import format_of
from tideturn.sources.open_referral.shelf import Shelf
from tideturn.sources.open_referral.tables import Sheet, put_down, sheet_of, sheet_of_objects
from tideturn.sources.open_referral.telling import kind_by_name
from tideturn.sources.open_referral.versions import edition_of
from tideturn.sources.open_referral.workbook import sheets_of

PACKAGE = "datapackage.json"
# As many entities tell whether a feed follows the UK profile; they are read before the first is given out.
LOOKED_AT = 50

Page = bytes | str | Content


def open_feed(source: Path | str | Iterable[Page], *, mapping: Mapping | None = None) -> Feed:
    """Return a feed whose entities are read as they are taken; raises FeedRefused, then or while they are taken.

    `source` is the path of a file (JSON, JSON lines, CSV, .xlsx), of a folder or of a zip, or pages as bytes, text or
    objects. A mapping is for tables that are none of the standard's. Memory stays bounded whatever the feed's length:
    JSON is read item by item, tables are nested on disk.
    """
    opening = _Opening()
    entities = _said(_entities(opening, source, mapping))
    try:
        first = list(islice(entities, LOOKED_AT))
    except FeedRefused:
        opening.close()
        raise
    opening.look_at(first)
    return Feed(chain(first, entities), opening.form, opening.problems, opening.close)


def _entities(opening: "_Opening", source: Path | str | Iterable[Page], mapping: Mapping | None) -> Iterator[Entity]:
    if not isinstance(source, Path | str):
        yield from opening.of_pages(source)
    elif mapping is not None:
        yield from opening.mapped(Path(source), mapping)
    else:
        yield from opening.of_members(Path(source), members_at(Path(source)))


def _said(entities: Iterator[Entity]) -> Iterator[Entity]:
    """Yield entities; a full disk is said as everything else is."""
    try:
        yield from entities
    except sqlite3.Error as error:
        why = f"cannot be nested on the disk for temporary files ({error}); make room there, or set TMPDIR."
        raise FeedRefused("The tables", why) from None


class _Opening:
    """What is known of a feed while it is read."""

    def __init__(self) -> None:
        self.json = JsonReading()
        self.problems = self.json.problems
        self.tables: list[TableForm] = []
        self.kept: dict[str, str] = {}
        self._shelves: list[Shelf] = []
        self._format = Format.ORUK_JSON
        self._version = "3.0"

    def form(self) -> Form:
        """Return the form as far as it is known."""
        shape = self.json.members[0].shape if self.json.members else Shape.PACKAGE
        return Form(self._format, self._version, shape, tuple(self.json.members), tuple(self.tables), dict(self.kept))

    def close(self) -> None:
        """Let go of the disk space of tables."""
        for shelf in self._shelves:
            shelf.close()

    def look_at(self, first: Sequence[Entity]) -> None:
        """Tell format and version by the first entities, unless they were tables."""
        given_as_json = [entity for entity in first if not entity.is_row]
        if given_as_json:
            self._format, self._version = format_of(given_as_json)

    def of_members(self, path: Path, members: Members) -> Iterator[Entity]:
        """Return the entities of files."""
        if members.workbooks and not members.json and not members.tables:
            raise FeedRefused(str(path), "is a workbook; give the mapping that says which column is which field.")
        if not members.json and not members.tables:
            raise FeedRefused(str(path), "holds no feed; give JSON, JSON lines or CSV, or a folder or zip of them.")
        others = (*members.others, *(item.name for item in members.workbooks))
        self.problems += [_not_read(name) for name in others]
        documents = [item for item in members.json if item.name.lower() != PACKAGE]
        packages = [item for item in members.json if item.name.lower() == PACKAGE]
        if not documents and not members.tables:
            raise FeedRefused(str(path), "has a datapackage.json and none of its tables; give them all.")
        return chain(self._of_csv(packages, members.tables), self._of_documents(documents))

    def of_pages(self, pages: Iterable[Page]) -> Iterator[Entity]:
        """Yield the entities of pages in the order in which they come."""
        number = 0
        for number, page in enumerate(pages, start=1):
            name = f"page {number}"
            if number > MOST_PAGES:
                raise FeedRefused(name, f"is one of more than {MOST_PAGES:,}; ask the publisher for larger pages.")
            yield from self.json.entities(name, pieces_of(_as_member(name, page)))
        if not number:
            raise FeedRefused("The feed", "has no page at all; check its address.")
        yield from self._of_tables_in_json()

    def mapped(self, path: Path, mapping: Mapping) -> Iterator[Entity]:
        """Yield the entities of tables of somebody's own."""
        members = members_at(path)
        if members.workbooks and path.is_file():
            sheets = sheets_of(path)
        elif members.tables:
            sheets = [sheet_of(item, delimiter=_delimiter(mapping, item.name)) for item in members.tables]
        else:
            raise FeedRefused(str(path), "holds no table; give a .csv or .xlsx, or a folder or zip of .csv files.")
        self.problems += [_not_read(item.name) for item in members.json]
        shelf = self._shelf()
        forms = put_mapped(shelf, sheets, mapping, self.problems)
        self.tables += forms
        self._format, self._version = Format.MAPPED_TABLE, mapping.name
        yield from Nesting(shelf, forms).entities()

    def _of_documents(self, documents: Sequence[Member]) -> Iterator[Entity]:
        # What says which profile the feed follows comes first, however its file is called.
        for member in sorted(documents, key=lambda item: kind_by_name(item.name) is not Kind.API):
            yield from self.json.entities(member.name, pieces_of(member))
        yield from self._of_tables_in_json()

    def _of_csv(self, packages: Sequence[Member], tables: Sequence[Member]) -> Iterator[Entity]:
        if not tables:
            return iter(())
        stems, version = self._package(packages[0]) if packages else ({}, "")
        return self._of_sheets([sheet_of(item, stems.get(item.name, "")) for item in tables], version)

    def _of_tables_in_json(self) -> Iterator[Entity]:
        for name, tables in self.json.tables.items():
            sheets = [sheet_of_objects(f"{name}/{table}", rows) for table, rows in tables.items()]
            yield from self._of_sheets(sheets, "")

    def _of_sheets(self, sheets: Sequence[Sheet], version: str) -> Iterator[Entity]:
        edition = edition_of({sheet.stem: sheet.columns for sheet in sheets}, version)
        shelf = self._shelf()
        forms = put_down(shelf, sheets, edition, self.problems)
        self.tables += forms
        if not self.json.members:
            self._format = Format.OHANA_CSV if edition.is_ohana else Format.HSDS_TABULAR
            self._version = edition.version
        return Nesting(shelf, forms).entities()

    def _shelf(self) -> Shelf:
        self._shelves.append(Shelf())
        return self._shelves[-1]

    def _package(self, member: Member) -> tuple[dict[str, str], str]:
        """Return what datapackage.json says: which table each file is, and the version; the file itself is kept."""
        if member.size > LARGEST_ITEM:
            raise FeedRefused(member.name, "is larger than any description of a package; take it out of the feed.")
        self.kept[member.name] = "".join(pieces_of(member))
        try:
            said: Any = json.loads(self.kept[member.name])
            resources = {PurePosixPath(str(item["path"])).name: str(item["name"]) for item in said["resources"]}
            return resources, str(said.get("version", ""))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            said = "does not say which file is which table; they are told by their names. Mend it or take it out."
            self.problems.append(Finding(member.name, "", "warning", said))
            return {}, ""


def _as_member(name: str, page: Page) -> Member:
    """Return a page as a file; one that is parsed already is made text again, so that it passes the same guards."""
    try:
        text = page if isinstance(page, bytes | str) else json.dumps(page)
        data = text if isinstance(text, bytes) else text.encode("utf-8")
    except UnicodeEncodeError:
        raise FeedRefused(name, "holds half a letter, which no text may; fetch it again as UTF-8.") from None
    except (TypeError, ValueError, RecursionError):
        raise FeedRefused(name, "is no JSON; give its bytes as they were fetched.") from None
    if len(data) > LARGEST_PAGE:
        raise FeedRefused(name, f"is larger than {LARGEST_PAGE // 1024**2} MB; ask for fewer items a page.")
    return Member(name, len(data), lambda: BytesIO(data))


def _delimiter(mapping: Mapping, name: str) -> str:
    return mapping.tables[name].delimiter if name in mapping.tables else ","


def _not_read(name: str) -> Finding:
    return Finding(name, "", "warning", "is no part of the feed and was not read; take it out, or give it by itself.")
