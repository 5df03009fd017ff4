"""Random doors at random moments: the quick way beside the slow one, and where they differ."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from tests.methods.opening import oracle
from tests.methods.opening.oracle import CODES, DAY, MINUTE, Door
from tideturn.methods.calendars.working_calendar import WorkingCalendar
from tideturn.methods.opening import Closure, Hours, Span, Special, rules_of

Fault = Callable[[Hours, WorkingCalendar], tuple[Hours, WorkingCalendar]]
QUARTER, HOUR = timedelta(minutes=15), timedelta(hours=1)
# Bank holidays of Scotland on the days themselves or kept in their stead (gov.uk/bank-holidays).
SCOTTISH = """2024-01-01 2024-01-02 2024-03-29 2024-05-06 2024-05-27 2024-08-05 2024-12-02 2024-12-25 2024-12-26
2025-01-01 2025-01-02 2025-04-18 2025-05-05 2025-05-26 2025-08-04 2025-12-01 2025-12-25 2025-12-26
2026-01-01 2026-01-02 2026-04-03 2026-05-04 2026-05-25 2026-06-15 2026-08-03 2026-11-30 2026-12-25 2026-12-28
2027-01-01 2027-01-04 2027-03-26 2027-05-03 2027-05-31 2027-08-02 2027-11-30 2027-12-27 2027-12-28
2028-01-03 2028-01-04 2028-04-14 2028-05-01 2028-05-29 2028-08-07 2028-11-30 2028-12-25 2028-12-26"""
# Those of them that fall on a weekend are holidays too, as the shops know.
ON_WEEKENDS = "2024-11-30 2025-11-30 2026-12-26 2027-01-02 2027-12-25 2027-12-26 2028-01-01 2028-01-02"
# Zones that move their clocks at night, at midnight, by half an hour, by two hours, four times a year, or never.
ZONES = [
    *["Europe/London"] * 6,
    "America/New_York",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
    "Asia/Beirut",
    "America/Havana",
    "Africa/Casablanca",
    "Pacific/Chatham",
    "Asia/Kathmandu",
]
OWN_ZONES = ["+00:00", "+03:00", "-05:00", "+05:30", "-11:00", "+14:00", "America/New_York", "Asia/Tokyo"]


@dataclass
class Case:
    """One door both ways, and the moments at which to knock."""

    door: Door
    hours: Hours
    calendar: WorkingCalendar
    around: date
    seed: int


def case_of(seed: int) -> Case:
    """Return the door of a seed."""
    chance = random.Random(seed)  # noqa: S311 - invents doors
    zone = chance.choice(ZONES)
    is_scottish = zone == "Europe/London" and chance.random() < 0.5
    around = _day_of_interest(chance, zone, is_scottish)
    holidays = (
        frozenset(map(date.fromisoformat, f"{SCOTTISH} {ON_WEEKENDS}".split()))
        if is_scottish
        else _near(chance, around)
    )
    door = Door(
        zone,
        [_schedule(chance, around) for _ in range(chance.choice([1, 1, 2, 3, 5]))],
        [_closure(chance, around) for _ in range(chance.choice([0, 0, 0, 1, 2]))],
        _special(chance, around) if chance.random() < 0.3 else {},
        holidays,
        chance.choice([None, None, True, False]),
    )
    country = ("GB", "SCT") if is_scottish else (None, None)
    calendar = WorkingCalendar(zone, *country, frozenset() if is_scottish else holidays)
    return Case(door, _hours(door), calendar, around, seed)


def _hours(door: Door) -> Hours:
    special = [
        Special(day, day, None if spans is None else tuple(Span(*map(_time, span)) for span in spans))
        for day, spans in door.special.items()
    ]
    closures = [Closure(first, last, "repairs") for first, last in door.closures]
    hours, problems = rules_of(
        door.schedules, closures=closures, special=special, shut_on_holidays=door.shut_on_holidays
    )
    assert problems == (), (door.schedules, problems)
    return hours


def _time(text: str) -> time:
    return time() if text in ("24:00", "23:59") else time.fromisoformat(text)


def _day_of_interest(chance: random.Random, zone: str, is_scottish: bool) -> date:
    """Return a day on which something is up: a holiday, clocks that change, the turn of a year or a leap day."""
    first = date(2025, 1, 5)
    kind = chance.random()
    if kind < 0.3:
        at = datetime(2025, 1, 5, 12, tzinfo=UTC)
        offsets = [
            at + number * DAY - oracle.wall(zone, at + number * DAY).replace(tzinfo=UTC) for number in range(1080)
        ]
        changes = [number for number in range(1, 1080) if offsets[number] != offsets[number - 1]]
        return first + DAY * chance.choice(changes) if changes else first
    if kind < 0.5 and is_scottish:
        return date.fromisoformat(chance.choice(f"{SCOTTISH} {ON_WEEKENDS}".split()))
    if kind < 0.6:
        return chance.choice([date(2026, 1, 1), date(2026, 12, 31), date(2024, 2, 29), date(2028, 2, 29)])
    return first + DAY * chance.randrange(1080)


def _near(chance: random.Random, around: date) -> frozenset[date]:
    return frozenset(around + DAY * chance.randint(-8, 8) for _ in range(chance.choice([0, 1, 3])))


def _closure(chance: random.Random, around: date) -> tuple[date, date]:
    first = around + DAY * chance.randint(-4, 4)
    return first, first + DAY * chance.choice([0, 0, 1, 3, 40])


def _special(chance: random.Random, around: date) -> dict[date, list[tuple[str, str]] | None]:
    days = [around + DAY * chance.randint(-3, 3) for _ in range(chance.choice([1, 2]))]
    kinds: list[list[tuple[str, str]] | None] = [[], None]
    return {day: chance.choice([*kinds, [_times(chance)], [_times(chance), _times(chance)]]) for day in days}


def _times(chance: random.Random) -> tuple[str, str]:
    opens, closes = chance.choice(
        [
            ("09:00", "17:00"),
            ("10:00", "16:30"),
            ("18:00", "20:00"),
            ("22:00", "04:00"),
            ("20:00", "08:00"),
            ("00:00", "24:00"),
            ("00:00", "23:59"),
            ("00:00", "00:00"),
            ("01:30", "05:00"),
            ("22:00", "01:30"),
            ("00:30", "01:45"),
            ("02:15", "02:45"),
            ("23:30", "00:30"),
            ("12:00", "00:00"),
            (_any_time(chance), _any_time(chance)),
        ]
    )
    return (opens, closes) if opens != closes or opens == "00:00" else ("09:00", "17:00")


def _any_time(chance: random.Random) -> str:
    return f"{chance.randrange(24):02}:{chance.choice([0, 15, 30, 45, chance.randrange(60)]):02}"


def _schedule(chance: random.Random, around: date) -> dict:
    """Return a schedule as a feed gives it."""
    freq = chance.choice(["WEEKLY"] * 8 + ["MONTHLY"] * 4 + ["DAILY"] * 3 + ["YEARLY"] * 2 + [None])
    schedule: dict = {"freq": freq}
    schedule |= {"WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}.get(freq, lambda *_: {})(chance, around)
    if freq == "DAILY" and chance.random() < 0.4:
        schedule["byday"] = _weekdays(chance)
    needs_start = freq is None or not any(name.startswith("by") for name in schedule)
    if freq == "DAILY":
        needs_start = False
    return _bounded(chance, around, schedule, needs_start) | _opened(chance)


def _weekly(chance: random.Random, around: date) -> dict:
    given = {"byday": _weekdays(chance)} if chance.random() < 0.9 else {}
    if given and chance.random() < 0.1:
        given["bymonthday"] = ",".join(str(chance.choice([*range(1, 32), -1, -3])) for _ in range(9))
    if chance.random() < 0.1:
        given["byweekno"] = ",".join(str(chance.choice([1, -1, 52, 53, -52, *range(1, 53)])) for _ in range(12))
        given["byday"] = given.get("byday") or _weekdays(chance)
    return given


def _monthly(chance: random.Random, around: date) -> dict:
    kind = chance.random()
    nth = ",".join(f"{chance.choice([1, 2, 3, 4, 5, -1, -2])}{chance.choice(CODES)}" for _ in range(3))
    if kind < 0.5:
        return {"byday": nth}
    if kind < 0.7:
        return {"bymonthday": ",".join(str(chance.choice([*range(1, 32), -1, -2])) for _ in range(5))}
    if kind < 0.8:
        return {"byday": _weekdays(chance)}
    return {} if kind < 0.9 else {"byday": _weekdays(chance), "bymonthday": "1,2,3,4,5,6,7,13"}


def _yearly(chance: random.Random, around: date) -> dict:
    kind = chance.random()
    number = around.timetuple().tm_yday
    if kind < 0.3:
        return {"byyearday": f"{number},{min(366, number + 1)},-1,1"}
    if kind < 0.5:
        return {"byday": f"{(number + 6) // 7}{CODES[around.weekday()]},-1FR"}
    if kind < 0.7:
        return {"byweekno": f"{around.isocalendar().week},-1,1,-52", "byday": _weekdays(chance)}
    return {} if kind < 0.9 else {"byday": _weekdays(chance)}


def _weekdays(chance: random.Random) -> str:
    if chance.random() < 0.3:
        return "MO,TU,WE,TH,FR"
    return ",".join(chance.sample(CODES, chance.randint(1, 7)))


def _bounded(chance: random.Random, around: date, schedule: dict, needs_start: bool) -> dict:
    by_year = schedule["freq"] == "YEARLY"
    back = chance.choice([0, 1, 7, 30, 200, 365]) if not by_year else chance.choice([0, 365, 366, 730, 731])
    start = around - DAY * back
    if needs_start or chance.random() < 0.3:
        schedule["dtstart"] = start.isoformat()
    if chance.random() < 0.25:
        schedule["valid_from"] = (around - DAY * chance.choice([0, 1, 3, 60, 4000])).isoformat()
    if chance.random() < 0.2:
        schedule["valid_to"] = (around + DAY * chance.choice([0, 1, 2, 5, 100])).isoformat()
    return schedule if schedule["freq"] is None else _counted(chance, around, schedule)


def _counted(chance: random.Random, around: date, schedule: dict) -> dict:
    if chance.random() < 0.15:
        schedule["until"] = (around + DAY * chance.choice([0, 1, 3, 90])).isoformat()
    if "dtstart" in schedule or "valid_from" in schedule:
        if chance.random() < 0.4 and not (schedule["freq"] == "YEARLY" and "byweekno" in schedule):
            schedule["interval"] = chance.choice([1, 2, 2, 3, 5, "2"])
        if chance.random() < 0.25:
            schedule["count"] = chance.choice([1, 2, 5, 20, 100])
    if chance.random() < 0.2:
        schedule["wkst"] = chance.choice(CODES)
    return schedule


def _opened(chance: random.Random) -> dict:
    if chance.random() < 0.05:
        return {}
    opens, closes = _times(chance)
    given = {"opens_at": opens, "closes_at": closes}
    kind = chance.random()
    if kind < 0.1:
        return given | {"timezone": chance.choice(OWN_ZONES)}
    if kind < 0.15:
        after = chance.choice(OWN_ZONES[:6])
        return {name: value + after for name, value in given.items()}
    return {name: value + chance.choice(["", ":00"]) if value != "23:59" else value for name, value in given.items()}


def differences(case: Case, fault: Fault | None = None) -> Iterator[str]:
    """Return where the two ways differ on three days; `fault` is planted in the quick one."""
    hours, calendar = fault(case.hours, case.calendar) if fault else (case.hours, case.calendar)
    start = datetime.combine(case.around - DAY, time(), tzinfo=UTC) - timedelta(hours=10)
    end = start + 4 * DAY
    said = [(one, oracle.OPEN) for one in hours.openings(start, end, calendar=calendar)]
    said += [(one, oracle.DOUBTFUL) for one in hours.doubtful(start, end, calendar=calendar)]
    weekly = hours.weekly(calendar=calendar)
    edges = {
        edge + beside for one, _ in said for edge in (one.begins_at, one.ends_at) for beside in (-MINUTE, 0 * MINUTE)
    }
    grid = sorted({start + number * QUARTER for number in range(4 * 96)} | {at for at in edges if start <= at < end})
    chance = random.Random(case.seed)  # noqa: S311 - chooses moments
    singly = set(chance.sample(grid, 12)) | edges
    for at in grid:
        told = case.door.state(at)
        laid = next((state for one, state in said if one.begins_at <= at < one.ends_at), None)
        if (told if told in (oracle.OPEN, oracle.DOUBTFUL) else None) != laid:
            yield f"openings at {at}: {laid}, and {told} it is"
        if at in singly and hours.state(at, calendar=calendar) != told:
            yield f"state at {at}: {hours.state(at, calendar=calendar)}, and {told} it is"
        shown = oracle.wall(case.door.zone, at)
        minute = shown.weekday() * 1440 + shown.hour * 60 + shown.minute
        if laid and not any(begin <= minute < end for begin, end in weekly):
            yield f"weekly at {at}: {minute} is not in {weekly}"
    for at in chance.sample(grid, 2):
        yield from _standing_differs(case.door, hours, calendar, at)


def _standing_differs(door: Door, hours: Hours, calendar: WorkingCalendar, at: datetime) -> Iterator[str]:
    standing = hours.standing(at, calendar=calendar)
    told = door.state(at)
    if standing.state != told:
        yield f"standing at {at}: {standing.state}, and {told} it is"
    if standing.until:
        same = {door.state(one) for one in _steps(at, standing.until)} | {door.state(standing.until - MINUTE)}
        if same != {told} or door.state(standing.until) != standing.then or standing.then == told:
            yield f"standing at {at}: until {standing.until} it is {same}, then {door.state(standing.until)}"
    elif told == oracle.OPEN and {door.state(one) for one in _steps(at, at + 7 * DAY)} != {told}:
        yield f"standing at {at}: not {told} without an end"
    if told != oracle.OPEN:
        yield from _opens_differently(door, standing, at)


def _opens_differently(door: Door, standing, at: datetime) -> Iterator[str]:
    opens, perhaps, seen_until = standing.opens, standing.perhaps, at + 14 * DAY
    found = [door.state(one) for one in _steps(at, min(opens.begins_at, seen_until) if opens else seen_until)]
    # Beyond the years whose holidays are listed above the slow way knows none.
    opens, perhaps = (one if one and one.begins_at.year < 2029 else None for one in (opens, perhaps))
    if oracle.OPEN in found:
        yield f"standing at {at}: opens {opens}, and is open before"
    found = found[: len(_steps(at, perhaps.begins_at))] if perhaps else found
    if any(before != oracle.DOUBTFUL == after for before, after in pairwise(found)):
        yield f"standing at {at}: perhaps {perhaps}, and there is doubt before"
    if perhaps and door.state(perhaps.begins_at - MINUTE) == oracle.DOUBTFUL:
        yield f"standing at {at}: perhaps {perhaps}, and before it too"
    if perhaps and door.state(perhaps.begins_at) != oracle.DOUBTFUL:
        yield f"standing at {at}: perhaps {perhaps}, which is {door.state(perhaps.begins_at)}"
    if not opens:
        return
    around = [door.state(one) for one in (opens.begins_at - MINUTE, opens.begins_at, opens.ends_at - MINUTE)]
    lasts = opens.ends_at - opens.begins_at == 8 * DAY
    if (
        around[0] == oracle.OPEN
        or around[1:] != [oracle.OPEN] * 2
        or (door.state(opens.ends_at) == oracle.OPEN) > lasts
    ):
        yield f"standing at {at}: opens {opens}, and around it is {around}"


def _steps(at: datetime, until: datetime) -> list[datetime]:
    """Return the hours from one moment up to another."""
    hours = range(max(1, -((at - until) // HOUR)))
    return [at + number * HOUR for number in hours]


# Faults that somebody could make, planted in the quick way; the slow way has to see each.
def _without_holidays(hours: Hours, calendar: WorkingCalendar) -> tuple[Hours, WorkingCalendar]:
    return hours, WorkingCalendar(calendar.time_zone, None)


def _without_clock_changes(hours: Hours, calendar: WorkingCalendar) -> tuple[Hours, WorkingCalendar]:
    """Read all local times with the offset of one winter's day."""
    winter = datetime(2026, 1, 15, 12, tzinfo=UTC)
    seconds = (oracle.wall(calendar.time_zone, winter).replace(tzinfo=UTC) - winter).total_seconds()
    whole_hours, rest = divmod(int(seconds), 3600)
    return hours, calendar if rest else replace(calendar, time_zone=f"Etc/GMT{-whole_hours:+}")


