"""When a time on a clock is, in a zone that has a name or is an offset from UTC.

As everywhere in this product (see the working calendar): a time that the clocks leave out is the moment at which they
are moved, and a time that comes twice is its first coming.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from tideturn.methods.calendars.errors import TimeZoneUnknown
from tideturn.methods.calendars.working_calendar import WorkingCalendar

OFFSET = re.compile(r"([+-])(\d\d):(\d\d)")


@lru_cache(maxsize=65536)
def moment(zone: str, day: date, at: time) -> datetime:
    """Return when a local time of a day is, in UTC."""
    offset = offset_of(zone)
    if offset is None:
        return _calendar(zone).moment(day, at)
    return datetime.combine(day, at, tzinfo=timezone(offset)).astimezone(UTC)


@lru_cache(maxsize=65536)
def midnight(zone: str, day: date) -> datetime:
    """Return when a local day begins, in UTC."""
    return moment(zone, day, time())


@lru_cache(maxsize=1024)
def offset_of(zone: str) -> timedelta | None:
    """Return the offset that a zone such as `+01:00` is, and None where it is a name."""
    parts = OFFSET.fullmatch(zone)
    if not parts:
        return None
    sign, hours, minutes = parts.groups()
    return timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)


def day_of(zone: str, at: datetime) -> date:
    """Return the local day on which a moment falls."""
    offset = offset_of(zone)
    return _calendar(zone).day_of(at) if offset is None else (at + offset).date()


@lru_cache(maxsize=256)
def _calendar(zone: str) -> WorkingCalendar:
    return WorkingCalendar(zone, None)


def zone_is_known(name: str) -> bool:
    """Say whether a time zone has this name."""
    try:
        _calendar(name)
    except TimeZoneUnknown:
        return False
    return True
