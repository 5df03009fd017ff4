"""When a door is open, worked out the slow way, to judge the quick way by.

Written from the words of RFC 5545 and of the explanation page, day after day and minute after minute. It shares nothing
with what it judges: no line of it, no library of recurrences; it reads the schedule as the feed has it, and knows of
time zones only what the clock on the wall shows at a minute.
"""

from calendar import isleap, monthrange
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
OPEN, DOUBTFUL, UNKNOWN, SHUT = SUREST_FIRST = ["open", "doubtful", "unknown", "shut"]


@dataclass
class Door:
    """All that is said of one door: schedules and special days as fields and texts, days as days."""

    zone: str
    schedules: list[dict]
    closures: list[tuple[date, date]] = field(default_factory=list)
    special: dict[date, list[tuple[str, str]] | None] = field(default_factory=dict)
    holidays: frozenset[date] = frozenset()
    shut_on_holidays: bool | None = None
    _counted: dict = field(default_factory=dict)
    _begun: dict = field(default_factory=dict)
    _unnamed: dict = field(default_factory=dict)

    def state(self, at: datetime) -> str:
        """Return how the door stands at a minute."""
        today = wall(self.zone, at).date()
        if today not in self._unnamed:
            self._unnamed[today] = self.unnamed(today)
        found = [self._unnamed[today]]
        for day in (today + number * DAY for number in range(-2, 3)):
            found += [
                state for begins, ends, state in self.begun(day) if begins <= at < ends for state in [state(today)]
            ]
        return min(found, key=SUREST_FIRST.index)

    def unnamed(self, day: date) -> str:
        """Return how it stands where nothing is open."""
        if self.is_closed(day):
            return SHUT
        if day in self.special:
            return UNKNOWN if self.special[day] is None else SHUT
        if day in self.holidays and self.shut_on_holidays is True:
            return SHUT
        holds = [not one.get("valid_to") or day <= date.fromisoformat(one["valid_to"]) for one in self.schedules]
        return SHUT if any(holds) else UNKNOWN

    def is_closed(self, day: date) -> bool:
        """Say whether a closure holds."""
        return any(first <= day <= last for first, last in self.closures)

    def begun(self, day: date) -> list:
        """Return what begins on a day: when it begins, when it ends, and how it stands on each later day."""
        if day not in self._begun:
            self._begun[day] = [*self._special_begun(day), *self._rules_begun(day)]
        return self._begun[day]

    def _special_begun(self, day):
        for opens, closes in self.special.get(day) or []:
            begins, ends = hours(self.zone, day, opens, closes)
            yield begins, ends, lambda today: SHUT if any(map(self.is_closed, days(day, today))) else OPEN

    def _rules_begun(self, day):
        for number, schedule in enumerate(self.schedules):
            zone = own_zone(schedule) or self.zone
            if self.comes_round(number, day):
                has_hours = bool(schedule.get("opens_at"))
                opens, closes = (schedule["opens_at"], schedule["closes_at"]) if has_hours else ("00:00", "24:00")
                begins, ends = hours(zone, day, opens[:5], closes[:5])
                on = wall(self.zone, begins).date()
                if on not in self.special:
                    yield begins, ends, self._as_let(on, OPEN if has_hours else UNKNOWN)

    def _as_let(self, on, state):
        return lambda today: max([state, *map(self._let, days(on, today))], key=SUREST_FIRST.index)

    def _let(self, day):
        if self.is_closed(day):
            return SHUT
        if day in self.special:
            exact = self.special[day]
            return UNKNOWN if exact is None else OPEN if exact else SHUT
        if day in self.holidays:
            return {True: SHUT, False: OPEN, None: DOUBTFUL}[self.shut_on_holidays]
        return OPEN

    def comes_round(self, number: int, day: date) -> bool:
        """Say whether a schedule comes round on a day."""
        one = self.schedules[number]
        first, until, valid_from, valid_to = (
            date.fromisoformat(one[name]) if one.get(name) else None
            for name in ("dtstart", "until", "valid_from", "valid_to")
        )
        if (valid_from and day < valid_from) or (valid_to and day > valid_to) or (until and day > until):
            return False
        start = first or valid_from
        if (first and day < first) or not is_member(one, start, first, day):
            return False
        if not one.get("count"):
            return True
        # One occurrence after the other, from the first.
        counted = self._counted.setdefault(number, [start - DAY, set()])
        while counted[0] < day and len(counted[1]) < one["count"]:
            counted[0] += DAY
            if is_member(one, start, first, counted[0]):
                counted[1].add(counted[0])
        return day in counted[1]


