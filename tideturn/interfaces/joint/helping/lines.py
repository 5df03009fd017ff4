"""The national lines: those that answer at every hour stand beneath everything, whatever was found."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from tideturn.engines.directory.opening import calendar_at
from tideturn.interfaces.joint.helping.doors import Door
from tideturn.interfaces.joint.helping.opening_words import Light, told_of
from tideturn.methods.opening import rules_of
from tideturn.packs.loading import load_directory
from tideturn.packs.schema.helpline import Helpline, Source


@dataclass(frozen=True)
class Line:
    """A line in words: what it is for, its number as it is dialled, how it stands, and where and when that was read."""

    name: str
    words: str
    phone: str
    dialled: str
    website: str
    cost: str
    hours: str
    is_open: bool
    is_emergency: bool
    checked_on: date
    sources: tuple[Source, ...]


def always_open() -> tuple[Line, ...]:
    """Return the lines that answer at every hour."""
    return tuple(_always(line) for line in load_directory().fallbacks)


def lines_before_all(need: str) -> tuple[Line, ...]:
    """Return the lines that somebody needs before anything else, by what they typed: somebody does not breathe."""
    return tuple(_always(line) for line in load_directory().lines_before_all(need))


def other_lines(at: datetime) -> tuple[Line, ...]:
    """Return the national lines that do not answer at every hour, with how each stands at a moment."""
    return tuple(_standing(line, at) for line in load_directory().helplines if not line.is_fallback)


def _always(line: Helpline) -> Line:
    return _line(line, _("At every hour of every day."), is_open=True)


def _standing(line: Helpline, at: datetime) -> Line:
    calendar = calendar_at("")
    # What answers at every hour of seven days is not shut for a holiday; of any other line nobody knows.
    on_holidays = False if line.is_always_open else None
    hours, _problems = rules_of([one.as_open_referral for one in line.schedules], shut_on_holidays=on_holidays)
    door = Door(hours, calendar, at, None, line.checked_on, None)
    told = told_of(door)
    return _line(line, told.whole, is_open=told.light is Light.OPEN)


def _line(line: Helpline, hours: str, *, is_open: bool) -> Line:
    return Line(
        name=line.name,
        words=line.words,
        phone=line.phone or "",
        dialled=line.dialled or "",
        website=line.website or "",
        cost=line.cost or "",
        hours=hours,
        is_open=is_open,
        is_emergency=line.is_emergency,
        checked_on=line.checked_on,
        sources=line.sources,
    )
