"""The hours of one door, and what they come to at a moment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import pairwise

from tideturn.methods.calendars.errors import MomentWithoutZone
from tideturn.methods.calendars.working_calendar import WorkingCalendar
from tideturn.methods.opening.diary import Diary
from tideturn.methods.opening.moments import day_of, midnight
from tideturn.methods.opening.recurrence import FIRST_YEAR, LAST_YEAR
from tideturn.methods.opening.rules import Rule
from tideturn.methods.opening.special import Closure, Said, Special
from tideturn.methods.opening.states import Day, Opening, Standing, State
from tideturn.methods.opening.stretches import DAY, Stretch
from tideturn.methods.opening.timetable import Timetable, timetable_of
from tideturn.methods.opening.weekly import minutes_of_week

# Days ahead: most doors open within a week, nearly all within two months, and a yearly one within a little over a year.
LOOKS_AHEAD = (0, 2, 8, 62, 400)
WITHOUT_END = 8
MAY_CHANGE = (State.OPEN, State.DOUBTFUL)


@dataclass(frozen=True)
class Hours:
    """When one door is open: its `rules`, `closures`, `special` days, and what is known of public holidays.

    `shut_on_holidays` None says that nobody told: then a holiday that is no special day is never open for sure. What
    was said in words is in `said`. Where nothing is known the door is neither open nor shut. It can be asked about from
    1902 to 2197; at other times nothing is known.
    """

    rules: tuple[Rule, ...] = ()
    closures: tuple[Closure, ...] = ()
    special: tuple[Special, ...] = ()
    shut_on_holidays: bool | None = None
    said: tuple[Said, ...] = ()

    def is_open(self, at: datetime, *, calendar: WorkingCalendar) -> bool:
        """Say whether the door is open at a moment, for sure."""
        return self.state(at, calendar=calendar) is State.OPEN

    def state(self, at: datetime, *, calendar: WorkingCalendar) -> State:
        """Return how the door stands at a moment, and no more, which is the quickest to know."""
        if not _can_be_asked(at):
            return State.UNKNOWN
        day = day_of(calendar.time_zone, at)
        diary = self._diary(calendar)
        held = _at(at, diary.stretches(day, day))
        return held.state if held else diary.unnamed(day)

    def standing(self, at: datetime, *, calendar: WorkingCalendar) -> Standing:
        """Return how the door stands at a moment, until when, and when it opens next."""
        if not _can_be_asked(at):
            return Standing(State.UNKNOWN, Day.ORDINARY)
        day = day_of(calendar.time_zone, at)
        diary = self._diary(calendar)
        held = _at(at, diary.stretches(day, day))
        state = held.state if held else diary.unnamed(day)
        until, then = self._changes(at, diary) if state in MAY_CHANGE else (None, None)
        opens = perhaps = None
        if state is not State.OPEN:
            opens, perhaps = self._coming(at, diary)
        return Standing(state, diary.kind_of(day), until, then, opens, perhaps, diary.reason_on(day))

    def openings(self, start: datetime, end: datetime, *, calendar: WorkingCalendar) -> tuple[Opening, ...]:
        """Return when the door is open for sure, as far as it lies between two moments."""
        return self._between(start, end, calendar, State.OPEN)

    def doubtful(self, start: datetime, end: datetime, *, calendar: WorkingCalendar) -> tuple[Opening, ...]:
        """Return when the door is open unless it is shut for a public holiday, between two moments."""
        return self._between(start, end, calendar, State.DOUBTFUL)

    def next_opening(self, after: datetime, *, calendar: WorkingCalendar) -> Opening | None:
        """Return the first opening that is sure and begins at a moment or after it, within 400 days.

        One that does not end within eight days is told as ending then.
        """
        return self._coming(after, self._diary(calendar))[0] if _can_be_asked(after) else None

    def weekly(self, *, calendar: WorkingCalendar) -> tuple[tuple[int, int], ...]:
        """Return the minutes of the local week, Monday midnight being 0, at which the door may be open at all.

        More than the openings, never less: a place to look in first, such as an index.
        """
        return minutes_of_week(self.rules, self.special, calendar.time_zone)

    @cached_property
    def _timetable(self) -> Timetable:
        return timetable_of(self.rules)

    def _diary(self, calendar: WorkingCalendar) -> Diary:
        return Diary(self._timetable, self.closures, self.special, self.shut_on_holidays, calendar)

    def _between(self, start: datetime, end: datetime, calendar: WorkingCalendar, state: State) -> tuple[Opening, ...]:
        earliest, latest = datetime(FIRST_YEAR, 1, 3, tzinfo=UTC), datetime(LAST_YEAR, 12, 29, tzinfo=UTC)
        start, end = max(_in_utc(start), earliest), min(_in_utc(end), latest)
        if start >= end:
            return ()
        first, last = day_of(calendar.time_zone, start), day_of(calendar.time_zone, end)
        found = self._diary(calendar).stretches(first, last)
        cut = ((max(one.begins_at, start), min(one.ends_at, end)) for one in found if one.state is state)
        return tuple(Opening(begins_at, ends_at) for begins_at, ends_at in cut if begins_at < ends_at)

    def _changes(self, at: datetime, diary: Diary) -> tuple[datetime | None, State | None]:
        """Return when what holds at a moment ends and what comes then; nothing where it does not end soon."""
        zone = diary.calendar.time_zone
        day = day_of(zone, at)
        for ahead in (1, WITHOUT_END):
            found = diary.stretches(day, day + ahead * DAY)
            held = _at(at, found)
            if held and held.ends_at < midnight(zone, day + (ahead + 1) * DAY):
                after = _at(held.ends_at, found)
                return held.ends_at, after.state if after else diary.unnamed(day_of(zone, held.ends_at))
        return None, None

    def _coming(self, after: datetime, diary: Diary) -> tuple[Opening | None, Opening | None]:
        """Return the first opening that is sure, and the first before it that is doubtful."""
        doubtful: Opening | None = None
        for stretch in _beginning(after, diary):
            if stretch.state is State.OPEN:
                return self._whole(stretch, diary), doubtful
            if stretch.state is State.DOUBTFUL and doubtful is None:
                doubtful = self._whole(stretch, diary)
        return None, doubtful

    def _whole(self, stretch: Stretch, diary: Diary) -> Opening:
        ends_at, _ = self._changes(stretch.begins_at, diary)
        return Opening(stretch.begins_at, ends_at or stretch.begins_at + WITHOUT_END * DAY)


def _beginning(after: datetime, diary: Diary) -> Iterator[Stretch]:
    """Return the stretches that begin at a moment or after it, in order."""
    zone = diary.calendar.time_zone
    today = day_of(zone, after)
    since = after
    for first, last in pairwise(LOOKS_AHEAD):
        if diary.is_over(today + first * DAY):
            return
        parted_at = midnight(zone, today + last * DAY)
        found = diary.stretches(today + first * DAY, today + (last - 1) * DAY)
        yield from (stretch for stretch in found if since <= stretch.begins_at < parted_at)
        since = parted_at


def _at(at: datetime, stretches: Sequence[Stretch]) -> Stretch | None:
    return next((stretch for stretch in stretches if stretch.begins_at <= at < stretch.ends_at), None)


def _in_utc(at: datetime) -> datetime:
    if at.utcoffset() is None:
        raise MomentWithoutZone
    return at if at.year < FIRST_YEAR or at.year > LAST_YEAR else at.astimezone(UTC)


def _can_be_asked(at: datetime) -> bool:
    """Say whether anything can be known of a moment; the first and last two years are left as a margin."""
    return FIRST_YEAR + 2 <= _in_utc(at).year <= LAST_YEAR - 2
