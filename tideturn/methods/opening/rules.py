"""A rule by which a door opens: the days on which it comes round and the hours of these days."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from tideturn.methods.opening.errors import RuleInvalid

INTERVAL_AT_MOST = 1000
COUNT_AT_MOST = 2000


class Frequency(StrEnum):
    """How often a rule comes round."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


# How many of one weekday there can be.
NTH_AT_MOST = {Frequency.MONTHLY: 5, Frequency.YEARLY: 53}


@dataclass(frozen=True, slots=True)
class ByDay:
    """A day of the week, Monday being 0, and which one of the month or year: `ByDay(4, -1)` is the last Friday."""

    weekday: int
    nth: int | None = None


@dataclass(frozen=True)
class Rule:
    """What one schedule of Open Referral says, typed; it comes round as RFC 5545 has it.

    `valid_from` and `valid_to` are the first and last day on which the information holds; `dtstart` the first day of
    the recurrence, from which `interval` and `count` are counted (else from `valid_from`); `until` its last. `byday`,
    `bymonthday`, `byyearday`, `byweekno` all have to hold. A week begins on `wkst`. Without `freq` there is one day,
    `dtstart`. `closes_at` no later than `opens_at` is on the next day; midnight to midnight is all day. Without both
    times the days are known and the hours are not. `time_zone` is a name or an offset such as `+01:00`; without one
    the times are those of the place.
    """

    freq: Frequency | None
    byday: tuple[ByDay, ...] = ()
    opens_at: time | None = None
    closes_at: time | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    dtstart: date | None = None
    until: date | None = None
    count: int | None = None
    interval: int = 1
    bymonthday: tuple[int, ...] = ()
    byyearday: tuple[int, ...] = ()
    byweekno: tuple[int, ...] = ()
    wkst: int = 0
    time_zone: str | None = None

    def __post_init__(self) -> None:
        """Refuse a rule that does not say on which days it comes round."""
        self._check_amounts()
        self._check_days()
        self._check_weeks()
        self._check_ends()
        if (self.opens_at is None) != (self.closes_at is None):
            raise RuleInvalid("closes_at", "One of the two times is missing. Give both, or none.")

    @property
    def counts_from(self) -> date | None:
        """The day from which intervals and occurrences are counted."""
        return self.dtstart or self.valid_from

    @property
    def has_hours(self) -> bool:
        """Whether the hours of its days are known."""
        return self.opens_at is not None

    def _check_amounts(self) -> None:
        if not 1 <= self.interval <= INTERVAL_AT_MOST:
            raise RuleInvalid("interval", f"Write a whole number from 1 to {INTERVAL_AT_MOST}.")
        if self.count is not None and not 1 <= self.count <= COUNT_AT_MOST:
            raise RuleInvalid("count", f"Write a whole number from 1 to {COUNT_AT_MOST}, or a day in “until” instead.")
        if (self.interval > 1 or self.count) and self.counts_from is None:
            raise RuleInvalid("dtstart", "Give the first day, from which the interval or the count is counted.")

    def _check_days(self) -> None:
        if any(day.nth for day in self.byday) and not self._may_number_days():
            raise RuleInvalid("byday", "Weekdays have numbers only by month, or by year without week numbers.")
        at_most = NTH_AT_MOST.get(self.freq or Frequency.DAILY, 0)
        if any(not 1 <= abs(day.nth) <= at_most for day in self.byday if day.nth is not None):
            raise RuleInvalid("byday", f"A weekday is numbered from 1 to {at_most}, or from the end with a minus.")
        if self.dtstart or self.freq is Frequency.DAILY or self.byday:
            return
        if self.freq in (None, Frequency.WEEKLY) or not (self.bymonthday or self.byyearday):
            raise RuleInvalid("byday", "No day is named. Give weekdays or the first day.")

    def _may_number_days(self) -> bool:
        return self.freq is Frequency.MONTHLY or (self.freq is Frequency.YEARLY and not self.byweekno)

    def _check_weeks(self) -> None:
        is_odd = self.freq is Frequency.YEARLY and self.interval > 1
        if self.byweekno and (is_odd or self.freq not in (Frequency.WEEKLY, Frequency.YEARLY)):
            raise RuleInvalid("byweekno", "Week numbers go with a rule of every week or of every year.")
        if self.freq is Frequency.WEEKLY and not self.byday and (self.bymonthday or self.byyearday):
            raise RuleInvalid("byday", "Name the weekdays beside the days of month or year.")
        numbered = self.byday or self.bymonthday or self.byyearday or self.byweekno
        comes_again = numbered or self.count or self.interval > 1 or self.until not in (None, self.dtstart)
        if self.freq is None and comes_again:
            raise RuleInvalid("freq", "Write WEEKLY, MONTHLY, DAILY or YEARLY.")

    def _check_ends(self) -> None:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise RuleInvalid("valid_to", "A schedule cannot end before it begins. Look at its days.")
        if self.dtstart and self.until and self.until < self.dtstart:
            raise RuleInvalid("until", "The last time cannot come before the first. Look at the two days.")
