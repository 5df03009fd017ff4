"""A week of opening hours as people write it in a table, and the same as schedules of the standard."""

import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any

from tideturn.engines.directory.listing import OURS

Object = Mapping[str, Any]
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MIDNIGHT, LAST_MINUTE = time(0, 0), time(23, 59)
# What a table of a week can say; a schedule with anything else that means something says more.
SAID = frozenset({"freq", "byday", "opens_at", "closes_at"})
MEANS_NOTHING = frozenset({"id", "service_id", "location_id", "service_at_location_id", "wkst", "interval", "timezone"})
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII)


@dataclass(frozen=True, order=True)
class Stretch:
    """From when to when a door is open; past midnight where it closes no later than it opens."""

    opens_at: time
    closes_at: time

    @property
    def is_all_day(self) -> bool:
        """Return whether that is the whole day."""
        return self.opens_at == MIDNIGHT and self.closes_at in (MIDNIGHT, LAST_MINUTE)


ALL_DAY = Stretch(MIDNIGHT, LAST_MINUTE)


@dataclass(frozen=True)
class Week:
    """The stretches of each day, Monday first; a day without any is shut."""

    days: tuple[tuple[Stretch, ...], ...] = ((),) * len(DAYS)

    @property
    def is_shut(self) -> bool:
        """Return whether it never opens."""
        return not any(self.days)


def week_of(schedules: object) -> Week | None:
    """Return schedules as a table of the week, or nothing where they say more than one can hold, or cannot be read."""
    days: list[list[Stretch]] = [[] for _ in DAYS]
    if not isinstance(schedules, Sequence) or isinstance(schedules, str):
        return None
    for schedule in schedules:
        read = _read(schedule) if isinstance(schedule, Mapping) else None
        if read is None:
            return None
        for day in read[0]:
            days[DAYS.index(day)].append(read[1])
    return Week(tuple(tuple(sorted(day)) for day in days))


def schedules_of(week: Week, *, of: str) -> list[dict[str, Any]]:
    """Return a week as schedules of the standard, one for each stretch, with ids that follow from whose they are."""
    found: dict[Stretch, list[str]] = {}
    for name, day in zip(DAYS, week.days, strict=True):
        for stretch in day:
            found.setdefault(stretch, []).append(name)
    return [_schedule(stretch, days, of) for stretch, days in sorted(found.items())]


def _schedule(stretch: Stretch, days: Iterable[str], of: str) -> dict[str, Any]:
    said = {
        "freq": "WEEKLY",
        "byday": ",".join(days),
        "opens_at": f"{stretch.opens_at:%H:%M}",
        "closes_at": f"{stretch.closes_at:%H:%M}",
    }
    return {"id": str(uuid.uuid5(OURS, f"schedule:{of}:{'|'.join(said.values())}")), **said}


def _read(schedule: Object) -> tuple[list[str], Stretch] | None:
    told = {name for name, value in schedule.items() if value not in (None, "", [], {})}
    days = [day.strip() for day in str(schedule.get("byday") or "").split(",")]
    stretch = _stretch(schedule)
    is_plain = told <= SAID | MEANS_NOTHING and schedule.get("interval") in (None, "", 1, "1")
    if not is_plain or str(schedule.get("freq")).upper() != "WEEKLY" or not set(days) <= set(DAYS) or stretch is None:
        return None
    return days, stretch


def _stretch(schedule: Object) -> Stretch | None:
    opens_at, closes_at = _time(schedule.get("opens_at")), _time(schedule.get("closes_at"))
    return None if opens_at is None or closes_at is None else Stretch(opens_at, closes_at)


def _time(said: object) -> time | None:
    found = CLOCK.fullmatch(str(said or ""))
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    return time(hour % 24, minute) if hour <= 24 and minute < 60 else None
