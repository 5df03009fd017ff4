"""The table of a week in which opening hours are written."""

import re
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.directory.week import ALL_DAY, Stretch, Week
from tideturn.interfaces.design.forms import Form, LongText, Text
from tideturn.interfaces.design.forms.answers import Answers, NotAnswered
from tideturn.interfaces.workspace.presenters.directory.fields import DAY_NAMES, day_hours

CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
STRETCH = re.compile(rf"{CLOCK}\s*(?:to|until|-|–)\s*{CLOCK}", re.ASCII | re.IGNORECASE)
PARTED = re.compile(r"\s*(?:,|;|&|\band\b)\s*", re.IGNORECASE)
MIDNIGHT, LAST_MINUTE = 24, 59
NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, kw_only=True)
class DayHours(Text):
    """The hours of one day: “9:00 to 12:30, 13:30 to 17:00”, “all day”, or nothing where it is shut."""

    at_most: int = 100
    is_required: bool = False

    def read(self, answers: Answers) -> tuple[Stretch, ...]:  # type: ignore[override]
        """Return the stretches of the day, the earliest first."""
        text = super().read(answers)
        if not text or text.casefold() == _("shut"):
            return ()
        if text.casefold() == _("all day"):
            return (ALL_DAY,)
        return tuple(sorted({self._stretch(part) for part in PARTED.split(text)}))

    def _stretch(self, part: str) -> Stretch:
        found = STRETCH.fullmatch(part.strip())
        remedy = _("Write the hours of “%(label)s” like this: 09:00 to 12:30, 13:30 to 17:00.") % {"label": self.label}
        if found is None:
            raise NotAnswered(remedy)
        opens, closes = _time(found[1], found[2]), _time(found[3], found[4])
        if opens is None or closes is None:
            raise NotAnswered(remedy)
        return Stretch(opens, closes)


def _time(hour: str, minute: str | None) -> time | None:
    hours, minutes = int(hour), int(minute or 0)
    is_clock = minutes <= LAST_MINUTE and (hours < MIDNIGHT or (hours, minutes) == (MIDNIGHT, 0))
    return time(hours % MIDNIGHT, minutes) if is_clock else None


def hours_form() -> Form[dict[str, Any]]:
    """Return the form for the hours of one door."""
    days = [DayHours(name=name, label=str(label)) for name, label in zip(NAMES, DAY_NAMES, strict=True)]
    hint = _("Read by whoever decides.")
    why = LongText(
        name="why", label=_("Why do you change it?"), hint=hint, rows=2, at_most=1000, is_required=False
    )  # fmt: skip
    return Form((*days, why), dict)


def values_of(week: Week | None) -> dict[str, object]:
    """Return a week as the values of the form; one that a table cannot show is left empty."""
    return {name: day_hours(week, number) for number, name in enumerate(NAMES)} if week else {}


def week_written(asked: dict[str, Any]) -> Week:
    """Return the week that was written."""
    return Week(tuple(asked[name] for name in NAMES))
