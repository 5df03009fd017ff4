"""How one door stands, and how sure that is: nothing is called open that may be shut."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from tideturn.engines.directory.freshness import State as Age
from tideturn.engines.directory.freshness import freshness
from tideturn.engines.directory.models import Service
from tideturn.engines.directory.opening import calendar_at, hours_told
from tideturn.engines.directory.ours import Closing, read
from tideturn.engines.directory.seeking import Found
from tideturn.interfaces.joint.helping.times import DAY, Window
from tideturn.methods.calendars.working_calendar import WorkingCalendar
from tideturn.methods.opening import Closure, Hours, Opening, Standing, State
from tideturn.packs.loading import load_directory


class Doubt(StrEnum):
    """Why what an entry says may no longer be so."""

    UNLISTED = "unlisted"
    UNCHECKED = "unchecked"
    NEVER_CHECKED = "never-checked"


@dataclass(frozen=True)
class Within:
    """An opening in a stretch of time that was asked for, and whether it can be relied on."""

    opening: Opening
    is_sure: bool


@dataclass(frozen=True)
class Door:
    """A door at a moment: its hours, and whether there is a doubt about the entry itself."""

    hours: Hours
    calendar: WorkingCalendar
    at: datetime
    doubt: Doubt | None
    checked_on: date | None
    unlisted_since: date | None

    @cached_property
    def standing(self) -> Standing:
        """Return how it stands by its hours; only of what is shown, for it takes longest to know."""
        return self.hours.standing(self.at, calendar=self.calendar)

    @property
    def is_open(self) -> bool:
        """Return whether it is open, for sure."""
        return self.standing.state is State.OPEN and self.doubt is None

    def opens_in(self, window: Window) -> Within | None:
        """Return the first opening in a stretch of time, sure ones before others; nothing where there is none."""
        if opening := self._first(window, self.hours.openings):
            return Within(opening, is_sure=self.doubt is None)
        opening = self._first(window, self.hours.doubtful)
        return Within(opening, is_sure=False) if opening else None

    def _first(self, window: Window, openings: Callable[..., tuple[Opening, ...]]) -> Opening | None:
        """Return the first of some openings that touches a stretch of time, with its own beginning and end."""
        around = openings(window.begins_at - DAY, window.ends_at + DAY, calendar=self.calendar)
        touching = (one for one in around if one.begins_at < window.ends_at and one.ends_at > window.begins_at)
        return next(touching, None)


def door_of(service: Service, found: Found, *, at: datetime) -> Door:
    """Return how the door of a service at one of its places stands at a moment."""
    return door_at(service, number=found.number, schedules=list(found.hours), area=found.area, at=at)


def door_at(service: Service, *, number: int, schedules: list[Any], area: str, at: datetime) -> Door:
    """Return how the door of a place stands, by its number and schedules, in an area whose holidays count."""
    calendar = calendar_at(area)
    ours = read(service.ours)
    hours = hours_told(
        service.document,
        number,
        schedules,
        closures=(_closure(ours.closing),) if ours.closing else (),
        shut_on_holidays=ours.shut_on_holidays,
    )
    return Door(
        hours=hours,
        calendar=calendar,
        at=at,
        doubt=doubt_about(service, calendar.day_of(at)),
        checked_on=service.checked_on,
        unlisted_since=service.unlisted_since,
    )


def doubt_about(service: Service, today: date) -> Doubt | None:
    """Return why an entry may no longer be right, or nothing where somebody checked it within the time of the pack."""
    if service.unlisted_since is not None:
        return Doubt.UNLISTED
    age = freshness(service.checked_on, today, load_directory().freshness)
    if age.is_sure:
        return None
    return Doubt.NEVER_CHECKED if age.state is Age.NEVER_SAID else Doubt.UNCHECKED


def _closure(closing: Closing) -> Closure:
    """Return the days on which somebody said that it is shut; where they end before they begin, the first alone."""
    return Closure(closing.first, max(closing.first, closing.last or date.max), closing.why)
