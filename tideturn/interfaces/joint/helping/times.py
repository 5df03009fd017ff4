"""When somebody wants help, in the few words that people use, and which stretch of time that is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tideturn.methods.calendars.working_calendar import WorkingCalendar
from tideturn.methods.wording.phrasebook import Phrasebook

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DAYS_KEPT = 64
EVENING, MORNING = time(18), time(6)


class When(StrEnum):
    """A time that can be asked for."""

    ANY = ""
    NOW = "now"
    TONIGHT = "tonight"
    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEKEND = "weekend"
    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WEEKDAYS = (
    When.MONDAY, When.TUESDAY, When.WEDNESDAY, When.THURSDAY, When.FRIDAY, When.SATURDAY, When.SUNDAY,
)  # fmt: skip
# What each is called, and how people type it, with commas between. Slips are listed and not guessed: a guess would take
# words such as “snow”, “monkey” or “Sundry” for a time.
LABELS = {
    When.ANY: gettext_noop("At any time"),
    When.NOW: gettext_noop("Now"),
    When.TONIGHT: gettext_noop("Tonight"),
    When.TODAY: gettext_noop("Today"),
    When.TOMORROW: gettext_noop("Tomorrow"),
    When.WEEKEND: gettext_noop("At the weekend"),
    When.MONDAY: gettext_noop("On Monday"),
    When.TUESDAY: gettext_noop("On Tuesday"),
    When.WEDNESDAY: gettext_noop("On Wednesday"),
    When.THURSDAY: gettext_noop("On Thursday"),
    When.FRIDAY: gettext_noop("On Friday"),
    When.SATURDAY: gettext_noop("On Saturday"),
    When.SUNDAY: gettext_noop("On Sunday"),
}
TYPED = {
    When.NOW: gettext_noop("now, right now, just now, open now, straight away, immediately, this minute"),
    When.TONIGHT: gettext_noop(
        "tonight, the night, this evening, this night, open tonight, in the evening, tonite, tonigt, tonght, 2nite"
    ),
    When.TODAY: gettext_noop("today, open today, this morning, this afternoon"),
    When.TOMORROW: gettext_noop(
        "tomorrow, tomorrow morning, tomorrow night, the morn, tomorow, tommorow, tommorrow, 2moro"
    ),
    When.WEEKEND: gettext_noop("weekend, at the weekend, this weekend, on the weekend, weekends, wekend"),
    When.MONDAY: gettext_noop("monday, on monday"),
    When.TUESDAY: gettext_noop("tuesday, on tuesday"),
    When.WEDNESDAY: gettext_noop("wednesday, on wednesday"),
    When.THURSDAY: gettext_noop("thursday, on thursday"),
    When.FRIDAY: gettext_noop("friday, on friday"),
    When.SATURDAY: gettext_noop("saturday, on saturday"),
    When.SUNDAY: gettext_noop("sunday, on sunday"),
}


@dataclass(frozen=True)
class Window:
    """A stretch of time in UTC in which a door shall be open."""

    begins_at: datetime
    ends_at: datetime


def label_of(when: When) -> str:
    """Return what a time is called on pages."""
    return _(LABELS[when])


def when_in(text: str) -> tuple[When, str]:
    """Return the first time that a text names, and the words of it that name none."""
    reading = _phrasebook().read(text)
    if not reading.hits:
        return When.ANY, reading.left
    return reading.hits[0].keys[0], reading.left


def _phrasebook() -> Phrasebook[When]:
    return Phrasebook.of((), exact=((phrase, when) for when, typed in TYPED.items() for phrase in _(typed).split(",")))


def window_of(when: When, at: datetime, calendar: WorkingCalendar) -> Window | None:
    """Return the stretch that a time means when it is asked at a moment; nothing where any time will do.

    Tonight is from six in the evening, or from now where it is later, until six in the morning; after midnight it is
    the night that has begun. A day begins now where it is today.
    """
    if when is When.ANY:
        return None
    if when is When.NOW:
        return Window(at.astimezone(UTC), at.astimezone(UTC) + timedelta(minutes=1))
    today = calendar.day_of(at)
    if when is When.TONIGHT:
        ends_at = calendar.moment(today, MORNING)
        if at >= ends_at:
            return Window(max(at, calendar.moment(today, EVENING)), calendar.moment(today + DAY, MORNING))
        return Window(at, ends_at)
    first, days = _days(when, today.weekday())
    begins_at = max(at, calendar.moment(today + first * DAY, time()))
    return Window(begins_at, calendar.moment(today + (first + days) * DAY, time()))


def _days(when: When, weekday: int) -> tuple[int, int]:
    """Return in how many days a stretch begins, and how many days it has left."""
    if when is When.TODAY:
        return 0, 1
    if when is When.TOMORROW:
        return 1, 1
    if when is When.WEEKEND:
        return (0, 7 - weekday) if weekday >= 5 else (5 - weekday, 2)
    return (WEEKDAYS.index(when) - weekday) % 7, 1


def hours_of_week(window: Window, calendar: WorkingCalendar) -> tuple[int, ...]:
    """Return the hours of the local week (0 to 167) that a stretch touches."""
    return tuple(dict.fromkeys(_touched(window, calendar)))


def _touched(window: Window, calendar: WorkingCalendar) -> Iterator[int]:
    at = window.begins_at
    while at < window.ends_at:
        day = calendar.day_of(at)
        midnight, is_odd = _begins(day, calendar)
        # On the night on which clocks are moved an hour more or less has passed; its neighbours are looked in too.
        for near in (-1, 0, 1) if is_odd else (0,):
            yield (day.weekday() * 24 + int((at - midnight) / HOUR) + near) % 168
        at += HOUR / 2


@lru_cache(DAYS_KEPT)
def _begins(day: date, calendar: WorkingCalendar) -> tuple[datetime, bool]:
    """Return when a local day begins, and whether it is shorter or longer than a day."""
    midnight = calendar.moment(day, time())
    return midnight, calendar.moment(day + DAY, time()) - midnight != DAY
