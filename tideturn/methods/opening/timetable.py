"""The rules of one door, laid out so that a day is looked up and not searched for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tideturn.methods.opening.recurrence import days, first_day, is_plain, last_day, weekdays_of
from tideturn.methods.opening.rules import Rule
from tideturn.methods.opening.stretches import DAY

# In its own time zone an opening begins on a day that is up to two away from that of the place.
ELSEWHERE = 2 * DAY
# Most doors keep the hours of many others: so many timetables are kept, those of no more than so many rules.
TIMETABLES_KEPT, RULES_KEPT = 4096, 14


@dataclass(frozen=True, slots=True)
class Line:
    """A rule that holds on its weekdays from `first` to `last`."""

    first: date
    last: date
    rule: Rule


class Timetable:
    """Which rules come round on which days."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Lay out some rules: those whose weekday decides by weekday, all others as they are."""
        rules = tuple(rules)
        self.is_short = len(rules) <= RULES_KEPT
        plain = [rule for rule in rules if is_plain(rule) and rule.time_zone is None]
        lines = [(Line(first_day(rule), last_day(rule), rule), weekdays_of(rule)) for rule in plain]
        self._by_weekday = [[line for line, weekdays in lines if weekday in weekdays] for weekday in range(7)]
        self._others = [rule for rule in rules if rule not in plain]
        self._ends = [rule.valid_to for rule in rules]
        # The day of another time zone may be one later than here, and so may the day on which this is asked.
        self.ends_on = max(map(last_day, rules), default=date.min) + ELSEWHERE

    def coming(self, first: date, last: date) -> Iterator[tuple[date, Rule]]:
        """Return the days from first to last on which something begins, each with the rule that says so."""
        for number in range((last - first).days + 1):
            day = first + number * DAY
            for line in self._by_weekday[day.weekday()]:
                if line.first <= day <= line.last:
                    yield day, line.rule
        for rule in self._others:
            beside = ELSEWHERE if rule.time_zone else 0 * DAY
            yield from ((day, rule) for day in days(rule, first - beside, last + beside))

    def is_told(self, day: date) -> bool:
        """Say whether the information of any rule still holds on a day."""
        return any(end is None or day <= end for end in self._ends)


def timetable_of(rules: tuple[Rule, ...]) -> Timetable:
    """Return the timetable of some rules, laid out once for all doors that have them."""
    return _kept(rules) if len(rules) <= RULES_KEPT else Timetable(rules)


@lru_cache(TIMETABLES_KEPT)
def _kept(rules: tuple[Rule, ...]) -> Timetable:
    return Timetable(rules)
