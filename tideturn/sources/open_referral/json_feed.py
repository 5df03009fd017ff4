"""Entities out of JSON: pages, lists, single objects, lines; each file or page is read as it is taken."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tideturn.sources.open_referral.entities import Entity, Kind
from tideturn.sources.open_referral.errors import FeedRefused
from tideturn.sources.open_referral.feed import Content, Finding, MemberForm, Shape
from tideturn.sources.open_referral.json_text import Scanner
from tideturn.sources.open_referral.limits import LARGEST_ITEM, MOST_KEYS, MOST_ROWS
from tideturn.sources.open_referral.nodes import made_id
from tideturn.sources.open_referral.telling import kind_by_name, kind_by_shape

LIST_KEYS = ("contents", "content")


class JsonReading:
    """What has been found in JSON members so far: their forms, their faults, and tables that stood in one."""

    def __init__(self) -> None:
        self.members: list[MemberForm] = []
        self.problems: list[Finding] = []
        self.tables: dict[str, Mapping[str, list[dict[str, Any]]]] = {}

    def entities(self, name: str, pieces: Iterator[str]) -> Iterator[Entity]:
        """Yield the entities of one file or page; raises FeedRefused with the place of what is broken."""
        scanner = Scanner(name, pieces)
        first = scanner.peek()
        if first == "[":
            yield from self._listed(scanner, name)
        elif first == "{":
            yield from self._object(scanner, name)
        else:
            raise scanner.refused("is empty" if not first else "is not JSON: it begins with neither { nor [")

    def _listed(self, scanner: Scanner, name: str) -> Iterator[Entity]:
        self.members.append(MemberForm(name, Shape.LIST))
        yield from _items(scanner, name)
        _check_end(scanner)

    def _object(self, scanner: Scanner, name: str) -> Iterator[Entity]:
        """Take an object field by field: a page's contents are given out as they come."""
        envelope: dict[str, Any] = {}
        list_key, start = "", scanner.taken
        for key in _keys(scanner, name, envelope):
            if key in LIST_KEYS and not list_key and scanner.peek() == "[":
                list_key = key
                yield from _items(scanner, name)
                start += scanner.taken_by_items
            else:
                envelope[key] = scanner.value()
            if scanner.taken - start > LARGEST_ITEM:
                raise scanner.refused(f"has one object of more than {LARGEST_ITEM // 1024**2} MB")
        if list_key:
            self.members.append(MemberForm(name, Shape.PAGE, envelope, list_key))
            _check_end(scanner)
        elif _is_tables(envelope):
            self.tables[name] = envelope
            _check_end(scanner)
        else:
            yield from self._single_or_lines(scanner, name, envelope)

    def _single_or_lines(self, scanner: Scanner, name: str, first: Content) -> Iterator[Entity]:
        is_lines = scanner.peek() != "" or name.lower().endswith(("l", ".ndjson"))
        self.members.append(MemberForm(name, Shape.LINES if is_lines else Shape.SINGLE))
        told = kind_by_name(name)
        yield _entity(name, 1, first, "line" if is_lines else "object", told)
        number = 1
        while scanner.peek():
            number += 1
            scanner.place = f"{name}, line {number}"
            yield _entity(name, number, scanner.value(), "line", told)


def _keys(scanner: Scanner, name: str, seen: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of an object's fields; whoever takes one takes its value before the next."""
    scanner.take("{")
    taken: set[str] = set()
    while scanner.peek() != "}":
        if taken:
            scanner.take(",")
        key = scanner.value()
        if not isinstance(key, str) or key in taken or len(taken) > MOST_KEYS:
            raise scanner.refused(f"has a field that is no name, stands twice, or is one of more than {MOST_KEYS:,}")
        taken.add(key)
        scanner.take(":")
        scanner.place = f"{name}, {key}" if key.isidentifier() else name
        yield key
        scanner.place = name
    scanner.take("}")


def _items(scanner: Scanner, name: str) -> Iterator[Entity]:
    told = kind_by_name(name)
    before = scanner.taken
    scanner.take("[")
    number = 0
    while scanner.peek() != "]":
        if number:
            scanner.take(",")
        number += 1
        scanner.place = f"{name}, item {number}"
        yield _entity(name, number, scanner.value(), told=told)
    scanner.place = name
    scanner.take("]")
    scanner.taken_by_items = scanner.taken - before


def _entity(name: str, number: int, content: Any, word: str = "item", told: Kind | None = None) -> Entity:
    place = f"{name}, {word} {number}"
    if number > MOST_ROWS:
        raise FeedRefused(place, f"is one of more than {MOST_ROWS:,}; import the feed in parts.")
    if not isinstance(content, Mapping):
        raise Scanner(place, iter(())).refused("is not an object with fields")
    kind = told or kind_by_shape(content)
    given = content.get("id")
    is_named = isinstance(given, str | int) and not isinstance(given, bool)
    id_ = str(given) if is_named else ""
    if kind is Kind.UNLINKED:
        # Objects that are nobody's may share an id, or have none.
        id_ = made_id(name, id_ or json.dumps(content, sort_keys=True), "" if id_ else str(number))
    return Entity(kind, id_, content, place)


def _is_tables(content: Content) -> bool:
    return bool(content) and all(
        key.lower().endswith(".csv")
        and isinstance(rows, list)
        and all(isinstance(row, dict) for row in rows)
        for key, rows in content.items()
    )  # fmt: skip


def _check_end(scanner: Scanner) -> None:
    if scanner.peek():
        raise scanner.refused("goes on after its end; give one page or one list in a file")
