"""Seeking help: which listings fit, the nearest first."""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from tideturn.engines.directory.mapping import Point, metres_between
from tideturn.engines.directory.words import Reach

LONGEST_WORDS = 200
LONGEST_PHRASES = 2_000
# So many of the nearest are looked at first.
WINDOW = 2_000
NEAREST = """(
    select * from directory_listing where is_shown and x is not null
    order by point(x, y) <-> point(%(x)s, %(y)s) limit %(window)s
)"""
COLUMNS = (
    "listing.id, listing.service_id, listing.location_id, listing.reach, listing.place_name, listing.postcode,"
    " listing.hours, listing.tags, listing.latitude, listing.longitude, listing.number, listing.area, listing.is_exact"
)


@dataclass(frozen=True)
class Meaning:
    """One thing that is meant: a row fits that has one of the `tags`, or in whose texts one of the `phrases` stands.

    So an entry whose source uses no words of ours is found too; whoever shows it sees from its tags that nobody said
    it. With `or_silent`, the name of a facet, a row fits as well that says nothing of that facet at all.
    """

    tags: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    or_silent: str = ""

    def is_said_by(self, tags: Sequence[str]) -> bool:
        """Return whether a row with these tags says it of itself."""
        return not set(self.tags).isdisjoint(tags)


@dataclass(frozen=True)
class Question:
    """What somebody seeks.

    `tags` must all hold, one of each group of `any_of`, and each of `meanings`. `open_hours` are the hours of the local
    week (0 to 167) of which one must be a possible one. `within` is in metres from `near`. `words` are looked for in
    names and texts. `is_placeless` leaves only what is nowhere on the map: by phone, online, or nobody may know where.
    """

    words: str = ""
    meanings: tuple[Meaning, ...] = ()
    is_placeless: bool = False
    near: Point | None = None
    within: float | None = None
    tags: tuple[str, ...] = ()
    any_of: tuple[tuple[str, ...], ...] = ()
    open_hours: tuple[int, ...] = ()
    age: float | None = None
    reaches: tuple[Reach, ...] = ()
    services: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True)
class Found:
    """A listing that fits, and how many metres off it is, where both are known."""

    id: uuid.UUID
    service_id: uuid.UUID
    location_id: uuid.UUID | None
    reach: Reach
    place_name: str
    postcode: str
    hours: Sequence[Any]
    tags: Sequence[str]
    point: Point | None
    metres: float | None
    number: int
    area: str
    is_exact: bool


@dataclass
class _Asked:
    """The parts of a statement as they are put together."""

    conditions: list[str] = field(default_factory=lambda: ["listing.is_shown"])
    order: list[str] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)

    def must(self, condition: str, **told: Any) -> None:
        self.conditions.append(condition)
        self.told |= told

    def first(self, order: str, **told: Any) -> None:
        self.order.append(order)
        self.told |= told


def seek(question: Question, *, limit: int, offset: int = 0) -> list[Found]:
    """Return the listings that fit, at most `limit` after the first `offset`: the nearest first, else the best match.

    Distances are on the sphere; the order is by the map, which near places share. Without `near` and words the order is
    by name.
    """
    asked = _asked(question)
    told = {**asked.told, "limit": limit, "offset": offset, "window": WINDOW}
    if question.near is not None and question.within is None and not question.is_placeless:
        # What is common is found among the nearest; what is rare the database finds by its words. It cannot tell which
        # is which itself, because it knows nothing of how words, hours and places go together.
        rows = _rows(asked, NEAREST, told)
        if len(rows) == limit:
            return [_found(row, question.near) for row in rows]
    return [_found(row, question.near) for row in _rows(asked, "directory_listing", told)]