def _cut_at_midnight(hours: Hours, calendar: WorkingCalendar) -> tuple[Hours, WorkingCalendar]:
    rules = [
        replace(rule, closes_at=time()) if rule.opens_at and rule.closes_at and rule.closes_at < rule.opens_at else rule
        for rule in hours.rules
    ]
    return replace(hours, rules=tuple(rules)), calendar


def _every_time(hours: Hours, calendar: WorkingCalendar) -> tuple[Hours, WorkingCalendar]:
    return replace(hours, rules=tuple(replace(rule, interval=1) for rule in hours.rules)), calendar


def _without_end(hours: Hours, calendar: WorkingCalendar) -> tuple[Hours, WorkingCalendar]:
    return replace(hours, rules=tuple(replace(rule, count=None, until=None) for rule in hours.rules)), calendar


FAULTS: dict[str, Fault] = {
    "holidays are forgotten": _without_holidays,
    "a holiday nobody spoke of is open": lambda hours, calendar: (
        replace(hours, shut_on_holidays=bool(hours.shut_on_holidays)),
        calendar,
    ),
    "clocks never change": _without_clock_changes,
    "openings end at midnight": _cut_at_midnight,
    "closures are forgotten": lambda hours, calendar: (replace(hours, closures=()), calendar),
    "special days are forgotten": lambda hours, calendar: (replace(hours, special=()), calendar),
    "every second week is every week": _every_time,
    "count and until are forgotten": _without_end,
}
