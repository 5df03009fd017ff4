"""What the standard has no word for, kept beside a service: when it is shut, what is free there, where else to go.

In what our own source says of a service it stands under one name, so that it has versions and can be taken back like
all else; it never stands in the object that is given out.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

OURS_FIELD = "tideturn"
WHOLE = "is_whole"
NOTICE = "alert"
HOLIDAYS = {"shut": True, "open": False}
Object = Mapping[str, Any]


@dataclass(frozen=True)
class Closing:
    """Days on which a service is shut; without a last day, until somebody says otherwise."""

    first: date
    last: date | None
    why: str = ""

    def holds_on(self, day: date) -> bool:
        """Return whether the service is shut on a day because of it."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Capacity:
    """What is free, and at what moment somebody said so; without a number, in words alone."""

    places: int | None
    words: str
    at: datetime


@dataclass(frozen=True)
class Ours:
    """All of it; `alternates` are services to try where this one is full or shut.

    `shut_on_holidays` is what somebody said of public holidays, nothing where nobody did; `out_of_hours` is what to do
    while it is shut.
    """

    closing: Closing | None = None
    capacity: Capacity | None = None
    alternates: tuple[uuid.UUID, ...] = ()
    shut_on_holidays: bool | None = None
    out_of_hours: str = ""


def read(said: Object) -> Ours:
    """Return what stands in `Service.ours`; what cannot be read is as if nobody had said it."""
    return Ours(
        closing=_closing(said.get("closing")),
        capacity=_capacity(said.get("capacity")),
        alternates=tuple(_ids(said.get("alternates"))),
        shut_on_holidays=HOLIDAYS.get(str(said.get("holidays"))),
        out_of_hours=str(said.get("out_of_hours") or ""),
    )


def written(ours: Ours) -> dict[str, Any]:
    """Return the same as it is kept, each part named, so that one that is empty replaces what was there before."""
    closing, capacity = ours.closing, ours.capacity
    return {
        "closing": closing
        and {
            "first": closing.first.isoformat(),
            "last": closing.last.isoformat() if closing.last else None,
            "why": closing.why,
        },
        "capacity": capacity
        and {"places": capacity.places, "words": capacity.words, "at": capacity.at.isoformat()},
        "alternates": [str(one) for one in ours.alternates],
        "holidays": next((name for name, shut in HOLIDAYS.items() if shut is ours.shut_on_holidays), None),
        "out_of_hours": ours.out_of_hours,
    }  # fmt: skip


def notice_of(closing: Closing) -> str:
    """Return what tells everybody of a closure, in the standard's own field for a notice."""
    until = f"to {closing.last:%-d %B %Y}" if closing.last else "until further notice"
    return f"Closed from {closing.first:%-d %B %Y} {until}. {closing.why}".strip()


def told_on(day: date, document: Object, ours: Object) -> Object:
    """Return what is said of a service without the notice of a closure that is over by a day.

    Left out when it is read, so that no job has to come round on that very night; whatever else was written stays.
    """
    closing = read(ours).closing
    is_over = closing is not None and closing.last is not None and closing.last < day
    if closing is None or not is_over or document.get(NOTICE) != notice_of(closing):
        return document
    return {name: value for name, value in document.items() if name != NOTICE}


def split(content: Object) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the standard's part of what a source says of a service, and ours."""
    standard = {field: value for field, value in content.items() if field != OURS_FIELD}
    own = content.get(OURS_FIELD)
    return standard, dict(own) if isinstance(own, Mapping) else {}


def kept(own: Object) -> dict[str, Any]:
    """Return what of it belongs beside a service."""
    return {name: value for name, value in own.items() if name != WHOLE and value}


def _closing(said: object) -> Closing | None:
    try:
        return Closing(_day(said["first"]), _day(said["last"]) if said["last"] else None, str(said["why"]))  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        return None


def _capacity(said: object) -> Capacity | None:
    try:
        places = said["places"]  # type: ignore[index]
        at = datetime.fromisoformat(said["at"])  # type: ignore[index]
        return Capacity(None if places is None else int(places), str(said["words"]), at)  # type: ignore[index]
    except (KeyError, TypeError, ValueError):
        return None


def _ids(said: object) -> list[uuid.UUID]:
    try:
        return [uuid.UUID(str(one)) for one in said]  # type: ignore[attr-defined]
    except (TypeError, ValueError):
        return []


def _day(said: str) -> date:
    return date.fromisoformat(said)
