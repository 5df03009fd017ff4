"""Times and distances as they are said: `5pm`, `tomorrow at 9am`, `about half a mile`."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.methods.calendars.working_calendar import WorkingCalendar

METRES_OF_A_MILE = 1609.344


def clock(at: time) -> str:
    """Return a time of day: `9am`, `5:30pm`, `midnight`, `midday`."""
    if at.minute == 0 and at.hour in (0, 12):
        return _("midday") if at.hour else _("midnight")
    part = _("am") if at.hour < 12 else _("pm")
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{part}"


def local(at: datetime, calendar: WorkingCalendar) -> datetime:
    """Return a moment by the clock of a place."""
    return at.astimezone(ZoneInfo(calendar.time_zone))


def until(ends_at: datetime, now: datetime, calendar: WorkingCalendar) -> str:
    """Return until when something lasts, seen from now: `until 5pm`, `until 2am`, `until Saturday at midnight`."""
    end, here = local(ends_at, calendar), local(now, calendar)
    hours = (ends_at - now).total_seconds() / 3600
    if end.date() == here.date() or hours < 12:
        return _("until %(time)s") % {"time": clock(end.time())}
    return _("until %(day)s at %(time)s") % {"day": date_format(end, "l"), "time": clock(end.time())}


def at_what_time(at: datetime, now: datetime, calendar: WorkingCalendar) -> str:
    """Return when something is, seen from now: `today at 6pm`, `tomorrow at 9am`, `on Monday 7 December at 9am`."""
    there, here = local(at, calendar), local(now, calendar)
    days = (there.date() - here.date()).days
    told = {"time": clock(there.time()), "weekday": date_format(there, "l"), "day": date_format(there, "l j F")}
    if days == 0:
        return _("today at %(time)s") % told
    if days == 1:
        return _("tomorrow, %(weekday)s, at %(time)s") % told
    return (_("on %(weekday)s at %(time)s") if days < 7 else _("on %(day)s at %(time)s")) % told


def distance(metres: float) -> str:
    """Return a distance as people say it, in yards and miles."""
    miles = metres / METRES_OF_A_MILE
    if miles < 0.15:
        return _("less than 300 yards")
    if miles < 0.4:
        return _("about a quarter of a mile")
    if miles < 0.75:
        return _("about half a mile")
    rounded = round(miles)
    return ngettext("about %(miles)s mile", "about %(miles)s miles", rounded) % {"miles": rounded}