def is_member(one: dict, start: date | None, first: date | None, day: date) -> bool:
    """Say whether a day is one of the recurrence set, apart from its ends and its count (RFC 5545, 3.3.10)."""
    freq, interval = one.get("freq"), int(one.get("interval") or 1)
    if freq is None:
        return day == first
    week_start = CODES.index(one.get("wkst") or "MO")
    if interval > 1 and periods_between(freq, start, day, week_start) % interval:
        return False
    weekdays = parts(one.get("byday"))
    in_month = [int(part) for part in parts(one.get("bymonthday"))]
    in_year = [int(part) for part in parts(one.get("byyearday"))]
    weeks = [int(part) for part in parts(one.get("byweekno"))]
    if not (weekdays or in_month or in_year) and first:
        # What the rule does not say is taken from its first day.
        if freq == "WEEKLY" or (freq == "YEARLY" and weeks):
            weekdays = [CODES[first.weekday()]]
        elif freq == "MONTHLY" or (freq == "YEARLY" and first.month == day.month):
            in_month = [first.day]
        elif freq == "YEARLY":
            return False
    month_days, year_days = monthrange(day.year, day.month)[1], 365 + isleap(day.year)
    day_of_year = (day - date(day.year, 1, 1)).days + 1
    by_year = freq == "YEARLY"
    return (
        (not in_month or day.day in in_month or day.day - month_days - 1 in in_month)
        and (not in_year or day_of_year in in_year or day_of_year - year_days - 1 in in_year)
        and (not weeks or bool(set(weeks) & set(week_numbers(day, week_start))))
        and (
            not weekdays
            or any(
                is_weekday(part, day, day_of_year if by_year else day.day, year_days if by_year else month_days)
                for part in weekdays
            )
        )
    )


def is_weekday(part: str, day: date, number: int, length: int) -> bool:
    """Say whether a day is the weekday, and the one of its number, that a part such as -1FR names."""
    nth, code = part[:-2], part[-2:]
    if CODES[day.weekday()] != code:
        return False
    return not nth or int(nth) in ((number + 6) // 7, -((length - number + 7) // 7))


def week_numbers(day: date, week_start: int) -> tuple[int, int]:
    """Return the number of a day's week in its year, from the start and from the end; week 1 has four days of it."""
    year = (monday(day, week_start) + 3 * DAY).year
    first, last = (monday(date(year, 1, 4), week_start), monday(date(year, 12, 28), week_start))
    number = (monday(day, week_start) - first).days // 7 + 1
    return number, number - ((last - first).days // 7 + 1) - 1


def periods_between(freq: str, start: date, day: date, week_start: int) -> int:
    """Return how many days, weeks, months or years lie between those of two days."""
    if freq == "DAILY":
        return (day - start).days
    if freq == "WEEKLY":
        return (monday(day, week_start) - monday(start, week_start)).days // 7
    years = day.year - start.year
    return years if freq == "YEARLY" else years * 12 + day.month - start.month


def monday(day: date, week_start: int) -> date:
    """Return the day on which the week of a day began."""
    return next(one for one in (day - number * DAY for number in range(7)) if one.weekday() == week_start)


def parts(text: str | None) -> list[str]:
    """Return the parts of a list in a field."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def days(first: date, last: date) -> list[date]:
    """Return every day from one to another."""
    return [first + number * DAY for number in range((last - first).days + 1)]


def own_zone(schedule: dict) -> str | None:
    """Return the time zone that a schedule names."""
    after = (schedule.get("opens_at") or "")[5:].removeprefix(":00")
    return after or schedule.get("timezone")


@lru_cache(maxsize=100_000)
def hours(zone: str, day: date, opens: str, closes: str) -> tuple[datetime, datetime]:
    """Return the first minutes at which the clock on the wall shows the two times of an opening, or later ones."""
    ends_on = day if minutes(closes) > minutes(opens) else day + DAY
    closes = "24:00" if closes == "23:59" else closes
    return first_minute(zone, day, minutes(opens)), first_minute(zone, ends_on, minutes(closes))


def minutes(text: str) -> int:
    """Return a time as minutes of the day."""
    return int(text[:2]) * 60 + int(text[3:5])


def first_minute(zone: str, day: date, minute: int) -> datetime:
    """Return the first minute at which the clock on the wall shows a time, or a later one."""
    shown = datetime.combine(day, time()) + minute * MINUTE
    at = shown.replace(tzinfo=UTC) - timedelta(hours=17)
    while wall(zone, at + timedelta(hours=4)) < shown:
        at += timedelta(hours=1)
    while wall(zone, at) < shown:
        at += MINUTE
    return at


@lru_cache(maxsize=100_000)
def wall(zone: str, at: datetime) -> datetime:
    """Return what the clock on the wall shows."""
    if zone[0] in "+-":
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6])) * (-1 if zone[0] == "-" else 1)
        return at.astimezone(timezone(offset)).replace(tzinfo=None)
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
