"""What happens at a door, day by day.

An opening belongs to the day on which it begins. What a day does to it:

- a closure: nothing begins, and what runs into the day ends at midnight;
- a special day: its own hours take the place of the rules, and run on past midnight whatever the next day is, unless
  that is closed; on one without hours, what the rules brought the evening before ends at midnight;
- a public holiday that is no special day: as one without hours where the door is known to be shut on holidays, as any
  day where it is known not to be; where nobody said, whatever touches the day is doubtful.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from tideturn.methods.calendars.working_calendar import WorkingCalendar
from tideturn.methods.opening.moments import day_of
from tideturn.methods.opening.special import Closure, Special, hours_on
from tideturn.methods.opening.states import Day, State
from tideturn.methods.opening.stretches import DAY, Stretch, between, by_day, joined, less_sure
from tideturn.methods.opening.timetable import Timetable

# Most doors keep the hours of many others and are asked about on the same days: so many answers are kept, of few days.
STRETCHES_KEPT, LONGEST_KEPT = 8192, timedelta(days=10)


@dataclass(frozen=True, slots=True)
class Diary:
    """The hours of one door at a place whose calendar is known."""

    timetable: Timetable
    closures: tuple[Closure, ...]
    special: tuple[Special, ...]
    shut_on_holidays: bool | None
    calendar: WorkingCalendar
    _kinds: dict[date, Day] = field(default_factory=dict, compare=False)

    def stretches(self, first: date, last: date) -> tuple[Stretch, ...]:
        """Return all that touches the local days from first to last, in order and whole on these days."""
        is_kept = self.timetable.is_short and last - first <= LONGEST_KEPT
        return _kept(self, first, last) if is_kept else self.worked_out(first, last)

    def worked_out(self, first: date, last: date) -> tuple[Stretch, ...]:
        """Return the same, worked out anew."""
        return tuple(joined([*self._of_rules(first - DAY, last), *self._of_special_days(first - DAY, last)]))

    def kind_of(self, day: date) -> Day:
        """Return what decides about a local day."""
        kind = self._kinds.get(day)
        if kind is None:
            kind = self._kinds[day] = self._look_up(day)
        return kind

    def is_over(self, day: date) -> bool:
        """Say whether nothing begins on a day or after it."""
        ends = [self.timetable.ends_on, *(date.max if one.every_year else one.last for one in self.special)]
        return max(ends) < day

    def reason_on(self, day: date) -> str:
        """Return why the door is closed on a local day, or nothing where it is not."""
        return next((closure.reason for closure in self.closures if closure.holds_on(day)), "")

    def unnamed(self, day: date) -> State:
        """Return how the door stands on a local day at a time at which no opening is known.

        Rules that have all run out say nothing any more, so that the hours are not known rather than shut.
        """
        kind = self.kind_of(day)
        if kind in (Day.CLOSED, Day.SPECIAL) or (kind is Day.HOLIDAY and self.shut_on_holidays):
            return State.SHUT
        return State.SHUT if self.timetable.is_told(day) else State.UNKNOWN

    def _look_up(self, day: date) -> Day:
        if any(closure.holds_on(day) for closure in self.closures):
            return Day.CLOSED
        if any(special.names(day) for special in self.special):
            return Day.SPECIAL
        return Day.HOLIDAY if self.calendar.is_public_holiday(day) else Day.ORDINARY

    def _of_rules(self, first: date, last: date) -> Iterator[Stretch]:
        zone = self.calendar.time_zone
        for day, rule in self.timetable.coming(first, last):
            opens_at, closes_at = rule.opens_at or time(), rule.closes_at or time()
            begins_at, ends_at = between(rule.time_zone or zone, day, opens_at, closes_at)
            begins_on = day if rule.time_zone is None else day_of(zone, begins_at)
            if self.kind_of(begins_on) is not Day.SPECIAL:
                state = State.OPEN if rule.has_hours else State.UNKNOWN
                yield from self._as_far_as_let(begins_at, ends_at, state)

    def _as_far_as_let(self, begins_at: datetime, ends_at: datetime, state: State) -> Iterator[Stretch]:
        """Return an opening of a rule, day by day, until a day on which the door is shut."""
        for day, since, until in by_day(self.calendar.time_zone, begins_at, ends_at):
            let = self._let(day)
            if let is State.SHUT:
                return
            state = less_sure(state, let)
            yield Stretch(since, until, state)

    def _let(self, day: date) -> State:
        """Return what a day makes of an opening of a rule that touches it."""
        kind = self.kind_of(day)
        if kind is Day.ORDINARY:
            return State.OPEN
        if kind is Day.SPECIAL:
            hours, _ = hours_on(self.special, day)
            return State.UNKNOWN if hours is None else State.OPEN if hours else State.SHUT
        if kind is Day.CLOSED or self.shut_on_holidays:
            return State.SHUT
        return State.DOUBTFUL if self.shut_on_holidays is None else State.OPEN

    def _of_special_days(self, first: date, last: date) -> Iterator[Stretch]:
        if not self.special:
            return
        for number in range((last - first).days + 1):
            day = first + number * DAY
            if self.kind_of(day) is Day.SPECIAL:
                yield from self._of_special_day(day)

    def _of_special_day(self, day: date) -> Iterator[Stretch]:
        zone = self.calendar.time_zone
        hours, _ = hours_on(self.special, day)
        if hours is None:
            yield Stretch(*between(zone, day, time(), time()), State.UNKNOWN)
        for span in hours or ():
            for on, since, until in by_day(zone, *between(zone, day, span.opens_at, span.closes_at)):
                if self.kind_of(on) is Day.CLOSED:
                    break
                yield Stretch(since, until, State.OPEN)


@lru_cache(STRETCHES_KEPT)
def _kept(diary: Diary, first: date, last: date) -> tuple[Stretch, ...]:
    return diary.worked_out(first, last)
