"""How a door stands at a moment, and what kind of day it is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """Open and shut are for sure; doubtful is open unless shut for the holiday; unknown is neither."""

    OPEN = "open"
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"
    SHUT = "shut"


class Day(StrEnum):
    """What decides about a day: a closure, a special day, a public holiday, or the rules as on any day."""

    CLOSED = "closed"
    SPECIAL = "special"
    HOLIDAY = "holiday"
    ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True, order=True)
class Opening:
    """From when to when a door is open, in UTC."""

    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """How a door stands at a moment, and all that a sentence about it needs; moments are in UTC.

    `until` is when an open or doubtful door changes, and `then` to what; None where it does not within eight days,
    which is `around_the_clock` when open. `opens` is the next opening that is sure, if one is known within 400 days,
    and `perhaps` a doubtful one before it. `day` is what decides about this day, `reason` why the door is closed.
    """

    state: State
    day: Day
    until: datetime | None = None
    then: State | None = None
    opens: Opening | None = None
    perhaps: Opening | None = None
    reason: str = ""

    @property
    def around_the_clock(self) -> bool:
        """Whether the door is open without an end in sight."""
        return self.state is State.OPEN and self.until is None
