"""Stretches of time, and how sure it is that a door is open in them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tideturn.methods.opening.moments import day_of, midnight, moment
from tideturn.methods.opening.states import State

DAY = timedelta(days=1)
SUREST_FIRST = (State.OPEN, State.DOUBTFUL, State.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when to when, in UTC, and how the door stands."""

    begins_at: datetime
    ends_at: datetime
    state: State


def between(zone: str, day: date, opens_at: time, closes_at: time) -> tuple[datetime, datetime]:
    """Return when an opening begins and ends, in UTC, that begins on a day and closes on it or on the next."""
    closes_on = day if closes_at > opens_at else day + DAY
    return moment(zone, day, opens_at), moment(zone, closes_on, closes_at)


def by_day(zone: str, begins_at: datetime, ends_at: datetime) -> Iterator[tuple[date, datetime, datetime]]:
    """Return the parts of a stretch that lie on each of its local days."""
    day = day_of(zone, begins_at)
    while begins_at < ends_at:
        parted_at = min(ends_at, midnight(zone, day + DAY))
        yield day, begins_at, parted_at
        begins_at, day = parted_at, day + DAY


def less_sure(one: State, other: State) -> State:
    """Return the less sure of two states, neither of which is shut."""
    return max(one, other, key=SUREST_FIRST.index)


def joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return stretches in order that do not overlap; where several hold, the surest does."""
    held: list[Stretch] = []
    for state in SUREST_FIRST:
        of_state = _united([stretch for stretch in stretches if stretch.state is state])
        held = [*held, *_outside(of_state, held)] if held else of_state
        held.sort(key=_begin)
    return held


def _begin(stretch: Stretch) -> datetime:
    return stretch.begins_at


def _united(stretches: Iterable[Stretch]) -> list[Stretch]:
    united: list[Stretch] = []
    for stretch in sorted(stretches, key=_begin):
        if united and stretch.begins_at <= united[-1].ends_at:
            ends_at = max(united[-1].ends_at, stretch.ends_at)
            united[-1] = Stretch(united[-1].begins_at, ends_at, stretch.state)
        else:
            united.append(stretch)
    return united


def _outside(stretches: Iterable[Stretch], taken: Sequence[Stretch]) -> Iterator[Stretch]:
    """Return what of some stretches lies outside others, which are in order."""
    for stretch in stretches:
        begins_at = stretch.begins_at
        for other in taken:
            if begins_at < other.begins_at < stretch.ends_at:
                yield Stretch(begins_at, other.begins_at, stretch.state)
            if other.begins_at < stretch.ends_at:
                begins_at = max(begins_at, other.ends_at)
        if begins_at < stretch.ends_at:
            yield Stretch(begins_at, stretch.ends_at, stretch.state)
