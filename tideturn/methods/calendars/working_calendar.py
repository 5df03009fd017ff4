"""The days on which an area works, and the moments at which its days end.

Two nights a year have an hour that does not exist or that comes twice. A time that does not exist is read as the moment
at which the clocks were moved: 01:30 on 29 March 2026 in London is 02:00 there, 01:00 UTC. A time that comes twice is
its first coming: 01:30 on 25 October 2026 is 00:30 UTC. So a time is never read later than it could be meant, and two
times of a day never change places.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from tideturn.methods.calendars.days_off import days_off, public_holidays
from tideturn.methods.calendars.errors import CalendarError, MomentWithoutZone, TimeZoneUnknown

DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingCalendar:
    """Working days of one area: no weekends, no public holidays of its country, no holidays of its own.

    Without a country the weekend is Saturday and Sunday, and the days listed are the only holidays.
    """

    time_zone: str
    country: str | None
    subdivision: str | None = None
    local_holidays: frozenset[date] = frozenset()
    day_ends: time = time(17)

    def __post_init__(self) -> None:
        """Refuse a place or a time zone that is not known, before a clock depends on it."""
        _zone(self.time_zone)
        days_off(self.country, self.subdivision, 2026)

    def is_working_day(self, day: date) -> bool:
        """Say whether the area works on a day."""
        return day not in self.local_holidays and day not in days_off(self.country, self.subdivision, day.year)

    def is_public_holiday(self, day: date) -> bool:
        """Say whether a day is a public holiday or one of the area's own, on whatever day of the week it falls."""
        return day in self.local_holidays or day in public_holidays(self.country, self.subdivision, day.year)

    def working_day_after(self, day: date, count: int) -> date:
        """Return the working day that comes `count` working days after a day, which itself never counts."""
        return self._working_day(day, count, DAY)

    def working_day_before(self, day: date, count: int) -> date:
        """Return the working day that comes `count` working days before a day, which itself never counts."""
        return self._working_day(day, count, -DAY)

    def day_of(self, moment: datetime) -> date:
        """Return the local day on which a moment falls."""
        if moment.utcoffset() is None:
            raise MomentWithoutZone
        return moment.astimezone(_zone(self.time_zone)).date()

    def moment(self, day: date, at: time) -> datetime:
        """Return when a local time of a day is, in UTC."""
        local = datetime.combine(day, at, tzinfo=_zone(self.time_zone))
        moment = local.replace(fold=0).astimezone(UTC)
        if moment.astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None):
            return moment
        return _clocks_moved(local)

    def end_of(self, day: date) -> datetime:
        """Return when the working hours of a day end, in UTC."""
        return self.moment(day, self.day_ends)

    def _working_day(self, day: date, count: int, step: timedelta) -> date:
        if count < 1:
            raise CalendarError(f"{count} working days cannot be counted. Ask for one or more.")
        while count:
            day += step
            count -= self.is_working_day(day)
        return day


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise TimeZoneUnknown(name) from None


def _clocks_moved(skipped: datetime) -> datetime:
    """Return the moment at which the clocks left out a local time: the first with the later offset from UTC."""
    before, after = (skipped.replace(fold=fold).astimezone(UTC) for fold in (1, 0))
    later_offset = after.astimezone(skipped.tzinfo).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(skipped.tzinfo).utcoffset() == later_offset:
            after = middle
        else:
            before = middle
    return after.replace(microsecond=0)
