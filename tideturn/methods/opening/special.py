"""Days on which the rules do not hold, and what is said beside the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from tideturn.methods.opening.errors import SpecialInvalid


@dataclass(frozen=True, slots=True)
class Closure:
    """Whole days on which the door is shut whatever else is said, from `first` to `last`, and the `reason`."""

    first: date
    last: date
    reason: str

    def __post_init__(self) -> None:
        """Refuse a closure that ends before it begins."""
        if self.last < self.first:
            raise SpecialInvalid("A closure cannot end before it begins. Look at its two days.")

    def holds_on(self, day: date) -> bool:
        """Say whether the door is shut on a day because of it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a door is open on a special day; `closes_at` no later than `opens_at` is on the next day."""

    opens_at: time
    closes_at: time


@dataclass(frozen=True, slots=True)
class Special:
    """The exact hours of the days from `first` to `last`, in place of the rules: () is shut, None is not known.

    With `every_year` only month and day count, and the last day may come before the first.
    """

    first: date
    last: date
    hours: tuple[Span, ...] | None
    every_year: bool = False

    def __post_init__(self) -> None:
        """Refuse days that end before they begin."""
        if self.last < self.first and not self.every_year:
            raise SpecialInvalid("Special days cannot end before they begin. Look at the two days.")

    def names(self, day: date) -> bool:
        """Say whether a day is one of these."""
        if not self.every_year:
            return self.first <= day <= self.last
        first, last, asked = ((one.month, one.day) for one in (self.first, self.last, day))
        return first <= asked <= last if first <= last else asked >= first or asked <= last


@dataclass(frozen=True, slots=True)
class Said:
    """What a schedule says in words, as given: how to attend, such as by appointment; a description; notes; a link."""

    description: str = ""
    attending: str = ""
    notes: str = ""
    link: str = ""


def hours_on(special: Sequence[Special], day: date) -> tuple[tuple[Span, ...] | None, bool]:
    """Return the exact hours of a day, and whether it is special at all.

    Where several name the day: shut comes before not known, and not known before hours.
    """
    found = [one.hours for one in special if one.names(day)]
    if () in found or not found:
        return (), bool(found)
    if None in found:
        return None, True
    return tuple(span for hours in found for span in hours or ()), True
