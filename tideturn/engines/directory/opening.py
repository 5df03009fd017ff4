"""The hours of a door as its sources tell them: the schedules, what the status says, and days on which all is other."""

from collections.abc import Mapping, Sequence
from typing import Any

from tideturn.engines.directory.listing import objects, places_of
from tideturn.methods.calendars.working_calendar import WorkingCalendar
from tideturn.methods.opening import Closure, Hours, rules_of, special_of
from tideturn.packs.areas import load_areas

Object = Mapping[str, Any]
HOLIDAYS = "holiday_schedules"


def hours_told(
    document: Object,
    number: int,
    schedules: Sequence[Any],
    *,
    closures: Sequence[Closure] = (),
    shut_on_holidays: bool | None = None,
) -> Hours:
    """Return the hours of one place of a service, by its number; of what nobody told, or could be read, none is known.

    `closures` are days on which somebody said that it is shut; `shut_on_holidays` is what somebody said of public
    holidays, which no field of the standard says.
    """
    special, _ = special_of(_holidays(document, number))
    hours, _ = rules_of(
        list(schedules),
        status=document.get("status"),
        closures=closures,
        special=special,
        shut_on_holidays=shut_on_holidays,
    )
    return hours


def calendar_at(area: str) -> WorkingCalendar:
    """Return the calendar of an area, or the national one where the area is not known."""
    areas = load_areas()
    return areas.calendar_of(area) if areas.is_known(area) else areas.national_calendar


def hours_of_week(hours: Hours, calendar: WorkingCalendar) -> list[int]:
    """Return the hours of the local week (0 to 167) in which a door may be open: never fewer than it is."""
    touched = (range(begin // 60, -(-end // 60)) for begin, end in hours.weekly(calendar=calendar))
    return sorted({hour % 168 for hours in touched for hour in hours})


def _holidays(document: Object, number: int) -> list[Object]:
    """Return the days with hours of their own: those of the place, else of the service, else of the building."""
    places = places_of(document)
    place = places[number] if number < len(places) else {}
    for holder in (place, document, place.get("location", {})):
        if schedules := objects(holder.get(HOLIDAYS)):
            return schedules
    return []