def _rows(asked: "_Asked", of: str, told: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    order = ", ".join([*asked.order, "listing.title", "listing.id"])
    statement = (
        f"select {COLUMNS} from {of} as listing where {' and '.join(asked.conditions)} "  # noqa: S608 - parts of ours
        f"order by {order} limit %(limit)s offset %(offset)s"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return list(cursor.fetchall())


def each(question: Question, *, at_once: int = 100) -> Iterator[Found]:
    """Yield all listings that fit, in order, asking for so many at a time."""
    offset = 0
    while found := seek(question, limit=at_once, offset=offset):
        yield from found
        if len(found) < at_once:
            return
        offset += at_once


def count(question: Question) -> int:
    """Return how many listings fit."""
    asked = _asked(question)
    with connection.cursor() as cursor:
        conditions = " and ".join(asked.conditions)
        cursor.execute(f"select count(*) from directory_listing as listing where {conditions}", asked.told)  # noqa: S608
        [found] = cursor.fetchone()
    return int(found)


def _asked(question: Question) -> _Asked:
    asked = _Asked()
    _of_what(asked, question)
    _of_whom(asked, question)
    _near(asked, question)
    _in_words(asked, question)
    return asked


def _of_what(asked: _Asked, question: Question) -> None:
    if question.tags:
        asked.must("listing.tags @> %(tags)s::text[]", tags=list(question.tags))
    for number, group in enumerate(question.any_of):
        asked.must(f"listing.tags && %(group{number})s::text[]", **{f"group{number}": list(group)})
    for number, meaning in enumerate(question.meanings):
        _meant(asked, number, meaning)
    if question.open_hours:
        asked.must("listing.open_hours && %(hours)s::smallint[]", hours=list(question.open_hours))


def _meant(asked: _Asked, number: int, meaning: Meaning) -> None:
    ways = [f"listing.tags && %(meant{number})s::text[]"]
    told: dict[str, Any] = {f"meant{number}": list(meaning.tags)}
    if text := _one_of(meaning.phrases):
        ways.append(f"listing.search @@ websearch_to_tsquery('english', %(told{number})s)")
        told[f"told{number}"] = text
    if meaning.or_silent:
        ways.append(f"not exists (select from unnest(listing.tags) as tag where starts_with(tag, %(facet{number})s))")
        told[f"facet{number}"] = f"{meaning.or_silent}:"
    asked.must(f"({' or '.join(ways)})", **told)


def _one_of(phrases: Sequence[str]) -> str:
    """Return phrases as the database reads them: each in quotation marks, any of them."""
    cleaned = (" ".join(phrase.replace("\x00", " ").replace('"', " ").split()) for phrase in phrases)
    return " or ".join(f'"{phrase}"' for phrase in cleaned if phrase)[:LONGEST_PHRASES]


def _of_whom(asked: _Asked, question: Question) -> None:
    if question.age is not None:
        asked.must("coalesce(listing.minimum_age, 0) <= %(age)s", age=question.age)
        asked.must("coalesce(listing.maximum_age, 1000) >= %(age)s")
    if question.reaches:
        asked.must("listing.reach = any(%(reaches)s)", reaches=[reach.value for reach in question.reaches])
    if question.services:
        asked.must("listing.service_id = any(%(services)s::uuid[])", services=list(question.services))


def _near(asked: _Asked, question: Question) -> None:
    if question.is_placeless:
        asked.must("listing.x is null")
    if question.near is None or question.is_placeless:
        return
    here = question.near
    asked.must("listing.x is not null")
    asked.first("point(listing.x, listing.y) <-> point(%(x)s, %(y)s)", x=here.x, y=here.y)
    if question.within is not None:
        reach = question.within * here.stretch
        asked.must(
            "point(listing.x, listing.y) <@ circle(point(%(x)s, %(y)s), %(reach)s)", x=here.x, y=here.y, reach=reach
        )


def _in_words(asked: _Asked, question: Question) -> None:
    words = question.words.replace("\x00", " ").strip()[:LONGEST_WORDS]
    if not words:
        return
    asked.must("listing.search @@ websearch_to_tsquery('english', %(words)s)", words=words)
    if question.near is None or question.is_placeless:
        asked.first("ts_rank(listing.search, websearch_to_tsquery('english', %(words)s)) desc")


def _found(row: Sequence[Any], near: Point | None) -> Found:
    made, service_id, location_id, reach, place_name, postcode, hours, tags, latitude, longitude, *rest = row
    point = None if latitude is None else Point(latitude, longitude)
    metres = metres_between(near, point) if near and point else None
    return Found(
        made, service_id, location_id, Reach(reach), place_name, postcode, json.loads(hours), tuple(tags), point,
        metres, *rest,
    )  # fmt: skip
