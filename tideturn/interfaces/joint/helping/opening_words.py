"""How a door stands, in words: whoever reads them at night must not stand before a locked door because of us."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tideturn.interfaces.design.moment import in_words
from tideturn.interfaces.joint.helping.clock_words import at_what_time, clock, local, until
from tideturn.interfaces.joint.helping.doors import Door, Doubt
from tideturn.methods.opening import Day, Opening, State

CLOSED_BY = {"temporarily closed", "inactive", "defunct"}
DAYS, DAY = 7, timedelta(days=1)


class Light(StrEnum):
    """Whether somebody can go: only `open` says yes."""

    OPEN = "open"
    MAYBE = "maybe"
    SHUT = "shut"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Told:
    """What is said of a door: in a word or two, what more there is to say, and what to bear in mind."""

    light: Light
    short: str
    text: str
    caution: str = ""

    @property
    def whole(self) -> str:
        """Return all of it but the caution as it is read out: `Shut now. Opens today at 6pm.`"""
        return f"{self.short}. {self.text}".strip()


@dataclass(frozen=True)
class DayLine:
    """One day of the week to come and what is known of it."""

    day: str
    hours: str
    note: str = ""


def told_of(door: Door) -> Told:
    """Return how a door stands now."""
    told = _by_its_hours(door)
    if door.doubt is None:
        return told
    light = Light.MAYBE if told.light is Light.OPEN else told.light
    short = _("May be open: ring first") if told.light is Light.OPEN else told.short
    return Told(light, short, _("By the hours we were told: %(text)s") % {"text": told.whole}, doubt_words(door))


def doubt_words(door: Door) -> str:
    """Return why what is said may no longer be so, or nothing."""
    if door.doubt is Doubt.UNLISTED and door.unlisted_since:
        return _("Nobody has listed this since %(day)s, so it may have closed. Ring first.") % {
            "day": in_words(door.unlisted_since)
        }
    if door.doubt is Doubt.UNCHECKED and door.checked_on:
        return _("Nobody has checked this since %(day)s. Ring first.") % {"day": in_words(door.checked_on)}
    return _("Nobody has told us when this was last checked. Ring first.") if door.doubt else ""


def checked_words(checked_on: date | None) -> str:
    """Return when an entry was last checked."""
    return _("Checked on %(day)s") % {"day": in_words(checked_on)} if checked_on else _("Not known when it was checked")


def in_the_time_asked(door: Door, opening: Opening, *, is_sure: bool) -> str:
    """Return when a door is open in the time that somebody asked for."""
    words = _stretch(opening, door)
    return _("Open %(when)s") % {"when": words} if is_sure else _("May be open %(when)s: ring first") % {"when": words}


def week_of(door: Door) -> tuple[DayLine, ...]:
    """Return the week from today, day by day, with what is sure and what is not."""
    today = door.calendar.day_of(door.at)
    return tuple(_day_line(door, today + timedelta(days=number)) for number in range(DAYS))


def _by_its_hours(door: Door) -> Told:
    standing = door.standing
    if standing.state is State.OPEN:
        return _open(door)
    if standing.state is State.DOUBTFUL:
        text = _("Today is a public holiday, and we were not told whether it is open. Ring first.")
        return Told(Light.MAYBE, _("May be open: ring first"), text)
    if standing.state is State.UNKNOWN:
        return Told(Light.UNKNOWN, _("Hours not known"), _("We were not told when it is open. Ring first."))
    if standing.reason in CLOSED_BY:
        return Told(Light.SHUT, _("Closed for a while"), _("Its keeper says that it is closed for now."))
    if standing.reason:
        return Told(Light.SHUT, _("Shut for now"), f"{_next_words(door)} {standing.reason}")
    return Told(Light.SHUT, _("Shut now"), _next_words(door))


def _open(door: Door) -> Told:
    ends_at = door.standing.until
    if ends_at is None:
        return Told(Light.OPEN, _("Open at all hours"), "")
    short = _("Open now, %(until)s") % {"until": until(ends_at, door.at, door.calendar)}
    is_holiday_next = door.standing.then is State.DOUBTFUL
    return Told(Light.OPEN, short, _("After that it is a public holiday: ring first.") if is_holiday_next else "")


def _next_words(door: Door) -> str:
    opens, perhaps = door.standing.opens, door.standing.perhaps
    if opens is None and perhaps is None:
        return _("We do not know when it opens again.")
    parts = []
    if perhaps:
        when = at_what_time(perhaps.begins_at, door.at, door.calendar)
        parts.append(_("Perhaps open %(when)s, a public holiday: ring first.") % {"when": when})
    if opens:
        when = at_what_time(opens.begins_at, door.at, door.calendar)
        parts.append(_("Opens %(when)s.") % {"when": when})
    return " ".join(parts)


def _stretch(opening: Opening, door: Door) -> str:
    begins = local(opening.begins_at, door.calendar)
    here = local(door.at, door.calendar)
    ends = until(opening.ends_at, opening.begins_at, door.calendar)
    if opening.begins_at <= door.at:
        return _("now, %(until)s") % {"until": ends}
    if begins.date() == here.date():
        return _("from %(time)s %(until)s") % {"time": clock(begins.time()), "until": ends}
    return _("on %(day)s from %(time)s %(until)s") % {
        "day": date_format(begins, "l"), "time": clock(begins.time()), "until": ends,
    }  # fmt: skip


def _day_line(door: Door, day: date) -> DayLine:
    sure, doubtful = (_of_day(ask(*_around(door, day), calendar=door.calendar), door, day) for ask in _asks(door))
    name = date_format(day, "l j F")
    if sure or doubtful:
        spans = "; ".join(_span(door, opening, day) for opening in (*sure, *doubtful))
        return DayLine(name, spans, _("public holiday: ring first") if doubtful else "")
    noon = door.calendar.moment(day, time(12))
    standing = door.hours.standing(noon, calendar=door.calendar)
    words = _("shut") if standing.state is State.SHUT else _("not known")
    return DayLine(name, words, _("public holiday") if standing.day is Day.HOLIDAY else "")


def _asks(door: Door) -> tuple[Callable[..., tuple[Opening, ...]], ...]:
    return door.hours.openings, door.hours.doubtful


def _around(door: Door, day: date) -> tuple[datetime, datetime]:
    """Return the day with those beside it, so that a night is seen whole."""
    return door.calendar.moment(day - DAY, time()), door.calendar.moment(day + 2 * DAY, time())


def _of_day(openings: tuple[Opening, ...], door: Door, day: date) -> list[Opening]:
    """Return the openings that begin on a day, and those that never end on it; a night belongs to its evening."""
    begins_at, ends_at = door.calendar.moment(day, time()), door.calendar.moment(day + DAY, time())
    return [
        one
        for one in openings
        if begins_at <= one.begins_at < ends_at or (one.begins_at < begins_at and one.ends_at >= ends_at)
    ]


def _span(door: Door, opening: Opening, day: date) -> str:
    begins_at, ends_at = door.calendar.moment(day, time()), door.calendar.moment(day + DAY, time())
    if opening.begins_at <= begins_at and opening.ends_at >= ends_at:
        return _("all day")
    times = (clock(local(at, door.calendar).time()) for at in (opening.begins_at, opening.ends_at))
    return _("%(from)s to %(until)s") % dict(zip(("from", "until"), times, strict=True))
