"""How long ago somebody said that an entry is right, and what follows from that. Plain sums over days; no clock."""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

MONTHS_A_YEAR = 12


class State(StrEnum):
    """What can be said of an entry by the day on which it was last checked."""

    CHECKED = "checked"
    DUE = "due"
    UNCHECKED = "unchecked"
    WITHDRAWN = "withdrawn"
    NEVER_SAID = "never-said"


class Age(Protocol):
    """An age in the pack."""

    @property
    def months(self) -> int:
        """After how many months."""


class Ages(Protocol):
    """The ages of a pack: `packs.schema.freshness.Freshness`."""

    @property
    def first_reminder(self) -> Age:
        """From when its keepers are asked."""

    @property
    def second_reminder(self) -> Age:
        """From when they are asked once more."""

    @property
    def unchecked(self) -> Age:
        """From when it is shown as unchecked."""

    @property
    def withdrawn(self) -> Age:
        """From when it is shown no more."""


@dataclass(frozen=True)
class Freshness:
    """How sure an entry is: `days` is how many have passed since it was checked, nothing where nobody ever said so."""

    state: State
    checked_on: date | None
    days: int | None

    @property
    def is_sure(self) -> bool:
        """Return whether somebody checked it within the time for which that is good."""
        return self.state in (State.CHECKED, State.DUE)


def freshness(checked_on: date | None, today: date, ages: Ages) -> Freshness:
    """Return how sure an entry is today; a day that has not come yet is nobody's word."""
    if checked_on is None or checked_on > today:
        return Freshness(State.NEVER_SAID, None, None)
    steps = (
        (ages.withdrawn, State.WITHDRAWN),
        (ages.unchecked, State.UNCHECKED),
        (ages.first_reminder, State.DUE),
    )  # fmt: skip
    reached = (state for age, state in steps if months_after(checked_on, age.months) <= today)
    return Freshness(next(reached, State.CHECKED), checked_on, (today - checked_on).days)


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or its last where it has no such day, as the database counts too."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
