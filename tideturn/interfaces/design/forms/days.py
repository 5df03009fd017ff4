"""A date, written in three boxes."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.interfaces.design.forms.answers import Answers, NotAnswered
from tideturn.interfaces.design.forms.field import Field, Part
from tideturn.interfaces.design.moment import in_words

# Written out where a date of birth is asked for: nobody was born today.
A_BIRTH = date(1984, 3, 27)


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """A date in three boxes, because days long past are typed faster than they are picked.

    `example` is the day that a remedy writes out; without one it is today, or the nearest day that can be given.
    """

    earliest: date = date(1900, 1, 1)
    latest: date = date(2200, 12, 31)
    example: date | None = None

    template = "design/forms/day.html"

    @property
    def target(self) -> str:
        """Return the id of the first box."""
        return f"{self.place}-day"

    def parts(self, answers: Answers) -> tuple[Part, ...]:
        """Return the three boxes."""
        labels = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))
        return tuple(Part(part, label, answers.one(f"{self.name}-{part}"), width) for part, label, width in labels)

    def read(self, answers: Answers) -> date | None:
        """Return the date, or None where none is needed."""
        written = [part.value for part in self.parts(answers)]
        if not any(written):
            if self.is_required:
                raise NotAnswered(self.asks_again)
            return None
        return self._within(self._date(written))

    def _date(self, written: list[str]) -> date:
        example = self.example or min(max(timezone.localdate(), self.earliest), self.latest)
        numbers = f"{example.day} {example.month} {example.year}"
        remedy = _("Write “%(label)s” in numbers, for example %(day)s.") % {"label": self.label, "day": numbers}
        if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in written):
            raise NotAnswered(remedy)
        day, month, year = map(int, written)
        try:
            return date(year, month, day)
        except ValueError:
            raise NotAnswered(_("There is no such day in the calendar.") + " " + remedy) from None

    def _within(self, day: date) -> date:
        if self.earliest <= day <= self.latest:
            return day
        words = _("“%(label)s” must lie between %(earliest)s and %(latest)s.")
        ends = {"earliest": in_words(self.earliest), "latest": in_words(self.latest)}
        raise NotAnswered(words % {"label": self.label, **ends})


def day_values(name: str, day: date | None) -> dict[str, object]:
    """Return what stands in the three boxes of a field when its form is opened; nothing for no day."""
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year} if day else {}
