"""Moments and spans in the words of people at work: “today 17:00”, “2 hours”."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTES_IN_HOURS = 60
HOURS_IN_DAYS = 48


def moment_words(at: datetime, now: datetime) -> str:
    """Return a moment by the clock on the wall: “today 17:00”, “Friday 17:00”, “Friday 4 December 17:00”."""
    local, today = timezone.localtime(at), timezone.localtime(now).date()
    days = (local.date() - today).days
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    if days in near:
        day = near[days]
    elif 1 < days < 7:
        day = date_format(local, "l", use_l10n=False)
    else:
        day = date_format(local, "l j F" if local.year == today.year else "l j F Y", use_l10n=False)
    return f"{day} {local:%H:%M}"


def day_words(day: date) -> str:
    """Return a day written out, since 06.07. is another day elsewhere: “6 July 1981”."""
    return date_format(day, "j F Y", use_l10n=False)


def full_moment_words(at: datetime) -> str:
    """Return a moment with its day and year, for what is compared or looked up long after."""
    local = timezone.localtime(at)
    return f"{day_words(local.date())} {local:%H:%M}"


def span_words(span: timedelta) -> str:
    """Return how long something is, no more exactly than one acts on: minutes, hours, then days."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return _("less than a minute")
    if minutes < MINUTES_IN_HOURS:
        return _counted(minutes, "minute")
    hours = minutes // MINUTES_IN_HOURS
    return _counted(hours, "hour") if hours < HOURS_IN_DAYS else _counted(hours // 24, "day")


def _counted(number: int, unit: str) -> str:
    words = {
        "minute": ngettext("%(number)s minute", "%(number)s minutes", number),
        "hour": ngettext("%(number)s hour", "%(number)s hours", number),
        "day": ngettext("%(number)s day", "%(number)s days", number),
    }
    return words[unit] % {"number": number}
