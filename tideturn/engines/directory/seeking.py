"""Seeking help: which listings fit, the nearest first."""

import json
import math
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import connection

from tideturn.engines.directory.mapping import Point, metres_between
from tideturn.engines.directory.words import Reach

LONGEST_WORDS = 200
LONGEST_PHRASES = 2_000
# No more listings than these are all found by what they say and put in order. Of more, as far off is looked as one
# expects enough of them, twice as far and then eight times, where that takes less: in the time in which one listing is
# fetched so many are found by their place. How near listings lie to each other is told by how far off so many of the
# nearest reach, and by no less than so many metres.
FEW, FARTHER, AT_ONE_FETCH, AMONG, AT_LEAST = 500, (2.0, 8.0), 10, 100, 1_000.0
# So many of the nearest have their texts read; fewer than this part of what was asked for is too few.
READ, TOO_FEW = 300, 4
EVERYWHERE = "directory_listing"
NEAREST = """(
    select * from directory_listing where is_shown and x is not null
    order by point(x, y) <-> point(%(x)s, %(y)s) limit %(window)s
)"""
REACH = """
    select point(x, y) <-> point(%(x)s, %(y)s) from directory_listing where is_shown and x is not null
    order by point(x, y) <-> point(%(x)s, %(y)s) offset %(window)s limit 1
"""
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

    @property
    def is_near(self) -> bool:
        """Return whether the nearest are sought, however far off they are."""
        return self.near is not None and self.within is None and not self.is_placeless

    @property
    def is_for_something(self) -> bool:
        """Return whether a thing is sought that few listings are for."""
        return bool(self.tags or self.any_of or self.meanings)

    @property
    def said(self) -> "Question":
        """Return the same of which all that is meant must be said by tags."""
        return replace(self, meanings=tuple(replace(meaning, phrases=()) for meaning in self.meanings))


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
    for within in _circles(question, limit + offset) if question.is_near else ():
        found = _everywhere(replace(question, within=within), limit, offset)
        if len(found) == limit:
            return found
    return _everywhere(question, limit, offset)


def seek_help(question: Question, *, limit: int) -> list[Found]:
    """Return the same for somebody who needs help near a place, without reading every text in the country for it.

    Those are found that say of themselves what is sought; of the nearest also those that only their texts speak for,
    and of all others only where those are too few.
    """
    if not question.is_near:
        return seek(question, limit=limit)
    found = seek(question.said, limit=limit)
    if question != question.said:
        found = _together(found, _rows(question, NEAREST, limit))[:limit]
    return found if len(found) * TOO_FEW >= limit else _everywhere(question, limit)


def _expected(question: Question) -> int:
    """Return about how many listings fit, whatever their hours, as the database reckons without looking.

    How hours go together with all else it cannot tell.
    """
    asked = _asked(replace(question, open_hours=()))
    statement = f"explain (format json) select from {EVERYWHERE} as listing where {' and '.join(asked.conditions)}"
    [[plans]] = _answers(statement, asked.told)
    return int(plans[0]["Plan"]["Plan Rows"])


def _circles(question: Question, wanted: int) -> Iterator[float]:
    """Yield how many metres off to look, one after the other, before everything that fits is put in order.

    What fits is taken to be as frequent here as everywhere, and listings to lie as near to each other as the nearest.
    """
    expected = _expected(question)
    if expected <= FEW:
        return
    share = expected / max(expected, _expected(Question(near=question.near)))
    for times in FARTHER:
        if times**2 * wanted / share <= AT_ONE_FETCH * expected:
            yield times * _reach(question) * math.sqrt(wanted / (AMONG * share))


def _reach(question: Question) -> float:
    """Return within how many metres the nearest AMONG lie; 0 where there are not so many."""
    here = question.near
    found = _answers(REACH, {"x": here.x, "y": here.y, "window": AMONG}) if here else []
    return max(AT_LEAST, float(found[0][0]) / here.stretch) if here and found else 0.0


def _everywhere(question: Question, limit: int, offset: int = 0) -> list[Found]:
    """Return what fits, found by what it says: to go through all of it by distance would take too long."""
    return _rows(question, EVERYWHERE, limit, offset)


def _together(some: Sequence[Found], others: Sequence[Found]) -> list[Found]:
    """Return what stands in two lists, each once, the nearest first."""
    once = {found.id: found for found in (*some, *others)}
    return sorted(once.values(), key=lambda found: found.metres or 0.0)


def _rows(question: Question, of: str, limit: int, offset: int = 0) -> list[Found]:
    asked = _asked(question)
    order = ", ".join([*asked.order, "listing.title", "listing.id"])
    statement = (
        f"select {COLUMNS} from {of} as listing where {' and '.join(asked.conditions)} "  # noqa: S608 - parts of ours
        f"order by {order} limit %(limit)s offset %(offset)s"
    )
    rows = _answers(statement, {**asked.told, "limit": limit, "offset": offset, "window": READ})
    return [_found(row, question.near) for row in rows]


def _answers(statement: str, told: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement that is planned for what it is told, and not once for all questions.

    Such a plan would know neither how rare a word is nor how few doors are open at night.
    """
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.cursor.execute(statement, told, prepare=False)
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
        # Most doors are open at most hours, so that the index of hours helps only where nothing else is asked for.
        hours = "coalesce(listing.open_hours, '{}')" if question.is_for_something else "listing.open_hours"
        asked.must(f"{hours} && %(hours)s::smallint[]", hours=list(question.open_hours))


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
    # Nothing is added to the distance but what keeps the database from going through the whole country by it.
    asked.first("(point(listing.x, listing.y) <-> point(%(x)s, %(y)s)) + 0", x=here.x, y=here.y)
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
