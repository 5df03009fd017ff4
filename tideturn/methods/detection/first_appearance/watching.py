"""Watching records in the order of their dates for categories that were not there before."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tideturn.methods.detection.errors import ParametersInvalid
from tideturn.methods.detection.first_appearance.arrivals import arrivals_expected, levels
from tideturn.methods.detection.first_appearance.closeness import closeness_pvalue
from tideturn.methods.detection.first_appearance.errors import RecordsOutOfOrder
from tideturn.methods.detection.first_appearance.tally import Place, Tally

YEAR = timedelta(days=365)
MONTH = timedelta(days=30)
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth")


@dataclass(frozen=True)
class Record:
    """One death, sample or attendance: the day it was `on`, and the `categories` found in it."""

    on: date
    categories: frozenset[str]


@dataclass(frozen=True)
class WatchRule:
    """How to watch.

    `false_flags_a_year` is how many flags a year may be false where nothing changes. `items_a_year` is measured on the
    latest 365 days where it is not given. Looks are taken up to a category's record number `last_look`, and none but
    the first at a level above `ceiling`, a probability. The first
    `history_items` records are only learnt from. A category not seen in `memory_items` items is new again; without
    that number nothing is forgotten.
    """

    false_flags_a_year: float = 2.0
    items_a_year: float | None = None
    last_look: int = 3
    ceiling: float = 0.1
    history_items: int = 300
    memory_items: int | None = None

    def __post_init__(self) -> None:
        """Refuse a rule that cannot be followed."""
        if self.false_flags_a_year <= 0 or not 0 < self.ceiling < 1:
            raise ParametersInvalid("False flags a year must be above zero, and the ceiling between 0 and 1.")
        if not 2 <= self.last_look <= len(ORDINALS):
            raise ParametersInvalid(f"The last look is at record 2 to {len(ORDINALS)}.")
        if self.history_items < 1 or (self.memory_items is not None and self.memory_items < self.history_items):
            raise ParametersInvalid("At least one item is history, and the memory must hold at least the history.")
        if self.items_a_year is not None and self.items_a_year <= 0:
            raise ParametersInvalid("Items a year must be above zero.")


@dataclass(frozen=True)
class Look:
    """What was found when a category reached its first, second or third record.

    `item` is the number of the item in the stream and `record` that of the category's record. The latest `close`
    records lie within `span` items, of `items` that are remembered; the others are older. Of the ways to look at a
    record, the most surprising is given. A look is a flag where `pvalue` is at most `level`.
    """

    category: str
    on: date
    first_on: date
    item: int
    record: int
    close: int
    span: int
    items: int
    pvalue: float
    level: float

    @property
    def is_flagged(self) -> bool:
        """Return whether the records are closer together than the rule lets pass."""
        return self.pvalue <= self.level

    @property
    def sentence(self) -> str:
        """Return what was found, in words."""
        ordinal = ORDINALS[self.record - 1]
        if self.record == 1:
            return f"{ordinal} record of {self.category}: it was in none of the {self.items - 1:,} items before."
        which = f"all {self.close}" if self.close == self.record else f"the latest {self.close}"
        return (
            f"{ordinal} record of {self.category}: {which} lie within the latest {self.span:,} of {self.items:,} items."
            f" By chance that happens {_how_often(self.pvalue)}."
        )


class Watcher:
    """Reads records one after the other and says what is new; it holds a few numbers a category."""

    def __init__(self, rule: WatchRule | None = None) -> None:
        """Begin with nothing known."""
        self.rule = rule or WatchRule()
        self._tally = Tally(self.rule.last_look, self.rule.memory_items)
        self._days: deque[date] = deque()
        self._begun: date | None = None
        self._flagged: set[str] = set()

    def read(self, record: Record) -> tuple[Look, ...]:
        """Take in the next record and return the looks taken at it, in the order of the categories' names.

        There are none in the history, and a category that was flagged is not looked at again before it is forgotten.
        Raises RecordsOutOfOrder where the record is older than the one before.
        """
        self._note_day(record.on)
        forgotten = self._tally.next_item()
        self._flagged -= forgotten
        thresholds = self._levels()
        looks = [self._look(category, record.on, thresholds) for category in sorted(record.categories)]
        return tuple(look for look in looks if look is not None)

    def _note_day(self, day: date) -> None:
        if self._days and day < self._days[-1]:
            raise RecordsOutOfOrder(f"A record of {day} comes after one of {self._days[-1]}; sort them by date first.")
        self._begun = self._begun or day
        self._days.append(day)
        while self._days[0] <= day - YEAR:
            self._days.popleft()

    def _levels(self) -> tuple[float, ...]:
        expected = arrivals_expected(self._tally.seen, items=self._tally.items, coming=self._items_a_year())
        return levels(expected, budget=self.rule.false_flags_a_year, ceiling=self.rule.ceiling)

    def _items_a_year(self) -> float:
        if self.rule.items_a_year is not None:
            return self.rule.items_a_year
        begun = self._begun or self._days[0]
        watched = min(YEAR, max(MONTH, self._days[-1] - begun + timedelta(days=1)))
        return len(self._days) * (YEAR / watched)

    def _look(self, category: str, day: date, thresholds: tuple[float, ...]) -> Look | None:
        places = self._tally.add(category, day)
        is_history = self._tally.item <= self.rule.history_items
        if is_history or category in self._flagged or len(places) > self.rule.last_look:
            return None
        record = len(places)
        ways = (record, record - 1) if record > 2 else (record,)
        close, span, chance = min((self._closeness(places, close) for close in ways), key=lambda way: way[2])
        tally, level = self._tally, thresholds[record - 1]
        look = Look(category, day, places[0][1], tally.item, record, close, span, tally.items, chance, level)
        if look.is_flagged:
            self._flagged.add(category)
        return look

    def _closeness(self, places: deque[Place], close: int) -> tuple[int, int, float]:
        span, older = self._tally.item - places[-close][0] + 1, len(places) - close
        if close == 1:
            return close, span, 1.0
        chance = closeness_pvalue(records=close, span=span, items=self._tally.items, older=older)
        return close, span, float(chance)


def watch(records: Iterable[Record], rule: WatchRule | None = None) -> Iterator[Look]:
    """Return the flags of a stream of records in date order, one after the other as the records come.

    Raises RecordsOutOfOrder where a record is older than the one before.
    """
    watcher = Watcher(rule)
    for record in records:
        yield from (look for look in watcher.read(record) if look.is_flagged)


def _how_often(chance: float) -> str:
    if chance >= 0.01:
        return f"{chance:.0%} of the time" if chance >= 0.1 else f"{chance:.1%} of the time"
    return f"once in {float(f'{1 / chance:.2g}'):,.0f} times"
