"""The day a page speaks of: today, or any day that a reader names with `?as_of=`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.formats import date_format
from django.utils.translation import gettext as _

PARAMETER = "as_of"
# Far enough for any plan and any due date; sums with days beyond them could run off the calendar.
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
WRITTEN_AS = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NotADay(ValueError):
    """What was given as a day is none, or lies too far off; the message says how to write one."""


@dataclass(frozen=True)
class Moment:
    """The day that a page speaks of, beside the day on which it is read."""

    day: date
    today: date

    @property
    def is_today(self) -> bool:
        """Return whether the page speaks of the day on which it is read."""
        return self.day == self.today

    @property
    def is_ahead(self) -> bool:
        """Return whether the page speaks of a day still to come."""
        return self.day > self.today

    @property
    def words(self) -> str:
        """Return the day as it is written: 21 July 2022."""
        return in_words(self.day)

    def link(self, path: str, **parameters: object) -> str:
        """Return an address of this site that speaks of the same day, leaving out parameters that say nothing."""
        given = {name: value for name, value in parameters.items() if value not in (None, "", False)}
        if not self.is_today:
            given[PARAMETER] = self.day.isoformat()
        address, mark, fragment = path.partition("#")
        return f"{address}?{urlencode(given)}{mark}{fragment}" if given else path

    def lasting_link(self, path: str) -> str:
        """Return an address that goes on speaking of this day when it is read later."""
        return f"{path}?{urlencode({PARAMETER: self.day.isoformat()})}"


def moment_of(parameters: Mapping[str, str], today: date) -> Moment:
    """Return the day that a request asks for, or raise NotADay."""
    written = parameters.get(PARAMETER, "").strip()
    if not written:
        return Moment(today, today)
    return Moment(_day(written), today)


def _day(written: str) -> date:
    remedy = _("Write the day as year-month-day, for example ?as_of=2022-07-21.")
    if not WRITTEN_AS.fullmatch(written):
        raise NotADay(_("“%(written)s” is not a day.") % {"written": written[:40]} + " " + remedy)
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise NotADay(
            _("There is no day “%(written)s” in the calendar.") % {"written": written} + " " + remedy
        ) from None
    if not EARLIEST <= day <= LATEST:
        raise NotADay(_("“%(written)s” is too far off: give a day from 1900 to 2200.") % {"written": written})
    return day


def in_words(day: date, precision: str = "day") -> str:
    """Return a date no more exactly than it is known: 21 July 2022, July 2022 or 2022."""
    return date_format(day, {"year": "Y", "month": "F Y"}.get(precision, "j F Y"), use_l10n=False)
